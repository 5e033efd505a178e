// SPDX-License-Identifier: Apache-2.0
// The menus and the toolbar, both made from the table of commands.
#pragma once

namespace cascade::gui {

struct PanelContext;

/// Inside a window with a menu bar.
void draw_menu_bar(PanelContext& context);
/// One line of buttons.
void draw_toolbar(PanelContext& context);

}  // namespace cascade::gui
