// SPDX-License-Identifier: Apache-2.0
#include "gui/view/inspector_panel.h"

#include <imgui.h>

#include <algorithm>

#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/outcome_icon.h"
#include "gui/view/widgets.h"

namespace cascade::gui {

void InspectorPanel::draw(PanelContext& context) {
  Workbench& workbench = context.workbench;
  Inspector& inspector = workbench.inspector();
  for (const ViewRequest request : field_.take_requests(context, id())) {
    if (request == ViewRequest::Back) inspector.go_back(workbench.selection());
  }
  const InspectorCard* const card = inspector.card();
  if (card == nullptr) {
    empty_state(context.theme, "Nothing to inspect",
                "Run a scenario or open a recording, then select anything in it.");
    return;
  }
  draw_head(context, *card);
  draw_facts(context, *card);
  draw_tabs(context, *card);
  draw_table(context);
  if (const auto position = inspector.take_wanted_position()) workbench.player().seek(*position);
}

void InspectorPanel::draw_head(PanelContext& context, const InspectorCard& card) {
  Inspector& inspector = context.workbench.inspector();
  ImGui::BeginDisabled(!inspector.can_go_back());
  if (ImGui::SmallButton("←")) inspector.go_back(context.workbench.selection());
  ImGui::EndDisabled();
  tooltip("Back to what was inspected before");
  ImGui::SameLine();
  coloured_text(context.theme.faint_text, card.kind);
  ImGui::SameLine();
  ImGui::PushFont(context.bold);
  text(card.title);
  ImGui::PopFont();
}

void InspectorPanel::draw_facts(PanelContext& context, const InspectorCard& card) {
  Workbench& workbench = context.workbench;
  float names = 64 * context.scale;
  for (const InspectorFact& fact : card.facts) {
    names = std::max(names, ImGui::CalcTextSize(fact.name.c_str()).x + 8 * context.scale);
  }
  // A card of many facts leaves room for its table.
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float most = std::max(4 * line, ImGui::GetContentRegionAvail().y * 0.5F);
  // Values wrap, links do not.
  const float room = ImGui::GetContentRegionAvail().x - names;
  float wanted = line / 2;
  for (const InspectorFact& fact : card.facts) {
    const float height =
        fact.link ? 0 : ImGui::CalcTextSize(fact.value.c_str(), nullptr, false, room).y;
    wanted += std::max(line, height + line - ImGui::GetTextLineHeight());
  }
  ImGui::BeginChild("facts", {0, std::min(wanted, most)});
  for (std::size_t i = 0; i < card.facts.size(); ++i) {
    const InspectorFact& fact = card.facts[i];
    coloured_text(context.theme.faint_text, fact.name);
    ImGui::SameLine(names);
    if (fact.outcome) {
      const float height = ImGui::GetTextLineHeight();
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw_outcome_icon(*ImGui::GetWindowDrawList(), {at.x + height / 2, at.y + height / 2},
                        height * 0.36F, look_of(context.theme, fact.outcome));
      ImGui::Dummy({height, height});
      ImGui::SameLine(0, height * 0.2F);
    }
    if (fact.link) {
      const std::string words = shortened(fact.value, ImGui::GetContentRegionAvail().x);
      ImGui::PushID(static_cast<int>(i));
      const ImVec2 size{ImGui::CalcTextSize(words.c_str()).x, ImGui::GetTextLineHeight()};
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (ImGui::InvisibleButton("link", {std::max(size.x, 1.0F), size.y})) {
        workbench.inspector().follow(*fact.link, workbench.selection());
      }
      if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::GetWindowDrawList()->AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y},
                                            context.theme.accent);
      }
      ImGui::GetWindowDrawList()->AddText(at, context.theme.accent, words.c_str());
      ImGui::PopID();
      if (words != fact.value) tooltip(fact.value);
    } else {
      wrapped_text(context.theme.text, fact.value);
    }
  }
  ImGui::EndChild();
}

void InspectorPanel::draw_tabs(PanelContext& context, const InspectorCard& card) {
  Inspector& inspector = context.workbench.inspector();
  for (std::size_t i = 0; i < card.tables.size(); ++i) {
    const std::string& title = card.tables[i].title;
    const float width = ImGui::CalcTextSize(title.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (i > 0) {
      ImGui::SameLine(0, 2 * context.scale);
      if (width > ImGui::GetContentRegionAvail().x) ImGui::NewLine();
    }
    const bool shown = i == inspector.table_index();
    ImGui::PushStyleColor(ImGuiCol_Text, shown ? context.theme.text : context.theme.faint_text);
    ImGui::PushStyleColor(ImGuiCol_Button, shown ? context.theme.selection : context.theme.field);
    if (ImGui::SmallButton(title.c_str())) inspector.show_table(i);
    ImGui::PopStyleColor(2);
  }
}

void InspectorPanel::draw_table(PanelContext& context) {
  Workbench& workbench = context.workbench;
  Inspector& inspector = workbench.inspector();
  if (inspector.empty()) return;
  const Selection& selection = workbench.selection();
  const DataTableInput input =
      field_.draw(context, id(), inspector.arranged(), [&selection](const DataRow& row) {
        return row.link && row.link->resource && row.link->resource == selection.resource &&
               row.link->step == selection.step;
      });
  if (input.opened != nullptr) {
    inspector.go_to(*input.opened);
  } else if (input.clicked != nullptr && input.clicked->position) {
    inspector.go_to(*input.clicked);
  } else if (input.clicked != nullptr && input.clicked->link) {
    inspector.follow(*input.clicked->link, workbench.selection());
  }
}

}  // namespace cascade::gui
