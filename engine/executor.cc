// SPDX-License-Identifier: Apache-2.0
#include "engine/executor.h"

#include <utility>

#include "engine/active_run.h"
#include "engine/assert.h"
#include "engine/timer_token.h"

namespace cascade {

Executor::Executor(Runner& runner) : runner_(runner) {}
Executor::~Executor() = default;

void Executor::add_observer(Observer& observer) {
  observers_.push_back(&observer);
}

RunId Executor::begin(std::shared_ptr<const Plan> plan, const RunOptions& options,
                      std::function<void(const RunEnd&)> on_end) {
  const RunId id{static_cast<std::uint32_t>(runs_.size())};
  const Instant now = runner_.now();
  const Instant phase_two = saturated_add(now, plan->query_time());
  runs_.push_back(std::make_unique<ActiveRun>(id, std::move(plan), options, runner_, observers_));
  runs_.back()->on_end = std::move(on_end);
  runs_.back()->tell_planned(now);
  runner_.set_timer(phase_two, TimerToken{id}.packed());
  return id;
}

bool Executor::step() {
  if (!runner_.next(arrival_)) return false;
  switch (arrival_.kind) {
    case Arrival::Kind::Answer: {
      ActiveRun& run = *runs_[value(arrival_.attempt.run)];
      // The time is only told to observers; asking for it costs.
      run.answer(observers_.empty() ? Instant{} : runner_.now(), arrival_);
      if (run.ended()) tell_end(run);
      break;
    }
    case Arrival::Kind::Timer: {
      const TimerToken timer = TimerToken::unpack(arrival_.token);
      ActiveRun& run = *runs_[value(timer.run)];
      run.wake(runner_.now(), timer.act);
      if (run.ended()) tell_end(run);
      break;
    }
    case Arrival::Kind::Posted: {
      const std::function<void()> call = std::exchange(arrival_.posted, nullptr);
      call();
      break;
    }
  }
  return true;
}

// Once: later answers find nobody to tell.
void Executor::tell_end(ActiveRun& run) {
  const auto on_end = std::exchange(run.on_end, nullptr);
  if (on_end) on_end(run.end());
}

void Executor::run() {
  while (step()) {
  }
}

void Executor::ask_again(RunId id, ActId act) {
  ActiveRun& run = *runs_[value(id)];
  run.ask_again(runner_.now(), act);
  if (run.ended()) tell_end(run);
}

void Executor::cancel() {
  for (const auto& run : runs_) run->cancel();
}

const RunState& Executor::state(RunId run) const {
  CASCADE_ASSERT(value(run) < runs_.size(), "a run that was never begun");
  return runs_[value(run)]->state();
}

const RunOptions& Executor::options(RunId run) const {
  CASCADE_ASSERT(value(run) < runs_.size(), "a run that was never begun");
  return runs_[value(run)]->options();
}

}  // namespace cascade
