// SPDX-License-Identifier: Apache-2.0
// A column of plain values to which one thread appends while others read: what was appended never
// moves and never changes. Indices over a run that is still going on are made of such columns.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace cascade::gui {

/// Thread: push_back by one, everything else by any. A reader sees every value below the size()
/// that it got.
template <class T>
class GrowingColumn {
 public:
  static_assert(std::is_trivially_destructible_v<T>);

  GrowingColumn() = default;
  GrowingColumn(const GrowingColumn&) = delete;
  GrowingColumn& operator=(const GrowingColumn&) = delete;

  [[nodiscard]] std::size_t size() const { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// `index` < size().
  [[nodiscard]] const T& operator[](std::size_t index) const {
    const Place place = place_of(index);
    return segments_[place.segment][place.offset];
  }

  void push_back(T item) requires std::is_trivially_copyable_v<T> {
    const std::size_t size = size_.load(std::memory_order_relaxed);
    room(size) = item;
    size_.store(size + 1, std::memory_order_release);
  }
  /// Appends a default value; for atomics, which the appending thread may change later.
  T& grow() {
    const std::size_t size = size_.load(std::memory_order_relaxed);
    T& item = room(size);
    size_.store(size + 1, std::memory_order_release);
    return item;
  }

  /// Allocated memory. For the appending thread.
  [[nodiscard]] std::size_t bytes() const {
    std::size_t items = 0;
    for (std::size_t i = 0; i < segments_.size() && segments_[i]; ++i) items += kFirst << i;
    return items * sizeof(T);
  }

 private:
  // Segment k holds kFirst * 2^k values.
  struct Place {
    std::size_t segment;
    std::size_t offset;
  };
  static constexpr std::size_t kFirst = 16;
  static constexpr std::size_t kSegments = 29;

  static Place place_of(std::size_t index) {
    const std::size_t shifted = index + kFirst;
    const auto segment = static_cast<std::size_t>(std::bit_width(shifted)) - std::bit_width(kFirst);
    return {segment, shifted - (kFirst << segment)};
  }

  T& room(std::size_t index) {
    const Place place = place_of(index);
    if (place.offset == 0) segments_[place.segment].reset(new T[kFirst << place.segment]);
    return segments_[place.segment][place.offset];
  }

  std::array<std::unique_ptr<T[]>, kSegments> segments_;
  std::atomic<std::size_t> size_{0};
};

/// How many of the first `size` values of an ascending column are below `bound`. `hint`: where the
/// answer is likely to be near; any number is right.
template <class Column, class Value>
std::size_t rank_below(const Column& column, std::size_t size, Value bound, std::size_t hint) {
  // Gallop away from the hint, then halve: neighbouring pixels ask for neighbouring places.
  std::size_t low = 0;
  std::size_t high = size;
  if (hint > size) hint = size;
  if (hint < size && column[hint] < bound) {
    low = hint + 1;
    for (std::size_t step = 1; low + step < size; step *= 2) {
      if (!(column[low + step] < bound)) {
        high = low + step;
        break;
      }
      low += step + 1;
    }
  } else {
    high = hint;
    for (std::size_t step = 1; step <= high; step *= 2) {
      if (column[high - step] < bound) {
        low = high - step + 1;
        break;
      }
      high -= step;
    }
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (column[middle] < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace cascade::gui
