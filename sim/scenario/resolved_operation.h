// SPDX-License-Identifier: Apache-2.0
// What a scenario asks of the engine: its operations with their words looked up in a world, and its
// settings as options. Inner part of sim/run/simulation.h.
#pragma once

#include <string>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/planner.h"
#include "sim/base/work.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct ResolvedOperation {
  const OperationSpec* spec = nullptr;  ///< Of the scenario's model.
  TypeId root_type = kNoType;
  std::vector<ResourceIndex> roots;
  Resource argument;

  /// What the planner is asked for in the pass with that action code.
  [[nodiscard]] CascadeRequest request(const std::string& action_code) const {
    return {action_code, root_type, roots, argument};
  }
};

/// Reports every operation that cannot be: unknown or of the wrong type. Only if nothing was
/// reported are all of them usable.
std::vector<ResolvedOperation> resolve_operations(const Scenario& scenario, const World& world,
                                                  Diagnostics& diagnostics);

PlannerOptions planner_options(const Scenario& scenario, const WorkWatch& watch = {});
RunOptions run_options(const Scenario& scenario);

}  // namespace cascade::sim
