// SPDX-License-Identifier: Apache-2.0
#include "gui/view/popup_close.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "gui/view/key_dispatch.h"

namespace cascade::gui {

bool close_popup_on_escape() {
  const ImVector<ImGuiPopupData>& popups = ImGui::GetCurrentContext()->OpenPopupStack;
  if (popups.empty() || !is_pressed(Chord::Escape)) return false;
  const auto is_submenu = [&](int level) {
    const ImGuiWindow* const window = popups[level].Window;
    return window != nullptr && (window->Flags & ImGuiWindowFlags_ChildMenu) != 0;
  };
  // Of nested menus the outermost: the mouse would open an inner one again at once.
  int level = popups.Size - 1;
  while (level > 0 && is_submenu(level)) --level;
  ImGui::ClosePopupToLevel(level, true);
  return true;
}

}  // namespace cascade::gui
