// SPDX-License-Identifier: Apache-2.0
// The mark of a breakpoint on nodes, rows and lists.
#pragma once

#include <imgui.h>

#include "gui/model/breakpoints.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// A disc, or a ring where it is off; nothing for Dot::None.
void draw_break_dot(ImDrawList& list, ImVec2 centre, float radius, const Theme& theme,
                    Breakpoints::Dot dot);

}  // namespace cascade::gui
