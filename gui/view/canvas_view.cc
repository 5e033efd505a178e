// SPDX-License-Identifier: Apache-2.0
#include "gui/view/canvas_view.h"

#include <algorithm>

namespace cascade::gui {
namespace {

constexpr float kMinimapWidth = 190;
constexpr float kMinimapHeight = 120;
constexpr float kCorner = 10;  // from the canvas's edges

bool key(char letter) {
  return ImGui::IsKeyDown(letter);
}

}  // namespace

void CanvasView::begin(Canvas& canvas, const Theme& theme, float scale) {
  theme_ = &theme;
  scale_ = scale;
  list_ = ImGui::GetWindowDrawList();
  origin_ = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  size_ = {std::max(room.x, 1.0F), std::max(room.y, 1.0F)};
  canvas.set_natural(scale);
  canvas.resize(size_.x, size_.y);
  ImGui::InvisibleButton("canvas", size_,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  hovered_ = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
             (!ImGui::IsAnyItemActive() || ImGui::IsItemActive());
  active_ = ImGui::IsItemActive();
  list_->PushClipRect(origin_, {origin_.x + size_.x, origin_.y + size_.y}, true);
}

PicturePoint CanvasView::mouse() const {
  const ImVec2 at = ImGui::GetIO().MousePos;
  return {at.x - origin_.x, at.y - origin_.y};
}

CanvasInput CanvasView::read_input() const {
  const ImGuiIO& io = ImGui::GetIO();
  CanvasInput input;
  input.mouse = mouse();
  input.hovered = hovered_ && !on_minimap_;
  input.wheel = hovered_ ? io.MouseWheel : 0;
  input.left = io.MouseDown[0] && (hovered_ || active_) && !minimap_held_;
  input.middle = io.MouseDown[2] && (hovered_ || active_);
  input.ctrl = io.KeyCtrl;
  input.shift = io.KeyShift;
  input.double_click = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  input.seconds = io.DeltaTime;
  const bool keyboard = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) &&
                        !io.WantTextInput && !io.KeyCtrl && !io.KeyAlt;
  if (keyboard) {
    input.space = key(' ');
    input.keys.x = (key('D') ? 1.0F : 0.0F) - (key('A') ? 1.0F : 0.0F);
    input.keys.y = (key('S') ? 1.0F : 0.0F) - (key('W') ? 1.0F : 0.0F);
  }
  return input;
}

CanvasActs CanvasView::handle(Canvas& canvas) {
  CanvasActs acts = hand_.handle(canvas, read_input());
  moving_ = acts.moving;
  if (acts.dragging) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  if (acts.area) {
    const ImVec2 from =
        on_screen({static_cast<float>(acts.area->left), static_cast<float>(acts.area->top)});
    const ImVec2 to =
        on_screen({static_cast<float>(acts.area->right), static_cast<float>(acts.area->bottom)});
    list_->AddRectFilled(from, to, with_alpha(theme_->accent, 40));
    list_->AddRect(from, to, theme_->accent);
  }
  return acts;
}

void CanvasView::end() {
  list_->PopClipRect();
}

void CanvasView::minimap(Canvas& canvas,
                         const std::function<void(ImVec2 corner, ImVec2 size)>& paint) {
  const CanvasBox seen = canvas.visible();
  const CanvasBox& all = canvas.content();
  const bool all_seen = seen.left <= all.left && seen.top <= all.top && seen.right >= all.right &&
                        seen.bottom >= all.bottom;
  const ImVec2 size{kMinimapWidth * scale_, kMinimapHeight * scale_};
  const bool room = size_.x > 2.2F * size.x && size_.y > 2.2F * size.y;
  if (all.empty() || !room || (all_seen && !minimap_held_)) {
    on_minimap_ = minimap_held_ = false;
    return;
  }
  const ImVec2 corner{origin_.x + size_.x - size.x - kCorner * scale_,
                      origin_.y + size_.y - size.y - kCorner * scale_};
  const ImVec2 end{corner.x + size.x, corner.y + size.y};
  list_->AddRectFilled(corner, end, with_alpha(theme_->panel, 248), 3 * scale_);
  list_->PushClipRect(corner, end, true);
  paint(corner, size);
  // Dim what is outside of the view.
  const CanvasBox frame = minimap_frame(all, size.x, size.y);
  const double unit = frame.width() / all.width();
  const auto x = [&](double at) {
    return corner.x + static_cast<float>(frame.left + (at - all.left) * unit);
  };
  const auto y = [&](double at) {
    return corner.y + static_cast<float>(frame.top + (at - all.top) * unit);
  };
  const ImVec2 from{std::clamp(x(seen.left), corner.x, end.x - 2),
                    std::clamp(y(seen.top), corner.y, end.y - 2)};
  const ImVec2 to{std::clamp(x(seen.right), from.x + 2, end.x),
                  std::clamp(y(seen.bottom), from.y + 2, end.y)};
  list_->AddRectFilled(from, to, with_alpha(theme_->accent, 36));
  list_->AddRect(from, to, theme_->accent, 0, 0, 1.5F);
  list_->PopClipRect();
  list_->AddRect(corner, end, theme_->line, 3 * scale_);

  const ImVec2 mouse_at = ImGui::GetIO().MousePos;
  on_minimap_ = hovered_ && mouse_at.x >= corner.x && mouse_at.x < end.x &&
                mouse_at.y >= corner.y && mouse_at.y < end.y;
  if (on_minimap_ && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) minimap_held_ = true;
  if (!ImGui::GetIO().MouseDown[0]) {
    if (minimap_held_) canvas.end_gesture();
    minimap_held_ = false;
  }
  if (minimap_held_) {
    const double to_x = all.left + (mouse_at.x - corner.x - frame.left) / unit;
    const double to_y = all.top + (mouse_at.y - corner.y - frame.top) / unit;
    canvas.pan((canvas.view().x - to_x) * canvas.scale(),
               (canvas.view().y - to_y) * canvas.scale());
  }
}

void CanvasView::say(const std::string& words) const {
  const float wrap = size_.x * 0.8F;
  const ImVec2 text = ImGui::CalcTextSize(words.c_str(), nullptr, false, wrap);
  list_->AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                 {origin_.x + (size_.x - text.x) / 2, origin_.y + (size_.y - text.y) / 2},
                 theme_->faint_text, words.c_str(), nullptr, wrap);
}

bool apply(Canvas& canvas, ViewRequest request) {
  constexpr double kStep = 80;  // pixels
  const PicturePoint middle{static_cast<float>(canvas.width() / 2),
                            static_cast<float>(canvas.height() / 2)};
  switch (request) {
    case ViewRequest::Fit:
      canvas.fit();
      return true;
    case ViewRequest::ZoomIn:
      canvas.zoom(middle, 2);
      return true;
    case ViewRequest::ZoomOut:
      canvas.zoom(middle, -2);
      return true;
    case ViewRequest::WholeSize:
      canvas.set_zoom(1);
      return true;
    case ViewRequest::Left:
      canvas.pan(kStep, 0);
      return true;
    case ViewRequest::Right:
      canvas.pan(-kStep, 0);
      return true;
    case ViewRequest::Up:
      canvas.pan(0, kStep);
      return true;
    case ViewRequest::Down:
      canvas.pan(0, -kStep);
      return true;
    case ViewRequest::Back:
      canvas.back();
      return true;
    case ViewRequest::Forward:
      canvas.forward();
      return true;
    case ViewRequest::Focus:
    case ViewRequest::Find:
    case ViewRequest::FindNext:
    case ViewRequest::FindPrevious:
    case ViewRequest::WalkUp:
    case ViewRequest::WalkDown:
    case ViewRequest::WalkBefore:
    case ViewRequest::WalkBehind:
      return false;
  }
  return false;
}

}  // namespace cascade::gui
