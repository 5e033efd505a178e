// SPDX-License-Identifier: Apache-2.0
// The one clock that tells real time. Whoever needs the time takes a Clock; only programs and the
// thread runner make this one.
#pragma once

#include "engine/time.h"

namespace cascade {

/// Zero is the moment of its construction.
class RealClock final : public Clock {
 public:
  RealClock();
  [[nodiscard]] Instant now() const override;

 private:
  Duration zero_;
};

}  // namespace cascade
