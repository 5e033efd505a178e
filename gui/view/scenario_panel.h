// SPDX-License-Identifier: Apache-2.0
// The panel on what is open: the scenario to be edited and run again, how the run ended, and the
// shipped examples one click away.
#pragma once

#include <string>
#include <vector>

#include "gui/view/panel.h"
#include "gui/view/scenario_fields.h"

namespace cascade::gui {

class ScenarioDraft;

/// Thread: the UI's.
class ScenarioPanel final : public Panel {
 public:
  /// `examples`: files of scenarios that are shipped, in the order in which they are shown.
  explicit ScenarioPanel(std::vector<std::string> examples) : examples_(std::move(examples)) {}
  [[nodiscard]] std::string_view id() const override { return "scenario"; }
  [[nodiscard]] std::string_view title() const override { return "Scenario"; }
  void draw(PanelContext& context) override;

 private:
  void draw_scenario(PanelContext& context);
  void draw_fields(PanelContext& context);
  void draw_operation(PanelContext& context, const std::string& path);
  void draw_topology(PanelContext& context);
  void draw_numbers(PanelContext& context);
  void draw_faults(PanelContext& context);
  void draw_fault(PanelContext& context, const std::string& path);
  void draw_examples(PanelContext& context) const;

  std::vector<std::string> examples_;
  ScenarioFields fields_;
  std::string number_filter_;
};

}  // namespace cascade::gui
