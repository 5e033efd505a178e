// SPDX-License-Identifier: Apache-2.0
#include "gui/view/break_dot.h"

#include <algorithm>

namespace cascade::gui {

void draw_break_dot(ImDrawList& list, ImVec2 centre, float radius, const Theme& theme,
                    Breakpoints::Dot dot) {
  if (dot == Breakpoints::Dot::None) return;
  list.AddCircleFilled(centre, radius, theme.canvas);
  if (dot == Breakpoints::Dot::On) {
    list.AddCircleFilled(centre, radius * 0.82F, theme.mistake);
  } else {
    list.AddCircle(centre, radius * 0.7F, theme.mistake, 0, std::max(1.0F, radius * 0.3F));
  }
}

}  // namespace cascade::gui
