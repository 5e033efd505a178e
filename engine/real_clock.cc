// SPDX-License-Identifier: Apache-2.0
#include "engine/real_clock.h"

#include <chrono>

namespace cascade {
namespace {

Duration steady() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

RealClock::RealClock() : zero_(steady()) {}

Instant RealClock::now() const {
  return Instant{steady() - zero_};
}

}  // namespace cascade
