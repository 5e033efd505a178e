// SPDX-License-Identifier: Apache-2.0
#include "engine/active_run.h"

#include <algorithm>
#include <utility>

#include "engine/arbiter.h"
#include "engine/assert.h"

namespace cascade {
namespace {

constexpr std::string_view kNotForExtensions =
    "the extension answered what only the engine can say";

// An extension may only say what it can know.
bool may_be_answered(Outcome outcome) {
  return outcome != Outcome::Blocked && outcome != Outcome::Cancelled && outcome != Outcome::NotRun;
}

}  // namespace

ActiveRun::ActiveRun(RunId id, std::shared_ptr<const Plan> plan, const RunOptions& options,
                     Runner& runner, const std::vector<Observer*>& observers)
    : id_(id),
      options_(options),
      runner_(runner),
      observers_(observers),
      state_(plan),
      performer_(std::make_shared<RunPerformer>(std::move(plan))) {
  options_.workers = std::max(1U, options_.workers);
}

void ActiveRun::tell_observers(const Event& event, std::string_view text) {
  for (Observer* observer : observers_) observer->on_event(event, text);
}

const RowTable::Row& ActiveRun::row(StepId step, ActId act) const {
  return state_.waiting_->rows.row(step, state_.plan_->reactions()[value(act)]);
}

StepId ActiveRun::step_of(ActId act) {
  const Step& step = state_.plan_->step(step_hint_);
  if (value(act) < step.acts_begin || value(act) >= step.acts_end) {
    step_hint_ = state_.plan_->step_of(act);
  }
  return step_hint_;
}

void ActiveRun::wake(Instant now, ActId act) {
  if (act == kNoAct) return begin_phase_two(now);
  if (ended_) return;
  now_ = now;
  if (!cancelled_ && retries_.make_ready(act)) {
    tell(EventKind::RetryDue, value(act), retries_.find(act)->attempt + 1);
    cause_ = act;
    insert_ready(step_of(act), act);
  }
  go_on();
}

void ActiveRun::begin_phase_two(Instant now) {
  now_ = now;
  tell(EventKind::PhaseTwoBegan);
  state_.prepare(options_.schedule);
  if (!cancelled_) count_waits();
  state_.count_bytes();
  state_.waiting_->gates.for_each_open([&](StepId step) { to_open_.push_back(step); });
  go_on();
}

inline void ActiveRun::go_on() {
  if (!nothing_starts()) {
    start_what_fits();
  } else {
    if (!held_.empty()) withdraw();
    if (!retries_.empty()) end_resting();
  }
  // Everything that could start has started: with nothing in flight, waiting to be tried again or
  // held back by the arbiter, nothing more will come.
  if (in_flight_ == 0 && retries_.resting() == 0 && held_.empty()) finish();
}

inline void ActiveRun::start_what_fits() {
  ReadyQueue& queue = state_.waiting_->ready;
  for (;;) {
    if (!to_open_.empty() && !stopping_) open_steps();
    const ReadyActs ready = queue.take(options_.workers - in_flight_);
    if (ready.count == 0) return;
    if (ready.limit == LimitId::NoSlot) {
      end_unstarted(ready.step, ready.first);
    } else if (options_.arbiter != nullptr) {
      start_allowed(ready);
    } else {
      start(ready);
    }
  }
}

// An empty step ends as it opens and may open further ones: they join the list.
void ActiveRun::open_steps() {
  for (std::size_t i = 0; i < to_open_.size(); ++i) open_step(to_open_[i]);
  to_open_.clear();
}

void ActiveRun::open_step(StepId id) {
  const Step& step = state_.plan_->step(id);
  state_.steps_[value(id)].open = true;
  if (options_.schedule != Schedule::ByResource || step.act_count() == 0) start_step(id);
  if (step.act_count() == 0) {
    end_step(id);
    return;
  }
  const auto& counts = state_.waiting_->counts;
  if (counts.empty() && !any_blocked_) {
    state_.waiting_->ready.insert_step(id);
    return;
  }
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    if (counts.empty() || counts[act] == 0) insert_ready(id, ActId{act});
  }
}

void ActiveRun::insert_ready(StepId step, ActId act) {
  const bool blocked = (state_.flags_[value(act)] & RunState::kBlocked) != 0 ||
                       (root_blocked_ && step == state_.plan_->root_step());
  if (blocked) state_.flags_[value(act)] |= RunState::kBlocked;
  const LimitId limit = blocked ? LimitId::NoSlot : row(step, act).limit;
  state_.waiting_->ready.insert({act, step, limit});
}

void ActiveRun::released(ActId act) {
  if (--state_.waiting_->counts[value(act)] > 0) return;
  const StepId step = state_.plan_->step_of(act);
  if (state_.steps_[value(step)].open) insert_ready(step, act);
}

inline void ActiveRun::start(const ReadyActs& ready) {
  if (!retries_.empty() && start_with_retries(ready)) return;
  const std::uint32_t first = value(ready.first);
  const Plan& plan = *state_.plan_;
  in_flight_ += ready.count;
  if (!state_.steps_[value(ready.step)].started) start_step(ready.step);
  for (std::uint32_t act = first; act < first + ready.count; ++act) {
    state_.flags_[act] |= RunState::kStarted;
    tell(EventKind::ActStarted, act, value(cause_));
  }
  runner_.start_all(Act{&plan, ready.step, plan.resources()[first], plan.reactions()[first],
                        Attempt{id_, kFirstAttempt, ready.first}},
                    ready.count, *performer_);
}

/// Those of the acts that the arbiter lets start.
void ActiveRun::start_allowed(const ReadyActs& ready) {
  const Plan& plan = *state_.plan_;
  for (std::uint32_t i = 0; i < ready.count; ++i) {
    const ActId act{value(ready.first) + i};
    const ActRetries::Entry* const tried = retries_.find(act);
    const std::uint32_t attempt = tried == nullptr ? kFirstAttempt : tried->attempt + 1;
    const Arbiter::Decision decision =
        options_.arbiter->decide(Act{&plan, ready.step, plan.resources()[value(act)],
                                     plan.reactions()[value(act)], Attempt{id_, attempt, act}},
                                 now_);
    if (decision.verdict == Arbiter::Verdict::Start) {
      start({act, 1, ready.step, ready.limit});
      continue;
    }
    state_.waiting_->ready.release(ready.limit);
    if (decision.verdict == Arbiter::Verdict::Wait) {
      held_.emplace(act, cause_);
    } else {
      skip(ready.step, act, decision.reason);
    }
  }
}

void ActiveRun::ask_again(Instant now, ActId act) {
  const auto held = held_.find(act);
  // A cancelled run ends with its last answer, or with the timer of cancel().
  if (ended_ || cancelled_ || held == held_.end()) return;
  now_ = now;
  cause_ = held->second;
  held_.erase(held);
  insert_ready(step_of(act), act);
  go_on();
}

void ActiveRun::skip(StepId step, ActId act, std::string_view reason) {
  if (!state_.steps_[value(step)].started) start_step(step);
  std::uint32_t attempts = 0;
  if ((state_.flags_[value(act)] & RunState::kTriedAgain) != 0)
    attempts = retries_.end(act).attempt;
  end_act(step, act, Outcome::Skipped, attempts, reason);
}

void ActiveRun::withdraw() {
  held_.clear();
  options_.arbiter->withdrawn(id_);
}

void ActiveRun::end_unstarted(StepId step, ActId act) {
  if (!state_.steps_[value(step)].started) start_step(step);
  const bool blocked = (state_.flags_[value(act)] & RunState::kBlocked) != 0;
  end_act(step, act, blocked ? Outcome::Blocked : Outcome::Done, 0, {});
}

inline void ActiveRun::end_act(StepId step, ActId act, Outcome outcome, std::uint32_t attempt,
                               std::string_view text) {
  state_.outcomes_[value(act)] = outcome;
  state_.flags_[value(act)] |= RunState::kEnded;
  ++counts_[value(outcome)];
  tell(EventKind::ActEnded, value(act), attempt, outcome, text);
  if (outcome < Outcome::Done) account_failure(step, act, outcome, text);
  if (!state_.waiting_->counts.empty()) release_dependents(step, act, outcome);
  RunState::StepProgress& progress = state_.steps_[value(step)];
  progress.worst = std::min(progress.worst, outcome);
  if (--progress.unended == 0) end_step(step);
}

void ActiveRun::end_resting() {
  for (ActId act = retries_.first_resting(); act != kNoAct; act = retries_.first_resting()) {
    const ActRetries::Entry entry = retries_.end(act);
    end_act(step_of(act), act, entry.outcome, entry.attempt, entry.message);
  }
}

void ActiveRun::account_failure(StepId step, ActId act, Outcome outcome, std::string_view text) {
  if (outcome == Outcome::Vetoed) {
    if (first_veto_.empty()) first_veto_ = text;
    return;  // the run goes on, to gather all vetoes
  }
  if (outcome > Outcome::Blocked) return;
  // A blocked act hands on the failure below it, whatever one of its own would mean.
  if (outcome != Outcome::Blocked && row(step, act).failure_ignored) return;
  if (!failed_) first_failure_ = text;
  failed_ = true;
  if (options_.failure == FailurePolicy::Stop) stopping_ = true;
  if (options_.failure == FailurePolicy::Isolate) block_dependents(step, act);
}

void ActiveRun::block_dependents(StepId step, ActId act) {
  if (step == state_.plan_->root_step()) return;  // nothing waits for the root's acts
  RunState::Waiting& waiting = *state_.waiting_;
  if (!waiting.graph) {
    waiting.graph.emplace(*state_.plan_, waiting.rows);
    state_.count_bytes();
  }
  root_blocked_ = true;
  any_blocked_ = true;
  const auto block = [&](ActId dependent) {
    state_.flags_[value(dependent)] |= RunState::kBlocked;
  };
  waiting.graph->for_each_link_waiter(state_.plan_->step(step), act, block);
  const ActId next = waiting.graph->next_on_resource(act);
  if (next != kNoAct) block(next);
}

void ActiveRun::release_dependents(StepId step, ActId act, Outcome outcome) {
  RunState::Waiting& waiting = *state_.waiting_;
  const auto release = [this](ActId dependent) { released(dependent); };
  // Under `stop` the running step is completed, except what waits for the failed act.
  const bool holds_back = stopping_ &&
                          (outcome == Outcome::Failed || outcome == Outcome::TimedOut) &&
                          !row(step, act).failure_ignored;
  if (waiting.conflicts && !holds_back) waiting.conflicts->end(act, release);
  if (!waiting.graph || sequential()) return;
  const ActId next = waiting.graph->next_on_resource(act);
  if (next != kNoAct) released(next);
  if (options_.schedule == Schedule::ByResource) {
    waiting.graph->for_each_link_waiter(state_.plan_->step(step), act, release);
  }
}

void ActiveRun::start_step(StepId step) {
  state_.steps_[value(step)].started = true;
  if (state_.plan_->step(step).act_count() > 0) performer_->resolve(step);
  tell(EventKind::StepStarted, value(step));
}

void ActiveRun::end_step(StepId step) {
  RunState::StepProgress& progress = state_.steps_[value(step)];
  progress.ended = true;
  tell(EventKind::StepEnded, value(step), 0, progress.worst);
  state_.waiting_->gates.end(step, [this](StepId open) { to_open_.push_back(open); });
}

void ActiveRun::answer(Instant now, const Arrival& arrival) {
  now_ = now;
  if (arrival.count > 1 && answer_together(arrival)) return;
  for (std::uint32_t i = 0; i < arrival.count; ++i) {
    answer_one(arrival, ActId{value(arrival.attempt.act) + i});
  }
}

/// The answers of many acts at once, where nobody hears of each and nothing waits for one of them.
bool ActiveRun::answer_together(const Arrival& arrival) {
  if (!observers_.empty() || ended_ || arrival.attempt.number != kFirstAttempt ||
      !state_.waiting_->counts.empty()) {
    return false;
  }
  const std::uint32_t count = arrival.count;
  const std::uint32_t first = value(arrival.attempt.act);
  const std::span flags = std::span(state_.flags_).subspan(first, count);
  const auto reactions = state_.plan_->reactions().subspan(first, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (flags[i] != RunState::kStarted || reactions[i] != reactions[0]) return false;
  }
  std::fill(flags.begin(), flags.end(), RunState::kStarted | RunState::kEnded);
  std::fill_n(state_.outcomes_.begin() + first, count, arrival.outcome);
  counts_[value(arrival.outcome)] += count;
  in_flight_ -= count;
  const StepId step = step_of(arrival.attempt.act);
  state_.waiting_->ready.release(row(step, arrival.attempt.act).limit, count);
  RunState::StepProgress& progress = state_.steps_[value(step)];
  progress.worst = std::min(progress.worst, arrival.outcome);
  progress.unended -= count;
  if (progress.unended == 0) end_step(step);
  go_on();
  return true;
}

void ActiveRun::answer_one(const Arrival& arrival, ActId act) {
  const std::uint32_t attempt = arrival.attempt.number;
  if (!awaits(act, attempt)) {
    tell(EventKind::AnswerIgnored, value(act), attempt, arrival.outcome, arrival.message);
    return;
  }
  const StepId step = step_of(act);
  --in_flight_;
  state_.waiting_->ready.release(row(step, act).limit);
  cause_ = act;
  const bool sensible = may_be_answered(arrival.outcome);
  const bool late_veto = options_.vetoes_fail && arrival.outcome == Outcome::Vetoed;
  const Outcome outcome = sensible && !late_veto ? arrival.outcome : Outcome::Failed;
  const std::string veto = late_veto ? "vetoed too late: " + arrival.message : std::string();
  const std::string_view text = late_veto  ? std::string_view(veto)
                                : sensible ? std::string_view(arrival.message)
                                           : kNotForExtensions;
  if (outcome > Outcome::TimedOut || !row(step, act).tries_again ||
      !try_again(step, act, outcome, attempt, text)) {
    if ((state_.flags_[value(act)] & RunState::kTriedAgain) != 0) retries_.end(act);
    end_act(step, act, outcome, attempt, text);
  }
  go_on();
}

}  // namespace cascade
