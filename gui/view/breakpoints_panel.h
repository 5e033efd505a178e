// SPDX-License-Identifier: Apache-2.0
// The list of breakpoints: on and off, what each has hit, and a click that goes to where it stops.
#pragma once

#include <cstddef>
#include <string>

#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class BreakpointsPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "breakpoints"; }
  [[nodiscard]] std::string_view title() const override { return "Breakpoints"; }
  void draw(PanelContext& context) override;

 private:
  void draw_field(PanelContext& context);
  static void draw_list(PanelContext& context);
  static void draw_row(PanelContext& context, std::size_t index);

  std::string words_;
  bool to_field_ = false;
};

}  // namespace cascade::gui
