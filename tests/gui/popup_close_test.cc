// SPDX-License-Identifier: Apache-2.0
#include "gui/view/popup_close.h"

#include <catch2/catch.hpp>

#include "gui/model/workbench.h"
#include "tests/support/fake_host.h"
#include "tests/support/null_frame.h"

namespace cascade::gui {
namespace {

/// A popup with a menu in it, which is opened by the first frame.
class Menus final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "menus"; }
  [[nodiscard]] std::string_view title() const override { return "Menus"; }
  void draw(PanelContext&) override {
    closed = close_popup_on_escape() || closed;
    if (to_open) ImGui::OpenPopup("outer");
    to_open = false;
    outer = ImGui::BeginPopup("outer");
    inner = false;
    if (!outer) return;
    if (ImGui::BeginMenu("more")) {
      inner = true;
      ImGui::MenuItem("one");
      ImGui::EndMenu();
    }
    const ImVec2 from = ImGui::GetItemRectMin();
    menu = {from.x + 4, from.y + 4};
    ImGui::EndPopup();
  }
  bool to_open = false;
  bool outer = false;
  bool inner = false;
  bool closed = false;
  ImVec2 menu{};
};

TEST_CASE("Escape closes the popup on top, and nothing where there is none", "[gui][panels]") {
  test::FakeHost host;
  Workbench workbench(host);
  Menus menus;
  test::NullFrame frame(workbench, menus);
  frame.press(Chord::Escape);
  CHECK_FALSE(menus.closed);
  menus.to_open = true;
  frame.draw(3);
  CHECK(menus.outer);
  frame.press(Chord::Escape);
  CHECK(menus.closed);
  CHECK_FALSE(menus.outer);

  // A menu in a menu: both.
  menus.to_open = true;
  frame.draw(3);
  frame.click(menus.menu.x, menus.menu.y);
  REQUIRE(menus.inner);
  frame.press(Chord::Escape);
  CHECK_FALSE(menus.outer);
}

}  // namespace
}  // namespace cascade::gui
