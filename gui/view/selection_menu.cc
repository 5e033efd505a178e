// SPDX-License-Identifier: Apache-2.0
#include "gui/view/selection_menu.h"

#include <string_view>

#include "gui/view/command_item.h"

namespace cascade::gui {

void selection_menu(Workbench& workbench, const Theme& theme) {
  for (const std::string_view id : {"break.toggle", "run.decide", "events.selection"}) {
    command_item(workbench, theme, *find_command(id));
  }
}

}  // namespace cascade::gui
