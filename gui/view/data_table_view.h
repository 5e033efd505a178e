// SPDX-License-Identifier: Apache-2.0
// Paints a DataTable: a field that filters it, heads that sort it, rows that lead on; only rows
// that are seen cost anything.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/arranged_table.h"
#include "gui/model/view_state.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// What the user did in one frame.
struct DataTableInput {
  const DataRow* clicked = nullptr;
  const DataRow* opened = nullptr;  ///< By a double click, or from its menu: go there.
};

/// Copies the panel's table as CSV.
void copy_button(PanelContext& context, std::string_view panel);

/// A table with the field that filters it and the button that copies it. Thread: the UI's.
class TableField {
 public:
  /// What commands asked of the panel. Finding is done here; the others are handed back.
  std::vector<ViewRequest> take_requests(PanelContext& context, std::string_view panel);
  /// In what is left of the window; there is a table. `marked`: rows that stand out.
  DataTableInput draw(PanelContext& context, std::string_view panel, ArrangedTable& arranged,
                      const std::function<bool(const DataRow&)>& marked);

 private:
  std::string words_;
  bool to_field_ = false;
};

}  // namespace cascade::gui
