// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/input_queue.h"

#include <catch2/catch.hpp>
#include <string>

#include "gui/platform/key_codes.h"

namespace cascade::gui {
namespace {

using Kind = InputEvent::Kind;
constexpr int kCtrl = 341;
constexpr int kBackspace = 259;

InputEvent key(int code, bool down) {
  return {.kind = Kind::Key, .code = code, .down = down};
}
InputEvent button(bool down) {
  return {.kind = Kind::Button, .code = 0, .down = down};
}
InputEvent text(char c) {
  return {.kind = Kind::Text, .code = c};
}
InputEvent move(float x) {
  return {.kind = Kind::Move, .x = x};
}

void tap(InputQueue& queue, int code) {
  queue.push(key(code, true));
  queue.push(key(code, false));
}

void type(InputQueue& queue, char upper, char character) {
  queue.push(key(upper, true));
  queue.push(text(character));
  queue.push(key(upper, false));
}

/// Per frame: "S+" for a key that goes down, "m" for a move, "b-" for a button that goes up, ...
std::string frames(InputQueue& queue, bool typing = false) {
  std::string result;
  while (!queue.empty()) {
    if (!result.empty()) result += " | ";
    for (const InputEvent& event : queue.take(typing)) {
      const char* const sign = event.down ? "+" : "-";
      if (event.kind == Kind::Move) result += "m" + std::to_string(static_cast<int>(event.x));
      if (event.kind == Kind::Wheel) result += "w" + std::to_string(static_cast<int>(event.y));
      if (event.kind == Kind::Button) result += std::string("b") + sign;
      if (event.kind == Kind::Text) result += std::string("'") + static_cast<char>(event.code);
      if (event.kind == Kind::Focus) result += std::string("f") + sign;
      if (event.kind != Kind::Key) continue;
      if (event.code == kCtrl) result += std::string("Ctrl") + sign;
      if (event.code == kBackspace) result += std::string("Back") + sign;
      if (event.code < 256) result += static_cast<char>(event.code) + std::string(sign);
    }
  }
  return result;
}

TEST_CASE("InputQueue: each half of a quick click has a frame of its own", "[gui][input]") {
  InputQueue queue;
  for (int i = 0; i < 2; ++i) {
    queue.push(button(true));
    queue.push(button(false));
  }
  CHECK(frames(queue) == "b+ | b- | b+ | b-");
}

TEST_CASE("InputQueue: a click happens where the mouse was, and moves in a row are one",
          "[gui][input]") {
  InputQueue queue;
  queue.push(move(1));
  queue.push(move(2));
  queue.push(button(true));
  queue.push(move(3));
  queue.push(move(4));
  queue.push(button(false));
  CHECK(frames(queue) == "m2b+ | m4b-");
}

TEST_CASE("InputQueue: a key with a modifier is seen together with it", "[gui][input]") {
  InputQueue queue;
  queue.push(key(kCtrl, true));
  tap(queue, 'S');
  queue.push(key(kCtrl, false));
  CHECK(frames(queue) == "Ctrl+S+ | S- | Ctrl-");
  // A modifier after the key does not count for it.
  queue.push(key('S', true));
  queue.push(key(kCtrl, true));
  CHECK(frames(queue) == "S+ | Ctrl+");
}

TEST_CASE("InputQueue: different keys come one per frame, so that their order is kept",
          "[gui][input]") {
  InputQueue queue;
  tap(queue, 'F');
  tap(queue, 'W');
  CHECK(frames(queue) == "F+ | F-W+ | W-");
}

TEST_CASE("InputQueue: a text field gets several characters per frame", "[gui][input]") {
  InputQueue queue;
  type(queue, 'A', 'a');
  type(queue, 'B', 'b');
  CHECK(frames(queue, true) == "A+'a | A-B+'b | B-");
  queue.push(key('A', true));
  queue.push(text('a'));
  queue.push(key('B', true));
  queue.push(text('b'));
  CHECK(frames(queue, true) == "A+'aB+'b");
}

TEST_CASE("InputQueue: what is typed after a named key is not seen with it", "[gui][input]") {
  InputQueue queue;
  tap(queue, kBackspace);
  type(queue, 'C', 'c');
  CHECK(frames(queue, true) == "Back+ | Back-C+'c | C-");
  queue.push(key(kBackspace, true));
  queue.push(text('x'));
  CHECK(frames(queue, true) == "Back+ | 'x");
}

TEST_CASE("InputQueue: turns of the wheel add up until something else happens", "[gui][input]") {
  InputQueue queue;
  for (int i = 0; i < 3; ++i) queue.push({.kind = Kind::Wheel, .y = 1});
  queue.push(move(5));
  queue.push({.kind = Kind::Wheel, .y = -1});
  CHECK(frames(queue) == "w3 | m5w-1");
}

TEST_CASE("key_of_layout: letters and signs are what stands on the key, other keys stay",
          "[gui][input]") {
  CHECK(key_of_layout('Q', "a") == 'A');         // a French keyboard
  CHECK(key_of_layout('Y', "z") == 'Z');         // a German one
  CHECK(key_of_layout(334, "+") == '+');         // of the number block
  CHECK(key_of_layout('A', "\xD1\x84") == 'A');  // Cyrillic: the place counts
  CHECK(key_of_layout(256, "") == 256);
  CHECK(key_of_layout(263, "4") == 263);
  CHECK(key_of_layout(335, "") == 335);
}

}  // namespace
}  // namespace cascade::gui
