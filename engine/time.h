// SPDX-License-Identifier: Apache-2.0
// Time as the engine knows it: integer nanoseconds. The engine never reads a clock of its own;
// whoever needs the time asks the runner or a Clock. Only engine/real_clock.cc reads a real one.
#pragma once

#include <chrono>
#include <cstdint>

namespace cascade {

using Duration = std::chrono::duration<std::int64_t, std::nano>;

/// Tag of the time line of a run; its zero is the moment at which the runner was made.
struct RunTimeline {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
};
using Instant = std::chrono::time_point<RunTimeline, Duration>;

/// `at` + `duration`, for durations that are not negative; the end of time where that is too late.
constexpr Instant saturated_add(Instant at, Duration duration) {
  return duration > Instant::max() - at ? Instant::max() : at + duration;
}

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  /// Never goes back. Any thread.
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace cascade
