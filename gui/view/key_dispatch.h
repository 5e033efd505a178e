// SPDX-License-Identifier: Apache-2.0
// From keys to commands. Chords do nothing while something modal is open, and while a text field
// has the keyboard only where the command says so.
#pragma once

#include <cstdint>
#include <string_view>

#include "gui/model/command.h"

namespace cascade::gui {

/// The code in ImGui's table of keys (GLFW's) of a chord's key.
int key_code(std::uint32_t key);
/// In this frame; held down, it repeats.
bool is_pressed(std::uint32_t key);

/// The command that this frame's keys ask for while that panel has the focus; null: none. `modal`:
/// only what works while typing counts.
const Command* command_of_keys(bool modal, std::string_view panel);

}  // namespace cascade::gui
