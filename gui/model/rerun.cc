// SPDX-License-Identifier: Apache-2.0
#include "gui/model/rerun.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/model/decision.h"
#include "gui/model/document.h"
#include "gui/model/history.h"
#include "gui/model/messages.h"
#include "gui/model/player.h"
#include "gui/model/run_recording.h"
#include "gui/model/simulate.h"
#include "gui/model/workbench.h"
#include "sim/recording/resume.h"
#include "sim/scenario/scenario_edit.h"

namespace cascade::gui {
namespace {

using YamlChanges = std::vector<std::pair<std::string, std::string>>;  // path, piece of YAML

/// The scenario of a run as it would stand in a file.
Result<sim::YamlNode> tree_of(const History& history) {
  std::string text = history.scenario().text;
  for (const auto& [path, value] : history.origin().settings) {
    auto edited = sim::set_in_scenario(text, path, value);
    if (!edited) return tl::unexpected(std::move(edited).error());
    text = std::move(edited->text);
  }
  // Recordings tell the seed apart.
  auto edited = sim::set_in_scenario(text, "seed", std::to_string(history.scenario().seed));
  if (!edited) return tl::unexpected(std::move(edited).error());
  return sim::parse_yaml(edited->text, history.scenario().file);
}

/// Errors: the run is not what the scenario says now.
Result<void> check_run_of_draft(const History& history, const ScenarioDraft& draft) {
  const auto ran = tree_of(history);
  if (!ran) return tl::unexpected(ran.error());
  const auto seeded =
      sim::set_in_scenario(draft.text(), "seed", std::to_string(draft.scenario().seed));
  if (!seeded) return tl::unexpected(seeded.error());
  const auto now = sim::parse_yaml(seeded->text, history.scenario().file);
  if (now && sim::same_yaml(*ran, *now)) return {};
  return input_error(
      "the scenario is another than that of the run that is shown: run it first, or undo the "
      "changes");
}

Result<void> check_decidable(const Workbench& workbench) {
  const auto& history = workbench.history();
  if (history == nullptr || workbench.snapshot() == nullptr) {
    return input_error("there is no run: run the scenario first");
  }
  if (history->origin().resumed) {
    return input_error("a resumed run is not computed from its beginning: run the scenario first");
  }
  if (history->origin().runner == "threads") {
    return input_error("a run on threads is not computed again: run the scenario first");
  }
  const Document& document = workbench.document();
  if (!document.draft().is_open()) {
    return input_error("the scenario cannot be changed: " + document.why_fixed());
  }
  if (auto right = document.draft().check(); !right) return right;
  return check_run_of_draft(*history, document.draft());
}

/// What resume can take over from the scenario as it is now, where it is another than the run's.
Result<YamlChanges> changes_since(const History& history, const ScenarioDraft& draft) {
  YamlChanges changes;
  if (!draft.is_open()) return changes;
  if (auto right = draft.check(); !right) return tl::unexpected(std::move(right).error());
  const auto ran = tree_of(history);
  if (!ran) return tl::unexpected(ran.error());
  for (const std::string_view key : sim::kResumeKeys) {
    const sim::YamlNode* const before = ran->find(key);
    const sim::YamlNode* const now = draft.tree().find(key);
    if (now != nullptr) {
      if (before != nullptr && sim::same_yaml(*before, *now)) continue;
      changes.emplace_back(key, sim::yaml_line(*now));
    } else if (before != nullptr && before->is_sequence()) {
      changes.emplace_back(key, "[]");
    } else if (before != nullptr) {
      return input_error(fmt::format(
          "'{}' was taken away since the run: set it to what it is to be, or resume without the "
          "scenario's faults",
          key));
    }
  }
  return changes;
}

}  // namespace

Result<void> decide(Workbench& workbench, std::optional<sim::Fault::Kind> kind,
                    std::uint32_t factor) {
  if (auto possible = check_decidable(workbench); !possible) return possible;
  const History& history = *workbench.history();
  const auto act = act_to_decide(history, *workbench.snapshot(), workbench.selection());
  if (!act) return tl::unexpected(act.error());
  const sim::Fault decision =
      decision_for(history, *act, kind.value_or(sim::Fault::Kind::FailBefore), factor);
  ScenarioDraft& draft = workbench.document().draft();
  auto kept = kind ? add_decision(draft, decision) : remove_decision(draft, decision);
  if (!kept) return kept;
  workbench.scenario_changed();
  workbench.messages().note(
      kind ? fmt::format("decided: {}\nIt is a fault of the scenario now; go on from here.",
                         decision_text(decision))
           : "no decision any more: " + act_text(decision));
  workbench.start_run(
      {.name = "computing again " + workbench.run_name(),
       .run_name = workbench.run_name(),
       .stand_at = workbench.player().position(),
       .make = [scenario = draft.scenario()](RunControl& control, Progress& progress,
                                             const std::stop_token& stop) {
         return simulate(scenario, control, progress, stop);
       }});
  return {};
}

bool can_resume(const Workbench& workbench) {
  const auto& history = workbench.history();
  if (history == nullptr || workbench.snapshot() == nullptr) return false;
  const auto end = history->end();
  const bool unfinished = end && (end->outcome != "done" || end->ignored_failures);
  return unfinished || workbench.player().position() < history->size();
}

bool resume_comes_next(const Workbench& workbench) {
  if (!can_resume(workbench)) return false;
  const auto end = workbench.history()->end();
  return end && workbench.player().position() == workbench.history()->size() &&
         (end->outcome == "failed" || end->outcome == "cancelled");
}

Result<void> resume(Workbench& workbench, bool keep_faults) {
  if (!can_resume(workbench)) return input_error("nothing is left to do: the run is finished");
  sim::ResumeChoice choice;
  choice.keep_faults = keep_faults;
  if (keep_faults) {
    auto changes = changes_since(*workbench.history(), workbench.document().draft());
    if (!changes) return tl::unexpected(std::move(changes).error());
    choice.settings = *std::move(changes);
  }
  const std::string name = workbench.run_name();
  const bool again = workbench.history()->origin().resumed != nullptr;
  workbench.start_run(
      {.name = "resuming " + name,
       .run_name = again ? name : name + ", resumed",
       .stand_at = {},
       .make = [choice = std::move(choice), history = workbench.history(),
                position = workbench.player().position()](RunControl& control, Progress& progress,
                                                          const std::stop_token& stop) {
         return resume_history(recording_of(*history, position), choice, control, progress, stop);
       }});
  return {};
}

}  // namespace cascade::gui
