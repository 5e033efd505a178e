// SPDX-License-Identifier: Apache-2.0
// Tables as panels show them: rows of words with numbers to sort by, sorted and filtered without
// touching the rows, and copied as CSV.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.h"
#include "engine/time.h"
#include "gui/model/selection.h"

namespace cascade::gui {

struct DataCell {
  std::string text;
  /// Cells with numbers stand before others and in their order; the rest goes by text.
  std::optional<std::int64_t> number{};
};

struct DataRow {
  std::vector<DataCell> cells;              ///< As many as the table has columns.
  std::optional<Selection> link{};          ///< What a click selects.
  std::optional<std::uint64_t> position{};  ///< Where a double-click goes.
  std::optional<Outcome> outcome{};         ///< Painted before the first cell.
};

struct DataTable {
  struct Column {
    std::string name;
    bool right = false;  ///< Numbers.
  };
  std::string title;
  std::vector<Column> columns;
  std::vector<DataRow> rows;
  std::string note;  ///< What is left out: "the first 1,000 of 10,000"; mostly empty.
  /// There are more rows than fit; whoever made it can look for a filter among all.
  bool cut = false;
};

/// How a table is looked at.
struct TableOrder {
  std::optional<std::size_t> column{};  ///< Nothing: as the rows stand.
  bool descending = false;
  std::string filter{};  ///< Rows of which a cell holds it, letters of either case.
  friend bool operator==(const TableOrder&, const TableOrder&) = default;
};

/// A cell of the row holds it, letters of either case. Every row holds "".
bool row_holds(const DataRow& row, std::string_view filter);
/// Numbers of the rows that fit, in order; equal ones stay as they stand.
std::vector<std::uint32_t> ordered_rows(const DataTable& table, const TableOrder& order);

/// A field as RFC 4180 wants it: in quotes where it has to be.
std::string csv_field(std::string_view text);
/// The line of names; empty without columns.
std::string csv_head(const DataTable& table);
/// The rows given, without a head.
void append_csv(std::string& csv, const DataTable& table, const std::vector<std::uint32_t>& rows);
/// A head and the rows given, lines ending in CR LF.
std::string to_csv(const DataTable& table, const std::vector<std::uint32_t>& rows);

DataCell number_cell(std::uint64_t number);
DataCell duration_cell(Duration duration);

}  // namespace cascade::gui
