// SPDX-License-Identifier: Apache-2.0
#include "gui/view/text_dialog.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

#include "gui/model/command.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"

namespace cascade::gui {

void TextDialog::ask(const TextQuestion& question) {
  question_ = question;
  words_ = question.initial;
  open_ = true;
  just_opened_ = true;
}

std::optional<std::string> TextDialog::draw(PanelContext& context) {
  if (!open_) return std::nullopt;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y * 0.2F}, ImGuiCond_Always, {0.5F, 0});
  ImGui::SetNextWindowSize({std::min(display.x * 0.9F, 460 * context.scale), 0});
  const std::string title = question_.title + "###text";
  if (!ImGui::IsPopupOpen(title.c_str())) ImGui::OpenPopup(title.c_str());
  bool open = true;
  if (!ImGui::BeginPopupModal(title.c_str(), &open, kDialogFlags)) return std::nullopt;
  if (std::exchange(just_opened_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputText("##words", &words_, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PushTextWrapPos();
  coloured_text(context.theme.faint_text, question_.hint);
  ImGui::PopTextWrapPos();
  const bool confirmed = primary_button(context.theme, "OK", !words_.empty()) || entered;
  ImGui::SameLine();
  if (button("Cancel") || !open || ImGui::IsKeyPressed(key_code(Chord::Escape))) open_ = false;
  const bool answered = open_ && confirmed && !words_.empty();
  if (answered) open_ = false;
  if (!open_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (!answered) return std::nullopt;
  return words_;
}

}  // namespace cascade::gui
