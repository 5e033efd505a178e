// SPDX-License-Identifier: Apache-2.0
#include "gui/view/unsaved_dialog.h"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "gui/model/document.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {

void UnsavedDialog::ask(const UnsavedQuestion& question) {
  question_ = question;
  open_ = true;
}

void UnsavedDialog::draw(PanelContext& context) {
  if (!open_) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y * 0.25F}, ImGuiCond_Always, {0.5F, 0});
  ImGui::SetNextWindowSize({std::min(display.x * 0.9F, 420 * context.scale), 0});
  constexpr const char* kTitle = "Changes that are not saved";
  if (!ImGui::IsPopupOpen(kTitle)) ImGui::OpenPopup(kTitle);
  bool open = true;
  if (!ImGui::BeginPopupModal(kTitle, &open, kDialogFlags)) return;
  Workbench& workbench = context.workbench;
  ImGui::PushTextWrapPos();
  text("The scenario " + sim::printable(workbench.document().name()) +
       " was changed. Without saving, the changes are lost.");
  ImGui::PopTextWrapPos();
  const bool saves = primary_button(context.theme, "Save");
  ImGui::SameLine();
  const bool drops = button("Give up the changes");
  ImGui::SameLine();
  const bool stays = button("Cancel") || !open || ImGui::IsKeyPressed(key_code(Chord::Escape));
  if (saves || drops || stays) {
    open_ = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
  if (saves) invoke(workbench, "scenario.save");
  if (drops) invoke(workbench, "scenario.revert");
  // Saving may have asked for a name, or failed.
  if ((saves || drops) && !workbench.document().draft().changed()) {
    if (question_.arguments.empty()) {
      invoke(workbench, question_.command);
    } else {
      invoke(workbench, question_.command, question_.arguments.front());
    }
  }
}

}  // namespace cascade::gui
