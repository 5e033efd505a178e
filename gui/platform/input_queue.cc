// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/input_queue.h"

#include <algorithm>

namespace cascade::gui {
namespace {

using Kind = InputEvent::Kind;

bool is_character_key(int key) {
  return key < kFirstNamedKey;
}

/// What one frame has been told so far.
class Frame {
 public:
  explicit Frame(bool typing) : typing_(typing) {}

  [[nodiscard]] bool fits(const InputEvent& event) const {
    switch (event.kind) {
      case Kind::Move:
      case Kind::Wheel:
        return !button_ && (event.kind == Kind::Wheel || !wheel_);
      case Kind::Button:
        return !button_ && !wheel_ && keys_.empty();
      case Kind::Key:
        return fits_key(event);
      case Kind::Text:
        return !named_down_;
      case Kind::Focus:
        return true;
    }
    return true;
  }

  void add(const InputEvent& event) {
    if (event.kind == Kind::Button) button_ = true;
    if (event.kind == Kind::Wheel) wheel_ = true;
    if (event.kind != Kind::Key) return;
    keys_.push_back(event.code);
    if (is_modifier(event.code)) return;
    acted_ = true;
    if (event.down) {
      pressed_ = true;
      if (!is_character_key(event.code)) named_down_ = true;
    }
  }

 private:
  [[nodiscard]] bool fits_key(const InputEvent& event) const {
    if (button_ || wheel_) return false;
    if (std::find(keys_.begin(), keys_.end(), event.code) != keys_.end()) return false;
    // A modifier counts for the keys after it, never for those before.
    if (is_modifier(event.code)) return !acted_;
    if (!event.down || !pressed_) return true;
    return typing_ && is_character_key(event.code) && !named_down_;
  }

  bool typing_;
  bool button_ = false;
  bool wheel_ = false;
  bool acted_ = false;       ///< A key other than a modifier went down or up.
  bool pressed_ = false;     ///< ... down.
  bool named_down_ = false;  ///< ... and it was no character.
  std::vector<int> keys_;
};

}  // namespace

void InputQueue::push(const InputEvent& event) {
  if (!events_.empty() && events_.back().kind == event.kind) {
    InputEvent& last = events_.back();
    if (event.kind == Kind::Move) {
      last = event;
      return;
    }
    if (event.kind == Kind::Wheel) {
      last.x += event.x;
      last.y += event.y;
      return;
    }
  }
  events_.push_back(event);
}

std::vector<InputEvent> InputQueue::take(bool typing) {
  Frame frame(typing);
  std::vector<InputEvent> taken;
  while (!events_.empty() && frame.fits(events_.front())) {
    frame.add(events_.front());
    taken.push_back(events_.front());
    events_.pop_front();
  }
  return taken;
}

}  // namespace cascade::gui
