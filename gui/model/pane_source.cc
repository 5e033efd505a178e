// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pane_source.h"

#include <algorithm>

#include "sim/base/text.h"

namespace cascade::gui {
namespace {

const sim::ActionSpec* action_of(const sim::Model& model, const PassInfo& pass) {
  const auto found =
      std::find_if(model.actions.begin(), model.actions.end(),
                   [&](const sim::ActionSpec& action) { return action.code == pass.action_code; });
  return found == model.actions.end() ? nullptr : &*found;
}

std::string label_of(const History& history, const PassInfo& pass) {
  const sim::ActionSpec* const action = action_of(history.model(), pass);
  std::string name = sim::printable(action == nullptr ? pass.action_code : action->name);
  if (history.scenario().operations.size() > 1) {
    name = std::to_string(pass.operation + 1) + ": " + name;
  }
  return name;
}

}  // namespace

std::vector<PassChip> pass_chips(const PaneSource& source) {
  std::vector<PassChip> chips;
  if (!source.history) return chips;
  for (const auto& pass : source.history->passes()) {
    PassChip chip;
    chip.index = pass->index;
    chip.label = label_of(*source.history, *pass);
    chip.refused = pass->plan == nullptr;
    if (const auto state = state_of_pass(source.snapshot.get(), *pass)) {
      chip.begun = true;
      chip.going_on = state->phase != PassState::Phase::Ended;
      chip.outcome = state->outcome;
    }
    chips.push_back(std::move(chip));
  }
  return chips;
}

bool is_rehearsal(const sim::Model& model, const PassInfo& pass) {
  const sim::ActionSpec* const action = action_of(model, pass);
  return action != nullptr && action->rehearsal;
}

std::shared_ptr<const PassInfo> shown_pass(const PaneSource& source) {
  if (!source.history) return nullptr;
  const auto passes = source.history->passes();
  if (passes.empty()) return nullptr;
  if (source.selection.pass && *source.selection.pass < passes.size()) {
    return passes[*source.selection.pass];
  }
  const PassState* const current = source.snapshot ? source.snapshot->current() : nullptr;
  const std::uint32_t operation = current != nullptr ? current->info->operation : 0;
  std::shared_ptr<const PassInfo> first;
  for (const auto& pass : passes) {
    if (pass->operation != operation) continue;
    if (!first) first = pass;
    if (pass->plan && pass->plan->act_count() != 0 &&
        !is_rehearsal(source.history->model(), *pass)) {
      return pass;
    }
  }
  return first;
}

std::shared_ptr<const PassState> state_of_pass(const Snapshot* snapshot, const PassInfo& pass) {
  if (snapshot == nullptr) return nullptr;
  for (const auto& state : snapshot->passes) {
    if (state->info->index == pass.index) return state;
  }
  return nullptr;
}

}  // namespace cascade::gui
