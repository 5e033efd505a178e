// SPDX-License-Identifier: Apache-2.0
// What a list of more rows than ImGui can scroll needs: its own bar and wheel.
#pragma once

#include <imgui.h>

#include "gui/model/row_scroll.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// A scrollbar at the cursor, as wide as ImGui's and `height` pixels high; dragging it and clicking
/// beside its thumb move `scroll`.
void long_scrollbar(const Theme& theme, RowScroll& scroll, float height);

/// Wheel, PgUp and PgDn for the list in the current window, while the mouse is over it.
void scroll_with_input(RowScroll& scroll);

}  // namespace cascade::gui
