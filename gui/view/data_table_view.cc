// SPDX-License-Identifier: Apache-2.0
#include "gui/view/data_table_view.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/outcome_icon.h"
#include "gui/view/theme.h"
#include "gui/view/widgets.h"

namespace cascade::gui {
namespace {

/// Enough of a column to guess its width from.
constexpr std::size_t kMeasured = 30;
constexpr float kWidest = 24;  // in heights of a line

float width_of(const DataTable& table, const std::vector<std::uint32_t>& rows, std::size_t column) {
  const float line = ImGui::GetTextLineHeight();
  float width = ImGui::CalcTextSize(table.columns[column].name.c_str()).x + line;  // the arrow
  for (std::size_t i = 0; i < rows.size() && i < kMeasured; ++i) {
    const DataCell& cell = table.rows[rows[i]].cells[column];
    width = std::max(width, ImGui::CalcTextSize(cell.text.c_str()).x);
  }
  const float icon = column == 0 ? line : 0;
  return std::min(width, kWidest * line) + icon + line / 2;
}

void draw_icon(const Theme& theme, Outcome outcome) {
  const float height = ImGui::GetTextLineHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_outcome_icon(*ImGui::GetWindowDrawList(), {at.x + height / 2, at.y + height / 2},
                    height * 0.36F, look_of(theme, outcome));
  ImGui::Dummy({height, height});
  ImGui::SameLine(0, height * 0.2F);
}

std::string words_of(const DataTable& table, const DataRow& row) {
  std::string words;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].text.empty()) continue;
    words += (words.empty() ? "" : "\n") + table.columns[i].name + ": " + row.cells[i].text;
  }
  return words;
}

/// What is clicked and opened, at the begin of a row's first cell.
void draw_row_handle(const DataTable& table, const DataRow& row, bool marked,
                     DataTableInput& input) {
  constexpr ImGuiSelectableFlags kFlags =
      ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick;
  if (ImGui::Selectable("##row", marked, kFlags)) {
    input.clicked = &row;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) input.opened = &row;
  }
  if (ImGui::IsItemHovered()) tooltip(words_of(table, row));
  if (ImGui::BeginPopupContextItem("menu")) {
    if (ImGui::MenuItem("Go to where it happened")) input.opened = &row;
    ImGui::EndPopup();
  }
  ImGui::SameLine(0, 0);
}

void draw_row(const Theme& theme, const DataTable& table, const DataRow& row, bool marked,
              DataTableInput& input) {
  ImGui::TableNextRow();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!ImGui::TableNextColumn()) continue;
    if (i == 0) {
      draw_row_handle(table, row, marked, input);
      if (row.outcome) draw_icon(theme, *row.outcome);
    }
    if (table.columns[i].right) {
      text_right(theme.text, row.cells[i].text);
    } else {
      text(row.cells[i].text);
    }
  }
}

void take_order(TableOrder& order) {
  const ImGuiTableSortSpecs* const specs = ImGui::TableGetSortSpecs();
  if (specs == nullptr) return;
  order.column.reset();
  if (specs->SpecsCount == 0) return;
  order.column = static_cast<std::size_t>(specs->Specs->ColumnIndex);
  order.descending = specs->Specs->SortDirection == ImGuiSortDirection_Descending;
}

DataTableInput draw_table(const Theme& theme, ArrangedTable& arranged,
                          const std::function<bool(const DataRow&)>& marked) {
  DataTableInput input;
  const DataTable& table = *arranged.table();
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_Resizable | ImGuiTableFlags_Hideable | ImGuiTableFlags_Sortable |
      ImGuiTableFlags_SortTristate | ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
      ImGuiTableFlags_ScrollX | ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingFixedFit;
  const auto columns = static_cast<int>(table.columns.size());
  const std::string id = table.title + std::to_string(columns);
  if (!ImGui::BeginTable(id.c_str(), columns, kFlags, ImGui::GetContentRegionAvail())) {
    return input;
  }
  ImGui::TableSetupScrollFreeze(0, 1);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ImGui::TableSetupColumn(table.columns[i].name.c_str(), ImGuiTableColumnFlags_WidthFixed,
                            width_of(table, arranged.rows(), i));
  }
  ImGui::TableHeadersRow();
  TableOrder order = arranged.order();
  take_order(order);
  arranged.set_order(std::move(order));
  const std::vector<std::uint32_t>& rows = arranged.rows();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const DataRow& row = table.rows[rows[static_cast<std::size_t>(i)]];
      ImGui::PushID(i);
      draw_row(theme, table, row, marked(row), input);
      ImGui::PopID();
    }
  }
  ImGui::EndTable();
  return input;
}

}  // namespace

void copy_button(PanelContext& context, std::string_view panel) {
  if (ImGui::SmallButton("CSV")) {
    context.workbench.view().focus(panel);
    invoke(context.workbench, "table.copy");
  }
  command_tooltip(context.theme, *find_command("table.copy"));
}

std::vector<ViewRequest> TableField::take_requests(PanelContext& context, std::string_view panel) {
  std::vector<ViewRequest> others;
  for (const ViewRequest request : context.workbench.view().take_requests(panel)) {
    if (request == ViewRequest::Find) {
      to_field_ = true;
    } else {
      others.push_back(request);
    }
  }
  return others;
}

DataTableInput TableField::draw(PanelContext& context, std::string_view panel,
                                ArrangedTable& arranged,
                                const std::function<bool(const DataRow&)>& marked) {
  const float csv = ImGui::CalcTextSize("CSV").x + 3 * ImGui::GetStyle().FramePadding.x;
  if (std::exchange(to_field_, false)) ImGui::SetKeyboardFocusHere();
  if (!ImGui::IsAnyItemActive()) words_ = arranged.order().filter;
  ImGui::SetNextItemWidth(std::max(40.0F, ImGui::GetContentRegionAvail().x - csv));
  if (ImGui::InputTextWithHint("##filter", "Filter", &words_)) arranged.set_filter_text(words_);
  ImGui::SameLine();
  copy_button(context, panel);
  const std::string& note = arranged.table()->note;
  if (!note.empty()) coloured_text(context.theme.faint_text, note);
  return draw_table(context.theme, arranged, marked);
}

}  // namespace cascade::gui
