// SPDX-License-Identifier: Apache-2.0
// What a run's timers are for: a token is all that a runner hands back.
#pragma once

#include <cstdint>

#include "engine/ids.h"

namespace cascade {

struct TimerToken {
  RunId run{};
  ActId act = kNoAct;  ///< The wait for its next attempt is over; kNoAct: phase 2 begins.

  /// Phase 2's token of a run is the run's number.
  [[nodiscard]] constexpr std::uint64_t packed() const {
    return std::uint64_t{static_cast<std::uint32_t>(value(act) + 1)} << 32U | value(run);
  }
  static constexpr TimerToken unpack(std::uint64_t token) {
    return {RunId{static_cast<std::uint32_t>(token)},
            ActId{static_cast<std::uint32_t>(token >> 32U) - 1}};
  }
};
static_assert(value(kNoAct) == 0xFFFFFFFFU);

}  // namespace cascade
