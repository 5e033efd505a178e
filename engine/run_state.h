// SPDX-License-Identifier: Apache-2.0
// Where a run stands: each act's outcome and what it still waits for. At most 24 bytes per act.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"

namespace cascade {

/// Thread: the executor's.
class RunState {
 public:
  explicit RunState(std::shared_ptr<const Plan> plan);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] Outcome outcome(ActId act) const { return outcomes_[value(act)]; }
  /// Columns over all acts.
  [[nodiscard]] std::span<const Outcome> outcomes() const { return outcomes_; }
  /// Allocated memory.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::shared_ptr<const Plan> plan_;
  std::vector<Outcome> outcomes_;
  // (implementation adds what it needs)
};

}  // namespace cascade
