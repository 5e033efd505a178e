// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/cancel_finder.h"

#include <algorithm>

namespace cascade::sim {

CancelFinder::CancelFinder(const std::vector<Event>& events) : events_(events) {
  for (const Event& event : events) {
    if ((event.kind == EventKind::ActEnded && event.outcome == Outcome::Cancelled) ||
        (event.kind == EventKind::RunEnded && event.other != 0)) {
      cancelled_.try_emplace(event.run);
    }
  }
}

std::size_t CancelFinder::find() {
  std::size_t position = kNever;
  if (cancelled_.empty()) return position;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& event = events_[i];
    const auto run = cancelled_.find(event.run);
    bool before = false;
    if (run == cancelled_.end()) {
      before = ends_uncancelled(event);
    } else {
      // Both take note of the event.
      const bool decided = decides(run->second, event);
      before = goes_on_idle(run->second, i) || decided;
    }
    if (before) position = i + 1;
  }
  return position;
}

/// A pass that was not cancelled was over before; one that is nested in another need not be.
bool CancelFinder::ends_uncancelled(const Event& event) {
  if (event.kind == EventKind::RunBegan && ActId{event.other} != kNoAct) nested_.insert(event.run);
  return event.kind == EventKind::RunEnded && !nested_.contains(event.run);
}

/// Whether a run that was cancelled would not have told it. It tries nothing again.
bool CancelFinder::decides(CancelledRun& run, const Event& event) {
  switch (event.kind) {
    case EventKind::RunBegan:
    case EventKind::StepPlanned:
    case EventKind::StepStarted:
    case EventKind::AttemptFailed:
    case EventKind::RetryDue:
    case EventKind::RetryStarted:
      return true;
    case EventKind::ActStarted:
      run.started.resize(std::max<std::size_t>(run.started.size(), event.subject + std::size_t{1}));
      run.started[event.subject] = true;
      return true;
    case EventKind::ActEnded:
      return event.outcome != Outcome::Cancelled &&
             !(event.subject < run.started.size() && run.started[event.subject]);
    default:
      return false;
  }
}

/// Whether nothing is in flight behind that event, and yet the run does not end.
bool CancelFinder::goes_on_idle(CancelledRun& run, std::size_t position) const {
  const Event& event = events_[position];
  bool idle = event.kind == EventKind::PhaseTwoBegan;
  if (event.kind == EventKind::ActStarted || event.kind == EventKind::RetryStarted) {
    run.in_flight.insert(event.subject);
  } else if (event.kind == EventKind::AttemptFailed) {
    run.in_flight.erase(event.subject);
  } else if (event.kind == EventKind::ActEnded) {
    idle = run.in_flight.erase(event.subject) > 0 && run.in_flight.empty();
  }
  return idle && !finishes(position + 1, event.run);
}

/// Whether the events from `next` on tell that `run`, which has nothing in flight, finishes: what
/// waited to be tried again ends as it failed, the rest cancelled.
bool CancelFinder::finishes(std::size_t next, RunId run) const {
  while (next < events_.size() && events_[next].run == run &&
         events_[next].kind == EventKind::StepEnded) {
    ++next;
  }
  if (next == events_.size() || events_[next].run != run) return false;
  if (events_[next].kind == EventKind::RunEnded) return true;
  const Outcome outcome = events_[next].outcome;
  return events_[next].kind == EventKind::ActEnded &&
         (outcome == Outcome::Cancelled || outcome <= Outcome::TimedOut);
}

}  // namespace cascade::sim
