// SPDX-License-Identifier: Apache-2.0
#include "engine/run_summary.h"

#include <algorithm>
#include <utility>

namespace cascade {

Outcome StepSummary::outcome() const {
  if (!end) return Outcome::NotRun;
  const auto worst =
      std::find_if(acts.begin(), acts.end(), [](std::uint32_t count) { return count > 0; });
  if (worst != acts.end()) return static_cast<Outcome>(worst - acts.begin());
  return start ? Outcome::Done : Outcome::NotRun;
}

RunSummary::RunSummary(std::shared_ptr<const Plan> plan, RunId run, bool keep_act_times)
    : plan_(std::move(plan)),
      run_(run),
      steps_(plan_->steps().size()),
      outcomes_(plan_->act_count(), Outcome::NotRun),
      in_flight_(plan_->steps().size(), 0),
      act_times_(keep_act_times ? plan_->act_count() : 0) {}

StepSummary& RunSummary::step_of(ActId act) {
  const Step& step = plan_->step(step_hint_);
  if (value(act) < step.acts_begin || value(act) >= step.acts_end) {
    step_hint_ = plan_->step_of(act);
  }
  return steps_[value(step_hint_)];
}

void RunSummary::on_event(const Event& event, std::string_view /*text*/) {
  if (event.run != run_) return;
  switch (event.kind) {
    case EventKind::RunBegan:
      began_ = event.at;
      break;
    case EventKind::StepPlanned: {
      StepSummary& step = steps_[event.subject];
      step.phase1_end = event.at;
      step.phase1_time = plan_->steps()[event.subject].query_time;
      step.links_found = event.other;
      break;
    }
    case EventKind::PhaseTwoBegan:
      phase2_began_ = event.at;
      break;
    case EventKind::StepStarted:
      steps_[event.subject].start = event.at;
      break;
    case EventKind::ActStarted:
      start_act(event);
      break;
    case EventKind::ActEnded:
      end_act(event);
      break;
    case EventKind::StepEnded:
      steps_[event.subject].end = event.at;
      break;
    case EventKind::AnswerIgnored:
      break;
    case EventKind::RunEnded:
      ended_ = event.at;
      outcome_ = event.outcome;
      break;
    case EventKind::AttemptFailed:
      step_of(ActId{event.subject});
      --in_flight_[value(step_hint_)];
      resting_.insert(ActId{event.subject});
      break;
    case EventKind::RetryDue:
      break;
    case EventKind::RetryStarted:
      resting_.erase(ActId{event.subject});
      attempts_[ActId{event.subject}] = event.other;
      enter_flight(event);
      break;
  }
}

void RunSummary::enter_flight(const Event& event) {
  StepSummary& step = step_of(ActId{event.subject});
  std::uint32_t& in_flight = in_flight_[value(step_hint_)];
  step.in_flight_peak = std::max(step.in_flight_peak, ++in_flight);
}

void RunSummary::start_act(const Event& event) {
  enter_flight(event);
  if (act_times_.empty()) return;
  act_times_[event.subject] = {event.at, event.at, ActId{event.other}};
}

void RunSummary::end_act(const Event& event) {
  StepSummary& step = step_of(ActId{event.subject});
  ++step.acts[static_cast<std::size_t>(event.outcome)];
  outcomes_[event.subject] = event.outcome;
  const bool started = event.other != 0;
  if (!started) return;
  if (resting_.empty() || resting_.erase(ActId{event.subject}) == 0) {
    --in_flight_[value(step_hint_)];
  }
  if (act_times_.empty()) return;
  act_times_[event.subject].end = event.at;
  last_started_ended_ = ActId{event.subject};
}

std::vector<CriticalAct> RunSummary::critical_path() const {
  std::vector<CriticalAct> path;
  if (act_times_.empty()) return path;
  for (ActId act = last_started_ended_; act != kNoAct; act = act_times_[value(act)].released_by) {
    const ActTimes& times = act_times_[value(act)];
    const Instant end = path.empty() ? times.end : std::min(times.end, path.back().start);
    path.push_back({act, times.start, end});
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace cascade
