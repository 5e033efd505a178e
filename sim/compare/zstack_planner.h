// SPDX-License-Identifier: Apache-2.0
// ZStack's own planner, written again for comparisons and nothing else: the type graph's paths, cut
// where a type repeats, are merged level by level; on the way back one context of each edge is
// kept, the first. What it loses is lost on purpose; the engine plans with engine/planner.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/ids.h"
#include "engine/inquirer.h"
#include "engine/plan.h"
#include "engine/planner.h"
#include "engine/result.h"
#include "engine/type_graph.h"

namespace cascade::sim {

/// A layered graph rather than a tree: each type once per level, whatever is above it.
struct LevelTree {
  struct Node {
    TypeId type = kNoType;
    std::vector<std::size_t> children;  ///< Into `nodes`, by the type's name.
  };
  /// Where a path ended since its next type is on it already.
  struct Cut {
    std::vector<TypeId> path;
    TypeId again = kNoType;
  };
  std::vector<Node> nodes;  ///< The root first.
  std::uint64_t paths = 0;  ///< That were merged.
  std::vector<Cut> cuts;
};

/// Walks every path. Errors: more than `nodes_max` nodes on them (ErrorKind::Limit).
Result<LevelTree> level_tree(const TypeGraph& graph, TypeId root, std::uint32_t nodes_max);

struct ZstackStep {
  Edge edge;                           ///< At the root both ends are the root type.
  std::vector<TypeId> path;            ///< The walk that led here.
  std::vector<ResourceIndex> parents;  ///< The context that the step carries: its parent's.
  std::vector<ResourceIndex> found;    ///< What phase 1 found; phase 2 asks again.
};

struct ZstackPlan {
  struct Dropped {
    ZstackStep step;
    std::size_t kept = 0;  ///< Into `steps`: of the same edge, recorded before.
  };
  LevelTree tree;
  std::vector<ZstackStep> steps;  ///< In the order in which they run; the root's last.
  std::vector<Dropped> dropped;
};

/// Asks the extensions as they answer now. Errors: those of make_plan().
Result<ZstackPlan> zstack_plan(const TypeGraph& graph, const CascadeRequest& request,
                               const PlannerOptions& options);

/// What the extension of one edge answers.
Query query_of(const Edge& edge, const std::vector<ResourceIndex>& parents);

}  // namespace cascade::sim
