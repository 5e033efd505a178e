// SPDX-License-Identifier: Apache-2.0
#include "gui/model/node_state.h"

#include <algorithm>

namespace cascade::gui {
namespace {

using Phase = StepState::Phase;

Phase joined(Phase a, Phase b) {
  if (a == b) return a;
  // Something has begun, and not everything is over.
  if (std::max(a, b) >= Phase::Running) return Phase::Running;
  return Phase::Waiting;
}

template <class T, class Better>
std::optional<T> better(const std::optional<T>& a, const std::optional<T>& b, Better&& is_better) {
  if (!a || !b) return a ? a : b;
  return is_better(*a, *b) ? a : b;
}

}  // namespace

void NodeState::add(const NodeState& other) {
  const auto earlier = [](auto a, auto b) { return a < b; };
  const auto later = [](auto a, auto b) { return a > b; };
  const bool first = steps == 0;
  phase = first ? other.phase : joined(phase, other.phase);
  outcome = better(outcome, other.outcome, earlier);
  acts += other.acts;
  ended += other.ended;
  in_flight += other.in_flight;
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
  phase1 += other.phase1;
  phase1_begin = better(phase1_begin, other.phase1_begin, earlier);
  phase1_end = better(phase1_end, other.phase1_end, later);
  phase2_begin = better(phase2_begin, other.phase2_begin, earlier);
  phase2_end = better(phase2_end, other.phase2_end, later);
  if (phase != Phase::Finished) phase2_end.reset();
  steps += other.steps;
}

NodeState state_of_step(const Plan& plan, StepId id, const PassState* pass) {
  const Step& step = plan.step(id);
  NodeState state;
  state.acts = step.act_count();
  state.steps = 1;
  if (pass == nullptr || pass->steps.size() <= value(id)) return state;
  const StepState& at = pass->steps[value(id)];
  state.phase = at.phase;
  state.outcome = at.outcome ? at.outcome : at.worst();
  state.in_flight = at.in_flight;
  for (std::size_t i = 0; i < at.acts.size(); ++i) {
    state.outcomes[i] = at.acts[i];
    state.ended += at.acts[i];
  }
  if (at.phase == Phase::Unplanned) return state;
  state.phase1 = step.query_time;
  state.phase1_begin = at.planned_at - step.query_time;
  state.phase1_end = at.planned_at;
  state.phase2_begin = at.start;
  if (at.phase == Phase::Finished && at.start) state.phase2_end = at.end;
  return state;
}

std::vector<NodeState> node_states(const TreeOutline& outline, const PassState* pass) {
  std::vector<NodeState> states;
  states.reserve(outline.size());
  for (const sim::TreeNode& node : outline.view.nodes) {
    states.push_back(state_of_step(*outline.plan, node.step, pass));
  }
  return states;
}

NodeState rolled_up(const std::vector<NodeState>& states, std::uint32_t begin, std::uint32_t end) {
  NodeState state;
  for (std::uint32_t i = begin; i < end; ++i) state.add(states[i]);
  return state;
}

}  // namespace cascade::gui
