// SPDX-License-Identifier: Apache-2.0
// What is known of the selection: facts above, tables behind tabs below. A click on a fact or row
// selects what it leads to, a double click goes to where it happened.
#pragma once

#include "gui/model/inspector.h"
#include "gui/view/data_table_view.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class InspectorPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "inspector"; }
  [[nodiscard]] std::string_view title() const override { return "Inspector"; }
  void draw(PanelContext& context) override;

 private:
  void draw_head(PanelContext& context, const InspectorCard& card);
  void draw_facts(PanelContext& context, const InspectorCard& card);
  void draw_tabs(PanelContext& context, const InspectorCard& card);
  void draw_table(PanelContext& context);

  TableField field_;
};

}  // namespace cascade::gui
