// SPDX-License-Identifier: Apache-2.0
// What `union` gathers before it can record steps: for every edge the united links and acts, for
// every type what its children see. Filled by union_planner.cc, untangled by union_rounds.cc and
// brought into plan order by union_order.cc.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/act_columns.h"
#include "engine/plan_builder.h"
#include "engine/sinks.h"
#include "engine/time.h"
#include "engine/type_graph.h"

namespace cascade {

/// An edge of the type graph; what makes one step, or on a type cycle one step per round.
struct UnionEdge {
  /// Part of an edge's acts. `round` is 0 where the edge is not split.
  struct Part {
    std::uint32_t round = 0;
    ActRange acts;
    StepId step = kNoStep;  ///< Once recorded.
  };

  bool visited = false;
  bool descends = false;
  LinkColumns links;  ///< Only on a type cycle and until all its links are known.
  ActColumns columns;
  ActRange acts;            ///< All acts; where the edge was split, before that.
  std::vector<Part> parts;  ///< By round.
  Duration query_time{};

  /// Whether it led on when it was asked (links that turned out to close a cycle included).
  [[nodiscard]] bool opens() const { return acts.visible > 0 || descends; }
};

struct UnionType {
  ContextRange visible;  ///< What children see, once all edges that lead here were asked.
  bool opened = false;   ///< Whether something visible, or an edge marked so, leads on.
};

struct UnionGraph {
  explicit UnionGraph(const TypeGraph& graph);

  const TypeGraph& types_of;
  std::vector<UnionEdge> edges;                      // by edge
  std::vector<UnionType> types;                      // by type
  std::vector<std::vector<std::uint32_t>> incoming;  // by type: edges, by the parent's name
  std::vector<bool> on_type_cycle;                   // by type
  ActColumns root_columns;
  ActRange root_acts;
  ContextRange roots;
  Duration root_query_time{};

  [[nodiscard]] const Edge& edge(std::uint32_t index) const { return types_of.edges()[index]; }
  /// Whether an edge lies on a type cycle.
  [[nodiscard]] bool is_internal(std::uint32_t index) const {
    return types_of.component(edge(index).parent) == types_of.component(edge(index).child);
  }
};

}  // namespace cascade
