// SPDX-License-Identifier: Apache-2.0
#include "gui/view/toasts.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gui/model/messages.h"
#include "gui/model/workbench.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"

namespace cascade::gui {
namespace {

constexpr std::size_t kShown = 3;
constexpr std::size_t kLines = 8;
constexpr float kToastWidth = 420;

/// The first lines; how many more there are.
std::string first_lines(const std::string& text) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < kLines && end != std::string::npos; ++line) {
    end = text.find('\n', end == 0 ? 0 : end + 1);
  }
  if (end == std::string::npos) return text;
  const auto rest =
      std::count(text.begin() + static_cast<std::ptrdiff_t>(end) + 1, text.end(), '\n');
  return text.substr(0, end) + "\n… and " + std::to_string(rest + 1) + " more, see Messages";
}

Colour colour_of(const Theme& theme, Message::Kind kind) {
  switch (kind) {
    case Message::Kind::Note:
      return theme.accent;
    case Message::Kind::Warning:
      return theme.critical;
    case Message::Kind::Mistake:
      return theme.mistake;
  }
  return theme.accent;
}

/// Returns where it begins: the next one stands above.
float draw_toast(PanelContext& context, const Message& message, float bottom) {
  const float scale = context.scale;
  const float width = std::min(kToastWidth * scale, ImGui::GetIO().DisplaySize.x * 0.9F);
  const float middle = ImGui::GetIO().DisplaySize.x / 2;
  ImGui::SetNextWindowPos({middle, bottom}, ImGuiCond_Always, {0.5F, 1});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, 600 * scale});
  const std::string id = "##toast" + std::to_string(message.number);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings |
                                      ImGuiWindowFlags_AlwaysAutoResize |
                                      ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
  ImGui::Begin(id.c_str(), nullptr, kFlags);
  const Colour colour = colour_of(context.theme, message.kind);
  ImGui::Indent(6 * scale);
  ImGui::PushTextWrapPos();
  if (message.kind != Message::Kind::Note) {
    coloured_text(colour, message.kind == Message::Kind::Warning ? "Warning" : "Not done");
  }
  text(first_lines(message.text));
  ImGui::PopTextWrapPos();
  ImGui::Unindent(6 * scale);
  const ImVec2 at = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  ImGui::PushClipRect(at, {at.x + size.x, at.y + size.y}, false);
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + 4 * scale, at.y + size.y}, colour);
  ImGui::PopClipRect();
  if (ImGui::IsWindowHovered()) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
      context.workbench.messages().dismiss(message.number);
    }
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
      ImGui::SetClipboardText(message.text.c_str());
    }
    ImGui::SetTooltip("Click: close   Right click: copy");
    context.workbench.messages().hold(message.number);
  }
  ImGui::End();
  return at.y - 6 * scale;
}

}  // namespace

void draw_toasts(PanelContext& context, float bottom) {
  std::vector<Message> shown;
  const auto& log = context.workbench.messages().log();
  for (auto message = log.rbegin(); message != log.rend() && shown.size() < kShown; ++message) {
    if (message->left > Duration::zero()) shown.push_back(*message);
  }
  for (const Message& message : shown) bottom = draw_toast(context, message, bottom);
}

}  // namespace cascade::gui
