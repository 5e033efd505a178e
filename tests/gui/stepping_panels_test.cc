// SPDX-License-Identifier: Apache-2.0
// The list of breakpoints, clicked and typed into without a window.
#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "gui/model/breakpoints.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/script.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/breakpoints_panel.h"
#include "gui/view/key_dispatch.h"
#include "tests/support/fake_host.h"
#include "tests/support/null_frame.h"

namespace cascade::gui {
namespace {

struct SteppingDesk {
  explicit SteppingDesk(const std::string& script_text) {
    script("open '" + std::string(CASCADE_SCENARIOS) + "/isolate-failures.yaml'; " + script_text);
  }
  void script(const std::string& text) { test::run_script(workbench, host, text); }
  void settle() { test::settle(workbench, host); }
  [[nodiscard]] std::size_t count() const { return workbench.breakpoints().all().size(); }
  test::FakeHost host;
  Workbench workbench{host};
};

void press(test::NullFrame& frame, std::uint32_t key) {
  ImGuiIO& io = ImGui::GetIO();
  const int code = key_code(key);
  io.KeyMap[ImGuiKey_Enter] = key_code(Chord::Enter);
  io.KeysDown[code] = true;
  frame.draw();
  io.KeysDown[code] = false;
  frame.draw();
}

/// Clicks from the top to the bottom until something has come of it.
bool click_down(SteppingDesk& desk, test::NullFrame& frame, float x,
                const std::function<bool()>& done) {
  for (float y = 40; y < test::NullFrame::kHeight; y += 8) {
    frame.click(x, y);
    desk.settle();
    if (done()) return true;
  }
  return false;
}

TEST_CASE("Breakpoints panel: typed in, mistakes stay to be mended", "[gui][panels][threads]") {
  SteppingDesk desk("run");
  BreakpointsPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  desk.workbench.view().request("breakpoints", ViewRequest::Find);
  frame.draw(2);
  frame.type("outcome faild");
  press(frame, Chord::Enter);
  CHECK(desk.count() == 0);
  CHECK(desk.workbench.messages().log().back().text.find("did you mean 'failed'?") !=
        std::string::npos);
  desk.script("break outcome failed count 2");
  CHECK(desk.workbench.breakpoints().lines().front() == "outcome failed count 2");
}

TEST_CASE("Breakpoints panel: off and on, there, and away", "[gui][panels][threads]") {
  SteppingDesk desk("run; break type Host outcome done; begin");
  BreakpointsPanel panel;
  test::NullFrame frame(desk.workbench, panel);
  REQUIRE(
      click_down(desk, frame, 16, [&] { return !desk.workbench.breakpoints().all()[0].enabled; }));
  REQUIRE(
      click_down(desk, frame, 16, [&] { return desk.workbench.breakpoints().all()[0].enabled; }));
  REQUIRE(click_down(desk, frame, 120, [&] { return desk.workbench.player().position() > 0; }));
  const std::uint64_t first = desk.workbench.player().position();
  CHECK(desk.workbench.breakpoints().state(0).hits == 1);
  CHECK(desk.workbench.breakpoints().state(0).here);
  REQUIRE(
      click_down(desk, frame, 120, [&] { return desk.workbench.player().position() != first; }));
  CHECK(desk.workbench.breakpoints().state(0).hits == 2);
  REQUIRE(click_down(desk, frame, test::NullFrame::kWidth - 18,
                     [&] { return desk.workbench.breakpoints().all().empty(); }));
}

}  // namespace
}  // namespace cascade::gui
