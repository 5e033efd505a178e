// SPDX-License-Identifier: Apache-2.0
// Where types form a cycle, `union` splits an edge into one step per round, so that whatever is
// linked below an act lies in an earlier step. This finds the links that close a cycle of
// resources and the rounds of all others. Types that lead to no cycle are left alone.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/plan_builder.h"
#include "engine/union_graph.h"

namespace cascade {

class UnionRounds {
 public:
  /// Both must outlive this.
  UnionRounds(UnionGraph& gathered, PlanBuilder& builder);

  /// All types that will be visited, parents first.
  void begin(std::span<const TypeId> parents_first);
  /// Notes how far a type's visible resources are from the root. All that leads to the type is
  /// known; it lies on no type cycle.
  void measure(TypeId type);
  /// The same for all types of one type cycle, in name order; takes the links that close cycles
  /// out of the edges inside it, lists them, and splits the edges into parts by round.
  void untangle(std::span<const TypeId> types);

 private:
  /// By place in the type's visible context; in links from the root.
  struct Distances {
    std::vector<std::uint32_t> near;  ///< Fewest.
    std::vector<std::uint32_t> far;   ///< Most, along links that close no cycle.
  };
  struct Distance {
    std::uint32_t near = 0;
    std::uint32_t far = 0;
  };
  /// The visible resources of one type cycle and the links between them.
  struct Knot {
    std::span<const TypeId> types;
    std::vector<std::uint32_t> base;  // by place in `types`: its first node; one more entry
    std::vector<std::uint32_t> near;  // by node
    std::vector<std::uint32_t> far;
    std::vector<std::uint32_t> first_arc;  // by node; one more entry
    std::vector<std::uint32_t> targets;
    std::vector<std::uint32_t> component;

    [[nodiscard]] std::uint32_t node(std::uint32_t node_of_type, std::uint32_t place) const {
      return base[node_of_type] + place;
    }
    /// Nodes are numbered by type name and index, so they break ties as the design says.
    [[nodiscard]] bool closes_cycle(std::uint32_t parent, std::uint32_t child) const {
      return component[parent] == component[child] &&
             (near[child] < near[parent] || (near[child] == near[parent] && child < parent));
    }
  };

  /// An edge of a type cycle as it was gathered, before it is split.
  struct Uncut {
    const Edge& types;
    const std::vector<Reaction>& rows;
    const ActColumns& columns;
    ActRange range;
    std::span<const ResourceIndex> resources;  // by act
    std::span<const ReactionId> reactions;

    [[nodiscard]] bool is_visible(std::size_t act) const {
      return rows[value(reactions[act])].shows_children;
    }
  };
  struct ActOfRound {
    std::uint32_t round = 0;
    std::size_t act = 0;

    auto operator<=>(const ActOfRound&) const = default;
  };

  [[nodiscard]] std::uint32_t place(TypeId type, ResourceIndex resource) const;
  [[nodiscard]] std::uint32_t node(const Knot& knot, TypeId type, ResourceIndex resource) const;
  [[nodiscard]] Distance above(const Edge& edge, LinkParent parent) const;
  /// Calls `visit(child, links)` for every act of an edge that shows its resource.
  template <class Visit>
  void each_visible(std::uint32_t edge, Visit visit) const;
  /// Calls `visit(edge)` for every visited edge to `type`, inside or outside its component.
  template <class Visit>
  void each_incoming(TypeId type, bool internal, Visit visit) const;

  void enter_knot(Knot& knot);
  void join_arcs(Knot& knot) const;
  static void find_nearest(Knot& knot);
  static void find_farthest(Knot& knot);
  [[nodiscard]] bool closes_cycle(const Uncut& uncut, std::size_t act, LinkParent parent,
                                  const Knot& knot) const;
  /// Every act that keeps a link, round by round; lists the links that close cycles.
  std::vector<ActOfRound> acts_by_round(const Uncut& uncut, const Knot& knot);
  UnionEdge::Part append_part(UnionEdge& edge, const Uncut& uncut, const Knot& knot,
                              std::span<const ActOfRound> acts) const;
  void split(std::uint32_t edge, const Knot& knot);

  UnionGraph& gathered_;
  PlanBuilder& builder_;
  std::vector<bool> leads_to_cycle_;    // by type
  std::vector<Distances> distances_;    // by type; only where it leads to a cycle
  std::vector<std::uint32_t> knot_of_;  // by type: its place in the current knot's types
};

}  // namespace cascade
