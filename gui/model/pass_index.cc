// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pass_index.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace cascade::gui {
namespace {

std::size_t count_in(const GrowingColumn<Moment>& column, Moment begin, Moment end) {
  const std::size_t size = column.size();
  const std::size_t first = rank_below(column, size, begin, size);
  return rank_below(column, size, end, first) - first;
}

bool any_in(const GrowingColumn<Moment>& column, Moment begin, Moment end) {
  const std::size_t size = column.size();
  const std::size_t first = rank_below(column, size, begin, size);
  return first < size && column[first] < end;
}

bool is_failure(Outcome outcome) {
  return outcome == Outcome::Failed || outcome == Outcome::TimedOut || outcome == Outcome::Vetoed;
}

}  // namespace

ActTable::ActTable(std::size_t size) : size_(size), acts_(new Entry[size]) {}

std::optional<Outcome> ActTable::outcome(ActId act) const {
  const std::uint8_t stored = acts_[value(act)].outcome.load(std::memory_order_relaxed);
  if (stored == kOutcomeCount) return std::nullopt;
  return static_cast<Outcome>(stored);
}

ActId ActTable::released_by(ActId act) const {
  return ActId{acts_[value(act)].released_by.load(std::memory_order_relaxed)};
}

std::uint8_t ActTable::lane(ActId act) const {
  return acts_[value(act)].lane.load(std::memory_order_relaxed);
}

std::uint8_t ActTable::attempts(ActId act) const {
  return acts_[value(act)].attempts.load(std::memory_order_relaxed);
}

void ActTable::set_attempts(ActId act, std::uint32_t attempts) {
  const auto held = static_cast<std::uint8_t>(std::min(attempts, 255U));
  acts_[value(act)].attempts.store(held, std::memory_order_relaxed);
}

void ActTable::set_start(ActId act, Moment at, ActId released_by, std::uint8_t lane) {
  Entry& entry = acts_[value(act)];
  entry.released_by.store(value(released_by), std::memory_order_relaxed);
  entry.lane.store(lane, std::memory_order_relaxed);
  entry.start.set(at);
}

void ActTable::set_end(ActId act, Moment at, Outcome outcome) {
  Entry& entry = acts_[value(act)];
  entry.outcome.store(static_cast<std::uint8_t>(outcome), std::memory_order_relaxed);
  entry.end.set(at);
}

const GrowingColumn<Moment>* StepIndex::ends(Outcome outcome) const {
  const auto nth = static_cast<std::size_t>(outcome);
  const bool seen = (outcomes_seen_.load(std::memory_order_acquire) >> nth & 1) != 0;
  return seen ? ends_[nth].get() : nullptr;
}

std::optional<Outcome> StepIndex::worst_end(Moment begin, Moment end) const {
  std::optional<Outcome> worst;
  for (int i = 0; i < kOutcomeCount && !worst; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (outcome == Outcome::Done) {
      // Everything that ended in that time, less what was tried again and the skipped, which come
      // after Done.
      const ActTrack::Counts from = track_.counts_before(begin, {});
      const ActTrack::Counts to = track_.counts_before(end, from);
      std::size_t others = count_in(attempt_ends_, begin, end);
      if (const auto* skipped = ends(Outcome::Skipped)) others += count_in(*skipped, begin, end);
      if (to.ends - from.ends > others) worst = outcome;
    } else if (const auto* column = ends(outcome);
               column != nullptr && any_in(*column, begin, end)) {
      worst = outcome;
    }
  }
  return worst;
}

std::uint8_t StepIndex::add_start(ActId act, Moment at) {
  track_.start(at);
  const auto lane = static_cast<std::size_t>(std::countr_one(lanes_taken_));
  if (lane >= kLanesMax) return ActTable::kNoLane;
  lanes_taken_ |= std::uint64_t{1} << lane;
  if (!lanes_[lane]) {
    lanes_[lane] = std::make_unique<Lane>();
    lane_count_.store(lane + 1, std::memory_order_release);
  }
  lanes_[lane]->push_back(act);
  return static_cast<std::uint8_t>(lane);
}

void StepIndex::add_attempt_end(Moment at) {
  attempt_ends_.push_back(at);
  track_.end(at);
}

void StepIndex::add_end(Moment at, Outcome outcome, std::uint8_t lane, bool in_flight) {
  if (in_flight) track_.end(at);
  if (lane != ActTable::kNoLane) lanes_taken_ &= ~(std::uint64_t{1} << lane);
  if (outcome == Outcome::Done) return;
  const auto nth = static_cast<std::size_t>(outcome);
  if (!ends_[nth]) {
    ends_[nth] = std::make_unique<GrowingColumn<Moment>>();
    outcomes_seen_.store(outcomes_seen_.load(std::memory_order_relaxed) | 1U << nth,
                         std::memory_order_release);
  }
  ends_[nth]->push_back(at);
}

std::size_t StepIndex::bytes() const {
  std::size_t sum = sizeof(StepIndex) + track_.bytes() + attempt_ends_.bytes();
  for (const auto& lane : lanes_) sum += lane ? sizeof(Lane) + lane->bytes() : 0;
  for (const auto& column : ends_) sum += column ? column->bytes() : 0;
  return sum;
}

PassIndex::PassIndex(std::uint32_t index, std::shared_ptr<const Plan> plan)
    : index_(index),
      plan_(std::move(plan)),
      acts_(plan_->act_count()),
      steps_(plan_->steps().size()),
      limit_of_reaction_(plan_->steps().size()) {
  find_limits();
}

void PassIndex::find_limits() {
  std::vector<bool> used;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = plan_->steps()[i];
    if (step.act_count() == 0) continue;
    const std::vector<Reaction>& reactions = step.extension->reactions();
    used.assign(reactions.size(), false);
    for (const ReactionId reaction :
         plan_->reactions().subspan(step.acts_begin, step.act_count())) {
      used[value(reaction)] = true;
    }
    std::vector<std::uint32_t>& table = limit_of_reaction_[i];
    table.assign(reactions.size(), kNoLimit);
    for (std::size_t row = 0; row < reactions.size(); ++row) {
      const Reaction& reaction = reactions[row];
      if (!used[row] || reaction.nothing || reaction.in_flight_max == kUnlimited) continue;
      const auto same = std::find_if(limits_.begin(), limits_.end(), [&](const auto& limit) {
        return limit->type == step.type && limit->reaction == reaction.name;
      });
      table[row] = static_cast<std::uint32_t>(same - limits_.begin());
      if (same != limits_.end()) continue;
      limits_.push_back(std::make_unique<LimitIndex>());
      limits_.back()->type = step.type;
      limits_.back()->reaction = reaction.name;
      limits_.back()->in_flight_max = reaction.in_flight_max;
    }
  }
}

StepId PassIndex::step_of(ActId act) {
  const Step& step = plan_->step(step_hint_);
  if (value(act) < step.acts_begin || value(act) >= step.acts_end) step_hint_ = plan_->step_of(act);
  return step_hint_;
}

ActTrack* PassIndex::limit_of(StepId step, ActId act) {
  const std::uint32_t limit =
      limit_of_reaction_[value(step)][value(plan_->reactions()[value(act)])];
  return limit == kNoLimit ? nullptr : &limits_[limit]->track;
}

void PassIndex::add(const Event& event, Moment at) {
  switch (event.kind) {
    case EventKind::RunBegan:
      began.set(at);
      break;
    case EventKind::StepPlanned:
      steps_[event.subject].planned_at.set(at);
      break;
    case EventKind::PhaseTwoBegan:
      phase2_began.set(at);
      break;
    case EventKind::StepStarted:
      steps_[event.subject].started_at.set(at);
      break;
    case EventKind::ActStarted: {
      const ActId act{event.subject};
      const StepId step = step_of(act);
      const std::uint8_t lane = steps_[value(step)].add_start(act, at);
      acts_.set_start(act, at, ActId{event.other}, lane);
      acts_.set_attempts(act, 1);
      if (ActTrack* limit = limit_of(step, act)) limit->start(at);
      break;
    }
    case EventKind::ActEnded: {
      const ActId act{event.subject};
      const StepId step = step_of(act);
      const bool started = event.other != 0;
      const bool in_flight = started && resting_.erase(act) == 0;
      steps_[value(step)].add_end(at, event.outcome, acts_.lane(act), in_flight);
      acts_.set_end(act, at, event.outcome);
      if (is_failure(event.outcome)) failures_.push_back(act);
      if (!started) break;
      last_ended_.store(event.subject, std::memory_order_relaxed);
      ActTrack* const limit = limit_of(step, act);
      if (limit != nullptr && in_flight) limit->end(at);
      break;
    }
    case EventKind::AttemptFailed: {
      const ActId act{event.subject};
      const StepId step = step_of(act);
      resting_.insert(act);
      steps_[value(step)].add_attempt_end(at);
      if (ActTrack* limit = limit_of(step, act)) limit->end(at);
      break;
    }
    case EventKind::RetryDue:
      break;
    case EventKind::RetryStarted: {
      const ActId act{event.subject};
      const StepId step = step_of(act);
      resting_.erase(act);
      acts_.set_attempts(act, event.other);
      steps_[value(step)].add_attempt_start(at);
      if (ActTrack* limit = limit_of(step, act)) limit->start(at);
      break;
    }
    case EventKind::StepEnded:
      steps_[event.subject].ended_at.set(at);
      break;
    case EventKind::AnswerIgnored:
      break;
    case EventKind::RunEnded:
      ended.set(at);
      break;
  }
}

std::size_t PassIndex::bytes() const {
  std::size_t sum = acts_.bytes();
  for (const StepIndex& step : steps_) sum += step.bytes();
  for (const auto& limit : limits_) sum += sizeof(LimitIndex) + limit->track.bytes();
  return sum;
}

}  // namespace cascade::gui
