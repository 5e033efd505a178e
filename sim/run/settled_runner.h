// SPDX-License-Identifier: Apache-2.0
// Resuming a plan: stands between the executor and a runner and answers for the acts that had ended
// in the recorded run, at once and as they did. Nothing of them is performed again; everything
// that orders, counts and watches acts sees them pass in plan order like all others.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/runner.h"

namespace cascade::sim {

/// Whether an act with that outcome stays as it is when its plan is resumed; all others run.
inline bool is_settled(Outcome outcome) {
  return outcome == Outcome::Done || outcome == Outcome::Skipped;
}

/// Thread: like every runner, all members but `post` on the executor's.
class SettledRunner final : public Runner {
 public:
  /// `inner` must outlive it and carries out all that is not settled.
  explicit SettledRunner(Runner& inner) : inner_(inner) {}

  /// How the acts of `run` had ended, by ActId. Before the run's first act; for one run.
  void settle(RunId run, std::vector<Outcome> outcomes) {
    run_ = run;
    outcomes_ = std::move(outcomes);
  }

  [[nodiscard]] Instant now() const override { return inner_.now(); }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override { inner_.set_timer(at, token); }
  void post(std::function<void()> call) override { inner_.post(std::move(call)); }
  bool next(Arrival& arrival) override;

 private:
  Runner& inner_;
  RunId run_{};
  std::vector<Outcome> outcomes_;  // empty: nothing is settled
  std::deque<std::pair<Attempt, Outcome>> answers_;
};

}  // namespace cascade::sim
