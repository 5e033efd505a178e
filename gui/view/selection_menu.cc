// SPDX-License-Identifier: Apache-2.0
#include "gui/view/selection_menu.h"

#include <imgui.h>

#include <array>
#include <string>
#include <string_view>

#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"

namespace cascade::gui {

void selection_menu(Workbench& workbench, const Theme& theme) {
  static constexpr std::array<std::string_view, 2> kCommands{"break.toggle", "events.selection"};
  for (const std::string_view id : kCommands) {
    const Command& command = *find_command(id);
    const std::string title(command.title);
    const std::string key =
        command.chords.empty() ? std::string() : to_text(command.chords.front());
    if (ImGui::MenuItem(title.c_str(), key.c_str(), false, is_enabled(workbench, command))) {
      invoke(workbench, command);
    }
    command_tooltip(theme, command);
  }
}

}  // namespace cascade::gui
