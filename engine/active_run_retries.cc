// SPDX-License-Identifier: Apache-2.0
// A run's acts that are tried again: failed attempts that are not the end of their act, the waits
// between them, and what becomes of those waits when nothing starts any more.
#include <utility>

#include "engine/active_run.h"
#include "engine/timer_token.h"

namespace cascade {

bool ActiveRun::try_again(StepId step, ActId act, Outcome outcome, std::uint32_t attempt,
                          std::string_view text) {
  const Retry& retry = state_.plan_->reaction(state_.plan_->step(step), act).retry;
  if (attempt > retry.limit || nothing_starts()) return false;
  state_.flags_[value(act)] |= RunState::kTriedAgain;
  retries_.rest(act, attempt, outcome, std::string(text));
  tell(EventKind::AttemptFailed, value(act), attempt, outcome, text);
  runner_.set_timer(saturated_add(runner_.now(), retry.wait_after(attempt)),
                    TimerToken{id_, act}.packed());
  return true;
}

bool ActiveRun::start_with_retries(const ReadyActs& ready) {
  if (!retries_.any_in(ready.first, ready.count)) return false;
  const Plan& plan = *state_.plan_;
  if (!state_.steps_[value(ready.step)].started) start_step(ready.step);
  in_flight_ += ready.count;
  for (std::uint32_t i = 0; i < ready.count; ++i) {
    const ActId act{value(ready.first) + i};
    std::uint32_t attempt = kFirstAttempt;
    if ((state_.flags_[value(act)] & RunState::kTriedAgain) != 0) {
      attempt = retries_.start(act);
      tell(EventKind::RetryStarted, value(act), attempt);
    } else {
      state_.flags_[value(act)] |= RunState::kStarted;
      tell(EventKind::ActStarted, value(act), value(cause_));
    }
    runner_.start(Act{&plan, ready.step, plan.resources()[value(act)], plan.reactions()[value(act)],
                      Attempt{id_, attempt, act}},
                  *performer_);
  }
  return true;
}

void ActiveRun::cancel() {
  cancelled_ = true;
  // With nothing in flight, the next arrival may be far away.
  if (ended_ || in_flight_ > 0 || (retries_.empty() && held_.empty())) return;
  const ActId waits = retries_.empty() ? held_.begin()->first : retries_.first_resting();
  runner_.set_timer(runner_.now(), TimerToken{id_, waits}.packed());
}

}  // namespace cascade
