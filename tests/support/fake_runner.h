// SPDX-License-Identifier: Apache-2.0
// A runner for tests of the executor: records every start and answers nothing by itself. The test
// answers any attempt, in any order, or lets it be performed for real. Time stands still until a
// timer is all that is left.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "engine/runner.h"

namespace cascade::test {

class FakeRunner final : public Runner, private CompletionPort {
 public:
  struct Started {
    Act act;
    Performer* performer;
  };

  /// All starts so far, in order.
  [[nodiscard]] const std::vector<Started>& started() const { return started_; }
  /// Acts that were started and not answered, in order of their starts.
  [[nodiscard]] std::vector<ActId> in_flight() const;
  [[nodiscard]] const std::vector<Attempt>& unanswered() const { return unanswered_; }

  /// Queues an answer for any attempt, also one that never started or was answered before.
  void answer(const Attempt& attempt, ActResult result = ActResult::done());
  /// The same for the first attempt of an act of the first run.
  void answer(ActId act, ActResult result = ActResult::done()) {
    answer(Attempt{RunId{0}, 1, act}, std::move(result));
  }
  /// Lets the extension do the last start of `act`, on this thread; its answer is queued when it
  /// comes.
  void perform(ActId act);
  void advance(Duration duration) { now_ += duration; }
  /// While held, timers do not arrive.
  void hold_timers(bool hold) { timers_held_ = hold; }
  [[nodiscard]] std::size_t timer_count() const { return timers_.size(); }

  [[nodiscard]] Instant now() const override { return now_; }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  /// What was queued first; then the first timer. False: neither is left.
  bool next(Arrival& arrival) override;

 private:
  void complete(const Attempt& attempt, ActResult&& result) override;
  void abandon(const Attempt& attempt) override;
  void threw(const Attempt& attempt, std::string what) override;

  Instant now_{};
  std::vector<Started> started_;
  std::vector<Attempt> unanswered_;
  std::deque<Arrival> queue_;
  std::multimap<Instant, std::uint64_t> timers_;
  bool timers_held_ = false;
};

}  // namespace cascade::test
