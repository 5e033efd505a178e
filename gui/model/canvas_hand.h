// SPDX-License-Identifier: Apache-2.0
// What mouse and keyboard do to a canvas, frame by frame: the wheel zooms at the cursor (Ctrl
// finer, Shift faster), a drag pans (with the left button, the middle one, or the space bar held),
// Shift-drag picks an area, arrows and WASD pan. Knows no window: the view fills in the input.
#pragma once

#include <optional>

#include "gui/model/canvas.h"

namespace cascade::gui {

/// The state of the input devices in one frame.
struct CanvasInput {
  PicturePoint mouse;    ///< From the panel's top left corner.
  bool hovered = false;  ///< The mouse is over the canvas, and nothing lies on top.
  float wheel = 0;       ///< Notches; up is positive.
  bool left = false;     ///< Buttons held.
  bool middle = false;
  bool space = false;  ///< Keys held.
  bool ctrl = false;
  bool shift = false;
  bool double_click = false;  ///< The left button went down for the second time.
  /// Keys held, -1, 0 or 1: where the look goes. Only while the panel has the keyboard.
  PicturePoint keys;
  float seconds = 0;  ///< Since the frame before.
};

/// What the panel has to react to.
struct CanvasActs {
  std::optional<PicturePoint> click;         ///< Left button released without a drag; screen.
  std::optional<PicturePoint> double_click;  ///< Screen.
  std::optional<CanvasBox> area;             ///< Being dragged out; screen.
  bool space_tap = false;  ///< The space bar was released and had dragged nothing.
  bool dragging = false;   ///< The canvas is moved: show the hand.
  bool moving = false;     ///< Keys are held: a further frame is wanted.
};

/// Thread: the UI's. One per canvas.
class CanvasHand {
 public:
  CanvasActs handle(Canvas& canvas, const CanvasInput& input);

 private:
  enum class Drag : std::uint8_t { None, Press, Pan, Area };

  void press(const CanvasInput& input);
  void release(Canvas& canvas, CanvasActs& acts);

  Drag drag_ = Drag::None;
  PicturePoint pressed_at_;
  PicturePoint last_;
  bool left_ = false;
  bool middle_ = false;
  bool space_ = false;
  bool space_dragged_ = false;  ///< Since it went down.
};

}  // namespace cascade::gui
