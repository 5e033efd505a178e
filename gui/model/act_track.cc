// SPDX-License-Identifier: Apache-2.0
#include "gui/model/act_track.h"

#include <algorithm>
#include <bit>

namespace cascade::gui {

void ActTrack::append(bool is_start) {
  const std::size_t nth = appended_ % kBlock;
  if (nth == 0) {
    open_kinds_ = &kinds_.grow();
    open_peak_ = 0;
  }
  ++appended_;
  const auto starts = static_cast<std::uint32_t>(starts_.size() + (is_start ? 1 : 0));
  const auto in_flight = 2 * starts - static_cast<std::uint32_t>(appended_);
  if (is_start) {
    open_kinds_->store(open_kinds_->load(std::memory_order_relaxed) | std::uint64_t{1} << nth,
                       std::memory_order_relaxed);
  }
  open_peak_ = std::max(open_peak_, in_flight);
  peak_.store(std::max(peak(), in_flight), std::memory_order_relaxed);
  if (nth + 1 == kBlock) block_peaks_.push_back(open_peak_);
}

ActTrack::Counts ActTrack::counts_before(Moment at, const Counts& near) const {
  // Ends first: an end that is seen has its start before it.
  const std::size_t ends = ends_.size();
  return {rank_below(starts_, starts_.size(), at, near.starts),
          rank_below(ends_, ends, at, near.ends)};
}

std::uint32_t ActTrack::peak_inside(std::size_t begin, std::size_t end,
                                    std::uint32_t& in_flight) const {
  std::uint32_t most = in_flight;
  if (begin == end) return most;
  const std::uint64_t kinds = kinds_[begin / kBlock].load(std::memory_order_relaxed);
  for (std::size_t i = begin; i < end; ++i) {
    in_flight = (kinds >> i % kBlock & 1) != 0 ? in_flight + 1 : in_flight - 1;
    most = std::max(most, in_flight);
  }
  return most;
}

std::uint32_t ActTrack::peak(const Counts& from, const Counts& to) const {
  std::size_t at = from.starts + from.ends;
  const std::size_t end = to.starts + to.ends;
  std::uint32_t in_flight = from.in_flight();
  std::uint32_t most = in_flight;
  if (at % kBlock != 0 || end - at < kBlock) {
    const std::size_t stop = std::min(end, (at / kBlock + 1) * kBlock);
    most = peak_inside(at, stop, in_flight);
    at = stop;
  }
  for (; at + kBlock <= end; at += kBlock) most = std::max(most, block_peaks_[at / kBlock]);
  if (at == end) return most;
  // The rest of a block from its begin, where what is in flight follows from the end's.
  const std::uint64_t kinds = kinds_[at / kBlock].load(std::memory_order_relaxed);
  const std::uint64_t mask = (std::uint64_t{1} << end % kBlock) - 1;
  const auto starts = static_cast<std::uint32_t>(std::popcount(kinds & mask));
  in_flight = to.in_flight() + static_cast<std::uint32_t>(end % kBlock) - 2 * starts;
  return std::max(most, peak_inside(at, end, in_flight));
}

std::size_t ActTrack::bytes() const {
  return starts_.bytes() + ends_.bytes() + kinds_.bytes() + block_peaks_.bytes();
}

}  // namespace cascade::gui
