// SPDX-License-Identifier: Apache-2.0
#include "gui/view/long_list.h"

#include <algorithm>

#include "gui/view/key_dispatch.h"

namespace cascade::gui {
namespace {

constexpr float kRowsPerNotch = 3;

}  // namespace

void long_scrollbar(const Theme& theme, RowScroll& scroll, float height) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = style.ScrollbarSize;
  height = std::max(height, 1.0F);
  const double shortest = std::min(1.0, static_cast<double>(2 * width / height));
  ImGui::InvisibleButton("scrollbar", {width, height});
  const bool held = ImGui::IsItemActive();
  const RowScroll::Thumb before = scroll.thumb(shortest);
  if (held) {
    const float mouse = (ImGui::GetIO().MousePos.y - at.y) / height;
    const double length = before.end - before.begin;
    // Taken where it is held; a click beside it brings its middle there.
    const ImGuiID key = ImGui::GetID("scrollbar");
    ImGuiStorage& kept = *ImGui::GetStateStorage();
    if (ImGui::IsItemActivated()) {
      const bool inside = mouse >= before.begin && mouse < before.end;
      kept.SetFloat(
          key, inside ? mouse - static_cast<float>(before.begin) : static_cast<float>(length / 2));
    }
    scroll.drag_thumb(static_cast<double>(mouse - kept.GetFloat(key)), shortest);
  }
  const RowScroll::Thumb thumb = scroll.thumb(shortest);
  if (thumb.end - thumb.begin >= 1) return;
  const Colour colour = held                     ? theme.accent
                        : ImGui::IsItemHovered() ? theme.waiting
                                                 : theme.field_active;
  ImGui::GetWindowDrawList()->AddRectFilled(
      {at.x + 2, at.y + static_cast<float>(thumb.begin) * height},
      {at.x + width - 2, at.y + static_cast<float>(thumb.end) * height}, colour,
      style.ScrollbarRounding);
}

void scroll_with_input(RowScroll& scroll) {
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows)) return;
  const float wheel = ImGui::GetIO().MouseWheel;
  if (wheel != 0) scroll.scroll(static_cast<std::int64_t>(-wheel * kRowsPerNotch));
  if (ImGui::GetIO().WantTextInput) return;
  const auto page = static_cast<std::int64_t>(scroll.fitting());
  if (ImGui::IsKeyPressed(key_code(Chord::PageUp))) scroll.scroll(-page);
  if (ImGui::IsKeyPressed(key_code(Chord::PageDown))) scroll.scroll(page);
}

}  // namespace cascade::gui
