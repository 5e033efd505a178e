// SPDX-License-Identifier: Apache-2.0
#include "gui/view/key_dispatch.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace cascade::gui {
namespace {

/// GLFW's codes, in the order of Chord::Named; tests/gui/key_dispatch_test.cc holds them together.
constexpr std::array<int, 26> kNamed{256, 257, 32,  258, 259, 261, 263, 262, 265,
                                     264, 268, 269, 266, 267, 290, 291, 292, 293,
                                     294, 295, 296, 297, 298, 299, 300, 301};

bool is_letter_or_digit(std::uint32_t key) {
  return (key >= 'A' && key <= 'Z') || (key >= '0' && key <= '9');
}

/// Keys that move are worth holding down; others act once.
bool repeats(std::uint32_t key) {
  const bool arrow = key >= Chord::Left && key <= Chord::PageDown;
  return arrow || (key < Chord::Escape && !is_letter_or_digit(key));
}

bool typed(std::uint32_t character) {
  const auto& queue = ImGui::GetIO().InputQueueCharacters;
  return std::find(queue.begin(), queue.end(), static_cast<ImWchar>(character)) != queue.end();
}

bool chord_pressed(const Chord& chord) {
  if (chord.key == Chord::None) return false;
  const ImGuiIO& io = ImGui::GetIO();
  const bool sign = chord.key < Chord::Escape && !is_letter_or_digit(chord.key);
  // A sign is what was typed, on whatever key the user's keyboard has it.
  if (sign && !chord.ctrl && !chord.alt) {
    return !io.KeyCtrl && !io.KeyAlt && typed(chord.key);
  }
  if (io.KeyCtrl != chord.ctrl || io.KeyAlt != chord.alt) return false;
  if (!sign && io.KeyShift != chord.shift) return false;
  if (ImGui::IsKeyPressed(key_code(chord.key), repeats(chord.key))) return true;
  // Plus stands above the equals sign on most keyboards.
  return chord.key == '+' && ImGui::IsKeyPressed('=', true);
}

}  // namespace

int key_code(std::uint32_t key) {
  if (key < Chord::Escape) return static_cast<int>(key);
  const std::size_t index = key - Chord::Escape;
  return index < kNamed.size() ? kNamed[index] : -1;
}

bool is_pressed(std::uint32_t key) {
  return ImGui::IsKeyPressed(key_code(key));
}

const Command* command_of_keys(bool modal, std::string_view panel) {
  const bool restricted = modal || ImGui::GetIO().WantTextInput;
  const Command* anywhere = nullptr;
  for (const Command& command : commands()) {
    if (restricted && !command.while_typing) continue;
    if (!command.panel.empty() && command.panel != panel) continue;
    if (!std::any_of(command.chords.begin(), command.chords.end(), chord_pressed)) continue;
    if (!command.panel.empty()) return &command;
    if (anywhere == nullptr) anywhere = &command;
  }
  return anywhere;
}

}  // namespace cascade::gui
