// SPDX-License-Identifier: Apache-2.0
#include "gui/view/scenario_panel.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string_view>

#include "gui/model/document.h"
#include "gui/model/fuzzy_match.h"
#include "gui/model/history.h"
#include "gui/model/operation_fields.h"
#include "gui/model/player.h"
#include "gui/model/preview_pane.h"
#include "gui/model/scenario_choices.h"
#include "gui/model/workbench.h"
#include "gui/view/invoke.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"
#include "sim/report/report.h"
#include "sim/scenario/scenario_edit.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::gui {
namespace {

/// Shared: a change in the middle of a frame may bring another one.
std::shared_ptr<const sim::Model> model_of(const PanelContext& context) {
  return context.workbench.document().model();
}

/// Where names of resources are looked up; null: no world of this scenario was generated yet.
const sim::World* world_of(const PanelContext& context) {
  const auto& preview = context.workbench.preview().model();
  if (preview != nullptr) return &preview->world();
  const auto& history = context.workbench.history();
  const bool same = history != nullptr && &history->model() == model_of(context).get();
  return same ? &history->world() : nullptr;
}

void fact(const PanelContext& context, std::string_view name, const std::string& value) {
  coloured_text(context.theme.faint_text, name);
  ImGui::SameLine(84 * context.scale);
  wrapped_text(context.theme.text, sim::printable(value));
}

void heading(const PanelContext& context, std::string_view words) {
  ImGui::Dummy({0, 6 * context.scale});
  ImGui::PushFont(context.bold);
  text(words);
  ImGui::PopFont();
}

template <class Value, std::size_t size>
std::vector<ScenarioFields::Word> words_of(const std::array<sim::NamedValue<Value>, size>& values) {
  std::vector<ScenarioFields::Word> words;
  for (const auto& value : values) words.push_back({value.word, value.about});
  return words;
}

void draw_end(const PanelContext& context, const HistoryEnd& end) {
  heading(context,
          context.workbench.player().at_end() ? "Result" : "Result, at the end of the run");
  fact(context, "outcome", end.outcome);
  fact(context, "verdict", std::string(sim::to_string(end.verdict)));
  fact(context, "took", sim::short_duration(end.makespan) + " of virtual time");
  for (const std::string& refusal : end.refusals) fact(context, "refused", refusal);
  for (const std::string& unmet : end.unmet_conditions) fact(context, "not met", unmet);
  for (const std::string& unmet : end.unmet_expectations) fact(context, "not met", unmet);
  fact(context, "events", sim::digest_text(end.event_digest));
  fact(context, "world", sim::digest_text(end.world_digest));
}

/// A button for a command; on the line of the one before where it fits.
void fitting_button(PanelContext& context, std::string_view label, std::string_view id) {
  const Command& command = *find_command(id);
  const float width =
      ImGui::CalcTextSize(std::string(label).c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
  const float right = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width;
  const float edge = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (right < edge) ImGui::SameLine();
  if (button(label, is_enabled(context.workbench, command))) invoke(context.workbench, id);
  command_tooltip(context.theme, command);
}

/// What was changed and what can be done with it.
void draw_buttons(PanelContext& context) {
  const Document& document = context.workbench.document();
  const bool right = !document.draft().is_open() || document.draft().mistakes().empty();
  const bool can_run = right && is_enabled(context.workbench, *find_command("run.start"));
  if (primary_button(context.theme, "Run", can_run)) invoke(context.workbench, "run.start");
  if (!document.draft().is_open()) return;
  fitting_button(context, "Save", "scenario.save");
  fitting_button(context, "Save as…", "scenario.save_as");
  fitting_button(context, "Undo", "scenario.undo");
  fitting_button(context, "Copy command", "scenario.copy_command");
  if (document.draft().changed()) {
    wrapped_text(context.theme.accent, document.draft().rewritten()
                                           ? "Changed; not saved. Saving writes the file anew: its "
                                             "comments and layout would be lost."
                                           : "Changed; not saved.");
  }
}

/// Those that no field shows.
void draw_other_mistakes(const PanelContext& context, const ScenarioFields& fields) {
  for (const ScenarioDraft::Mistake& mistake : draft_of(context).mistakes()) {
    if (fields.has(mistake.path)) continue;
    const std::string words =
        mistake.path.empty() ? mistake.words : mistake.path + ": " + mistake.words;
    wrapped_text(context.theme.mistake, words);
  }
}

/// The name of the shape whose numbers can be set.
sim::TopologyShape shape_of(const PanelContext& context) {
  return draft_of(context).scenario().topology.effective_shape();
}

std::string topology_summary(const PanelContext& context) {
  const auto& topology = draft_of(context).scenario().topology;
  if (topology.shape == sim::TopologyShape::Written) {
    return fmt::format("{} written out", sim::counted(topology.written.size(), "resource"));
  }
  return "";
}

}  // namespace

void ScenarioPanel::draw(PanelContext& context) {
  const Document& document = context.workbench.document();
  if (document.empty()) {
    heading(context, "Nothing is open");
    wrapped_text(context.theme.faint_text,
                 "Open a scenario, a model or a recording, drop one here, or take an example.");
    if (button("Open…")) invoke(context.workbench, "file.open");
  } else if (document.scenario() == nullptr) {
    heading(context, document.name());
    fact(context, "model", document.file());
  } else {
    draw_scenario(context);
  }
  draw_examples(context);
}

void ScenarioPanel::draw_scenario(PanelContext& context) {
  const Document& document = context.workbench.document();
  const sim::Scenario& scenario = *document.scenario();
  heading(context, sim::printable(document.name()));
  if (!scenario.about.empty()) {
    wrapped_text(context.theme.faint_text, sim::printable(scenario.about));
  }
  draw_buttons(context);
  fact(context, "file", document.file());
  fact(context, "model", scenario.model->name);
  if (document.draft().is_open()) {
    draw_fields(context);
  } else {
    wrapped_text(context.theme.faint_text, document.why_fixed());
  }
  const auto& history = context.workbench.history();
  if (history == nullptr) return;
  if (const auto end = history->end()) draw_end(context, *end);
}

void ScenarioPanel::draw_fields(PanelContext& context) {
  fields_.begin();
  draw_other_mistakes(context, fields_);
  for (const std::string& path : operation_paths(draft_of(context).tree())) {
    draw_operation(context, path);
  }
  draw_topology(context);
  fields_.words(context, "schedule", "schedule", words_of(sim::kScheduleWords), "by_resource");
  fields_.words(context, "merge", "merge", words_of(sim::kMergeWords), "per_path");
  fields_.words(context, "failure", "failure", words_of(sim::kFailureWords), "stop");
  fields_.text(context, "workers", "workers", "as many as can be",
               "Acts in flight in the whole run");
  fields_.text(context, "seed", "seed", "1", "What chance is drawn from");
  draw_faults(context);
  const sim::Scenario& scenario = draft_of(context).scenario();
  if (!scenario.protect.empty()) fact(context, "protected", draft_of(context).value("protect"));
  if (!scenario.keep.empty()) fact(context, "kept", draft_of(context).value("keep"));
  if (scenario.expect.empty()) return;
  fact(context, "expects", draft_of(context).value("expect"));
  if (button("Expect nothing")) invoke(context.workbench, "scenario.unset", "expect");
  tooltip("What the file expects was meant for the scenario as it was");
}

void ScenarioPanel::draw_operation(PanelContext& context, const std::string& path) {
  const auto shared = model_of(context);
  const sim::Model& model = *shared;
  const OperationFields fields = operation_fields(draft_of(context).tree(), path, &model);
  const auto set = [&](const std::string& place, const std::string& yaml) {
    invoke(context.workbench, "scenario.set", place + "=" + yaml);
  };
  ImGui::PushID(path.c_str());
  if (path.ends_with(".together.0")) {
    wrapped_text(context.theme.faint_text, "At the same time:");
  }
  std::vector<std::string> names;
  for (const sim::OperationSpec& spec : model.operations) names.push_back(spec.name);
  // The mistakes of the entry stand at its parts.
  const std::string name_path = fields.path + (fields.is_delete ? ".mode" : ".run");
  const auto name =
      fields_.choice_of(context, "operation", name_path, fields.name,
                        [&](std::string_view query) { return matching(query, names); });
  if (name && *name != fields.name) {
    const sim::OperationSpec* const spec = model.find_operation(*name);
    if (spec == nullptr) {
      set(name_path, sim::yaml_scalar(*name));
    } else if (fields.is_delete && spec->argument == kNoType) {
      set(name_path, sim::yaml_scalar(spec->name));
    } else {
      set(fields.path, with_operation(fields, *spec, model));
    }
  }
  const auto resources = [&](bool joining) {
    return [&, joining](std::string_view query) {
      return find_resources(query, model, world_of(context), joining);
    };
  };
  const auto target =
      fields_.choice_of(context, "target", fields.targets_path, fields.targets, resources(true));
  if (target && *target != fields.targets) set(fields.targets_path, targets_yaml(*target));
  if (!fields.argument.empty()) {
    const auto argument =
        fields_.choice_of(context, "and", fields.argument_path, fields.argument, resources(false));
    if (argument) set(fields.argument_path, sim::yaml_scalar(*argument));
  }
  ImGui::PopID();
}

void ScenarioPanel::draw_topology(PanelContext& context) {
  if (const std::string summary = topology_summary(context); !summary.empty()) {
    fact(context, "topology", summary);
    return;
  }
  std::vector<ScenarioFields::Word> presets;
  for (const sim::TopologyPreset& preset : sim::topology_presets()) {
    presets.push_back({preset.name, preset.about});
  }
  const sim::YamlNode* const node = sim::find_yaml(draft_of(context).tree(), "topology");
  const bool word = node != nullptr && node->is_scalar();
  fields_.words(context, "topology", word ? "topology" : "topology.preset", presets, "no preset");
  draw_numbers(context);
}

void ScenarioPanel::draw_numbers(PanelContext& context) {
  const sim::Topology& topology = draft_of(context).scenario().topology;
  const std::string title =
      fmt::format("Numbers: {} set###numbers", draft_of(context).numbers_set());
  const bool wrong = !draft_of(context).mistakes_at("topology").empty();
  if (wrong) ImGui::SetNextItemOpen(true);
  if (!section(context.bold, title, false)) return;
  ImGui::SetNextItemWidth(-1);
  ImGui::InputTextWithHint("##filter", "Find a number", &number_filter_);
  // Without the numbers of the file, what its preset says.
  sim::Topology usual = topology;
  usual.numbers.clear();
  for (const sim::TopologyNumber& number : sim::topology_numbers(shape_of(context))) {
    if (!fuzzy_match(number_filter_, number.name)) continue;
    const std::string name(number.name);
    fields_.number(context, name, "topology." + name,
                   sim::grouped(static_cast<std::uint64_t>(usual.number(number.name))),
                   fmt::format("{}\n{} to {}", number.about, number.min, number.max));
  }
}

void ScenarioPanel::draw_faults(PanelContext& context) {
  const sim::YamlNode* const faults = sim::find_yaml(draft_of(context).tree(), "faults");
  const std::size_t count = faults == nullptr ? 0 : faults->items().size();
  const bool wrong = !draft_of(context).mistakes_at("faults").empty();
  if (wrong) ImGui::SetNextItemOpen(true);
  if (!section(context.bold, fmt::format("Faults: {}###faults", count), count > 0)) return;
  for (std::size_t i = 0; i < count; ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_fault(context, fmt::format("faults.{}", i));
    ImGui::PopID();
  }
  if (button("Add a fault")) invoke(context.workbench, "scenario.add_fault");
}

void ScenarioPanel::draw_fault(PanelContext& context, const std::string& path) {
  const ScenarioDraft& draft = draft_of(context);
  // Removed a moment ago.
  if (!draft.has(path)) return;
  const auto shared = model_of(context);
  const sim::Model& model = *shared;
  if (button("Remove")) {
    invoke(context.workbench, "scenario.unset", path);
    return;
  }
  ImGui::SameLine();
  text(shortened(sim::printable(draft.value(path)), ImGui::GetContentRegionAvail().x));
  tooltip(draft.value(path));
  fields_.words(context, "kind", path + ".kind", words_of(sim::kFaultWords), "");
  const auto among = [](std::vector<std::string> words) {
    return [words = std::move(words)](std::string_view query) { return matching(query, words); };
  };
  fields_.choice(context, "type", path + ".type", true, among(type_names(model)));
  fields_.choice(context, "resource", path + ".resource", true, [&](std::string_view query) {
    return find_resources(query, model, world_of(context), true);
  });
  fields_.choice(context, "step", path + ".step", true, among(edge_names(model)));
  fields_.choice(context, "action", path + ".action", true,
                 among(reaction_names(model, draft.value(path + ".type"))));
  fields_.ratio(context, "ratio", path + ".ratio");
  fields_.text(context, "attempt", path + ".attempt", "every", "Only this attempt, from 1");
  if (draft.value(path + ".kind") == "slow") {
    fields_.text(context, "factor", path + ".factor", "10", "How many times as long");
  }
  ImGui::Dummy({0, 4 * context.scale});
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
