// SPDX-License-Identifier: Apache-2.0
// A table and how it is looked at: filtered, ordered, and copied as it is seen.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/data_table.h"
#include "gui/model/table_pane.h"

namespace cascade::gui {

/// Thread: the UI's.
class ArrangedTable {
 public:
  /// Null: there is none. Filter and order stay only with `keep_order`.
  void set(std::shared_ptr<const DataTable> table, bool keep_order);
  [[nodiscard]] const DataTable* table() const { return table_.get(); }
  [[nodiscard]] const TableOrder& order() const { return order_; }
  void set_order(TableOrder order);
  void set_filter_text(const std::string& text);
  /// Numbers of the rows that fit, in order.
  [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }
  /// See TablePane::text(). There is a table.
  [[nodiscard]] TablePane::MakeText text(std::uint64_t rows_max) const;

 private:
  void arrange();

  std::shared_ptr<const DataTable> table_;
  TableOrder order_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace cascade::gui
