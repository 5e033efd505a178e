// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/replay_runner.h"

#include <algorithm>
#include <utility>

namespace cascade::sim {
namespace {

Attempt attempt_of(const Event& event) {
  return {event.run, event.other, ActId{event.subject}};
}

}  // namespace

std::string_view EventComparer::expected_text() const {
  const auto& texts = recording_.texts;
  const bool has = next_text_ < texts.size() && texts[next_text_].first == position_;
  return has ? std::string_view(texts[next_text_].second) : std::string_view();
}

void EventComparer::on_event(const Event& event, std::string_view text) {
  if (differs_) return;
  // The engine tells several events at once, and the writer was killed between them.
  if (at_end() && !recording_.end) return;
  const std::string_view expected_words = expected_text();
  if (at_end() || event != recording_.events[position_] || text != expected_words) {
    differs_ = true;
    told_ = to_text(event, text);
    return;
  }
  if (!expected_words.empty()) ++next_text_;
  ++position_;
}

const std::uint32_t* PendingAttempts::head(RunId run, ActId act) const {
  if (value(run) >= heads_.size() || value(act) >= heads_[value(run)].size()) return nullptr;
  return &heads_[value(run)][value(act)];
}

const PendingAttempts::Pending* PendingAttempts::find(const Attempt& attempt) const {
  const std::uint32_t* const first = head(attempt.run, attempt.act);
  for (std::uint32_t at = first == nullptr ? kNone : *first; at != kNone; at = slots_[at].next) {
    if (slots_[at].pending.act.attempt.number == attempt.number) return &slots_[at].pending;
  }
  return nullptr;
}

void PendingAttempts::put(const Pending& pending) {
  const Attempt& attempt = pending.act.attempt;
  erase(attempt);
  if (value(attempt.run) >= heads_.size()) heads_.resize(value(attempt.run) + 1);
  std::vector<std::uint32_t>& heads = heads_[value(attempt.run)];
  if (value(attempt.act) >= heads.size()) heads.resize(value(attempt.act) + 1, kNone);
  if (free_ == kNone) {
    free_ = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  }
  std::uint32_t& first = heads[value(attempt.act)];
  const std::uint32_t made = free_;
  free_ = slots_[made].next;
  slots_[made] = {pending, first};
  first = made;
}

void PendingAttempts::erase(const Attempt& attempt) {
  if (head(attempt.run, attempt.act) == nullptr) return;
  std::uint32_t* at = &heads_[value(attempt.run)][value(attempt.act)];
  while (*at != kNone && slots_[*at].pending.act.attempt.number != attempt.number) {
    at = &slots_[*at].next;
  }
  if (*at == kNone) return;
  const std::uint32_t erased = *at;
  *at = slots_[erased].next;
  slots_[erased].next = free_;
  free_ = erased;
}

void ReplayRunner::start(const Act& act, Performer& performer) {
  const Treatment treatment = treatments_->treat(act);
  pending_.put({act, &performer, treatment, now_});
  if (treatment.kind == Treatment::Kind::LoseAnswer && !on_threads_) {
    lost_.emplace(now_ + treatment.latency, act.attempt);
  }
}

void ReplayRunner::set_timer(Instant at, std::uint64_t token) {
  timers_.emplace(at, token);
}

void ReplayRunner::post(std::function<void()> call) {
  posted_.push_back(std::move(call));
}

bool ReplayRunner::next(Arrival& arrival) {
  const Event* event = recorded_.expected();
  if (event == nullptr || recorded_.differs()) return false;
  if (event->kind == EventKind::RunBegan && !posted_.empty()) {
    now_ = event->at;
    return take_posted(arrival);
  }
  // In virtual time what is posted comes before any later instant.
  const bool starts = decides_between_operations(*event);
  const bool later = event->at > now_ && !on_threads_;
  if (starts || !later || posted_.empty()) perform_lost(event->at);
  if (!posted_.empty() && (starts || later)) {
    if (starts) now_ = event->at;
    return take_posted(arrival);
  }
  switch (event->kind) {
    case EventKind::PhaseTwoBegan:
      return take_timer({event->run, kNoAct}, event->at, arrival);
    case EventKind::RetryDue:
      return take_timer({event->run, ActId{event->subject}}, event->at, arrival);
    case EventKind::ActEnded:
    case EventKind::AttemptFailed:
    case EventKind::AnswerIgnored:
      return answer(*event, arrival);
    default:
      return false;
  }
}

bool ReplayRunner::take_posted(Arrival& arrival) {
  arrival.kind = Arrival::Kind::Posted;
  arrival.posted = std::move(posted_.front());
  posted_.pop_front();
  return true;
}

/// Whether it comes of what was posted: nothing was answered, and yet acts go.
bool ReplayRunner::decides_between_operations(const Event& event) const {
  switch (event.kind) {
    case EventKind::StepStarted:
    case EventKind::ActStarted:
    case EventKind::RetryStarted:
      return true;
    case EventKind::ActEnded: {
      const Attempt attempt = attempt_of(event);
      return event.outcome == Outcome::Skipped &&
             (pending_.find(attempt) == nullptr || rested_.contains(attempt));
    }
    default:
      return false;
  }
}

bool ReplayRunner::take_timer(TimerToken wanted, Instant at, Arrival& arrival) {
  auto found = std::find_if(timers_.begin(), timers_.end(),
                            [&](const auto& timer) { return timer.second == wanted.packed(); });
  // A cancelled run ends its waits with whichever of its timers comes first.
  if (found == timers_.end() && wanted.act != kNoAct) {
    found = std::find_if(timers_.begin(), timers_.end(), [&](const auto& timer) {
      const TimerToken token = TimerToken::unpack(timer.second);
      return token.run == wanted.run && token.act != kNoAct;
    });
  }
  if (found == timers_.end()) return false;
  arrival.kind = Arrival::Kind::Timer;
  arrival.token = found->second;
  timers_.erase(found);
  now_ = at;
  return true;
}

bool ReplayRunner::answer(const Event& event, Arrival& arrival) {
  const Attempt attempt = attempt_of(event);
  const bool ended = event.kind != EventKind::AnswerIgnored;
  const Pending* const found = pending_.find(attempt);
  if (ended && (found == nullptr || rested_.contains(attempt))) {
    // Cancelled between two attempts; otherwise the engine has not started it.
    return take_timer({event.run, ActId{event.subject}}, event.at, arrival);
  }
  if (event.kind == EventKind::AttemptFailed) rested_.insert(attempt);
  now_ = event.at;
  arrival.kind = Arrival::Kind::Answer;
  arrival.attempt = attempt;
  arrival.outcome = event.outcome;
  arrival.message = recorded_.expected_text();
  if (found == nullptr) return true;  // a second answer
  // A copy: what it does may start other acts.
  const Pending pending = *found;

  const bool timed_out = ended && event.outcome == Outcome::TimedOut;
  switch (pending.treatment.kind) {
    case Treatment::Kind::Normal:
    case Treatment::Kind::AnswerTwice:
      if (timed_out) return true;  // its answer comes late, and with it the effect
      perform(pending);
      arrival.outcome = said_.outcome;
      arrival.message = said_.message;
      break;
    case Treatment::Kind::FailAfter:
      if (timed_out) return true;
      perform(pending);
      break;
    case Treatment::Kind::LoseAnswer:
      if (!on_threads_) return true;  // perform_lost does it in time
      perform(pending);
      break;
    case Treatment::Kind::FailBefore:
    case Treatment::Kind::Throw:
    case Treatment::Kind::Veto:
    case Treatment::Kind::Skip:
      if (timed_out) return true;
      break;
    case Treatment::Kind::Hang:
      break;
  }
  pending_.erase(attempt);
  return true;
}

void ReplayRunner::perform(const Pending& pending) {
  said_ = ActResult::failed("no answer in the replay");
  pending.performer->perform(pending.act, Completion(*this, pending.act.attempt));
}

void ReplayRunner::perform_lost(Instant until) {
  while (!lost_.empty() && lost_.begin()->first <= until) {
    const Pending* const found = pending_.find(lost_.begin()->second);
    lost_.erase(lost_.begin());
    if (found != nullptr) perform(Pending(*found));  // it still ends: it times out
  }
}

void ReplayRunner::settle() {
  perform_lost(Instant::max());
}

void ReplayRunner::complete(const Attempt& /*attempt*/, ActResult&& result) {
  said_ = std::move(result);
}

void ReplayRunner::abandon(const Attempt& /*attempt*/) {
  said_ = ActResult::failed("the extension dropped its completion without an answer");
}

void ReplayRunner::threw(const Attempt& /*attempt*/, std::string what) {
  said_ = ActResult::failed(std::move(what));
}

}  // namespace cascade::sim
