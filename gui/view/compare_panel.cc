// SPDX-License-Identifier: Apache-2.0
#include "gui/view/compare_panel.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>

#include "gui/model/compare_pane.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/theme.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

void command_button(PanelContext& context, const char* label, std::string_view id,
                    bool on = false) {
  const Command& command = *find_command(id);
  ImGui::BeginDisabled(!is_enabled(context.workbench, command));
  ImGui::PushStyleColor(ImGuiCol_Button, on ? context.theme.selection : context.theme.field);
  if (ImGui::SmallButton(label)) invoke(context.workbench, command);
  ImGui::PopStyleColor();
  ImGui::EndDisabled();
  command_tooltip(context.theme, command);
}

void fact_row(const Theme& theme, const ComparedFact& fact) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  coloured_text(theme.faint_text, fact.name);
  ImGui::TableNextColumn();
  text(fact.a);
  tooltip(fact.a);
  ImGui::TableNextColumn();
  coloured_text(fact.differs() ? theme.text : theme.faint_text, fact.differs() ? "≠" : "=");
  ImGui::TableNextColumn();
  coloured_text(fact.differs() ? theme.text : theme.faint_text, fact.b);
  tooltip(fact.b);
}

}  // namespace

void ComparePanel::draw(PanelContext& context) {
  ComparePane& pane = context.workbench.compare();
  for (const ViewRequest request : field_.take_requests(context, id())) timelines_.handle(request);
  const Comparison* const comparison = pane.comparison();
  if (comparison == nullptr) {
    draw_nothing(context);
    return;
  }
  draw_facts(context, *comparison);
  draw_tabs(context);
  if (pane.show() == ComparePane::Show::Timelines) {
    timelines_.draw(context, *comparison);
  } else {
    draw_table(context);
  }
}

void ComparePanel::draw_nothing(PanelContext& context) {
  const ComparePane& pane = context.workbench.compare();
  empty_state(context.theme, "Two runs side by side", pane.status());
  if (pane.other() != nullptr) return;
  ImGui::NewLine();
  const float room = ImGui::CalcTextSize("With another policy…  With a file…").x;
  ImGui::SetCursorPosX(std::max(0.0F, (ImGui::GetWindowWidth() - room) / 2));
  command_button(context, "With another policy…", "compare.policy");
  ImGui::SameLine();
  command_button(context, "With a file…", "compare.file");
}

void ComparePanel::draw_facts(PanelContext& context, const Comparison& comparison) {
  const ComparePane& pane = context.workbench.compare();
  const float row = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
  const float wanted = row * static_cast<float>(comparison.facts.size() + 1) + 2;
  const float most = ImGui::GetContentRegionAvail().y * 0.42F;
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingStretchSame;
  if (!ImGui::BeginTable("facts", 4, kFlags, {0, std::min(wanted, most)})) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed, 110 * context.scale);
  ImGui::TableSetupColumn("A", ImGuiTableColumnFlags_WidthStretch, 1);
  ImGui::TableSetupColumn("differs", ImGuiTableColumnFlags_WidthFixed, 14 * context.scale);
  ImGui::TableSetupColumn("B", ImGuiTableColumnFlags_WidthStretch, 1);
  ImGui::TableNextRow();
  ImGui::TableSetColumnIndex(1);
  ImGui::PushFont(context.bold);
  coloured_text(run_colours(context.theme).a, "A  " + sim::printable(pane.name()));
  ImGui::TableSetColumnIndex(3);
  coloured_text(run_colours(context.theme).b, "B  " + sim::printable(pane.other_name()));
  ImGui::PopFont();
  for (const ComparedFact& fact : comparison.facts) fact_row(context.theme, fact);
  ImGui::EndTable();
}

void ComparePanel::draw_tabs(PanelContext& context) {
  using Show = ComparePane::Show;
  const Show show = context.workbench.compare().show();
  command_button(context, "Steps", "compare.steps", show == Show::Steps);
  ImGui::SameLine(0, 2 * context.scale);
  command_button(context, "Final worlds", "compare.worlds", show == Show::Worlds);
  ImGui::SameLine(0, 2 * context.scale);
  command_button(context, "Timelines", "compare.timelines", show == Show::Timelines);
  ImGui::SameLine(0, 14 * context.scale);
  command_button(context, "Swap", "compare.swap");
  ImGui::SameLine(0, 2 * context.scale);
  command_button(context, "Close", "compare.close");
}

void ComparePanel::draw_table(PanelContext& context) {
  ComparePane& pane = context.workbench.compare();
  if (pane.empty()) return;  // closed a moment ago
  if (pane.arranged().table()->rows.empty()) {
    coloured_text(context.theme.faint_text, "Both runs left the same world.");
    return;
  }
  Selection& selection = context.workbench.selection();
  const DataTableInput input =
      field_.draw(context, id(), pane.arranged(), [&selection](const DataRow& row) {
        return row.link && !selection.empty() && row.link->pass == selection.pass &&
               row.link->step == selection.step && row.link->resource == selection.resource;
      });
  if (input.clicked != nullptr && input.clicked->link) selection = *input.clicked->link;
}

}  // namespace cascade::gui
