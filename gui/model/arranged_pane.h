// SPDX-License-Identifier: Apache-2.0
// A pane that shows one arranged table at a time, and what commands do with it.
#pragma once

#include <cstdint>
#include <string>

#include "gui/model/arranged_table.h"
#include "gui/model/table_pane.h"

namespace cascade::gui {

/// Thread: the UI's, as TablePane says.
class ArrangedPane : public TablePane {
 public:
  /// Without a table where there is nothing to list.
  [[nodiscard]] ArrangedTable& arranged() { return arranged_; }
  [[nodiscard]] const ArrangedTable& arranged() const { return arranged_; }

  [[nodiscard]] bool empty() const final { return arranged_.table() == nullptr; }
  [[nodiscard]] const std::string& filter_text() const final { return arranged_.order().filter; }
  void set_filter_text(const std::string& text) final { arranged_.set_filter_text(text); }
  [[nodiscard]] MakeText text(std::uint64_t rows_max) const final {
    return arranged_.text(rows_max);
  }

 private:
  ArrangedTable arranged_;
};

}  // namespace cascade::gui
