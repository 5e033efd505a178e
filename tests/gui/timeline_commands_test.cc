// SPDX-License-Identifier: Apache-2.0
// The menu Timeline on a whole workbench.
#include <catch2/catch.hpp>
#include <string>

#include "gui/model/command.h"
#include "gui/model/run_times.h"
#include "gui/model/timeline_pane.h"
#include "tests/gui/session.h"

namespace cascade::gui {
namespace {

struct TimelineDesk : Session {
  TimelineDesk() : Session(kScenarios + "/isolate-failures.yaml") {
    works("run");
    REQUIRE(workbench.times() != nullptr);
  }
  [[nodiscard]] bool enabled(std::string_view id) const {
    return find_command(id)->enabled(workbench);
  }
  bool run(std::string_view id) {
    const bool done = find_command(id)->run(workbench, {}).has_value();
    workbench.tick({});
    return done;
  }
};

TEST_CASE("Timeline commands: when a script goes on, the run is indexed with its critical path",
          "[gui][timeline][threads]") {
  TimelineDesk desk;
  CHECK_FALSE(desk.workbench.busy());
  CHECK(desk.workbench.times()->index()->size() == desk.workbench.history()->size());
  for (const auto& path : desk.workbench.times()->critical()) CHECK(path != nullptr);
  CHECK(desk.workbench.timeline().status().empty());
}

TEST_CASE("Timeline commands: they follow the flow, pick, mark and squeeze",
          "[gui][timeline][threads]") {
  TimelineDesk desk;
  CHECK_FALSE(desk.enabled("timeline.flow_on"));
  CHECK_FALSE(desk.enabled("timeline.range"));
  CHECK(desk.enabled("timeline.squeeze"));

  TimelinePane& pane = desk.workbench.timeline();
  const auto& path = desk.workbench.times()->critical()[1]->acts;
  REQUIRE(path.size() > 1);
  pane.select_act({1, path[0]}, desk.workbench.selection());
  CHECK(desk.run("timeline.flow_on"));
  CHECK(pane.selected_act(desk.workbench.selection()) == ActPlace{1, path[1]});
  CHECK(desk.run("timeline.flow_back"));
  CHECK(pane.selected_act(desk.workbench.selection()) == ActPlace{1, path[0]});
  CHECK_FALSE(desk.run("timeline.flow_back"));

  CHECK(desk.run("timeline.range"));
  CHECK(pane.timeline().range == pane.selected_range(desk.workbench.selection()));
  CHECK(desk.run("timeline.mark"));
  CHECK(desk.run("timeline.mark_more"));
  CHECK(pane.timeline().marks.size() == 2);
  CHECK(desk.run("timeline.clear"));
  CHECK(pane.timeline().marks.empty());
  CHECK(desk.run("timeline.squeeze"));
  CHECK(pane.timeline().squeezed());
}

TEST_CASE("Timeline commands: another file leaves nothing of the run before",
          "[gui][timeline][threads]") {
  TimelineDesk desk;
  REQUIRE(desk.workbench.open(std::string(CASCADE_SCENARIOS) + "/veto.yaml"));
  test::settle(desk.workbench, desk.host);
  CHECK(desk.workbench.times() == nullptr);
  CHECK_FALSE(desk.enabled("timeline.squeeze"));
  CHECK_FALSE(desk.workbench.timeline().status().empty());
}

}  // namespace
}  // namespace cascade::gui
