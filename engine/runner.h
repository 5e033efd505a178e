// SPDX-License-Identifier: Apache-2.0
// The narrow seam where the outside world begins: a runner carries acts out, tells the time and
// brings answers back. Implementations: virtual time, threads, dry (engine/), and the recording
// fake of the tests. The executor has no other way to learn of anything.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/act.h"
#include "engine/completion.h"
#include "engine/outcome.h"
#include "engine/time.h"

namespace cascade {

/// Something the runner has to tell. Reused by the executor from call to call.
struct Arrival {
  enum class Kind : std::uint8_t {
    Answer,  ///< An attempt ended: `attempt`, `outcome`, `message`. Timeouts arrive like this.
    Timer,   ///< `token` of set_timer.
    Posted,  ///< `posted` is to be called.
  };
  Kind kind = Kind::Answer;
  Outcome outcome = Outcome::Done;
  Attempt attempt;
  /// Answer: that of so many acts of one step that follow one another in the plan, from
  /// `attempt.act` on. More than one only where all are Done or all Skipped and
  /// have nothing to say.
  std::uint32_t count = 1;
  std::uint64_t token = 0;
  std::string message;
  std::function<void()> posted;
};

/// What a runner calls to let an act happen: the step's extension, or the branch extensions that
/// took the step. Catches what they throw. Any thread, different acts at the same time.
class Performer {
 public:
  Performer() = default;
  Performer(const Performer&) = delete;
  Performer& operator=(const Performer&) = delete;
  virtual ~Performer() = default;
  virtual void perform(const Act& act, Completion done) = 0;

  /// Keeps the performer and its acts' plan alive. A runner that may still be inside `perform` when
  /// the run is over (an act that timed out) holds it from `start` on.
  [[nodiscard]] virtual std::shared_ptr<const void> keep_alive() { return nullptr; }
};

/// All members are called by the executor's thread, except `post`.
class Runner : public Clock {
 public:
  /// Starts one attempt of one act: calls `perform(act, completion)` now or later, on a thread of
  /// its choice (or not at all: dry), and delivers the answer. After the reaction's timeout it
  /// delivers TimedOut; an answer after that is delivered too (the executor records it as
  /// ignored). `act` is copied; `performer` outlives the executor's use of this runner.
  virtual void start(const Act& act, Performer& performer) = 0;

  /// Starts `count` acts of one step that follow one another in the plan, in this order.
  virtual void start_all(Act act, std::uint32_t count, Performer& performer) {
    for (;; act.advance()) {
      start(act, performer);
      if (--count == 0) return;
    }
  }

  /// `token` arrives at `at` or, when that is past, as soon as possible.
  virtual void set_timer(Instant at, std::uint64_t token) = 0;

  /// Any thread. `call` arrives like an answer and is run by the executor's thread.
  virtual void post(std::function<void()> call) = 0;

  /// Waits for the next arrival and hands it out, in an order that is the runner's promise
  /// (virtual: by instant, then by sequence number). False: nothing is under way any more.
  virtual bool next(Arrival& arrival) = 0;
};

}  // namespace cascade
