// SPDX-License-Identifier: Apache-2.0
// What commands do with the table of a panel, whatever is in it: filter it, take it away as CSV.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "gui/model/progress.h"

namespace cascade::gui {

struct TableText {
  std::string csv;         ///< As to_csv() writes it.
  std::uint64_t rows = 0;  ///< In it, beside the head.
  std::uint64_t of = 0;    ///< All that were listed.
};

/// Thread: the UI's, except what csv() returns.
class TablePane {
 public:
  TablePane() = default;
  TablePane(const TablePane&) = delete;
  TablePane& operator=(const TablePane&) = delete;
  virtual ~TablePane() = default;

  /// There is no table to be seen.
  [[nodiscard]] virtual bool empty() const = 0;
  [[nodiscard]] virtual const std::string& filter_text() const = 0;
  /// Only rows that hold it, letters of either case; empty: all.
  virtual void set_filter_text(const std::string& text) = 0;

  using MakeText = std::function<TableText(Progress&, const std::stop_token&)>;
  /// What is listed now, as it is ordered now, at most `rows_max` rows. The answer may be called by
  /// any thread, once, and is not touched by what happens to the pane meanwhile.
  [[nodiscard]] virtual MakeText text(std::uint64_t rows_max) const = 0;
};

}  // namespace cascade::gui
