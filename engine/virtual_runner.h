// SPDX-License-Identifier: Apache-2.0
// A runner on virtual time: one queue of what is to come, ordered by (instant, sequence number);
// waiting means jumping to the next. What the outside world does to an act is asked of a
// TreatmentSource, so that latencies and faults are data. The dry runner is the same without
// effects: acts are never performed and always succeed.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/runner.h"

namespace cascade {

/// What the simulated world does with one attempt of one act.
struct Treatment {
  enum class Kind : std::uint8_t {
    Normal,      ///< Performed when the latency has passed; that instant's answer is delivered.
    FailBefore,  ///< Never performed; Failed after the latency.
    FailAfter,   ///< Performed after the latency; Failed is answered whatever it said.
    Hang,        ///< Never performed, never answered: times out.
    LoseAnswer,  ///< Performed after the latency, never answered: times out.
  };
  Duration latency{};
  Kind kind = Kind::Normal;
};

/// Pure: the same attempt gets the same treatment, whatever the order of asking.
class TreatmentSource {
 public:
  TreatmentSource() = default;
  TreatmentSource(const TreatmentSource&) = delete;
  TreatmentSource& operator=(const TreatmentSource&) = delete;
  virtual ~TreatmentSource() = default;
  [[nodiscard]] virtual Treatment treat(const Act& act) = 0;
};

/// Thread: everything, also extensions' completions and posts, on one thread.
class VirtualRunner final : public Runner, private CompletionPort {
 public:
  enum class Effects : std::uint8_t {
    Performed,
    Dry,  ///< Acts are not performed; Kind is ignored.
  };
  explicit VirtualRunner(TreatmentSource& treatments, Effects effects = Effects::Performed);

  [[nodiscard]] Instant now() const override { return now_; }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  bool next(Arrival& arrival) override;

 private:
  void complete(const Attempt& attempt, ActResult&& result) override;
  void abandon(const Attempt& attempt) override;

  TreatmentSource& treatments_;
  Effects effects_;
  Instant now_{};
  // (implementation adds the queue)
};

}  // namespace cascade
