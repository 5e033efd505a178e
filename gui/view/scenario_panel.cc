// SPDX-License-Identifier: Apache-2.0
#include "gui/view/scenario_panel.h"

#include <fmt/format.h>
#include <imgui.h>

#include <filesystem>
#include <string_view>

#include "gui/model/document.h"
#include "gui/model/history.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"
#include "sim/report.h"
#include "sim/scenario_words.h"
#include "sim/text.h"

namespace cascade::gui {
namespace {

void fact(const PanelContext& context, std::string_view name, const std::string& value) {
  coloured_text(context.theme.faint_text, name);
  ImGui::SameLine(84 * context.scale);
  ImGui::PushTextWrapPos(0);
  text(sim::printable(value));
  ImGui::PopTextWrapPos();
}

void heading(const PanelContext& context, std::string_view words) {
  ImGui::Dummy({0, 6 * context.scale});
  ImGui::PushFont(context.bold);
  text(words);
  ImGui::PopFont();
}

void draw_end(const PanelContext& context, const HistoryEnd& end) {
  heading(context, "Result");
  fact(context, "outcome", end.outcome);
  fact(context, "verdict", std::string(sim::to_string(end.verdict)));
  fact(context, "took", sim::short_duration(end.makespan) + " of virtual time");
  for (const std::string& unmet : end.unmet_conditions) fact(context, "not met", unmet);
  for (const std::string& unmet : end.unmet_expectations) fact(context, "not met", unmet);
  fact(context, "events", sim::digest_text(end.event_digest));
  fact(context, "world", sim::digest_text(end.world_digest));
}

}  // namespace

void ScenarioPanel::draw(PanelContext& context) {
  const Document& document = context.workbench.document();
  if (document.empty()) {
    heading(context, "Nothing is open");
    ImGui::PushTextWrapPos(0);
    coloured_text(context.theme.faint_text,
                  "Open a scenario, a model or a recording, drop one here, or take an example.");
    ImGui::PopTextWrapPos();
    if (button("Open…")) invoke(context.workbench, "file.open");
  } else if (document.scenario() == nullptr) {
    heading(context, document.name());
    fact(context, "model", document.file());
  } else {
    draw_scenario(context);
  }
  draw_examples(context);
}

void ScenarioPanel::draw_scenario(PanelContext& context) const {
  const Document& document = context.workbench.document();
  const sim::Scenario& scenario = *document.scenario();
  heading(context, sim::printable(document.name()));
  if (!scenario.about.empty()) {
    ImGui::PushTextWrapPos(0);
    coloured_text(context.theme.faint_text, sim::printable(scenario.about));
    ImGui::PopTextWrapPos();
  }
  const bool can_run = is_enabled(context.workbench, *find_command("run.start"));
  if (primary_button(context.theme, "Run", can_run)) invoke(context.workbench, "run.start");
  fact(context, "file", document.file());
  fact(context, "model", scenario.model->name);
  for (const sim::Operation& operation : scenario.operations) {
    fact(context, "operation", sim::operation_text(operation));
  }
  fact(context, "merge", std::string(sim::word_of(sim::kMergeWords, scenario.merge)));
  fact(context, "schedule", std::string(sim::word_of(sim::kScheduleWords, scenario.schedule)));
  fact(context, "failure", std::string(sim::word_of(sim::kFailureWords, scenario.failure)));
  fact(context, "faults", fmt::format("{}", scenario.faults.size()));
  fact(context, "seed", fmt::format("{}", scenario.seed));
  const auto& history = context.workbench.history();
  if (history == nullptr) return;
  if (const auto end = history->end()) draw_end(context, *end);
}

void ScenarioPanel::draw_examples(PanelContext& context) const {
  if (examples_.empty()) return;
  heading(context, "Examples");
  for (const std::string& file : examples_) {
    const std::string name = std::filesystem::path(file).stem().string();
    const bool open = context.workbench.document().file() == file;
    if (ImGui::Selectable(sim::printable(name).c_str(), open)) {
      invoke(context.workbench, "file.open", file);
    }
  }
}

}  // namespace cascade::gui
