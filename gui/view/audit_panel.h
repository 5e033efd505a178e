// SPDX-License-Identifier: Apache-2.0
// The findings of the audit; a click goes to where the cause of one had happened.
#pragma once

#include "gui/view/data_table_view.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class AuditPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "audit"; }
  [[nodiscard]] std::string_view title() const override { return "Audit"; }
  void draw(PanelContext& context) override;

 private:
  TableField field_;
};

}  // namespace cascade::gui
