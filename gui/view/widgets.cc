// SPDX-License-Identifier: Apache-2.0
#include "gui/view/widgets.h"

#include <algorithm>
#include <cstddef>

namespace cascade::gui {
namespace {

const char* end_of(std::string_view text) {
  return text.data() + text.size();
}

float width_of(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), end_of(text)).x;
}

void centred(std::string_view words, float width) {
  // Line by line, so that each is in the middle.
  ImFont* const font = ImGui::GetFont();
  while (!words.empty()) {
    const char* const end = font->CalcWordWrapPositionA(1.0F, words.data(), end_of(words), width);
    const auto length = std::max<std::size_t>(1, static_cast<std::size_t>(end - words.data()));
    const std::string_view line = words.substr(0, length);
    ImGui::SetCursorPosX((ImGui::GetWindowWidth() - width_of(line)) / 2);
    text(line);
    words.remove_prefix(length);
    words.remove_prefix(std::min(words.find_first_not_of(" \n"), words.size()));
  }
}

}  // namespace

void text(std::string_view text) {
  ImGui::TextUnformatted(text.data(), end_of(text));
}

void coloured_text(Colour colour, std::string_view words) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  text(words);
  ImGui::PopStyleColor();
}

void wrapped_text(Colour colour, std::string_view words) {
  ImGui::PushTextWrapPos(0);
  coloured_text(colour, words);
  ImGui::PopTextWrapPos();
}

bool section(ImFont* bold, const std::string& words, bool open_at_first) {
  ImGui::PushFont(bold);
  const bool open = ImGui::CollapsingHeader(
      words.c_str(), open_at_first ? ImGuiTreeNodeFlags_DefaultOpen : ImGuiTreeNodeFlags_None);
  ImGui::PopFont();
  return open;
}

void text_right(Colour colour, std::string_view words) {
  const float room = ImGui::GetContentRegionAvail().x - width_of(words);
  if (room > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room);
  coloured_text(colour, words);
}

std::string shortened(std::string_view words, float width) {
  if (width_of(words) <= width) return std::string(words);
  constexpr std::string_view kDots = "…";
  const float room = std::max(0.0F, width - width_of(kDots));
  const char* end = nullptr;
  const ImFont* const font = ImGui::GetFont();
  font->CalcTextSizeA(ImGui::GetFontSize(), room, 0.0F, words.data(), end_of(words), &end);
  return std::string(words.data(), end) + std::string(kDots);
}

bool empty_state(const Theme& theme, std::string_view title, std::string_view hint,
                 std::string_view label) {
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float width = std::min(ImGui::GetContentRegionAvail().x, line * 22);
  const float height = line * (label.empty() ? 3.0F : 5.0F);
  const float top = std::max(line / 2, (ImGui::GetContentRegionAvail().y - height) * 0.4F);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + top);
  centred(title, width);
  ImGui::PushStyleColor(ImGuiCol_Text, theme.faint_text);
  centred(hint, width);
  ImGui::PopStyleColor();
  if (label.empty()) return false;
  ImGui::Dummy({0, line / 3});
  const float room = width_of(label) + ImGui::GetStyle().FramePadding.x * 2;
  ImGui::SetCursorPosX((ImGui::GetWindowWidth() - room) / 2);
  return primary_button(theme, label);
}

void tooltip(std::string_view words) {
  if (words.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
  text(words);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void command_tooltip(const Theme& theme, const Command& command) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::BeginTooltip();
  text(command.title);
  if (!command.chords.empty()) {
    ImGui::SameLine(0, ImGui::GetFontSize());
    coloured_text(theme.faint_text, to_text(command.chords.front()));
  }
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
  coloured_text(theme.faint_text, command.about);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

bool button(std::string_view label, bool enabled) {
  ImGui::BeginDisabled(!enabled);
  const bool clicked = ImGui::Button(std::string(label).c_str());
  ImGui::EndDisabled();
  return clicked;
}

bool primary_button(const Theme& theme, std::string_view label, bool enabled) {
  if (enabled) {
    ImGui::PushStyleColor(ImGuiCol_Button, theme.accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, with_alpha(theme.accent, 225));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, with_alpha(theme.accent, 190));
    ImGui::PushStyleColor(ImGuiCol_Text, theme.dark ? theme.window : theme.canvas);
  }
  const bool clicked = button(label, enabled);
  if (enabled) ImGui::PopStyleColor(4);
  return clicked;
}

}  // namespace cascade::gui
