// SPDX-License-Identifier: Apache-2.0
// The menu Compare on a whole workbench.
#include <catch2/catch.hpp>
#include <string>

#include "gui/model/command.h"
#include "gui/model/compare_pane.h"
#include "gui/model/document.h"
#include "gui/model/script.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "tests/gui/session.h"
#include "tests/support/fake_host.h"

namespace cascade::gui {
namespace {

struct Comparing : Session {
  Comparing() { workbench.view().set_layout(PanelLayout::standard(kPanels)); }
  [[nodiscard]] const Comparison* comparison() { return workbench.compare().comparison(); }
  static constexpr std::string_view kPanels[] = {"tree", "compare"};
};

TEST_CASE("Compare commands: the same scenario with another policy", "[gui][compare][threads]") {
  Comparing desk;
  // The run itself is started, too, where there is none.
  desk.script("open '" + kScenarios +
              "/isolate-failures.yaml'; compare.policy failure=stop seed=3");
  CHECK_FALSE(desk.workbench.script().failure());
  REQUIRE(desk.comparison() != nullptr);
  CHECK(desk.workbench.compare().other_name() == "failure=stop seed=3");
  CHECK(desk.workbench.compare().name() == "isolate-failures");
  CHECK(desk.workbench.view().layout().visible("compare"));
  CHECK(desk.comparison()->facts[0].b == "per_path, by_resource, stop, seed 3");

  const auto a = desk.workbench.history();
  const auto b = desk.workbench.compare().other();
  desk.script("compare.swap");
  CHECK(desk.workbench.history() == b);
  CHECK(desk.workbench.compare().other() == a);
  CHECK(desk.workbench.compare().name() == "failure=stop seed=3");
  REQUIRE(desk.comparison() != nullptr);
  CHECK(desk.comparison()->facts[0].a == "per_path, by_resource, stop, seed 3");
  desk.script("compare.worlds; copy");
  CHECK(desk.host.clipboard.find("type,resources,what,in A,in B,like\r\n") == 0);
  desk.script("compare.close");
  CHECK(desk.workbench.compare().other() == nullptr);
}

TEST_CASE("Compare commands: with a file, and with the run before", "[gui][compare][threads]") {
  Comparing desk;
  desk.script("open '" + kScenarios + "/veto.yaml'; run; compare '" + kScenarios +
              "/account.yaml'");
  CHECK_FALSE(desk.workbench.script().failure());
  CHECK(desk.comparison() != nullptr);
  desk.script("compare.keep");
  REQUIRE(desk.comparison() != nullptr);
  CHECK(desk.comparison()->same());
  desk.script("run");
  REQUIRE(desk.comparison() != nullptr);
  CHECK(desk.comparison()->same());
  CHECK(desk.workbench.compare().other() != desk.workbench.history());
}

TEST_CASE("Compare commands: what is wrong is told and changes nothing",
          "[gui][compare][threads]") {
  Comparing desk;
  desk.script("open '" + kScenarios + "/veto.yaml'; run; compare.keep");
  const auto other = desk.workbench.compare().other();
  const std::string model = kScenarios + "/models/zstack.yaml";
  for (const std::string& wrong :
       {std::string("compare.policy sequential"), std::string("compare.policy ''"),
        std::string("compare.policy schedule=never"), std::string("compare nowhere.recording"),
        "compare '" + model + "'"}) {
    CAPTURE(wrong);
    desk.script(wrong);
    CHECK(desk.workbench.script().failure());
    CHECK(desk.workbench.compare().other() == other);
  }
}

}  // namespace
}  // namespace cascade::gui
