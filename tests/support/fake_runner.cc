// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_runner.h"

#include <algorithm>

#include "engine/assert.h"

namespace cascade::test {

std::vector<ActId> FakeRunner::in_flight() const {
  std::vector<ActId> acts;
  for (const Attempt& attempt : unanswered_) acts.push_back(attempt.act);
  return acts;
}

void FakeRunner::answer(const Attempt& attempt, ActResult result) {
  const auto found = std::find(unanswered_.begin(), unanswered_.end(), attempt);
  if (found != unanswered_.end()) unanswered_.erase(found);
  Arrival arrival;
  arrival.attempt = attempt;
  arrival.outcome = result.outcome;
  arrival.message = std::move(result.message);
  queue_.push_back(std::move(arrival));
}

void FakeRunner::perform(ActId act) {
  const auto last = std::find_if(started_.rbegin(), started_.rend(),
                                 [&](const Started& started) { return started.act.id() == act; });
  CASCADE_ASSERT(last != started_.rend(), "only what was started can be performed");
  const Started started = *last;
  started.performer->perform(started.act, Completion(*this, started.act.attempt));
}

void FakeRunner::start(const Act& act, Performer& performer) {
  started_.push_back({act, &performer});
  unanswered_.push_back(act.attempt);
}

void FakeRunner::set_timer(Instant at, std::uint64_t token) {
  timers_.emplace(at, token);
}

void FakeRunner::post(std::function<void()> call) {
  Arrival arrival;
  arrival.kind = Arrival::Kind::Posted;
  arrival.posted = std::move(call);
  queue_.push_back(std::move(arrival));
}

bool FakeRunner::next(Arrival& arrival) {
  if (!queue_.empty()) {
    arrival = std::move(queue_.front());
    queue_.pop_front();
    return true;
  }
  if (timers_.empty() || timers_held_) return false;
  now_ = std::max(now_, timers_.begin()->first);
  arrival.kind = Arrival::Kind::Timer;
  arrival.token = timers_.begin()->second;
  timers_.erase(timers_.begin());
  return true;
}

void FakeRunner::complete(const Attempt& attempt, ActResult&& result) {
  answer(attempt, std::move(result));
}

void FakeRunner::abandon(const Attempt& attempt) {
  answer(attempt, ActResult::failed("the extension dropped its completion without an answer"));
}

void FakeRunner::threw(const Attempt& attempt, std::string what) {
  answer(attempt, ActResult::failed(std::move(what)));
}

}  // namespace cascade::test
