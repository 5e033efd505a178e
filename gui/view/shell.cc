// SPDX-License-Identifier: Apache-2.0
#include "gui/view/shell.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>

#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/menu_bar.h"
#include "gui/view/popup_close.h"
#include "gui/view/status_bar.h"
#include "gui/view/theme.h"
#include "gui/view/toasts.h"

namespace cascade::gui {
namespace {

/// A strip over the whole width in the colour of the window; draws what is in it.
template <class Draw>
void strip(PanelContext& context, float top, float height, const Draw& draw) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::GetWindowDrawList()->AddRectFilled({0, top}, {display.x, top + height},
                                            context.theme.window);
  ImGui::SetCursorScreenPos({6 * context.scale, top + 3 * context.scale});
  draw(context);
}

}  // namespace

Shell::Shell(std::vector<std::unique_ptr<Panel>> panels) : area_(std::move(panels)) {}

void Shell::draw(PanelContext& context) {
  const bool modal = shown_ != Overlay::None || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  // Dialogs, and what is opened in them, look for Escape by themselves.
  if (shown_ == Overlay::None) close_popup_on_escape();
  const std::string panel = context.workbench.view().focused();
  if (const Command* const waited = std::exchange(waiting_, nullptr)) {
    invoke(context.workbench, *waited);
  }
  if (const Command* const command = command_of_keys(modal, panel)) {
    // What is typed into a field counts, so the field must let go of it before.
    const bool uses_fields = command->menu == "Run" || command->menu == "Scenario";
    if (ImGui::GetIO().WantTextInput && uses_fields && !modal) {
      ImGui::SetWindowFocus(nullptr);
      waiting_ = command;
    } else {
      invoke(context.workbench, *command);
    }
  }

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground |
      ImGuiWindowFlags_MenuBar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("##shell", nullptr, kFlags);
  ImGui::PopStyleVar(3);
  draw_bars_and_panels(context);
  draw_overlays(context);
  ImGui::End();
}

void Shell::draw_bars_and_panels(PanelContext& context) {
  draw_menu_bar(context);
  const float scale = context.scale;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float top = ImGui::GetCursorScreenPos().y;
  const float bar = ImGui::GetFrameHeight() + 6 * scale;
  const float bottom = display.y - bar;
  strip(context, top, bar, draw_toolbar);
  const Box box{0, static_cast<int>(top + bar), static_cast<int>(display.x),
                std::max(0, static_cast<int>(bottom) - static_cast<int>(top + bar))};
  area_.draw(context, context.workbench.view().layout(), box);
  strip(context, bottom, bar, draw_status_bar);
  draw_toasts(context, bottom - 8 * scale);
}

void Shell::open_overlay(const ViewState& view) {
  shown_ = view.overlay();
  if (shown_ == Overlay::Palette) palette_.open();
  if (shown_ == Overlay::Help) help_.open();
  if (shown_ == Overlay::File) file_dialog_.ask(view.file_question());
  if (shown_ == Overlay::Text) text_dialog_.ask(view.text_question());
  if (shown_ == Overlay::Unsaved) unsaved_dialog_.ask(view.unsaved_question());
}

void Shell::draw_overlays(PanelContext& context) {
  ViewState& view = context.workbench.view();
  if (view.overlay() != shown_) open_overlay(view);
  palette_.draw(context);
  help_.draw(context);
  const auto file = file_dialog_.draw(context);
  const auto words = text_dialog_.draw(context);
  unsaved_dialog_.draw(context);
  const bool open = palette_.is_open() || help_.is_open() || file_dialog_.is_open() ||
                    text_dialog_.is_open() || unsaved_dialog_.is_open();
  // A command of the palette may have opened another one by now.
  if (!open && view.overlay() == shown_) {
    view.close_overlay();
    shown_ = Overlay::None;
  }
  if (file) invoke(context.workbench, view.file_question().command, *file);
  if (words) invoke(context.workbench, view.text_question().command, *words);
}

}  // namespace cascade::gui
