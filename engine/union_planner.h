// SPDX-License-Identifier: Apache-2.0
// Phase 1 under `union`: every edge of the type graph is asked for all contexts united, so the
// work is bounded by types and links however many paths there are.
#pragma once

#include "engine/inquirer.h"
#include "engine/plan_builder.h"
#include "engine/result.h"

namespace cascade {

/// Records all steps, root last.
Result<void> plan_union(Inquirer& inquirer, PlanBuilder& builder);

}  // namespace cascade
