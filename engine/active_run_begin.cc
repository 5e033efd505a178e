// SPDX-License-Identifier: Apache-2.0
// How a run begins: what is told of its plan, and what its acts wait for.
#include "engine/active_run.h"
#include "engine/assert.h"

namespace cascade {

void ActiveRun::tell_planned(Instant now) {
  now_ = now;
  tell(EventKind::RunBegan, value(options_.under_run), value(options_.under_act));
  for (std::size_t i = 0; i < state_.plan_->steps().size(); ++i) {
    const Step& step = state_.plan_->steps()[i];
    now_ = saturated_add(now_, step.query_time);
    tell(EventKind::StepPlanned, static_cast<std::uint32_t>(i), step.link_count());
  }
}

// Only what the schedule needs: a step's gate already stands for most of the order.
void ActiveRun::count_waits() {
  const Plan& plan = *state_.plan_;
  RunState::Waiting& waiting = *state_.waiting_;
  if (!sequential()) waiting.graph.emplace(plan, waiting.rows);
  if (!plan.touches().empty()) {
    waiting.conflicts.emplace(plan, waiting.rows);
    if (waiting.conflicts->empty()) waiting.conflicts.reset();
  }
  if (!waiting.graph && !waiting.conflicts) return;
  waiting.counts.resize(plan.act_count(), 0);
  const auto count = [&](ActId act) { ++waiting.counts[value(act)]; };
  if (waiting.conflicts) waiting.conflicts->for_each_waiting(count);
  if (!waiting.graph) return;
  for (std::size_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const ActId next = waiting.graph->next_on_resource(ActId{act});
      if (next != kNoAct) count(next);
      if (options_.schedule != Schedule::ByResource) continue;
      waiting.graph->for_each_link_waiter(step, ActId{act}, [&](ActId waiter) {
        CASCADE_ASSERT(value(waiter) > act, "plan order runs what is linked below first");
        count(waiter);
      });
    }
  }
}

}  // namespace cascade
