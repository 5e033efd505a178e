// SPDX-License-Identifier: Apache-2.0
// Who is above whom on the current path of the flattened tree. On a type cycle a resource may be
// reached again below itself; such a link is dropped, and only such a link.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/act_columns.h"
#include "engine/inquirer.h"
#include "engine/plan.h"
#include "engine/sinks.h"
#include "engine/type_graph.h"

namespace cascade {

/// The levels of one path, from the root to the node that is visited now. Costs nothing where the
/// types form no cycle.
class Ancestry {
 public:
  /// `columns` holds the acts of all levels; both must outlive this.
  Ancestry(const TypeGraph& graph, const ActColumns& columns);

  /// The path grows by a node with the acts of `range`.
  void enter(TypeId type, const ActRange& range);
  void leave();

  /// Takes those links out of `links` whose child is an ancestor of their parent, by any chain of
  /// links on this path. They are the answer to a query below the last level.
  void drop_cycles(const Query& query, LinkColumns& links, std::vector<CycleLink>& dropped);

 private:
  struct Level {
    TypeId type = kNoType;
    ActRange range;
  };
  struct Candidate {
    ResourceIndex parent = kNoResource;
    ResourceIndex child = kNoResource;
    std::uint32_t link = 0;
    bool closes_cycle = false;
  };

  void search_above(TypeId type, std::span<Candidate> candidates);
  void climb(const Level& level);

  const TypeGraph& graph_;
  const ActColumns& columns_;
  std::vector<bool> on_type_cycle_;                      // by type
  std::vector<std::uint32_t> levels_of_;                 // by type: how many levels have it
  std::vector<std::vector<std::uint32_t>> occurrences_;  // by type and resource: on how many levels
  std::vector<Level> levels_;
  std::vector<Candidate> candidates_;
  std::vector<ResourceIndex> frontier_;
  std::vector<ResourceIndex> frontier_above_;
};

}  // namespace cascade
