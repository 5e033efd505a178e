// SPDX-License-Identifier: Apache-2.0
// ImGui's style, made from our theme and scale.
#pragma once

#include "gui/view/theme.h"

namespace cascade::gui {

/// Between frames.
void apply_style(const Theme& theme, float scale);

}  // namespace cascade::gui
