// SPDX-License-Identifier: Apache-2.0
// Between the time of a run and pixels. A TimeWarp squeezes idle gaps and may widen short phases,
// piece by piece and without ever turning back; a TimeAxis shows a part of the warped time on so
// many pixels. Integers only: the same place is the same pixel on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/time.h"
#include "gui/model/run_index.h"

namespace cascade::gui {

/// A place on the warped time line, in nanoseconds where nothing is squeezed.
using Place = std::int64_t;

/// Monotone: a later instant has no smaller place. A value.
class TimeWarp {
 public:
  /// Every instant is its own place.
  TimeWarp() = default;
  /// Gaps (ascending, apart from each other) that are longer than `length` take no more place than
  /// it; everything else keeps its length. `length` is positive.
  static TimeWarp squeezed(std::span<const IdleGap> gaps, Duration length);
  /// How long a gap has to be to be worth squeezing, and how much is left of it: what is left over
  /// by all of the gaps, divided by `parts`.
  static Duration gap_length(std::span<const IdleGap> gaps, Duration whole,
                             std::int64_t parts = 40);

  [[nodiscard]] Place place(Instant at) const;
  /// The first instant of that place.
  [[nodiscard]] Instant instant(Place place) const;
  /// The squeezed stretches, ascending.
  [[nodiscard]] const std::vector<IdleGap>& squeezes() const { return squeezes_; }

 private:
  struct Knot {
    Instant at{};
    Place place = 0;
  };
  std::vector<Knot> knots_;  // begin and end of each squeeze, ascending
  std::vector<IdleGap> squeezes_;
};

/// A label of the ruler.
struct Tick {
  int pixel = 0;
  Instant at{};
  std::string text;
  bool major = false;
};

/// A part of a run's time on a width of pixels. A value.
class TimeAxis {
 public:
  static constexpr Duration kSpanMin{1'000};

  TimeAxis() = default;
  /// `span` and `width` are positive.
  TimeAxis(TimeWarp warp, Place begin, Duration span, int width);

  [[nodiscard]] const TimeWarp& warp() const { return warp_; }
  [[nodiscard]] Place begin() const { return begin_; }
  [[nodiscard]] Duration span() const { return span_; }
  [[nodiscard]] int width() const { return width_; }

  /// Rounded down; beyond the edges at most kFar pixels away.
  [[nodiscard]] int pixel(Instant at) const;
  static constexpr int kFar = 1'000'000;
  /// The first instant of a pixel.
  [[nodiscard]] Instant instant(int pixel) const;

  void set_width(int width) { width_ = width; }
  /// Keeps the instant at the left edge.
  void set_warp(TimeWarp warp);
  /// `span` times `numerator` / `denominator`; what is at the pixel stays there. Not shorter than
  /// kSpanMin, not longer than `span_max`.
  void zoom(int pixel, std::int64_t numerator, std::int64_t denominator, Duration span_max);
  void pan(int pixels);
  /// From `begin` to `end` with a margin of some pixels on both sides.
  void show(Instant begin, Instant end, int margin = 0);
  /// Moves as little as needed so that [first, last] does not leave the view empty.
  void keep_in(Instant first, Instant last);
  void centre(Instant at);

  /// At round numbers since `zero`, at least `distance` pixels apart.
  [[nodiscard]] std::vector<Tick> ticks(Instant zero, int distance) const;

 private:
  [[nodiscard]] Place place(int pixel) const;
  TimeWarp warp_;
  Place begin_ = 0;
  Duration span_{1};
  int width_ = 1;
};

/// "1h 02m 03.25s": exact to the digits that `step` needs.
std::string tick_text(Duration since, Duration step);

}  // namespace cascade::gui
