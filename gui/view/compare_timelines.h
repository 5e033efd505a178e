// SPDX-License-Identifier: Apache-2.0
// The timelines of two runs on one scale: a row per step with a bar of each run, A above B.
#pragma once

#include <imgui.h>

#include "gui/model/comparison.h"
#include "gui/model/time_axis.h"
#include "gui/model/view_state.h"
#include "gui/view/panel.h"
#include "gui/view/theme.h"

namespace cascade::gui {

struct RunColours {
  Colour a = 0;
  Colour b = 0;
};
/// Run A is filled, run B has a border: not by colour alone.
RunColours run_colours(const Theme& theme);

/// Thread: the UI's.
class CompareTimelines {
 public:
  /// In what is left of the window.
  void draw(PanelContext& context, const Comparison& comparison);
  void handle(ViewRequest request);

 private:
  void place(const Comparison& comparison, float width);
  void take_input(ImVec2 canvas);
  void draw_ruler(const PanelContext& context, ImVec2 at, ImVec2 size) const;
  void draw_row(PanelContext& context, const ComparedNode& node, float labels, float height);
  void draw_bar(ImDrawList& list, const TimeRange& range, ImVec2 at, float height, Colour colour,
                bool filled) const;

  TimeAxis axis_;
  Duration longest_{};  ///< Of the comparison that the axis was made for.
  bool fitted_ = true;
};

}  // namespace cascade::gui
