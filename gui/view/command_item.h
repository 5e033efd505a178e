// SPDX-License-Identifier: Apache-2.0
// One command as a row of a menu.
#pragma once

#include "gui/model/command.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// Inside of a menu or popup: with its key and its tooltip; a submenu where it has choices.
void command_item(Workbench& workbench, const Theme& theme, const Command& command);

}  // namespace cascade::gui
