// SPDX-License-Identifier: Apache-2.0
#include "gui/view/file_dialog.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

namespace fs = std::filesystem;

bool pressed(std::uint32_t key) {
  return ImGui::IsKeyPressed(key_code(key));
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1'000) return fmt::format("{} B", bytes);
  if (bytes < 1'000'000) return fmt::format("{} kB", bytes / 1'000);
  return fmt::format("{} MB", bytes / 1'000'000);
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

void FileDialog::ask(const FileQuestion& question) {
  question_ = question;
  browser_.emplace(folder_, question.endings);
  words_ = question.saving ? question.suggested : std::string();
  replaced_.clear();
  answer_.reset();
  just_opened_ = true;
  cancelled_ = false;
}

void FileDialog::draw_path(PanelContext& context) {
  bool first = true;
  for (const auto& [name, path] : browser_->parents()) {
    if (!std::exchange(first, false)) {
      ImGui::SameLine(0, 2 * context.scale);
      coloured_text(context.theme.faint_text, "/");
      ImGui::SameLine(0, 2 * context.scale);
    }
    const float right = ImGui::GetCursorPosX() + ImGui::CalcTextSize(name.c_str()).x;
    if (right > ImGui::GetWindowContentRegionMax().x) ImGui::NewLine();
    ImGui::PushID(path.c_str());
    if (ImGui::SmallButton(name.c_str())) browser_->enter(path);
    ImGui::PopID();
  }
}

void FileDialog::draw_field() {
  if (std::exchange(just_opened_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const char* const hint =
      question_.saving ? "Name of the file, or a path" : "Type to filter, or a path";
  const bool entered =
      ImGui::InputTextWithHint("##words", hint, &words_, ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) {
    replaced_.clear();
    const bool path = words_.find('/') != std::string::npos || words_.starts_with('~');
    if (!question_.saving) browser_->set_filter(path ? std::string() : words_);
  }
  // Between two frames of Enter the field has lost the keyboard; in the list it never had it.
  const bool aside = !ImGui::IsItemActive() && !ImGui::IsWindowAppearing() &&
                     !ImGui::IsAnyItemActive() && pressed(Chord::Enter);
  if (!entered && !aside) return;
  just_opened_ = true;  // The field keeps the keyboard.
  const std::string path = browser_->path_of(words_);
  const bool typed_path = question_.saving || words_.find('/') != std::string::npos ||
                          words_.starts_with('~') || words_ == "..";
  if (words_.empty() || !typed_path) {
    choose_selected();
  } else {
    choose(path);
  }
}

void FileDialog::choose_selected() {
  if (browser_->entries().empty()) return;
  choose(browser_->path_of(browser_->entries()[browser_->selected()].name));
}

void FileDialog::choose(const std::string& path) {
  if (is_folder(path)) {
    browser_->enter(path);
    if (!question_.saving) words_.clear();
    return;
  }
  if (!question_.saving) {
    answer_ = path;
    return;
  }
  if (exists(path) && replaced_ != path) {
    replaced_ = path;  // Asked again: then it is meant.
    return;
  }
  answer_ = path;
}

bool FileDialog::replaces() const {
  return !replaced_.empty();
}

void FileDialog::handle_keys() {
  const auto move = [this](int by) {
    browser_->move(by);
    scroll_ = true;
  };
  if (pressed(Chord::Down)) move(1);
  if (pressed(Chord::Up)) move(-1);
  if (pressed(Chord::PageDown)) move(12);
  if (pressed(Chord::PageUp)) move(-12);
  if (pressed(Chord::Backspace) && words_.empty() && !question_.saving) browser_->up();
  if (pressed(Chord::Escape)) cancelled_ = true;
}

void FileDialog::draw_row(PanelContext& context, std::size_t index) {
  const FileEntry& entry = browser_->entries()[index];
  const bool selected = index == browser_->selected();
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushID(static_cast<int>(index));
  const std::string label = (entry.folder ? "▸ " : "   ") + sim::printable(entry.name);
  if (ImGui::Selectable(
          label.c_str(), selected,
          ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick)) {
    browser_->select(index);
    if (question_.saving && !entry.folder) words_ = entry.name;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      choose(browser_->path_of(entry.name));
    }
  }
  if (selected && std::exchange(scroll_, false)) ImGui::SetScrollHereY();
  ImGui::PopID();
  ImGui::TableNextColumn();
  if (!entry.folder) text_right(context.theme.faint_text, size_text(entry.bytes));
}

void FileDialog::draw_list(PanelContext& context, float height) {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable("files", 2, kFlags, {0, height})) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("size", ImGuiTableColumnFlags_WidthFixed, 80 * context.scale);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(browser_->entries().size()));
  if (scroll_)
    clipper.ForceDisplayRangeByIndices(static_cast<int>(browser_->selected()),
                                       static_cast<int>(browser_->selected()) + 1);
  // A double click may enter another folder in the middle of the list.
  const std::string folder = browser_->folder();
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto index = static_cast<std::size_t>(i);
      if (browser_->folder() != folder || index >= browser_->entries().size()) continue;
      draw_row(context, index);
    }
  }
  ImGui::EndTable();
}

void FileDialog::draw_buttons(PanelContext& context) {
  if (!browser_->complaint().empty()) {
    coloured_text(context.theme.mistake, browser_->complaint());
  } else if (replaces()) {
    coloured_text(context.theme.mistake, fmt::format("'{}' exists. Once more to replace it.",
                                                     fs::path(replaced_).filename().string()));
  } else if (browser_->entries().empty()) {
    coloured_text(context.theme.faint_text, "Nothing here that could be meant.");
  } else {
    coloured_text(context.theme.faint_text, "Enter: choose   Backspace: up   Esc: cancel");
  }
  bool all = browser_->shows_all();
  if (!question_.endings.empty() && ImGui::Checkbox("All files", &all)) browser_->show_all(all);
  ImGui::SameLine();
  const char* const label = replaces() ? "Replace" : question_.saving ? "Save" : "Open";
  const float width = ImGui::CalcTextSize(label).x + ImGui::CalcTextSize("Cancel").x +
                      4 * ImGui::GetStyle().FramePadding.x + ImGui::GetStyle().ItemSpacing.x;
  ImGui::SetCursorPosX(ImGui::GetWindowContentRegionMax().x - width);
  if (button("Cancel")) cancelled_ = true;
  ImGui::SameLine();
  const bool ready = question_.saving ? !words_.empty() : !browser_->entries().empty();
  const bool clicked = primary_button(context.theme, label, ready);
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 size = ImGui::GetItemRectSize();
  context.workbench.view().note_place(std::string("dialog ") + label,
                                      {static_cast<int>(from.x), static_cast<int>(from.y),
                                       static_cast<int>(size.x), static_cast<int>(size.y)});
  if (clicked) {
    if (question_.saving) {
      choose(browser_->path_of(words_));
    } else {
      choose_selected();
    }
  }
}

std::optional<std::string> FileDialog::draw(PanelContext& context) {
  if (!browser_) return std::nullopt;
  for (const FileEntry& entry : browser_->entries()) {
    context.workbench.view().want_characters(entry.name);
  }
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const ImVec2 size{std::min(display.x * 0.9F, 720 * context.scale),
                    std::min(display.y * 0.8F, 540 * context.scale)};
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize(size);
  const std::string title = question_.title + "###file";
  if (!ImGui::IsPopupOpen(title.c_str())) ImGui::OpenPopup(title.c_str());
  bool open = true;
  if (!ImGui::BeginPopupModal(title.c_str(), &open, kDialogFlags)) return std::nullopt;
  draw_path(context);
  draw_field();
  handle_keys();
  const float below = 2 * ImGui::GetFrameHeightWithSpacing() + ImGui::GetStyle().ItemSpacing.y;
  draw_list(context, std::max(60.0F, ImGui::GetContentRegionAvail().y - below));
  draw_buttons(context);
  if (!open) cancelled_ = true;
  if (answer_ || cancelled_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (answer_) folder_ = browser_->folder();
  if (answer_ || cancelled_) browser_.reset();
  return std::exchange(answer_, std::nullopt);
}

}  // namespace cascade::gui
