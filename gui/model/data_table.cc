// SPDX-License-Identifier: Apache-2.0
#include "gui/model/data_table.h"

#include <algorithm>
#include <numeric>

#include "gui/model/tree_outline.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

bool before(const DataCell& a, const DataCell& b) {
  if (a.number && b.number) return *a.number < *b.number;
  if (a.number.has_value() != b.number.has_value()) return a.number.has_value();
  return a.text < b.text;
}

/// Instead of the last comma.
void end_csv_line(std::string& csv) {
  if (csv.empty()) return;
  csv.back() = '\r';
  csv += '\n';
}

}  // namespace

bool row_holds(const DataRow& row, std::string_view filter) {
  return filter.empty() ||
         std::any_of(row.cells.begin(), row.cells.end(),
                     [&](const DataCell& cell) { return holds_text(cell.text, filter); });
}

std::vector<std::uint32_t> ordered_rows(const DataTable& table, const TableOrder& order) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    if (row_holds(table.rows[i], order.filter)) rows.push_back(i);
  }
  if (!order.column || *order.column >= table.columns.size()) return rows;
  const auto cell = [&](std::uint32_t row) -> const DataCell& {
    return table.rows[row].cells[*order.column];
  };
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return order.descending ? before(cell(b), cell(a)) : before(cell(a), cell(b));
  });
  return rows;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

std::string csv_head(const DataTable& table) {
  std::string csv;
  for (const DataTable::Column& column : table.columns) csv += csv_field(column.name) + ',';
  end_csv_line(csv);
  return csv;
}

void append_csv(std::string& csv, const DataTable& table, const std::vector<std::uint32_t>& rows) {
  if (table.columns.empty()) return;
  for (const std::uint32_t row : rows) {
    for (const DataCell& cell : table.rows[row].cells) csv += csv_field(cell.text) + ',';
    end_csv_line(csv);
  }
}

std::string to_csv(const DataTable& table, const std::vector<std::uint32_t>& rows) {
  std::string csv = csv_head(table);
  append_csv(csv, table, rows);
  return csv;
}

DataCell number_cell(std::uint64_t number) {
  return {sim::grouped(number), static_cast<std::int64_t>(number)};
}

DataCell duration_cell(Duration duration) {
  return {sim::short_duration(duration), duration.count()};
}

}  // namespace cascade::gui
