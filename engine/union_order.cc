// SPDX-License-Identifier: Apache-2.0
// A depth-first walk over the visited edges, each expanded once, where it is first reached and
// leads on. A type cycle is expanded as a whole before the edge by which it is entered: first all
// that leads out of it, then its rounds.
#include "engine/union_order.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace cascade {
namespace {

constexpr std::uint32_t kNotEntered = std::numeric_limits<std::uint32_t>::max();

class UnionOrder {
 public:
  UnionOrder(UnionGraph& gathered, PlanBuilder& builder)
      : gathered_(gathered),
        graph_(gathered.types_of),
        builder_(builder),
        root_(builder.request().root_type),
        entered_by_(graph_.type_count(), kNotEntered),
        entered_(graph_.type_count()) {}

  void run() {
    reserve();
    enter(root_, kNotEntered, true);
    while (!visits_.empty()) {
      if (!go_on(visits_.back())) leave();
    }
    record_root();
    join_tree();
  }

 private:
  /// A type whose children are being visited.
  struct Visit {
    TypeId type = kNoType;
    std::size_t next_child = 0;
    std::uint32_t edge = kNotEntered;  ///< By which the type was entered.
    bool opens_component = false;      ///< The first type of its component.
  };
  struct Split {
    std::uint32_t round;
    std::uint32_t parent_rank;
    std::uint32_t child_rank;
    std::uint32_t edge;
    std::size_t part;
    bool operator<(const Split& other) const {
      if (round != other.round) return round > other.round;
      return std::pair(parent_rank, child_rank) < std::pair(other.parent_rank, other.child_rank);
    }
  };

  void enter(TypeId type, std::uint32_t edge, bool opens_component) {
    entered_[value(type)] = true;
    entered_by_[value(type)] = edge;
    visits_.push_back({type, 0, edge, opens_component});
  }

  bool go_on(Visit& visit);
  bool enter_rest(const Visit& visit);
  [[nodiscard]] bool comes_before(const Edge& a, const Edge& b) const;
  void leave();
  void record_rounds(std::uint32_t component);
  void record(std::uint32_t edge, std::size_t part, Duration query_time);
  void record_root();
  void reserve();
  void join_tree();
  [[nodiscard]] StepId tree_parent(const Step& step) const;

  UnionGraph& gathered_;
  const TypeGraph& graph_;
  PlanBuilder& builder_;
  TypeId root_;
  std::vector<std::uint32_t> entered_by_;  // by type
  std::vector<bool> entered_;              // by type
  std::vector<Visit> visits_;
};

/// Visits the next child; false when there is none.
bool UnionOrder::go_on(Visit& visit) {
  const auto children = graph_.children(visit.type);
  while (visit.next_child < children.size()) {
    const Edge& edge = children[visit.next_child++];
    const std::uint32_t index = graph_.index(edge);
    const UnionEdge& own = gathered_.edges[index];
    if (!own.visited) continue;
    const bool internal = gathered_.is_internal(index);
    if (!entered_[value(edge.child)] && own.opens()) {
      enter(edge.child, index, !internal);
      return true;
    }
    if (!internal) record(index, 0, own.query_time);
  }
  return visit.opens_component && enter_rest(visit);
}

/// Enters a type of this component that only another way into it leads to.
bool UnionOrder::enter_rest(const Visit& visit) {
  if (!gathered_.on_type_cycle[value(visit.type)]) return false;
  const std::uint32_t component = graph_.component(visit.type);
  std::uint32_t way_in = kNotEntered;
  for (const Edge& edge : graph_.edges()) {
    const std::uint32_t index = graph_.index(edge);
    if (graph_.component(edge.child) != component || entered_[value(edge.child)]) continue;
    if (gathered_.is_internal(index) || !gathered_.edges[index].visited) continue;
    if (!gathered_.edges[index].opens()) continue;
    if (way_in == kNotEntered || comes_before(edge, gathered_.edge(way_in))) way_in = index;
  }
  if (way_in == kNotEntered) return false;
  enter(gathered_.edge(way_in).child, way_in, false);
  return true;
}

/// By names, the child's first.
bool UnionOrder::comes_before(const Edge& a, const Edge& b) const {
  return std::pair(graph_.name_rank(a.child), graph_.name_rank(a.parent)) <
         std::pair(graph_.name_rank(b.child), graph_.name_rank(b.parent));
}

void UnionOrder::leave() {
  const Visit visit = visits_.back();
  visits_.pop_back();
  if (!visit.opens_component) return;
  if (gathered_.on_type_cycle[value(visit.type)]) record_rounds(graph_.component(visit.type));
  if (visit.edge != kNotEntered) record(visit.edge, 0, gathered_.edges[visit.edge].query_time);
}

/// Deeper rounds first; the whole query of an edge is booked on its first step.
void UnionOrder::record_rounds(std::uint32_t component) {
  std::vector<Split> splits;
  for (const Edge& edge : graph_.edges()) {
    if (graph_.component(edge.parent) != component || graph_.component(edge.child) != component) {
      continue;
    }
    const std::uint32_t index = graph_.index(edge);
    const std::vector<UnionEdge::Part>& parts = gathered_.edges[index].parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      splits.push_back(
          {parts[i].round, graph_.name_rank(edge.parent), graph_.name_rank(edge.child), index, i});
    }
  }
  std::sort(splits.begin(), splits.end());
  for (const Split& split : splits) {
    const bool first = split.part + 1 == gathered_.edges[split.edge].parts.size();
    record(split.edge, split.part,
           first ? gathered_.edges[split.edge].query_time : Duration::zero());
  }
}

void UnionOrder::record(std::uint32_t index, std::size_t part, Duration query_time) {
  const Edge& edge = gathered_.edge(index);
  UnionEdge& own = gathered_.edges[index];
  const ContextRange parents = gathered_.types[value(edge.parent)].visible;
  own.parts[part].step = builder_.record({.type = edge.child,
                                          .parent_type = edge.parent,
                                          .round = own.parts[part].round,
                                          .extension = edge.extension,
                                          .parents_begin = parents.begin,
                                          .parents_end = parents.end,
                                          .query_time = query_time},
                                         own.columns, own.parts[part].acts);
  // Parts are recorded last to first.
  if (part == 0) own.columns = {};
}

void UnionOrder::record_root() {
  builder_.record({.type = root_,
                   .parent_type = root_,
                   .extension = graph_.extension(root_),
                   .parents_begin = gathered_.roots.begin,
                   .parents_end = gathered_.roots.end,
                   .query_time = gathered_.root_query_time},
                  gathered_.root_columns, gathered_.root_acts);
}

void UnionOrder::reserve() {
  std::size_t steps = 1;
  std::size_t acts = gathered_.root_columns.resources.size();
  std::size_t links = gathered_.root_columns.parents.size();
  std::size_t offsets = gathered_.root_columns.offsets.size();
  for (const UnionEdge& edge : gathered_.edges) {
    steps += edge.parts.size();
    acts += edge.columns.resources.size();
    links += edge.columns.parents.size();
    offsets += edge.columns.offsets.size();
  }
  builder_.reserve(steps, acts, links, offsets);
}

void UnionOrder::join_tree() {
  const std::size_t steps = builder_.plan().steps().size();
  for (std::uint32_t i = 0; i + 1 < steps; ++i) {
    builder_.set_tree_parent(StepId{i}, tree_parent(builder_.plan().step(StepId{i})));
  }
}

/// The step of the edge by which the parent type was first reached; of a split edge the deepest
/// part above the step.
StepId UnionOrder::tree_parent(const Step& step) const {
  const std::uint32_t by = entered_by_[value(step.parent_type)];
  if (by == kNotEntered) return builder_.plan().root_step();
  const std::vector<UnionEdge::Part>& parts = gathered_.edges[by].parts;
  const auto from = std::lower_bound(
      parts.begin(), parts.end(), step.round,
      [](const UnionEdge::Part& part, std::uint32_t round) { return part.round < round; });
  return from == parts.begin() ? parts.front().step : std::prev(from)->step;
}

}  // namespace

void record_union(UnionGraph& gathered, PlanBuilder& builder) {
  UnionOrder(gathered, builder).run();
}

}  // namespace cascade
