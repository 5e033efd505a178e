// SPDX-License-Identifier: Apache-2.0
// Brings the edges that `union` asked into plan order: children before their parent, in name
// order; on a type cycle deeper rounds first.
#pragma once

#include "engine/plan_builder.h"
#include "engine/union_graph.h"

namespace cascade {

/// Records all steps, root last, and frees the acts of each edge as it is recorded.
void record_union(UnionGraph& gathered, PlanBuilder& builder);

}  // namespace cascade
