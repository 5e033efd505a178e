// SPDX-License-Identifier: Apache-2.0
// The menu Timeline on a whole workbench.
#include <algorithm>
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

TEST_CASE("Timeline: what is selected elsewhere is marked in the pass in view",
          "[gui][timeline][threads]") {
  TimelineDesk desk;
  TimelinePane& pane = desk.workbench.timeline();
  const auto marked = [&] {
    std::vector<std::pair<std::uint32_t, TypeId>> types;
    for (const TimelineRow& row : pane.timeline().rows().rows()) {
      if (!pane.is_marked(row, desk.workbench.selection())) continue;
      const PassIndex& pass = *pane.timeline().rows().passes()[row.pass].index;
      types.emplace_back(row.pass, pass.plan().step(pane.timeline().rows().step_of(row)).type);
    }
    return types;
  };
  const auto all_are = [&](std::string_view type) {
    const auto found = marked();
    const std::pair wanted(1U, *desk.history().model().find_type(type));
    return !found.empty() && std::count(found.begin(), found.end(), wanted) ==
                                 static_cast<std::ptrdiff_t>(found.size());
  };
  CHECK(marked().empty());
  desk.works("select Host/1");
  CHECK(all_are("Host"));
  CHECK(pane.take_wanted_row());
  desk.works("select VmInstance");
  CHECK(all_are("VmInstance"));
  // A row that was folded away comes back for a resource.
  pane.timeline().rows().fold_all(true);
  CHECK(marked().empty());
  desk.works("select VmInstance/1");
  CHECK(all_are("VmInstance"));
  desk.works("select.none");
  CHECK(marked().empty());
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
