// SPDX-License-Identifier: Apache-2.0
#include "gui/view/help_sheet.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "gui/model/command.h"
#include "gui/model/fuzzy_match.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"

namespace cascade::gui {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMouse{{
    {"Wheel", "Zoom at the cursor; with Ctrl finer, with Shift faster"},
    {"Drag with the middle button", "Pan; also the left button while Space is held"},
    {"Shift + drag", "Zoom to an area of the picture or of the timeline"},
    {"Click", "Select; the other panels show the same"},
    {"Double click", "Look closer; on empty ground, back to the view before"},
    {"Right click", "What can be done with the thing under the mouse"},
    {"Drag a tab", "Move a panel: into other tabs, or beside them"},
    {"Drag between panels", "Make one larger; a double click halves"},
    {"Drop files on the window", "One is opened, two are compared"},
}};

std::string keys_of(const Command& command) {
  std::string keys;
  for (const Chord& chord : command.chords) {
    if (!keys.empty()) keys += ", ";
    keys += to_text(chord);
  }
  return keys;
}

bool wanted(std::string_view filter, std::string_view a, std::string_view b) {
  return fuzzy_match(filter, a).has_value() || fuzzy_match(filter, b).has_value();
}

void row(PanelContext& context, std::string_view key, std::string_view title,
         std::string_view about) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushFont(context.mono);
  coloured_text(context.theme.accent, key);
  ImGui::PopFont();
  ImGui::TableNextColumn();
  text(title);
  ImGui::TableNextColumn();
  ImGui::PushStyleColor(ImGuiCol_Text, context.theme.faint_text);
  ImGui::TextWrapped("%s", std::string(about).c_str());
  ImGui::PopStyleColor();
}

void heading(PanelContext& context, std::string_view words) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::Dummy({0, 4 * context.scale});
  ImGui::PushFont(context.bold);
  text(words);
  ImGui::PopFont();
}

void draw_keys(PanelContext& context, const std::string& filter) {
  std::string_view menu;
  for (const Command& command : commands()) {
    const std::string keys = keys_of(command);
    if (keys.empty() || !wanted(filter, command.title, keys)) continue;
    const std::string_view group = command.menu.empty() ? "Other" : command.menu;
    if (group != menu) heading(context, group);
    menu = group;
    row(context, keys, command.title, command.about);
  }
}

void draw_mouse(PanelContext& context, const std::string& filter) {
  bool first = true;
  for (const auto& [gesture, meaning] : kMouse) {
    if (!wanted(filter, gesture, meaning)) continue;
    if (std::exchange(first, false)) heading(context, "Mouse");
    row(context, gesture, meaning, {});
  }
}

}  // namespace

void HelpSheet::open() {
  open_ = true;
  just_opened_ = true;
  filter_.clear();
}

void HelpSheet::draw(PanelContext& context) {
  if (!open_) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({std::min(display.x * 0.92F, 980 * context.scale), display.y * 0.86F});
  constexpr const char* kTitle = "Keys and mouse";
  if (!ImGui::IsPopupOpen(kTitle)) ImGui::OpenPopup(kTitle);
  bool open = true;
  if (!ImGui::BeginPopupModal(kTitle, &open, kDialogFlags)) return;
  if (std::exchange(just_opened_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##filter", "Filter", &filter_);
  ImGui::BeginChild("list");
  if (ImGui::BeginTable("keys", 3, ImGuiTableFlags_SizingFixedFit)) {
    ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, 210 * context.scale);
    ImGui::TableSetupColumn("title", ImGuiTableColumnFlags_WidthFixed, 280 * context.scale);
    ImGui::TableSetupColumn("about", ImGuiTableColumnFlags_WidthStretch);
    draw_keys(context, filter_);
    ImGui::EndTable();
  }
  if (ImGui::BeginTable("mouse", 3, ImGuiTableFlags_SizingFixedFit)) {
    ImGui::TableSetupColumn("gesture", ImGuiTableColumnFlags_WidthFixed, 210 * context.scale);
    ImGui::TableSetupColumn("meaning", ImGuiTableColumnFlags_WidthStretch);
    draw_mouse(context, filter_);
    ImGui::EndTable();
  }
  ImGui::EndChild();
  if (!open || ImGui::IsKeyPressed(key_code(Chord::Escape))) open_ = false;
  if (!open_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace cascade::gui
