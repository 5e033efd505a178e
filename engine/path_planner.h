// SPDX-License-Identifier: Apache-2.0
// Phase 1 under `per_path` and `first_wins`: walks every path of the flattened tree, children in
// name order, and records a step after its children.
#pragma once

#include "engine/inquirer.h"
#include "engine/plan_builder.h"
#include "engine/result.h"

namespace cascade {

/// Records all steps, root last. With `first_wins`, the first step recorded for an edge survives
/// and the other contexts are listed as dropped; the types below the root must form no cycle.
Result<void> plan_paths(Inquirer& inquirer, PlanBuilder& builder, bool first_wins);

}  // namespace cascade
