// SPDX-License-Identifier: Apache-2.0
// Every key of every command, pressed while each panel has the focus.
#include "gui/view/key_dispatch.h"

#include <imgui.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace cascade::gui {
namespace {

bool is_sign(std::uint32_t key) {
  const bool letter = key >= 'A' && key <= 'Z';
  const bool digit = key >= '0' && key <= '9';
  return key < Chord::Escape && !letter && !digit;
}

/// ImGui without a window; a keyboard.
class Keyboard {
 public:
  Keyboard() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {100, 100};
    io.DeltaTime = 0.02F;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    frame(false, "");
  }
  ~Keyboard() { ImGui::DestroyContext(); }
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  /// As the window tells it: the key, and what it types where it types something.
  const Command* press(const Chord& chord, std::string_view panel, bool modal = false) {
    ImGuiIO& io = ImGui::GetIO();
    const auto code = static_cast<std::size_t>(key_code(chord.key));
    io.KeysDown[code] = true;
    io.KeyCtrl = chord.ctrl;
    io.KeyShift = chord.shift;
    io.KeyAlt = chord.alt;
    if (!chord.ctrl && !chord.alt && is_sign(chord.key)) io.AddInputCharacter(chord.key);
    const Command* const command = frame(modal, panel);
    io.KeysDown[code] = false;
    io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
    frame(false, panel);
    return command;
  }

 private:
  static const Command* frame(bool modal, std::string_view panel) {
    ImGui::NewFrame();
    const Command* const command = command_of_keys(modal, panel);
    ImGui::EndFrame();
    return command;
  }
};

constexpr std::array<std::string_view, 8> kPanels{"",         "tree",      "graph",  "map",
                                                  "timeline", "inspector", "events", "breakpoints"};

std::string_view id_of(const Command* command) {
  return command == nullptr ? "nothing" : command->id;
}

TEST_CASE("Keys: each does one thing, whatever has the focus", "[gui][keys]") {
  Keyboard keyboard;
  for (const std::string_view panel : kPanels) {
    for (const Command& command : commands()) {
      for (const Chord& chord : command.chords) {
        CAPTURE(panel, to_text(chord));
        CHECK(id_of(keyboard.press(chord, panel)) == id_of(find_command(chord, panel)));
      }
    }
  }
}

TEST_CASE("Keys: those that pictures look at do nothing else", "[gui][keys]") {
  Keyboard keyboard;
  for (const std::string_view panel : kPanels) {
    for (const std::uint32_t key : kHeldKeys) {
      CAPTURE(panel, key);
      CHECK(id_of(keyboard.press(Chord{key}, panel)) == "nothing");
      CHECK(id_of(keyboard.press(shift(key), panel)) == "nothing");
    }
  }
}

TEST_CASE("Keys: while something is typed only those that say so", "[gui][keys]") {
  Keyboard keyboard;
  CHECK(id_of(keyboard.press({Chord::F5}, "tree", true)) == "run.continue");
  CHECK(id_of(keyboard.press({Chord::Right}, "tree", true)) == "nothing");
  CHECK(id_of(keyboard.press({'['}, "tree", true)) == "nothing");
  CHECK(id_of(keyboard.press({'['}, "tree")) == "tree.up");
  CHECK(id_of(keyboard.press({'['}, "map")) == "timeline.flow_back");
}

}  // namespace
}  // namespace cascade::gui
