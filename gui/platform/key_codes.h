// SPDX-License-Identifier: Apache-2.0
// Codes of keys, as ImGui 1.86 is told them: those of GLFW, but by what stands on the key of the
// user's keyboard rather than by its place on an American one.
#pragma once

#include <string_view>

namespace cascade::gui {

/// `key`: GLFW's code. `name`: what the keyboard's layout says stands on it, lower case; empty:
/// unknown. Keys without an ASCII character of their own stay what they are.
constexpr int key_of_layout(int key, std::string_view name) {
  constexpr int kFirstKeypad = 320;
  if (key >= 256 && key < kFirstKeypad) return key;
  if (name.size() != 1) return key;
  const char c = name[0];
  if (c >= 'a' && c <= 'z') return c - 'a' + 'A';
  // Signs and digits of the number block work like those above the letters.
  return c > ' ' && c < '\x7F' ? c : key;
}

}  // namespace cascade::gui
