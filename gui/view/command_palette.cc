// SPDX-License-Identifier: Apache-2.0
#include "gui/view/command_palette.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "gui/view/invoke.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr float kPaletteWidth = 560;
constexpr int kCommandsShown = 14;

}  // namespace

void CommandPalette::open() {
  open_ = true;
  just_opened_ = true;
  query_.clear();
  selected_ = 0;
}

void CommandPalette::close() {
  open_ = false;
}

void CommandPalette::find(const Workbench& workbench) {
  rows_.clear();
  for (const Command& command : commands()) {
    const bool enabled = is_enabled(workbench, command);
    if (auto match = fuzzy_match(query_, command.title)) {
      rows_.push_back({&command, std::string(command.title), "", *std::move(match), enabled});
    }
    // Before anything is typed they would stand in the way.
    if (command.choices != nullptr && !query_.empty()) find_choices(workbench, command, enabled);
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    if (a.enabled != b.enabled) return a.enabled;
    return a.match.score > b.match.score;
  });
  if (selected_ >= rows_.size()) selected_ = 0;
}

void CommandPalette::find_choices(const Workbench& workbench, const Command& command,
                                  bool enabled) {
  for (const std::string& choice : command.choices(workbench)) {
    std::string title = std::string(command.title) + ": " + sim::printable(choice);
    if (auto match = fuzzy_match(query_, title)) {
      rows_.push_back({&command, std::move(title), choice, *std::move(match), enabled});
    }
  }
}

void CommandPalette::move() {
  const std::size_t count = rows_.size();
  if (count == 0) return;
  const auto go = [&](std::size_t to) {
    selected_ = to;
    scroll_ = true;
  };
  if (is_pressed(Chord::Down)) go((selected_ + 1) % count);
  if (is_pressed(Chord::Up)) go((selected_ + count - 1) % count);
  if (is_pressed(Chord::PageDown)) go(std::min(selected_ + kCommandsShown, count - 1));
  if (is_pressed(Chord::PageUp)) go(selected_ - std::min<std::size_t>(selected_, kCommandsShown));
}

void CommandPalette::choose(Workbench& workbench) {
  const std::string line = query_;
  const Row chosen = selected_ < rows_.size() ? rows_[selected_] : Row{};
  close();
  if (chosen.command == nullptr) {
    invoke_line(workbench, line);
  } else if (chosen.argument.empty()) {
    invoke(workbench, *chosen.command);
  } else if (chosen.enabled) {
    invoke(workbench, chosen.command->id, chosen.argument);
  }
}

void CommandPalette::draw_row(PanelContext& context, std::size_t index) {
  const Row& row = rows_[index];
  const float height = ImGui::GetTextLineHeight() + 6 * context.scale;
  ImGui::PushID(static_cast<int>(index));
  if (ImGui::Selectable("##row", index == selected_, 0, {0, height})) {
    selected_ = index;
    choose(context.workbench);
  }
  command_tooltip(context.theme, *row.command);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 top = ImGui::GetItemRectMin();
  const float y = top.y + (ImGui::GetItemRectSize().y - ImGui::GetTextLineHeight()) / 2;
  float x = top.x + 6 * context.scale;
  const Colour plain = row.enabled ? context.theme.text : context.theme.faint_text;
  std::size_t next = 0;
  const std::string_view title = row.title;
  // Character by character, so that those that matched stand out; bytes of one stay together.
  for (std::size_t at = 0; at < title.size();) {
    std::size_t end = at + 1;
    while (end < title.size() && (static_cast<unsigned char>(title[end]) >> 6U) == 2) ++end;
    const bool hit = next < row.match.positions.size() && row.match.positions[next] == at;
    if (hit) ++next;
    list.AddText({x, y}, hit ? context.theme.accent : plain, title.data() + at, title.data() + end);
    x += ImGui::CalcTextSize(title.data() + at, title.data() + end).x;
    at = end;
  }
  const std::string key =
      row.command->chords.empty() ? std::string() : to_text(row.command->chords.front());
  const float right = ImGui::GetItemRectMax().x - 6 * context.scale;
  list.AddText({right - ImGui::CalcTextSize(key.c_str()).x, y}, context.theme.faint_text,
               key.c_str());
  if (index == selected_ && scroll_) {
    ImGui::SetScrollHereY();
    scroll_ = false;
  }
  ImGui::PopID();
}

void CommandPalette::draw_rows(PanelContext& context) {
  const float row =
      ImGui::GetTextLineHeight() + 6 * context.scale + ImGui::GetStyle().ItemSpacing.y;
  const int count = std::clamp(static_cast<int>(rows_.size()), 1, kCommandsShown);
  ImGui::BeginChild("rows", {0, row * static_cast<float>(count)});
  for (std::size_t i = 0; i < rows_.size() && open_; ++i) draw_row(context, i);
  if (rows_.empty()) {
    coloured_text(context.theme.faint_text,
                  "No command has such a title; Enter runs the line as a script does");
  }
  ImGui::EndChild();
}

void CommandPalette::draw(PanelContext& context) {
  if (!open_) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(kPaletteWidth * context.scale, display.x * 0.9F);
  ImGui::SetNextWindowPos({display.x / 2, display.y * 0.12F}, ImGuiCond_Always, {0.5F, 0});
  ImGui::SetNextWindowSize({width, 0});
  constexpr const char* kId = "palette";
  if (just_opened_) ImGui::OpenPopup(kId);
  // A click elsewhere closes it.
  if (!ImGui::BeginPopup(kId, ImGuiWindowFlags_NoMove)) {
    close();
    return;
  }
  if (std::exchange(just_opened_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputTextWithHint("##query", "Type a command", &query_,
                                                ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) selected_ = 0;
  find(context.workbench);
  move();
  if (entered) choose(context.workbench);
  if (is_pressed(Chord::Escape)) close();
  if (open_) draw_rows(context);
  if (!open_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace cascade::gui
