// SPDX-License-Identifier: Apache-2.0
// A runner on real threads and real time: a pool performs acts, and completions may come from any
// thread, in any order, even before the extension's call returns.
//
// Two hand-overs, both in batches: acts from the executor's thread to the pool, and answers from
// wherever they are given to the executor's thread. Timers and timeouts are the executor thread's
// own and need no lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/runner.h"

namespace cascade {

struct ThreadRunnerOptions {
  unsigned threads = 2;          ///< At least 1.
  const Clock* clock = nullptr;  ///< Null: the real clock. Not owned.
};

/// Its destructor waits for the acts that are being performed and drops those that no thread has
/// taken yet. A completion that an extension still keeps may be called or dropped at any later
/// time. Timeouts count from `start`, so time spent waiting for a thread of the pool counts too.
class ThreadRunner final : public Runner {
 public:
  explicit ThreadRunner(const ThreadRunnerOptions& options);
  ~ThreadRunner() override;

  [[nodiscard]] Instant now() const override { return clock_->now(); }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  /// Arrivals in the order in which they were given; what times out or is due comes after what
  /// has been given before. Attempts that timed out are not waited for.
  bool next(Arrival& arrival) override;

 private:
  class Inbox;
  class Pool;
  struct Task;
  struct AttemptHash {
    std::size_t operator()(const Attempt& attempt) const;
  };
  struct Waiting {
    Attempt attempt;
    Instant deadline;
  };
  /// Attempts with one timeout, in the order of their starts and so of their deadlines.
  using WaitingList = std::pmr::list<Waiting>;
  struct Place {
    WaitingList* list;
    WaitingList::iterator at;
  };

  void hand_over();
  bool take_given(Arrival& arrival);
  bool take_due(Arrival& arrival);
  /// When the next timer or timeout is due; nothing: nothing is under way but what was given.
  [[nodiscard]] std::optional<Instant> next_deadline() const;

  std::unique_ptr<Clock> own_clock_;
  const Clock* clock_;
  Inbox* inbox_;  // counted: lives on while completions point to it
  std::unique_ptr<Pool> pool_;
  std::vector<Task> started_;   // not yet handed to the pool
  std::vector<Arrival> given_;  // taken from the inbox; handed out up to given_next_
  std::size_t given_next_ = 0;
  Instant seen_{};  // all that was given before this instant has been taken from the inbox
  std::multimap<Instant, std::uint64_t> timers_;
  std::pmr::unsynchronized_pool_resource memory_;           // of the two below
  std::pmr::map<Duration, WaitingList> waiting_{&memory_};  // by timeout: a handful of lists
  std::pmr::unordered_map<Attempt, Place, AttemptHash> places_{&memory_};  // never walked
};

}  // namespace cascade
