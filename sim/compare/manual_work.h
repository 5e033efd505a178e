// SPDX-License-Identifier: Apache-2.0
// The traditional way to be safe: an operation is refused while anything depends on its roots, and
// a person has to do by hand, from the leaves up, what a cascade would do. Inner part of
// sim/compare/run_compare.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/plan.h"
#include "engine/result.h"
#include "sim/base/work.h"
#include "sim/compare/run_compare.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Refuses the first operation on whose roots something depends; see SimulationOptions::gate.
class RefuseGate {
 public:
  std::optional<Error> ask(std::uint32_t operation, const Plan& plan);
  [[nodiscard]] bool refused() const { return refused_.has_value(); }
  /// Index of the operation. Only if refused().
  [[nodiscard]] std::uint32_t operation() const { return *refused_; }
  /// What depends directly on the roots, by step: type and number.
  [[nodiscard]] const std::vector<std::pair<std::string, std::uint64_t>>& dependents() const {
    return dependents_;
  }

 private:
  std::optional<std::uint32_t> refused_;
  std::vector<std::pair<std::string, std::uint64_t>> dependents_;
};

/// What has to be done by hand for the refused operation: counted by doing it, without faults,
/// one act after the other. `world`: before the first operation. Errors: stopped.
Result<ManualWork> manual_work(const Scenario& scenario, const World& world, const RefuseGate& gate,
                               const WorkWatch& watch);

}  // namespace cascade::sim
