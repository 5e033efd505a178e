// SPDX-License-Identifier: Apache-2.0
// Decides between the runs of one executor, where several go on at the same time: a run asks before
// it starts an act, and is told to start it, to wait, or to leave it. What the runs must not do at
// the same time is the arbiter's matter; the order inside a run stays the run's own.
#pragma once

#include <cstdint>
#include <string>

#include "engine/act.h"
#include "engine/time.h"

namespace cascade {

/// Thread: the executor's. Called in the middle of a run's work: must not call the executor, except
/// through Runner::post.
class Arbiter {
 public:
  enum class Verdict : std::uint8_t {
    Start,
    Wait,  ///< Until Executor::ask_again(). Meanwhile it holds no slot of any limit.
    Skip,  ///< It ends Skipped without having started, with the reason as its message.
  };
  struct Decision {
    Verdict verdict = Verdict::Start;
    std::string reason;  ///< Only of Skip.
  };

  Arbiter() = default;
  Arbiter(const Arbiter&) = delete;
  Arbiter& operator=(const Arbiter&) = delete;
  virtual ~Arbiter() = default;

  /// `act` would start now: all that it waits for in its run has ended, and there is a slot for it.
  /// Asked before each attempt, and again after each Wait.
  virtual Decision decide(const Act& act, Instant now) = 0;
  /// The acts of `run` that were told to wait will not start any more.
  virtual void withdrawn(RunId run) = 0;
};

}  // namespace cascade
