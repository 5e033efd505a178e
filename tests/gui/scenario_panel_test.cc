// SPDX-License-Identifier: Apache-2.0
// The panel of the scenario, clicked and typed into without a window.
#include "gui/view/scenario_panel.h"

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "gui/model/document.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/text_file.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/unsaved_dialog.h"
#include "sim/reader/shipped.h"
#include "tests/support/fake_host.h"
#include "tests/support/folder.h"
#include "tests/support/null_frame.h"

namespace cascade::gui {
namespace {

/// A copy of a shipped scenario is open: a click may save it.
struct ScenarioDesk {
  explicit ScenarioDesk(const std::string& scenario) {
    const auto text = read_text_file(sim::file_or_shipped(scenario));
    REQUIRE(text);
    const std::string file = folder.file("copy.yaml");
    REQUIRE(write_text_file(file, *text));
    script("open '" + file + "'");
  }
  void script(const std::string& text) {
    REQUIRE(test::run_script(workbench, host, text) == "done");
  }
  [[nodiscard]] const ScenarioDraft& draft() const { return workbench.document().draft(); }
  cascade::test::Folder folder;
  test::FakeHost host;
  Workbench workbench{host};
};

/// Tries every field from the top on: clicks, types, Enter. True once that has come of it.
bool type_somewhere(ScenarioDesk& desk, test::NullFrame& frame, const std::string& words,
                    const std::function<bool()>& done) {
  for (float y = 4; y < test::NullFrame::kHeight; y += 6) {
    frame.click(250, y);
    desk.workbench.view().close_overlay();
    if (ImGui::GetIO().WantTextInput) {
      frame.type(words);
      frame.press(Chord::Enter);
    }
    frame.press(Chord::Escape);
    if (done()) return true;
    if (desk.draft().changed()) desk.script("scenario.revert");
    test::settle(desk.workbench, desk.host);
  }
  return false;
}

TEST_CASE("Scenario panel: a seed is typed, the scenario runs with it", "[gui][panels][threads]") {
  ScenarioDesk desk("isolate-failures");
  ScenarioPanel panel({});
  test::NullFrame frame(desk.workbench, panel);
  REQUIRE(type_somewhere(desk, frame, "42", [&] { return desk.draft().value("seed") == "42"; }));
  CHECK(desk.draft().mistakes().empty());
  desk.script("run");
  CHECK(desk.workbench.document().scenario()->seed == 42);
}

TEST_CASE("Scenario panel: a target is found by typing, a wrong one is kept and told",
          "[gui][panels][threads]") {
  ScenarioDesk desk("isolate-failures");
  desk.script("preview");
  ScenarioPanel panel({});
  test::NullFrame frame(desk.workbench, panel);
  REQUIRE(type_somewhere(desk, frame, "Cluster/3",
                         [&] { return desk.draft().value("operations.0.delete") == "Cluster/3"; }));
  desk.script("scenario.revert");
  REQUIRE(type_somewhere(desk, frame, "Cluters/1",
                         [&] { return desk.draft().value("operations.0.delete") == "Cluters/1"; }));
  CHECK(desk.draft().mistakes_at("operations.0.delete").find("did you mean 'Cluster'") !=
        std::string::npos);
  frame.draw(3);
}

TEST_CASE("Scenario panel: a field that is left takes what was typed", "[gui][panels][threads]") {
  ScenarioDesk desk("isolate-failures");
  ScenarioPanel panel({});
  test::NullFrame frame(desk.workbench, panel);
  bool found = false;
  for (float y = 4; y < test::NullFrame::kHeight && !found; y += 6) {
    frame.click(250, y);
    if (ImGui::GetIO().WantTextInput) {
      frame.type("17");
      // On the name of the panel, where nothing is.
      frame.click(390, 4);
      frame.draw(2);
    }
    frame.press(Chord::Escape);
    found = desk.draft().value("seed") == "17";
  }
  CHECK(found);
}

TEST_CASE("Scenario panel: every shipped scenario is drawn with all its fields",
          "[gui][panels][threads]") {
  for (const std::string& file : sim::shipped_scenarios()) {
    CAPTURE(file);
    ScenarioDesk desk(file);
    ScenarioPanel panel(sim::shipped_scenarios());
    test::NullFrame frame(desk.workbench, panel);
    CHECK(desk.draft().is_open());
    desk.script("set topology.no_such_number=1; set merge=x; scenario.add_fault '{ kind: slow }'");
    frame.draw(3);
    CHECK_FALSE(desk.draft().mistakes().empty());
    desk.script("scenario.revert");
    frame.draw(2);
  }
}

/// Lets the dialog draw where a panel would.
class DialogPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "dialog"; }
  [[nodiscard]] std::string_view title() const override { return "Dialog"; }
  void draw(PanelContext& context) override { dialog.draw(context); }
  UnsavedDialog dialog;
};

TEST_CASE("Unsaved dialog: one answer gives up and goes on, one stays", "[gui][panels][threads]") {
  ScenarioDesk desk("isolate-failures");
  desk.script("set seed=3");
  DialogPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  const auto ask = [&] {
    panel.dialog.ask({.command = "file.quit", .arguments = {}});
    frame.draw(3);
    REQUIRE(panel.dialog.is_open());
  };
  ask();
  frame.press(Chord::Escape);
  CHECK_FALSE(panel.dialog.is_open());
  CHECK(desk.draft().changed());
  CHECK_FALSE(desk.host.exit_code);
  // "Save" is the first button, so from the right on.
  ask();
  bool gone = false;
  for (float x = 330; x > 60 && !gone; x -= 12) {
    for (float y = 150; y < 320 && panel.dialog.is_open(); y += 6) frame.click(x, y);
    gone = desk.host.exit_code.has_value();
    if (!gone && !panel.dialog.is_open()) ask();
  }
  CHECK(gone);
  CHECK_FALSE(desk.draft().changed());
}

}  // namespace
}  // namespace cascade::gui
