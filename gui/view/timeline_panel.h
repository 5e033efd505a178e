// SPDX-License-Identifier: Apache-2.0
// The timeline among the panels of the window.
#pragma once

#include "gui/view/panel.h"
#include "gui/view/timeline_view.h"

namespace cascade::gui {

/// Thread: the UI's.
class TimelinePanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "timeline"; }
  [[nodiscard]] std::string_view title() const override { return "Timeline"; }
  void draw(PanelContext& context) override;
  [[nodiscard]] bool animating() const override { return view_.animating(); }

 private:
  TimelineView view_;
};

}  // namespace cascade::gui
