// SPDX-License-Identifier: Apache-2.0
#include "gui/model/time_axis.h"
#include "sim/base/wide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cascade::gui {
namespace {

std::int64_t floor_divide(sim::WideInt a, sim::WideInt b) {
  const sim::WideInt quotient = a / b;
  return static_cast<std::int64_t>(quotient - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0));
}

/// a * b / c rounded down; c > 0. The result fits.
std::int64_t scaled(std::int64_t a, std::int64_t b, std::int64_t c) {
  return floor_divide(static_cast<sim::WideInt>(a) * b, c);
}

/// The same rounded up.
std::int64_t scaled_up(std::int64_t a, std::int64_t b, std::int64_t c) {
  return -floor_divide(-(static_cast<sim::WideInt>(a) * b), c);
}

std::int64_t nanoseconds(Instant at) {
  return at.time_since_epoch().count();
}

Instant instant_of(std::int64_t nanoseconds) {
  return Instant{Duration{nanoseconds}};
}

constexpr Place kPlaceMax = std::int64_t{1} << 61;

// Steps of the ruler above a second, in seconds; below, powers of ten times 1, 2 and 5.
constexpr std::array<std::int64_t, 19> kSecondSteps{1,     2,     5,     10,    15,    30,   60,
                                                    120,   300,   600,   900,   1800,  3600, 7200,
                                                    10800, 21600, 43200, 86400, 172800};

constexpr std::int64_t kSecond = 1'000'000'000;

std::string whole_seconds(std::int64_t seconds) {
  const std::int64_t minutes = seconds / 60;
  const std::int64_t rest = seconds % 60;
  if (minutes == 0) return fmt::format("{}s", rest);
  if (minutes >= 60) {
    const std::string text = fmt::format("{}h {:02}m", minutes / 60, minutes % 60);
    return rest == 0 ? text : text + fmt::format(" {:02}s", rest);
  }
  return rest == 0 ? fmt::format("{}m", minutes) : fmt::format("{}m {:02}s", minutes, rest);
}

/// "12.05": `count` in units, with the digits behind the point that are not zero at the end.
std::string decimal(std::int64_t count, std::int64_t unit) {
  std::string text = fmt::format("{}", count / unit);
  std::int64_t rest = count % unit;
  if (rest != 0) text += '.';
  for (std::int64_t digit = unit / 10; rest != 0; digit /= 10) {
    text += static_cast<char>('0' + rest / digit);
    rest %= digit;
  }
  return text;
}

Duration round_step(Duration least) {
  for (std::int64_t power = 1; power < kSecond; power *= 10) {
    for (const std::int64_t digit : {1, 2, 5}) {
      if (power * digit >= least.count()) return Duration{power * digit};
    }
  }
  for (const std::int64_t seconds : kSecondSteps) {
    if (seconds * kSecond >= least.count()) return Duration{seconds * kSecond};
  }
  Duration step{kSecondSteps.back() * kSecond};
  while (step < least && step.count() < kPlaceMax / 4) step *= 2;
  return step;
}

}  // namespace

TimeWarp TimeWarp::squeezed(std::span<const IdleGap> gaps, Duration length) {
  TimeWarp warp;
  for (const IdleGap& gap : gaps) {
    if (gap.end - gap.begin <= length) continue;
    const Place begin = warp.place(gap.begin);
    warp.knots_.push_back({gap.begin, begin});
    warp.knots_.push_back({gap.end, begin + length.count()});
    warp.squeezes_.push_back(gap);
  }
  return warp;
}

Duration TimeWarp::gap_length(std::span<const IdleGap> gaps, Duration whole, std::int64_t parts) {
  // Long is what is longer than a part of what remains without the long ones: found by taking the
  // longest away until the next is not long any more.
  std::vector<Duration> lengths;
  for (const IdleGap& gap : gaps) lengths.push_back(gap.end - gap.begin);
  std::sort(lengths.begin(), lengths.end(), std::greater<>());
  Duration rest = whole;
  for (const Duration length : lengths) {
    if (length * parts <= rest) break;
    rest -= length;
  }
  return std::max(rest / parts, Duration{1});
}

Place TimeWarp::place(Instant at) const {
  const auto behind =
      std::partition_point(knots_.begin(), knots_.end(), [&](const Knot& k) { return k.at <= at; });
  if (behind == knots_.begin()) return nanoseconds(at);
  const Knot& before = *(behind - 1);
  const std::int64_t since = (at - before.at).count();
  // An odd place in the list is the end of a squeeze: from there on time has its own length.
  if ((behind - knots_.begin()) % 2 == 0) return before.place + since;
  return before.place +
         scaled(since, behind->place - before.place, (behind->at - before.at).count());
}

Instant TimeWarp::instant(Place place) const {
  const auto behind = std::partition_point(knots_.begin(), knots_.end(),
                                           [&](const Knot& k) { return k.place <= place; });
  if (behind == knots_.begin()) return instant_of(place);
  const Knot& before = *(behind - 1);
  const std::int64_t since = place - before.place;
  if ((behind - knots_.begin()) % 2 == 0) return before.at + Duration{since};
  return before.at +
         Duration{scaled_up(since, (behind->at - before.at).count(), behind->place - before.place)};
}

TimeAxis::TimeAxis(TimeWarp warp, Place begin, Duration span, int width)
    : warp_(std::move(warp)), begin_(begin), span_(span), width_(width) {}

int TimeAxis::pixel(Instant at) const {
  const std::int64_t pixel = scaled(warp_.place(at) - begin_, width_, span_.count());
  return static_cast<int>(std::clamp<std::int64_t>(pixel, -kFar, std::int64_t{width_} + kFar));
}

Place TimeAxis::place(int pixel) const {
  return begin_ + scaled_up(pixel, span_.count(), width_);
}

Instant TimeAxis::instant(int pixel) const {
  return warp_.instant(place(pixel));
}

void TimeAxis::set_warp(TimeWarp warp) {
  const Instant first = warp_.instant(begin_);
  const Instant last = warp_.instant(begin_ + span_.count());
  warp_ = std::move(warp);
  begin_ = warp_.place(first);
  span_ = std::max(Duration{warp_.place(last) - begin_}, kSpanMin);
}

void TimeAxis::zoom(int pixel, std::int64_t numerator, std::int64_t denominator,
                    Duration span_max) {
  const Place fixed = place(pixel);
  const Duration span{scaled(span_.count(), numerator, denominator)};
  span_ = std::clamp(span, kSpanMin, std::max(span_max, kSpanMin));
  begin_ = std::clamp(fixed - scaled(pixel, span_.count(), width_), -kPlaceMax, kPlaceMax);
}

void TimeAxis::pan(int pixels) {
  begin_ = std::clamp(begin_ + scaled(pixels, span_.count(), width_), -kPlaceMax, kPlaceMax);
}

void TimeAxis::show(Instant begin, Instant end, int margin) {
  const Place first = warp_.place(begin);
  const std::int64_t length = std::max<std::int64_t>(warp_.place(end) - first, 1);
  const int inner = std::max(width_ - 2 * margin, 1);
  span_ = std::max(Duration{scaled_up(length, width_, inner)}, kSpanMin);
  // What is shorter than the shortest view stands in its middle.
  begin_ = first - (span_.count() - length) / 2;
}

void TimeAxis::keep_in(Instant first, Instant last) {
  const Place low = warp_.place(first) - span_.count() * 3 / 4;
  const Place high = warp_.place(last) - span_.count() / 4;
  begin_ = std::clamp(begin_, low, std::max(low, high));
}

void TimeAxis::centre(Instant at) {
  begin_ = warp_.place(at) - span_.count() / 2;
}

std::vector<Tick> TimeAxis::ticks(Instant zero, int distance) const {
  std::vector<Tick> ticks;
  const Duration least{scaled_up(distance, span_.count(), width_)};
  const std::int64_t step = round_step(least).count();
  Instant at = instant(0);
  int last = -distance;
  while (true) {
    // The first multiple of the step that is not before `at`.
    const std::int64_t since = scaled_up((at - zero).count(), 1, step) * step;
    const Instant tick = zero + Duration{since};
    const int x = pixel(tick);
    if (x >= width_) return ticks;
    if (x - last >= distance) {
      ticks.push_back(
          {x, tick, tick_text(Duration{since}, Duration{step}), since % (step * 5) == 0});
      last = x;
    }
    // In a squeeze many multiples share a pixel: go on where there is room again.
    at = std::max(tick + Duration{1}, instant(last + distance));
  }
}

std::string tick_text(Duration since, Duration step) {
  if (since < Duration::zero()) return "-" + tick_text(-since, step);
  if (since == Duration::zero()) return "0";
  if (step.count() >= kSecond) return whole_seconds(since.count() / kSecond);
  // Digits behind the point, in the unit that fits the whole number.
  if (since.count() < 1'000) return fmt::format("{}ns", since.count());
  if (since.count() < 1'000'000) return decimal(since.count(), 1'000) + "us";
  if (since.count() < kSecond) return decimal(since.count(), 1'000'000) + "ms";
  const std::int64_t minutes = since.count() / (60 * kSecond);
  std::string text = decimal(since.count() % (60 * kSecond), kSecond) + "s";
  if (minutes >= 60) return fmt::format("{}h {:02}m {}", minutes / 60, minutes % 60, text);
  return minutes > 0 ? fmt::format("{}m {}", minutes, text) : text;
}

}  // namespace cascade::gui
