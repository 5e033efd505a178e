// SPDX-License-Identifier: Apache-2.0
// How a run ends: what was left over, and what is told of it.
#include <algorithm>

#include "engine/active_run.h"
#include "engine/assert.h"

namespace cascade {

void ActiveRun::finish() {
  const Outcome rest = cancelled_ ? Outcome::Cancelled : Outcome::NotRun;
  for (std::uint32_t i = 0; i < state_.steps_.size(); ++i) {
    if (!state_.steps_[i].ended) finish_step(StepId{i}, rest);
  }
  state_.forget_waiting();
  ended_ = true;
  tell(EventKind::RunEnded, 0, cancelled_ ? 1 : 0, end().outcome);
}

void ActiveRun::finish_step(StepId id, Outcome outcome) {
  CASCADE_ASSERT(stopping_ || cancelled_, "acts are left that nothing will start");
  const Step& step = state_.plan_->step(id);
  RunState::StepProgress& progress = state_.steps_[value(id)];
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    if ((state_.flags_[act] & RunState::kEnded) != 0) continue;
    state_.outcomes_[act] = outcome;
    ++counts_[value(outcome)];
    tell(EventKind::ActEnded, act, 0, outcome);
  }
  progress.ended = true;
  tell(EventKind::StepEnded, value(id), 0, std::min(progress.worst, outcome));
}

RunEnd ActiveRun::end() const {
  RunEnd end{id_, Outcome::Done, counts_, {}};
  if (failed_) {
    end.outcome = Outcome::Failed;
    end.message = first_failure_;
  } else if (counts_[value(Outcome::Vetoed)] > 0) {
    end.outcome = Outcome::Vetoed;
    end.message = first_veto_;
  } else if (counts_[value(Outcome::Cancelled)] > 0) {
    end.outcome = Outcome::Cancelled;
  }
  return end;
}

}  // namespace cascade
