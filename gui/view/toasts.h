// SPDX-License-Identifier: Apache-2.0
// Messages that show for a while in the lower right corner. A click sends one away, the mouse over
// it holds it.
#pragma once

namespace cascade::gui {

struct PanelContext;

/// `bottom`: where the place for them ends, in pixels of the window.
void draw_toasts(PanelContext& context, float bottom);

}  // namespace cascade::gui
