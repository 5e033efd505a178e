// SPDX-License-Identifier: Apache-2.0
// Messages that show for a while at the lower edge, in the middle: lists that follow the run are at
// its sides. A click sends one away, the mouse over it holds it.
#pragma once

namespace cascade::gui {

struct PanelContext;

/// `bottom`: where the place for them ends, in pixels of the window.
void draw_toasts(PanelContext& context, float bottom);

}  // namespace cascade::gui
