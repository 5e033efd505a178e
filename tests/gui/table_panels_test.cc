// SPDX-License-Identifier: Apache-2.0
// The panels of events, inspector, audit and comparison, clicked and typed into without a window.
#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "gui/model/compare_pane.h"
#include "gui/model/document.h"
#include "gui/model/events_pane.h"
#include "gui/model/inspector.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/audit_panel.h"
#include "gui/view/compare_panel.h"
#include "gui/view/events_panel.h"
#include "gui/view/inspector_panel.h"
#include "gui/view/invoke.h"
#include "tests/support/fake_host.h"
#include "tests/support/null_frame.h"

namespace cascade::gui {
namespace {

struct TableDesk {
  explicit TableDesk(const std::string& scenario = "isolate-failures") {
    workbench.view().set_panels({"inspector", "events"});
    script("open '" + std::string(CASCADE_SCENARIOS) + "/" + scenario + ".yaml'; run");
  }
  void script(const std::string& text) { test::run_script(workbench, host, text); }
  void settle() { test::settle(workbench, host); }
  test::FakeHost host;
  Workbench workbench{host};
};

/// Clicks from the top to the bottom until something has come of it.
bool click_down(test::NullFrame& frame, float x, float from, const std::function<bool()>& done) {
  for (float y = from; y < test::NullFrame::kHeight; y += 8) {
    frame.click(x, y);
    if (done()) return true;
  }
  return false;
}

TEST_CASE("Events panel: a click goes there, the wheel scrolls, words filter",
          "[gui][panels][threads]") {
  TableDesk desk;
  desk.workbench.player().seek(0);
  desk.settle();
  EventsPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  frame.click(200, 400);
  desk.settle();
  const auto first = desk.workbench.selection().position;
  REQUIRE(first);
  CHECK(desk.workbench.player().position() == *first + 1);
  frame.wheel(-4);  // twelve lines
  frame.click(200, 400);
  desk.settle();
  CHECK(desk.workbench.selection().position == *first + 12);
  CHECK(desk.workbench.player().position() == *first + 13);

  desk.workbench.view().request("events", ViewRequest::Find);
  frame.draw(2);
  frame.type("Host/7");
  desk.settle();
  frame.draw();
  CHECK(desk.workbench.events().filter_text() == "Host/7");
  const auto lines = desk.workbench.events().lines(0, 100);
  REQUIRE_FALSE(lines.empty());
  for (const EventLine& line : lines) CHECK(line.subject == "Host/7");
}

TEST_CASE("Events panel: the list follows the run until it is told not to",
          "[gui][panels][threads]") {
  TableDesk desk;
  EventsPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  const auto clicked = [&] {
    frame.click(200, 400);
    return *desk.workbench.selection().position;
  };
  CHECK(clicked() > 700);
  desk.workbench.player().seek(0);
  desk.settle();
  desk.workbench.player().seek(1);
  desk.settle();
  frame.draw();
  const std::uint64_t early = clicked();
  CHECK(early < 40);
  desk.settle();
  // Back before the first event, too.
  desk.script("end");
  frame.draw();
  desk.workbench.player().seek(0);
  desk.settle();
  frame.draw();
  CHECK(clicked() == early);
  desk.settle();
  desk.script("events.follow; end");
  frame.draw();
  CHECK(clicked() == early);
}

TEST_CASE("Inspector panel: a click on who blocked leads on, and back", "[gui][panels][threads]") {
  TableDesk desk;
  desk.script("select Cluster/1");
  InspectorPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  const Selection before = desk.workbench.selection();
  // On the way down the table's head is clicked, too.
  REQUIRE(click_down(frame, 30, 100, [&] { return desk.workbench.selection() != before; }));
  const ArrangedTable& table = desk.workbench.inspector().arranged();
  const std::string first = table.table()->rows[table.rows().front()].cells[0].text;
  desk.settle();
  CHECK(desk.workbench.inspector().card()->title == first);
  desk.script("select.back");
  CHECK(desk.workbench.selection() == before);
}

TEST_CASE("Inspector panel: a click on a head orders, the copy is what is seen",
          "[gui][panels][threads]") {
  TableDesk desk;
  desk.script("select Cluster/Host/VmInstance; show inspector");
  InspectorPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  Inspector& inspector = desk.workbench.inspector();
  REQUIRE(click_down(frame, 30, 150, [&] { return inspector.arranged().order().column == 0; }));
  desk.script("copy");
  const std::string head = "resource,reaction,outcome,start,took,links\r\n";
  CHECK(desk.host.clipboard.find(head + "VmInstance/1,") == 0);
}

TEST_CASE("Audit panel: a click goes to where the cause had happened", "[gui][panels][threads]") {
  TableDesk desk("contradiction");
  AuditPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  REQUIRE(click_down(frame, 30, 60, [&] { return !desk.workbench.selection().empty(); }));
  desk.settle();
  CHECK(desk.workbench.selection().resource ==
        desk.workbench.history()->world().find("Server/both"));
  CHECK(desk.workbench.player().position() < desk.workbench.history()->size());
}

TEST_CASE("Compare panel: steps are selected by a click, also in the timelines",
          "[gui][panels][threads]") {
  TableDesk desk;
  desk.script("compare.policy failure=stop");
  ComparePanel panel;
  test::NullFrame frame(desk.workbench, panel);
  const Selection none;
  REQUIRE(click_down(frame, 30, 300, [&] { return desk.workbench.selection() != none; }));
  const Selection first = desk.workbench.selection();
  CHECK(first.step.has_value());
  desk.script("select.none; compare.timelines");
  frame.draw(3);
  REQUIRE(click_down(frame, 30, 300, [&] { return desk.workbench.selection() != none; }));
  CHECK(desk.workbench.selection().step.has_value());
}

TEST_CASE("Dropped files: one is opened, two are compared", "[gui][panels][threads]") {
  TableDesk desk;
  const std::string folder = std::string(CASCADE_SCENARIOS) + "/";
  open_dropped(desk.workbench, {});
  open_dropped(desk.workbench, {folder + "veto.yaml"});
  desk.settle();
  CHECK(desk.workbench.document().name() == "veto");
  CHECK(desk.workbench.compare().other() == nullptr);
  open_dropped(desk.workbench, {folder + "isolate-failures.yaml", folder + "failing-stop.yaml"});
  desk.settle();
  CHECK(desk.workbench.document().name() == "isolate-failures");
  CHECK(desk.workbench.compare().other_name() == folder + "failing-stop.yaml");
  CHECK(desk.workbench.compare().comparison() != nullptr);
}

}  // namespace
}  // namespace cascade::gui
