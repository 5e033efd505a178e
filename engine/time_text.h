// SPDX-License-Identifier: Apache-2.0
// Durations in words, for people: exact, short, with the unit that fits. "0s", "12.5ms", "90ns",
// "59.000000001s", "1m30s", "2h0m0.5s".
#pragma once

#include <string>

#include "engine/time.h"

namespace cascade {

/// Any duration, also a negative one ("-5ms"). Two different durations give different texts.
std::string to_text(Duration duration);

/// The time since the zero of the run's time line.
inline std::string to_text(Instant instant) {
  return to_text(instant.time_since_epoch());
}

}  // namespace cascade
