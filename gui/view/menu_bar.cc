// SPDX-License-Identifier: Apache-2.0
#include "gui/view/menu_bar.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/rerun.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/command_icon.h"
#include "gui/view/command_item.h"
#include "gui/view/invoke.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"

namespace cascade::gui {
namespace {

constexpr const char* kMore = "More";

/// In the order in which they first occur.
std::vector<std::string_view> menus() {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    if (command.menu.empty()) continue;
    if (std::find(names.begin(), names.end(), command.menu) == names.end()) {
      names.push_back(command.menu);
    }
  }
  return names;
}

/// How many menus there is room for; unless that is all of them, beside the one with the others.
std::size_t fitting_menus(const std::vector<std::string_view>& menus, float room) {
  const auto width = [](std::string_view title) {
    return ImGui::CalcTextSize(title.data(), title.data() + title.size()).x +
           2 * ImGui::GetStyle().ItemSpacing.x;
  };
  const auto sum = [&](std::size_t count) {
    float all = count == menus.size() ? 0 : width(kMore);
    for (std::size_t i = 0; i < count; ++i) all += width(menus[i]);
    return all;
  };
  std::size_t count = menus.size();
  while (count > 0 && sum(count) > room) --count;
  return count;
}

std::string_view group_of(std::string_view id) {
  return id.substr(0, id.find('.'));
}

void draw_menu(PanelContext& context, std::string_view menu) {
  std::string_view group;
  for (const Command& command : commands()) {
    if (command.menu != menu) continue;
    // Commands of another kind stand apart.
    if (!group.empty() && group_of(command.id) != group) ImGui::Separator();
    group = group_of(command.id);
    command_item(context.workbench, context.theme, command);
  }
}

/// `next`: it is what the user will want now.
void draw_tool(PanelContext& context, const Command& command, bool next = false) {
  const bool enabled = is_enabled(context.workbench, command);
  const float height = ImGui::GetFrameHeight();
  const bool drawn = has_icon(command.id);
  const std::string title(command.title);
  const float width =
      drawn ? height * 1.15F
            : ImGui::CalcTextSize(title.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
  ImGui::BeginDisabled(!enabled);
  ImGui::PushStyleColor(ImGuiCol_Button,
                        next ? context.theme.accent : with_alpha(context.theme.field, 0));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool clicked = ImGui::Button(("##" + std::string(command.id)).c_str(), {width, height});
  ImGui::PopStyleColor();
  ImGui::EndDisabled();
  context.workbench.view().note_place("button " + std::string(command.id),
                                      {static_cast<int>(at.x), static_cast<int>(at.y),
                                       static_cast<int>(width), static_cast<int>(height)});
  command_tooltip(context.theme, command);
  Colour colour = enabled ? context.theme.text : with_alpha(context.theme.faint_text, 120);
  if (next) colour = context.theme.dark ? context.theme.window : context.theme.canvas;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (drawn) {
    draw_command_icon(list, {at.x + width / 2, at.y + height / 2}, height * 0.3F, colour,
                      command.id);
  } else {
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    list.AddText({at.x + padding.x, at.y + padding.y}, colour, title.c_str());
  }
  if (clicked) invoke(context.workbench, command);
}

}  // namespace

void draw_menu_bar(PanelContext& context) {
  if (!ImGui::BeginMenuBar()) return;
  const std::vector<std::string_view> all = menus();
  const std::size_t fitting = fitting_menus(all, ImGui::GetContentRegionAvail().x);
  const auto draw = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!ImGui::BeginMenu(std::string(all[i]).c_str())) continue;
      draw_menu(context, all[i]);
      ImGui::EndMenu();
    }
  };
  draw(0, fitting);
  if (fitting < all.size() && ImGui::BeginMenu(kMore)) {
    draw(fitting, all.size());
    ImGui::EndMenu();
  }
  ImGui::EndMenuBar();
}

void draw_toolbar(PanelContext& context) {
  // After a failure it is the first thing to do; it is there before, so that nothing moves then.
  draw_tool(context, *find_command("run.resume"), resume_comes_next(context.workbench));
  ImGui::SameLine(0, 14 * context.scale);
  std::string_view menu;
  for (const Command& command : commands()) {
    if (!command.toolbar) continue;
    if (!menu.empty()) ImGui::SameLine(0, (menu == command.menu ? 2 : 14) * context.scale);
    menu = command.menu;
    draw_tool(context, command);
  }
}

}  // namespace cascade::gui
