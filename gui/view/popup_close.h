// SPDX-License-Identifier: Apache-2.0
// Escape closes what was opened last: a context menu, a menu of the menu bar, a list of choices.
#pragma once

namespace cascade::gui {

/// Closes the popup on top, with the menus around it, where Escape was pressed in this frame.
/// Between NewFrame() and the first window. True: there was one.
bool close_popup_on_escape();

}  // namespace cascade::gui
