// SPDX-License-Identifier: Apache-2.0
// Paints a DataTable: heads that sort, rows that lead on; only rows that are seen cost anything.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "gui/model/data_table.h"
#include "gui/view/theme.h"

namespace cascade::gui {

/// What the user did in one frame.
struct DataTableInput {
  const DataRow* clicked = nullptr;
  const DataRow* opened = nullptr;  ///< By a double click, or from its menu: go there.
  TableOrder order;                 ///< With another column where a head was clicked.
};

/// In what is left of the window. `rows`: of `table`, in the order to be shown. `marked`: rows that
/// stand out.
DataTableInput draw_data_table(const Theme& theme, const DataTable& table,
                               const std::vector<std::uint32_t>& rows, const TableOrder& order,
                               const std::function<bool(const DataRow&)>& marked);

}  // namespace cascade::gui
