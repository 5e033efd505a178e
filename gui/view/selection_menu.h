// SPDX-License-Identifier: Apache-2.0
// What can be done with what is selected, as rows of a context menu.
#pragma once

#include "gui/view/theme.h"

namespace cascade::gui {

class Workbench;

/// Inside an open popup.
void selection_menu(Workbench& workbench, const Theme& theme);

}  // namespace cascade::gui
