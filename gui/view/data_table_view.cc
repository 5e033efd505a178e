// SPDX-License-Identifier: Apache-2.0
#include "gui/view/data_table_view.h"

#include <algorithm>
#include <string>

#include "gui/view/outcome_icon.h"
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

void draw_row(const Theme& theme, const DataTable& table, const DataRow& row, bool marked,
              DataTableInput& input) {
  ImGui::TableNextRow();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!ImGui::TableNextColumn()) continue;
    if (i == 0) {
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
      if (row.outcome) draw_icon(theme, *row.outcome);
    }
    if (table.columns[i].right) {
      text_right(theme.text, row.cells[i].text);
    } else {
      text(row.cells[i].text);
    }
  }
}

void take_order(DataTableInput& input) {
  const ImGuiTableSortSpecs* const specs = ImGui::TableGetSortSpecs();
  if (specs == nullptr) return;
  input.order.column.reset();
  if (specs->SpecsCount == 0) return;
  input.order.column = static_cast<std::size_t>(specs->Specs->ColumnIndex);
  input.order.descending = specs->Specs->SortDirection == ImGuiSortDirection_Descending;
}

}  // namespace

DataTableInput draw_data_table(const Theme& theme, const DataTable& table,
                               const std::vector<std::uint32_t>& rows, const TableOrder& order,
                               const std::function<bool(const DataRow&)>& marked) {
  DataTableInput input;
  input.order = order;
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_Resizable | ImGuiTableFlags_Hideable | ImGuiTableFlags_Sortable |
      ImGuiTableFlags_SortTristate | ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
      ImGuiTableFlags_ScrollX | ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingFixedFit;
  const auto columns = static_cast<int>(table.columns.size());
  if (!ImGui::BeginTable((table.title + std::to_string(columns)).c_str(), columns, kFlags,
                         ImGui::GetContentRegionAvail())) {
    return input;
  }
  ImGui::TableSetupScrollFreeze(0, 1);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ImGui::TableSetupColumn(table.columns[i].name.c_str(), ImGuiTableColumnFlags_WidthFixed,
                            width_of(table, rows, i));
  }
  ImGui::TableHeadersRow();
  take_order(input);
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

}  // namespace cascade::gui
