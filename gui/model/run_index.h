// SPDX-License-Identifier: Apache-2.0
// An index over the events of one run, by which everything about times is a look-up: the instants
// of the run, where it stood still, and per pass when its acts started and ended (pass_index.h).
// It grows with the run: one thread adds events, any thread reads what is published. About 45
// bytes for an act that starts and ends at instants of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/event.h"
#include "engine/mutex.h"
#include "engine/plan.h"
#include "engine/time.h"
#include "gui/model/growing_column.h"
#include "gui/model/pass_index.h"

namespace cascade::gui {

/// A stretch of time in which nothing happened.
struct IdleGap {
  Instant begin{};
  Instant end{};
  friend bool operator==(const IdleGap&, const IdleGap&) = default;
};

/// Thread: begin_pass, add and publish by one, everything else by any.
class RunIndex {
 public:
  RunIndex() = default;
  RunIndex(const RunIndex&) = delete;
  RunIndex& operator=(const RunIndex&) = delete;

  /// Before the first event of the pass's run. `index` is that of PassInfo; ascending.
  void begin_pass(std::uint32_t index, RunId run, std::shared_ptr<const Plan> plan);
  /// The next event of the log. Those of nested runs count as happening, no more.
  void add(const Event& event);
  /// Readers see everything added so far.
  void publish();

  /// Events that are indexed and published.
  [[nodiscard]] std::uint64_t size() const { return size_.load(std::memory_order_acquire); }
  /// The distinct instants of events so far, ascending. A moment is a place in this list.
  [[nodiscard]] std::size_t moment_count() const { return moments_.size(); }
  [[nodiscard]] Instant instant(Moment moment) const { return moments_[moment]; }
  /// The first moment that is not before `at`; moment_count(): there is none. `hint` as in
  /// rank_below().
  [[nodiscard]] Moment moment_at(Instant at, Moment hint = 0) const;
  /// A range of events in which those of the moment are, at most kSample longer than needed.
  struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  [[nodiscard]] Range events_around(Moment moment) const;
  static constexpr std::uint64_t kSample = 1024;

  /// Passes with a plan that have begun, in order.
  [[nodiscard]] std::vector<std::shared_ptr<const PassIndex>> passes() const;
  /// The longest gaps, by time; at most kGapsKept.
  [[nodiscard]] std::shared_ptr<const std::vector<IdleGap>> gaps() const;
  static constexpr std::size_t kGapsKept = 256;
  /// As of the last publish().
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  struct Pass {
    RunId run{};
    std::shared_ptr<PassIndex> index;
  };
  void note_gap(Instant begin, Instant end);
  PassIndex* pass_of(RunId run);

  // The writer's own.
  std::vector<Pass> writing_;
  std::uint64_t added_ = 0;
  std::vector<IdleGap> longest_;  // heap: the shortest on top
  bool gaps_changed_ = false;

  GrowingColumn<Instant> moments_;
  GrowingColumn<Moment> samples_;  // of every kSample-th event
  std::atomic<std::uint64_t> size_{0};
  std::atomic<std::size_t> bytes_{0};
  mutable Mutex mutex_;
  std::vector<std::shared_ptr<const PassIndex>> passes_ CASCADE_GUARDED_BY(mutex_);
  std::shared_ptr<const std::vector<IdleGap>> gaps_ CASCADE_GUARDED_BY(mutex_) =
      std::make_shared<const std::vector<IdleGap>>();
};

}  // namespace cascade::gui
