// SPDX-License-Identifier: Apache-2.0
// Pictures on the buttons of the toolbar, painted from lines, so that they are sharp at any scale.
#pragma once

#include <imgui.h>

#include <string_view>

#include "gui/view/theme.h"

namespace cascade::gui {

bool has_icon(std::string_view command_id);

/// Within `radius` pixels around `centre`. The command must have one.
void draw_command_icon(ImDrawList& list, ImVec2 centre, float radius, Colour colour,
                       std::string_view command_id);

}  // namespace cascade::gui
