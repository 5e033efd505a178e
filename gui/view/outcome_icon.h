// SPDX-License-Identifier: Apache-2.0
// The shapes of outcomes, painted small: in nodes, rows, legends.
#pragma once

#include <imgui.h>

#include "gui/view/theme.h"

namespace cascade::gui {

/// Inside the circle of `radius` pixels (3 or more) around `centre`.
void draw_outcome_icon(ImDrawList& list, ImVec2 centre, float radius, const OutcomeLook& look);

/// As an item of the current line, as high as its text; then the word. Nothing: "planned".
void outcome_label(const Theme& theme, std::optional<Outcome> outcome);

}  // namespace cascade::gui
