// SPDX-License-Identifier: Apache-2.0
#include "gui/view/choice_popup.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

#include "gui/model/command.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/key_dispatch.h"
#include "gui/view/panel.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr std::size_t kRowsShown = 12;
constexpr float kWidthMin = 220;

}  // namespace

void ChoicePopup::open(const std::string& id, const Find& find) {
  id_ = id;
  query_.clear();
  rows_ = find(query_);
  selected_ = 0;
  just_opened_ = true;
  ImGui::OpenPopup(id.c_str());
}

std::optional<std::string> ChoicePopup::draw(PanelContext& context, const std::string& id,
                                             const std::string& current, const Find& find) {
  const ImVec2 left = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  context.workbench.view().want_characters(current);
  ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, {0, 0.5F});
  const float room = width - 2 * ImGui::GetStyle().FramePadding.x;
  const std::string label = shortened(sim::printable(current), room) + "###" + id;
  if (ImGui::Button(label.c_str(), {width, 0})) open(id, find);
  ImGui::PopStyleVar();
  if (id_ != id) return std::nullopt;
  ImGui::SetNextWindowPos({left.x, left.y + ImGui::GetFrameHeight()});
  ImGui::SetNextWindowSize({std::max(width, kWidthMin * context.scale), 0});
  if (!ImGui::BeginPopup(id.c_str(), ImGuiWindowFlags_NoMove)) {
    id_.clear();
    return std::nullopt;
  }
  auto answer = draw_popup(context, find);
  if (answer || is_pressed(Chord::Escape)) {
    id_.clear();
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
  return answer;
}

void ChoicePopup::move() {
  if (rows_.empty()) return;
  const auto go = [&](std::size_t to) {
    selected_ = to;
    scroll_ = true;
  };
  if (is_pressed(Chord::Down)) go((selected_ + 1) % rows_.size());
  if (is_pressed(Chord::Up)) go((selected_ + rows_.size() - 1) % rows_.size());
}

std::optional<std::string> ChoicePopup::draw_popup(PanelContext& context, const Find& find) {
  if (std::exchange(just_opened_, false)) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputTextWithHint("##query", "Type to find", &query_,
                                                ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) {
    rows_ = find(query_);
    selected_ = 0;
  }
  move();
  if (entered && selected_ < rows_.size()) return rows_[selected_];
  if (entered && !query_.empty()) return query_;
  return draw_rows(context);
}

std::optional<std::string> ChoicePopup::draw_rows(PanelContext& context) {
  if (rows_.empty()) {
    ImGui::PushTextWrapPos(0);
    coloured_text(context.theme.faint_text, query_.empty()
                                                ? "There is nothing to choose from; type it"
                                                : "Nothing fits; Enter takes what is typed");
    ImGui::PopTextWrapPos();
    return std::nullopt;
  }
  std::optional<std::string> answer;
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const auto shown = static_cast<float>(std::min(rows_.size(), kRowsShown));
  ImGui::BeginChild("rows", {0, line * shown + ImGui::GetStyle().ItemSpacing.y});
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    context.workbench.view().want_characters(rows_[i]);
    if (ImGui::Selectable(sim::printable(rows_[i]).c_str(), i == selected_)) answer = rows_[i];
    if (i == selected_ && std::exchange(scroll_, false)) ImGui::SetScrollHereY();
    ImGui::PopID();
  }
  ImGui::EndChild();
  return answer;
}

}  // namespace cascade::gui
