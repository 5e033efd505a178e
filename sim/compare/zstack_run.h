// SPDX-License-Identifier: Apache-2.0
// Phase 2 as ZStack has it: one step after the other, in each of them the affected resources asked
// for again. For comparisons only; without faults, times and branches.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "engine/planner.h"
#include "engine/result.h"
#include "sim/compare/zstack_planner.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// One reaction to one resource that was carried out, in order.
struct ZstackAct {
  std::size_t step = 0;  ///< Into ZstackPlan::steps.
  Resource resource;
  std::string reaction;
  Outcome outcome = Outcome::Done;
  bool ended = false;  ///< The resource was live before it and is not afterwards.
};

/// Carries `plan` out on `world`, which the graph's extensions belong to. Placements leave
/// out what the plan is about, as they do everywhere. Errors: those of asking extensions.
Result<std::vector<ZstackAct>> run_zstack_plan(const ZstackPlan& plan, World& world,
                                               const std::shared_ptr<const TypeGraph>& graph,
                                               const CascadeRequest& request,
                                               const PlannerOptions& options);

}  // namespace cascade::sim
