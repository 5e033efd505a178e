// SPDX-License-Identifier: Apache-2.0
// What the user did with mouse and keyboard, handed out frame by frame. ImGui 1.86 sees only where
// buttons and keys stand when a frame begins, so that a click that is over before the next frame
// would be lost; this queue keeps each change until a frame has seen the one before it.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

namespace cascade::gui {

struct InputEvent {
  enum class Kind : std::uint8_t {
    Move,    ///< The mouse is at `x`, `y`, in pixels of the window.
    Button,  ///< Mouse button `code` went down or up.
    Wheel,   ///< Turned by `x`, `y` notches.
    Key,     ///< Key `code` went down or up.
    Text,    ///< The character `code` (Unicode) was typed.
    Focus,   ///< The window got (`down`) or lost the keyboard.
  };
  Kind kind = Kind::Move;
  int code = 0;
  bool down = false;
  float x = 0;
  float y = 0;
};

/// Keys are GLFW's codes: characters below 256, named keys from 256 on.
constexpr int kFirstNamedKey = 256;
constexpr int kFirstModifier = 340;  ///< Left Shift; then Ctrl, Alt, Super, and the right ones.
constexpr int kLastModifier = 347;

constexpr bool is_modifier(int key) {
  return key >= kFirstModifier && key <= kLastModifier;
}

/// Thread: the UI's.
class InputQueue {
 public:
  /// Moves and wheel turns in a row become one.
  void push(const InputEvent& event);
  [[nodiscard]] bool empty() const { return events_.empty(); }
  /// The events of the next frame, in order: each button and key changes at most once, nothing
  /// moves after a click, and what was typed stays apart from keys with another meaning. While a
  /// text field has the keyboard (`typing`) several characters fit into a frame.
  std::vector<InputEvent> take(bool typing);

 private:
  std::deque<InputEvent> events_;
};

}  // namespace cascade::gui
