// SPDX-License-Identifier: Apache-2.0
#include "engine/union_rounds.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/assert.h"
#include "engine/strong_components.h"

namespace cascade {
namespace {

constexpr std::uint32_t kUnknown = std::numeric_limits<std::uint32_t>::max();

}  // namespace

UnionRounds::UnionRounds(UnionGraph& gathered, PlanBuilder& builder)
    : gathered_(gathered),
      builder_(builder),
      leads_to_cycle_(gathered.types.size()),
      distances_(gathered.types.size()),
      knot_of_(gathered.types.size()) {}

void UnionRounds::begin(std::span<const TypeId> parents_first) {
  for (std::size_t i = parents_first.size(); i-- > 0;) {
    const TypeId type = parents_first[i];
    const auto children = gathered_.types_of.children(type);
    leads_to_cycle_[value(type)] =
        gathered_.on_type_cycle[value(type)] ||
        std::any_of(children.begin(), children.end(),
                    [this](const Edge& edge) { return leads_to_cycle_[value(edge.child)]; });
  }
}

std::uint32_t UnionRounds::place(TypeId type, ResourceIndex resource) const {
  const auto context = builder_.context(gathered_.types[value(type)].visible);
  CASCADE_ASSERT(!context.empty(), "a link starts at a visible resource");
  if (context.back() - context.front() == context.size() - 1) return resource - context.front();
  const auto found = std::lower_bound(context.begin(), context.end(), resource);
  CASCADE_ASSERT(found != context.end() && *found == resource,
                 "a link starts at a visible resource");
  return static_cast<std::uint32_t>(found - context.begin());
}

UnionRounds::Distance UnionRounds::above(const Edge& edge, LinkParent parent) const {
  if (parent.is_root()) return {};
  const Distances& distances = distances_[value(edge.parent)];
  const std::uint32_t at = place(edge.parent, parent.index());
  return {distances.near[at], distances.far[at]};
}

template <class Visit>
void UnionRounds::each_visible(std::uint32_t index, Visit visit) const {
  const UnionEdge& edge = gathered_.edges[index];
  const std::vector<Reaction>& rows = gathered_.edge(index).extension->reactions();
  const auto resources = edge.columns.resources_of(edge.acts);
  const auto reactions = edge.columns.reactions_of(edge.acts);
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (!rows[value(reactions[i])].shows_children) continue;
    visit(resources[i], edge.columns.links(edge.acts, i));
  }
}

template <class Visit>
void UnionRounds::each_incoming(TypeId type, bool internal, Visit visit) const {
  for (const std::uint32_t index : gathered_.incoming[value(type)]) {
    if (gathered_.edges[index].visited && gathered_.is_internal(index) == internal) visit(index);
  }
}

void UnionRounds::measure(TypeId type) {
  if (!leads_to_cycle_[value(type)]) return;
  Distances& own = distances_[value(type)];
  const auto context = builder_.context(gathered_.types[value(type)].visible);
  const bool at_root = type == builder_.request().root_type;
  own.near.assign(context.size(), at_root ? 0 : kUnknown);
  own.far.assign(context.size(), 0);
  each_incoming(type, false, [&](std::uint32_t index) {
    each_visible(index, [&](ResourceIndex child, std::span<const LinkParent> links) {
      const std::uint32_t at = place(type, child);
      for (const LinkParent parent : links) {
        const Distance distance = above(gathered_.edge(index), parent);
        own.near[at] = std::min(own.near[at], distance.near + 1);
        own.far[at] = std::max(own.far[at], distance.far + 1);
      }
    });
  });
}

void UnionRounds::untangle(std::span<const TypeId> types) {
  Knot knot;
  knot.types = types;
  enter_knot(knot);
  join_arcs(knot);
  find_nearest(knot);
  knot.component = strong_components(knot.first_arc, knot.targets);
  find_farthest(knot);
  for (std::size_t i = 0; i < types.size(); ++i) {
    Distances& own = distances_[value(types[i])];
    own.near.assign(knot.near.begin() + knot.base[i], knot.near.begin() + knot.base[i + 1]);
    own.far.assign(knot.far.begin() + knot.base[i], knot.far.begin() + knot.base[i + 1]);
  }
  for (const TypeId type : types) {
    each_incoming(type, true, [&](std::uint32_t index) { split(index, knot); });
  }
}

std::uint32_t UnionRounds::node(const Knot& knot, TypeId type, ResourceIndex resource) const {
  return knot.base[knot_of_[value(type)]] + place(type, resource);
}

/// Numbers the nodes and notes how far they are by what leads into the knot.
void UnionRounds::enter_knot(Knot& knot) {
  std::uint32_t nodes = 0;
  for (std::uint32_t i = 0; i < knot.types.size(); ++i) {
    knot_of_[value(knot.types[i])] = i;
    knot.base.push_back(nodes);
    const ContextRange visible = gathered_.types[value(knot.types[i])].visible;
    nodes += visible.end - visible.begin;
  }
  knot.base.push_back(nodes);
  knot.near.assign(nodes, kUnknown);
  knot.far.assign(nodes, 0);
  for (const TypeId type : knot.types) {
    if (type == builder_.request().root_type) {
      for (const ResourceIndex root : builder_.context(gathered_.roots)) {
        const auto visible = builder_.context(gathered_.types[value(type)].visible);
        if (!std::binary_search(visible.begin(), visible.end(), root)) continue;
        knot.near[node(knot, type, root)] = 0;
      }
    }
    for (const bool internal : {false, true}) {
      each_incoming(type, internal, [&](std::uint32_t index) {
        each_visible(index, [&](ResourceIndex child, std::span<const LinkParent> links) {
          const std::uint32_t at = node(knot, type, child);
          for (const LinkParent parent : links) {
            if (internal && !parent.is_root()) continue;
            const Distance distance = above(gathered_.edge(index), parent);
            knot.near[at] = std::min(knot.near[at], distance.near + 1);
            knot.far[at] = std::max(knot.far[at], distance.far + 1);
          }
        });
      });
    }
  }
}

/// Turns the links inside the knot around: from parents to children.
void UnionRounds::join_arcs(Knot& knot) const {
  const auto each_arc = [&](auto visit) {
    for (const TypeId type : knot.types) {
      each_incoming(type, true, [&](std::uint32_t index) {
        const TypeId parent_type = gathered_.edge(index).parent;
        each_visible(index, [&](ResourceIndex child, std::span<const LinkParent> links) {
          for (const LinkParent parent : links) {
            if (parent.is_root()) continue;
            visit(node(knot, parent_type, parent.index()), node(knot, type, child));
          }
        });
      });
    }
  };
  knot.first_arc.assign(knot.near.size() + 1, 0);
  each_arc([&](std::uint32_t from, std::uint32_t) { ++knot.first_arc[from + 1]; });
  std::partial_sum(knot.first_arc.begin(), knot.first_arc.end(), knot.first_arc.begin());
  knot.targets.resize(knot.first_arc.back());
  std::vector<std::uint32_t> next(knot.first_arc.begin(), knot.first_arc.end() - 1);
  each_arc([&](std::uint32_t from, std::uint32_t to) { knot.targets[next[from]++] = to; });
}

/// Shortest distances over all arcs, from what the nodes have by their ways in.
void UnionRounds::find_nearest(Knot& knot) {
  std::vector<std::vector<std::uint32_t>> nodes_at;
  const auto put = [&nodes_at](std::uint32_t node, std::uint32_t distance) {
    if (nodes_at.size() <= distance) nodes_at.resize(distance + std::size_t{1});
    nodes_at[distance].push_back(node);
  };
  for (std::uint32_t node = 0; node < knot.near.size(); ++node) {
    if (knot.near[node] != kUnknown) put(node, knot.near[node]);
  }
  for (std::uint32_t distance = 0; distance < nodes_at.size(); ++distance) {
    const std::vector<std::uint32_t> nodes = std::move(nodes_at[distance]);
    for (const std::uint32_t node : nodes) {
      if (knot.near[node] != distance) continue;  // Found nearer since.
      for (std::uint32_t arc = knot.first_arc[node]; arc != knot.first_arc[node + 1]; ++arc) {
        const std::uint32_t target = knot.targets[arc];
        if (knot.near[target] <= distance + 1) continue;
        knot.near[target] = distance + 1;
        put(target, distance + 1);
      }
    }
  }
}

/// Longest distances over the arcs that close no cycle; these form none.
void UnionRounds::find_farthest(Knot& knot) {
  const auto nodes = static_cast<std::uint32_t>(knot.near.size());
  std::vector<std::uint32_t> waits_for(nodes);
  const auto each_arc_from = [&knot](std::uint32_t from, auto visit) {
    for (std::uint32_t arc = knot.first_arc[from]; arc != knot.first_arc[from + 1]; ++arc) {
      if (!knot.closes_cycle(from, knot.targets[arc])) visit(knot.targets[arc]);
    }
  };
  for (std::uint32_t node = 0; node < nodes; ++node) {
    each_arc_from(node, [&](std::uint32_t target) { ++waits_for[target]; });
  }
  std::vector<std::uint32_t> ready;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (waits_for[node] == 0) ready.push_back(node);
  }
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const std::uint32_t node = ready[next];
    each_arc_from(node, [&](std::uint32_t target) {
      knot.far[target] = std::max(knot.far[target], knot.far[node] + 1);
      if (--waits_for[target] == 0) ready.push_back(target);
    });
  }
  CASCADE_ASSERT(ready.size() == nodes, "without the links that close cycles there are none");
}

std::vector<UnionRounds::ActOfRound> UnionRounds::acts_by_round(const Uncut& uncut,
                                                                const Knot& knot) {
  const Edge& types = uncut.types;
  std::vector<ActOfRound> acts;
  for (std::size_t act = 0; act < uncut.resources.size(); ++act) {
    std::uint32_t round = 0;
    for (const LinkParent parent : uncut.columns.links(uncut.range, act)) {
      if (closes_cycle(uncut, act, parent, knot)) {
        builder_.cycle_links().push_back({types.parent, types.child, parent, uncut.resources[act]});
      } else {
        round = std::max(round, above(types, parent).far + 1);
      }
    }
    if (round == 0) continue;  // Every link closes a cycle: nobody acts along this edge.
    if (uncut.is_visible(act)) round = knot.far[node(knot, types.child, uncut.resources[act])];
    acts.push_back({round, act});
  }
  std::sort(acts.begin(), acts.end());
  return acts;
}

bool UnionRounds::closes_cycle(const Uncut& uncut, std::size_t act, LinkParent parent,
                               const Knot& knot) const {
  return uncut.is_visible(act) && !parent.is_root() &&
         knot.closes_cycle(node(knot, uncut.types.parent, parent.index()),
                           node(knot, uncut.types.child, uncut.resources[act]));
}

UnionEdge::Part UnionRounds::append_part(UnionEdge& edge, const Uncut& uncut, const Knot& knot,
                                         std::span<const ActOfRound> acts) const {
  ActColumns& columns = edge.columns;
  UnionEdge::Part part;
  part.round = acts.front().round;
  part.acts.acts_begin = columns.resources.size();
  part.acts.links_begin = columns.parents.size();
  part.acts.offsets_begin = columns.offsets.size();
  for (const auto& [round, act] : acts) {
    columns.offsets.push_back(
        static_cast<std::uint32_t>(columns.parents.size() - part.acts.links_begin));
    for (const LinkParent parent : uncut.columns.links(uncut.range, act)) {
      if (!closes_cycle(uncut, act, parent, knot)) columns.parents.push_back(parent);
    }
    columns.resources.push_back(uncut.resources[act]);
    columns.reactions.push_back(uncut.reactions[act]);
    if (uncut.is_visible(act)) ++part.acts.visible;
  }
  part.acts.acts_end = columns.resources.size();
  part.acts.links_end = columns.parents.size();
  if (part.acts.link_count() == part.acts.act_count()) {
    columns.offsets.truncate(part.acts.offsets_begin);
    part.acts.offsets_begin = ActRange::kNoOffsets;
  } else {
    columns.offsets.push_back(static_cast<std::uint32_t>(part.acts.link_count()));
  }
  return part;
}

/// Takes the links that close cycles out of an edge and splits what is left by round.
void UnionRounds::split(std::uint32_t index, const Knot& knot) {
  UnionEdge& edge = gathered_.edges[index];
  const ActColumns columns = std::exchange(edge.columns, {});
  const Edge& types = gathered_.edge(index);
  const Uncut uncut{.types = types,
                    .rows = types.extension->reactions(),
                    .columns = columns,
                    .range = edge.acts,
                    .resources = columns.resources_of(edge.acts),
                    .reactions = columns.reactions_of(edge.acts)};
  const std::vector<ActOfRound> acts = acts_by_round(uncut, knot);
  for (auto begin = acts.begin(); begin != acts.end();) {
    const auto end = std::find_if(
        begin, acts.end(), [begin](const ActOfRound& act) { return act.round != begin->round; });
    edge.parts.push_back(append_part(edge, uncut, knot, {begin, end}));
    begin = end;
  }
  if (edge.parts.empty()) edge.parts.push_back({1, {}});
}

}  // namespace cascade
