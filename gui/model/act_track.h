// SPDX-License-Identifier: Apache-2.0
// How many acts of one kind are in flight over a run: when each starts and ends, in order, and the
// peaks of whole blocks, so that a peak of any stretch of time costs a few look-ups, however many
// acts there are. Times are moments: ordinals of the distinct instants of a run (run_index.h).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "gui/model/growing_column.h"

namespace cascade::gui {

using Moment = std::uint32_t;

/// Thread: start() and end() by one, reading by any, for moments that are published.
class ActTrack {
 public:
  /// In the order of events; moments never go back.
  void start(Moment at) {
    append(true);
    starts_.push_back(at);
  }
  void end(Moment at) {
    append(false);
    ends_.push_back(at);
  }

  /// How many starts and ends there were before a moment. Also where the next search begins: any
  /// value is right, a near one is quick.
  struct Counts {
    std::size_t starts = 0;
    std::size_t ends = 0;
    [[nodiscard]] std::uint32_t in_flight() const {
      return static_cast<std::uint32_t>(starts - ends);
    }
  };
  /// Right before what happens at `at`.
  [[nodiscard]] Counts counts_before(Moment at, const Counts& near) const;
  /// The most in flight from one moment to another, which is not before it.
  [[nodiscard]] std::uint32_t peak(const Counts& from, const Counts& to) const;

  [[nodiscard]] std::size_t start_count() const { return starts_.size(); }
  [[nodiscard]] std::size_t end_count() const { return ends_.size(); }
  [[nodiscard]] Moment start_moment(std::size_t nth) const { return starts_[nth]; }
  [[nodiscard]] Moment end_moment(std::size_t nth) const { return ends_[nth]; }
  /// Of all time so far.
  [[nodiscard]] std::uint32_t peak() const { return peak_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  // Events of the track in order, 64 to a block: which of them are starts, bit by bit, and the most
  // in flight after one of them.
  static constexpr std::size_t kBlock = 64;

  void append(bool is_start);
  /// The same as peak() for events of one block, [begin, end) of the whole track. `in_flight`:
  /// before the first of them; afterwards behind the last.
  std::uint32_t peak_inside(std::size_t begin, std::size_t end, std::uint32_t& in_flight) const;

  GrowingColumn<Moment> starts_;
  GrowingColumn<Moment> ends_;
  GrowingColumn<std::atomic<std::uint64_t>> kinds_;  // bits are added before starts_ and ends_ grow
  GrowingColumn<std::uint32_t> block_peaks_;         // of complete ones
  std::size_t appended_ = 0;
  std::uint32_t open_peak_ = 0;
  std::atomic<std::uint64_t>* open_kinds_ = nullptr;
  std::atomic<std::uint32_t> peak_{0};
};

}  // namespace cascade::gui
