// SPDX-License-Identifier: Apache-2.0
// Two runs side by side: what they came to above; below the steps, the worlds that they left, or
// both timelines on one scale.
#pragma once

#include "gui/view/compare_timelines.h"
#include "gui/view/data_table_view.h"
#include "gui/view/panel.h"

namespace cascade::gui {

struct Comparison;

/// Thread: the UI's.
class ComparePanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "compare"; }
  [[nodiscard]] std::string_view title() const override { return "Compare"; }
  void draw(PanelContext& context) override;

 private:
  static void draw_nothing(PanelContext& context);
  static void draw_facts(PanelContext& context, const Comparison& comparison);
  static void draw_tabs(PanelContext& context);
  void draw_table(PanelContext& context);

  TableField field_;
  CompareTimelines timelines_;
};

}  // namespace cascade::gui
