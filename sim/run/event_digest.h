// SPDX-License-Identifier: Apache-2.0
// One number for a stream of events, so that two runs can be compared without keeping either. Over
// what happened and in which order; not over when, so that real and virtual time agree, and not
// over messages.
#pragma once

#include <cstdint>

#include "engine/event.h"
#include "sim/base/random.h"

namespace cascade::sim {

class EventDigest {
 public:
  void add(const Event& event) {
    const std::uint64_t what = static_cast<std::uint64_t>(event.kind) |
                               static_cast<std::uint64_t>(event.outcome) << 8U |
                               static_cast<std::uint64_t>(value(event.run)) << 16U;
    const std::uint64_t who = static_cast<std::uint64_t>(event.subject) << 32U | event.other;
    value_ = mix(value_ + what, who);
  }
  [[nodiscard]] std::uint64_t digest() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace cascade::sim
