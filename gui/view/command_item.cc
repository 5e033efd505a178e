// SPDX-License-Identifier: Apache-2.0
#include "gui/view/command_item.h"

#include <imgui.h>

#include <string>

#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

void draw_choices(Workbench& workbench, const Theme& theme, const Command& command, bool enabled) {
  if (!ImGui::BeginMenu(std::string(command.title).c_str(), enabled)) {
    command_tooltip(theme, command);
    return;
  }
  for (const std::string& choice : command.choices(workbench)) {
    workbench.view().want_characters(choice);
    ImGui::PushID(choice.c_str());
    if (ImGui::MenuItem(sim::printable(choice).c_str())) invoke(workbench, command.id, choice);
    ImGui::PopID();
  }
  ImGui::EndMenu();
}

}  // namespace

void command_item(Workbench& workbench, const Theme& theme, const Command& command) {
  const bool enabled = is_enabled(workbench, command);
  if (command.choices != nullptr) return draw_choices(workbench, theme, command, enabled);
  const std::string key = command.chords.empty() ? std::string() : to_text(command.chords.front());
  if (ImGui::MenuItem(std::string(command.title).c_str(), key.c_str(), false, enabled)) {
    invoke(workbench, command);
  }
  command_tooltip(theme, command);
}

}  // namespace cascade::gui
