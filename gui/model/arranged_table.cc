// SPDX-License-Identifier: Apache-2.0
#include "gui/model/arranged_table.h"

#include <algorithm>

namespace cascade::gui {

void ArrangedTable::set(std::shared_ptr<const DataTable> table, bool keep_order) {
  table_ = std::move(table);
  if (!keep_order) order_ = {};
  arrange();
}

void ArrangedTable::arrange() {
  rows_ = table_ ? ordered_rows(*table_, order_) : std::vector<std::uint32_t>();
}

void ArrangedTable::set_order(TableOrder order) {
  if (order == order_) return;
  order_ = std::move(order);
  arrange();
}

void ArrangedTable::set_filter_text(const std::string& text) {
  TableOrder order = order_;
  order.filter = text;
  set_order(std::move(order));
}

TablePane::MakeText ArrangedTable::text(std::uint64_t rows_max) const {
  return [table = table_, rows = rows_, rows_max](Progress& /*progress*/,
                                                  const std::stop_token& /*stop*/) mutable {
    TableText text;
    text.of = rows.size();
    rows.resize(static_cast<std::size_t>(std::min<std::uint64_t>(rows.size(), rows_max)));
    text.rows = rows.size();
    text.csv = to_csv(*table, rows);
    return text;
  };
}

}  // namespace cascade::gui
