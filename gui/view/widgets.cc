// SPDX-License-Identifier: Apache-2.0
#include "gui/view/widgets.h"

#include <algorithm>
#include <cstddef>

namespace cascade::gui {
namespace {

const char* end_of(std::string_view text) {
  return text.data() + text.size();
}

/// A byte that belongs to the character before it.
bool goes_on(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

float width_of(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), end_of(text)).x;
}

/// As much of a word as fits, at least a character of it.
std::string_view part_of(std::string_view word, float width) {
  const char* end = nullptr;
  ImGui::GetFont()->CalcTextSizeA(ImGui::GetFontSize(), width, 0.0F, word.data(), end_of(word),
                                  &end);
  auto length = std::max<std::size_t>(1, static_cast<std::size_t>(end - word.data()));
  while (length < word.size() && goes_on(word[length])) ++length;
  return word.substr(0, length);
}

/// One line of `words` without its end.
void add_wrapped(std::string_view words, float width, std::string& lines) {
  std::string line;
  while (!words.empty()) {
    const std::size_t blank = std::min(words.find(' '), words.size());
    std::string_view word = words.substr(0, blank);
    if (!line.empty() && width_of(line + " " + std::string(word)) > width) {
      lines += line + "\n";
      line.clear();
    } else if (!line.empty()) {
      line += " ";
    }
    while (line.empty() && width_of(word) > width && word.size() > 1) {
      const std::string_view part = part_of(word, width);
      if (part.size() == word.size()) break;
      lines += std::string(part) + "\n";
      word.remove_prefix(part.size());
    }
    line += word;
    words.remove_prefix(std::min(blank + 1, words.size()));
  }
  lines += line;
}

void centred(std::string_view words, float width) {
  // Line by line, so that each is in the middle.
  const std::string lines = wrapped(words, width);
  for (std::string_view rest = lines; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    ImGui::SetCursorPosX((ImGui::GetWindowWidth() - width_of(line)) / 2);
    text(line);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
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
  coloured_text(colour, wrapped(words, ImGui::GetContentRegionAvail().x));
}

std::string wrapped(std::string_view words, float width) {
  std::string lines;
  while (true) {
    const std::size_t end = words.find('\n');
    add_wrapped(words.substr(0, end), width, lines);
    if (end == std::string_view::npos) return lines;
    lines += "\n";
    words.remove_prefix(end + 1);
  }
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

std::string shortened_front(std::string_view words, float width) {
  if (width_of(words) <= width) return std::string(words);
  constexpr std::string_view kDots = "…";
  const float room = std::max(0.0F, width - width_of(kDots));
  while (!words.empty() && width_of(words) > room) {
    words.remove_prefix(1);
    while (!words.empty() && goes_on(words.front())) words.remove_prefix(1);
  }
  return std::string(kDots) + std::string(words);
}

void go_on_in_line(float width, float spacing) {
  ImGui::SameLine(0, spacing);
  if (width > ImGui::GetContentRegionAvail().x) ImGui::NewLine();
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
  text(wrapped(words, ImGui::GetFontSize() * 28));
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
