// SPDX-License-Identifier: Apache-2.0
// The panel on what is open: the scenario's axes and operations, its text, and the shipped examples
// one click away.
#pragma once

#include <string>
#include <vector>

#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class ScenarioPanel final : public Panel {
 public:
  /// `examples`: files of scenarios that are shipped, in the order in which they are shown.
  explicit ScenarioPanel(std::vector<std::string> examples) : examples_(std::move(examples)) {}
  [[nodiscard]] std::string_view id() const override { return "scenario"; }
  [[nodiscard]] std::string_view title() const override { return "Scenario"; }
  void draw(PanelContext& context) override;

 private:
  void draw_scenario(PanelContext& context) const;
  void draw_examples(PanelContext& context) const;

  std::vector<std::string> examples_;
};

}  // namespace cascade::gui
