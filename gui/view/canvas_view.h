// SPDX-License-Identifier: Apache-2.0
// A canvas in a panel: feeds the camera with what mouse, keyboard and commands do, and draws what
// all canvases have: the area being picked, the minimap, the words of an empty one.
#pragma once

#include <imgui.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "gui/model/canvas_hand.h"
#include "gui/model/minimap_grid.h"
#include "gui/model/view_state.h"
#include "gui/view/theme.h"

namespace cascade::gui {

constexpr float kSearchWidth = 190;  ///< Of the field above a canvas, in pixels at scale 1.

/// Thread: the UI's. One per panel.
class CanvasView {
 public:
  /// Takes up the rest of the panel as one item, down to `height` (0: all). Call first; then draw
  /// into list(), clipped to the canvas, and end().
  void begin(Canvas& canvas, const Theme& theme, float scale);
  CanvasActs handle(Canvas& canvas);
  void end();

  [[nodiscard]] ImDrawList& list() const { return *list_; }
  [[nodiscard]] ImVec2 origin() const { return origin_; }
  [[nodiscard]] ImVec2 size() const { return size_; }
  [[nodiscard]] bool hovered() const { return hovered_; }
  /// From the canvas's top left corner.
  [[nodiscard]] PicturePoint mouse() const;
  [[nodiscard]] ImVec2 on_screen(PicturePoint at) const {
    return {origin_.x + at.x, origin_.y + at.y};
  }
  [[nodiscard]] bool animating() const { return moving_; }

  /// In the bottom right corner, while not all of the picture is in view. `paint` draws the picture
  /// into the frame that it is given; clicks and drags move the camera.
  void minimap(Canvas& canvas, const std::function<void(ImVec2 corner, ImVec2 size)>& paint);
  /// Words in the middle.
  void say(const std::string& words) const;

 private:
  [[nodiscard]] CanvasInput read_input() const;

  CanvasHand hand_;
  const Theme* theme_ = nullptr;  ///< During a frame.
  float scale_ = 1;
  ImDrawList* list_ = nullptr;
  ImVec2 origin_;
  ImVec2 size_;
  bool hovered_ = false;
  bool active_ = false;
  bool moving_ = false;
  bool on_minimap_ = false;  ///< The mouse is, or began its drag, there.
  bool minimap_held_ = false;
  ImVec2 minimap_corner_;  ///< Of the frame before; empty size: not shown.
  ImVec2 minimap_size_;
};

/// What commands ask of a camera. Focus and finding are the panel's own. False: not about cameras.
bool apply(Canvas& canvas, ViewRequest request);

}  // namespace cascade::gui
