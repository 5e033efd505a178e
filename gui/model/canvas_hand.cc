// SPDX-License-Identifier: Apache-2.0
#include "gui/model/canvas_hand.h"

#include <algorithm>
#include <cmath>

namespace cascade::gui {
namespace {

constexpr float kClickSlack = 4;       // pixels that a click may wander
constexpr float kKeySpeed = 900;       // pixels per second
constexpr float kLongestFrame = 0.1F;  // seconds: after a pause keys do not leap

CanvasBox box_between(PicturePoint a, PicturePoint b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

bool is_far(PicturePoint a, PicturePoint b) {
  return std::hypot(a.x - b.x, a.y - b.y) > kClickSlack;
}

ZoomStep step_of(const CanvasInput& input) {
  if (input.ctrl) return ZoomStep::Fine;
  return input.shift ? ZoomStep::Fast : ZoomStep::Normal;
}

}  // namespace

void CanvasHand::press(const CanvasInput& input) {
  const bool left_went_down = input.left && !left_;
  const bool middle_went_down = input.middle && !middle_;
  if (drag_ != Drag::None || !input.hovered || !(left_went_down || middle_went_down)) return;
  pressed_at_ = last_ = input.mouse;
  if (middle_went_down || input.space) {
    drag_ = Drag::Pan;
    if (input.space) space_dragged_ = true;
  } else {
    drag_ = input.shift ? Drag::Area : Drag::Press;
  }
}

void CanvasHand::release(Canvas& canvas, CanvasActs& acts) {
  if (drag_ == Drag::Press) acts.click = pressed_at_;
  if (drag_ == Drag::Area && is_far(pressed_at_, last_)) {
    canvas.zoom_to(box_between(pressed_at_, last_));
  }
  if (drag_ == Drag::Pan) canvas.end_gesture();
  drag_ = Drag::None;
}

CanvasActs CanvasHand::handle(Canvas& canvas, const CanvasInput& input) {
  CanvasActs acts;
  acts.space_tap = space_ && !input.space && !space_dragged_;
  if (!input.space) space_dragged_ = false;
  press(input);
  if (input.hovered && input.double_click) acts.double_click = input.mouse;
  if (drag_ != Drag::None) {
    // A plain drag pans as well: touchpads have no middle button.
    if (drag_ == Drag::Press && is_far(pressed_at_, input.mouse)) drag_ = Drag::Pan;
    if (drag_ == Drag::Pan) {
      canvas.pan(input.mouse.x - last_.x, input.mouse.y - last_.y);
      acts.dragging = true;
    }
    last_ = input.mouse;
    if (!input.left && !input.middle) {
      release(canvas, acts);
    } else if (drag_ == Drag::Area) {
      acts.area = box_between(pressed_at_, last_);
    }
  }
  if (input.hovered && input.wheel != 0) canvas.zoom(input.mouse, input.wheel, step_of(input));
  if (input.keys.x != 0 || input.keys.y != 0) {
    const float way =
        kKeySpeed * std::min(input.seconds, kLongestFrame) * (input.shift ? 3.0F : 1.0F);
    canvas.pan(-input.keys.x * way, -input.keys.y * way);
    acts.moving = true;
  }
  left_ = input.left;
  middle_ = input.middle;
  space_ = input.space;
  return acts;
}

}  // namespace cascade::gui
