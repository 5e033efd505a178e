// SPDX-License-Identifier: Apache-2.0
// Asks in topological order of the type graph's components: when a type's turn comes, everything
// that leads to it is known, and each edge is asked once with the whole context. Only inside a
// type cycle edges are asked again, for resources that became visible since.
#include "engine/union_planner.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/link_grouper.h"
#include "engine/union_graph.h"
#include "engine/union_order.h"
#include "engine/union_rounds.h"

namespace cascade {

UnionGraph::UnionGraph(const TypeGraph& graph)
    : types_of(graph),
      edges(graph.edges().size()),
      types(graph.type_count()),
      incoming(graph.type_count()),
      on_type_cycle(graph.type_count()) {
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    incoming[value(edge(i).child)].push_back(i);
    if (!is_internal(i)) continue;
    on_type_cycle[value(edge(i).parent)] = on_type_cycle[value(edge(i).child)] = true;
  }
  for (std::vector<std::uint32_t>& edges_here : incoming) {
    std::sort(edges_here.begin(), edges_here.end(), [this](std::uint32_t a, std::uint32_t b) {
      return types_of.name_rank(edge(a).parent) < types_of.name_rank(edge(b).parent);
    });
  }
}

namespace {

/// The visible resources of a type on a cycle, while they are still being found.
class Gathering {
 public:
  void see(ResourceIndex resource) {
    if (seen_.size() <= resource) {
      seen_.resize(std::max<std::size_t>(resource + std::size_t{1}, 2 * seen_.size()));
    }
    if (seen_[resource]) return;
    seen_[resource] = true;
    fresh_.push_back(resource);
  }
  /// What was seen since the last call, ascending.
  std::vector<ResourceIndex> take_fresh() {
    std::sort(fresh_.begin(), fresh_.end());
    all_.insert(all_.end(), fresh_.begin(), fresh_.end());
    return std::exchange(fresh_, {});
  }
  [[nodiscard]] bool has_fresh() const { return !fresh_.empty(); }
  [[nodiscard]] bool empty() const { return fresh_.empty() && all_.empty(); }
  /// Everything, ascending. Nothing may be fresh.
  std::vector<ResourceIndex> take_all() {
    std::sort(all_.begin(), all_.end());
    return std::move(all_);
  }

 private:
  std::vector<bool> seen_;
  std::vector<ResourceIndex> all_;
  std::vector<ResourceIndex> fresh_;
};

class UnionWalk {
 public:
  UnionWalk(Inquirer& inquirer, PlanBuilder& builder)
      : inquirer_(inquirer),
        graph_(inquirer.graph()),
        builder_(builder),
        root_(builder.request().root_type),
        gathered_(graph_),
        gatherings_(graph_.type_count()),
        rounds_(gathered_, builder_) {}

  Result<void> run();

 private:
  using Types = std::vector<TypeId>;

  Result<void> ask_root();
  Result<void> visit_component(const Types& types);
  Result<void> visit_cycle(const Types& types);
  Result<bool> visit_cycle_type(TypeId type);
  Result<void> finish_cycle(const Types& types);
  void finish_type(TypeId type);
  Result<void> visit_children(TypeId type);

  /// Asks one edge for more parents; the answer is in the inquirer's links().
  Result<Query> ask(std::uint32_t edge, std::span<const ResourceIndex> parents);
  Result<void> group(std::uint32_t edge, LinkColumns& links);
  Result<void> finish_edge(std::uint32_t edge, std::size_t links_found);
  [[nodiscard]] Query query(std::uint32_t edge, std::span<const ResourceIndex> parents) const;

  std::span<const ResourceIndex> unite_visible(TypeId type);
  std::span<const ResourceIndex> visible_of(const Extension& extension, const UnionEdge& edge);
  void see_visible(TypeId type, const Extension& extension, const ActColumns& columns,
                   const ActRange& acts);
  [[nodiscard]] bool descends_into(TypeId type) const;
  [[nodiscard]] bool reached_without(TypeId type, TypeId avoided) const;

  Inquirer& inquirer_;
  const TypeGraph& graph_;
  PlanBuilder& builder_;
  TypeId root_;
  bool root_descends_ = false;
  UnionGraph gathered_;
  std::vector<Gathering> gatherings_;  // by type; used on type cycles only
  UnionRounds rounds_;
  LinkGrouper grouper_;
  Column<ResourceIndex> visible_;
  Column<ResourceIndex> united_;
  Column<ResourceIndex> more_;
};

Result<void> UnionWalk::run() {
  if (auto asked = ask_root(); !asked) return asked;
  Types order = graph_.reachable_from(root_);
  // Parents first: they have the larger components.
  std::sort(order.begin(), order.end(), [this](TypeId a, TypeId b) {
    if (graph_.component(a) != graph_.component(b)) {
      return graph_.component(a) > graph_.component(b);
    }
    return graph_.name_rank(a) < graph_.name_rank(b);
  });
  rounds_.begin(order);
  Types component;
  for (std::size_t i = 0; i < order.size(); ++i) {
    component.push_back(order[i]);
    const bool complete =
        i + 1 == order.size() || graph_.component(order[i + 1]) != graph_.component(order[i]);
    if (!complete) continue;
    if (auto visited = visit_component(component); !visited) return visited;
    component.clear();
  }
  record_union(gathered_, builder_);
  return {};
}

Result<void> UnionWalk::ask_root() {
  gathered_.roots = builder_.add_context(root_, builder_.request().roots);
  const Query query{.extension = graph_.extension(root_),
                    .parent_type = root_,
                    .type = root_,
                    .parent = builder_.context(gathered_.roots)};
  if (auto counted = inquirer_.count_node(); !counted) return counted;
  if (auto found = inquirer_.find(query); !found) return found;
  const auto time = inquirer_.query_time(query, inquirer_.links().size(), inquirer_.measured());
  if (!time) return tl::unexpected(time.error());
  gathered_.root_query_time = *time;
  const auto descends = inquirer_.descends_always(query);
  if (!descends) return tl::unexpected(descends.error());
  root_descends_ = *descends;
  if (const auto clash = grouper_.group(inquirer_.links(), query.extension->reactions(),
                                        gathered_.root_columns, gathered_.root_acts)) {
    return inquirer_.clash_error(query, *clash);
  }
  return {};
}

Result<void> UnionWalk::visit_component(const Types& types) {
  if (gathered_.on_type_cycle[value(types.front())]) {
    if (auto visited = visit_cycle(types); !visited) return visited;
  } else {
    finish_type(types.front());
  }
  for (const TypeId type : types) {
    if (auto visited = visit_children(type); !visited) return visited;
  }
  return {};
}

/// Whether an edge that was visited descends to the children of `type` with nothing visible.
bool UnionWalk::descends_into(TypeId type) const {
  const std::vector<std::uint32_t>& edges = gathered_.incoming[value(type)];
  return (type == root_ && root_descends_) ||
         std::any_of(edges.begin(), edges.end(), [this](std::uint32_t edge) {
           return gathered_.edges[edge].visited && gathered_.edges[edge].descends;
         });
}

/// Unites what all edges to a type show. All of them were asked.
void UnionWalk::finish_type(TypeId type) {
  if (graph_.children(type).empty()) return;
  UnionType& own = gathered_.types[value(type)];
  if (type == root_) {
    own.visible = builder_.add_visible(*graph_.extension(type), type, gathered_.root_columns,
                                       gathered_.root_acts);
  } else {
    own.visible = builder_.add_context(type, unite_visible(type));
  }
  own.opened = own.visible.begin != own.visible.end || descends_into(type);
  rounds_.measure(type);
}

/// The span lives until the next call.
std::span<const ResourceIndex> UnionWalk::unite_visible(TypeId type) {
  std::span<const ResourceIndex> united;
  for (const std::uint32_t index : gathered_.incoming[value(type)]) {
    const UnionEdge& edge = gathered_.edges[index];
    if (edge.acts.visible == 0) continue;
    const auto shown = visible_of(*gathered_.edge(index).extension, edge);
    if (std::equal(united.begin(), united.end(), shown.begin(), shown.end())) continue;
    if (united.empty()) {  // Nothing to copy in the common case.
      const bool in_scratch = shown.data() == visible_.data();
      if (in_scratch) united_.swap(visible_);
      united = in_scratch ? united_ : shown;
      continue;
    }
    more_.resize_for_overwrite(united.size() + shown.size());
    const ResourceIndex* const end =
        std::set_union(united.begin(), united.end(), shown.begin(), shown.end(), more_.begin());
    more_.truncate(static_cast<std::size_t>(end - more_.begin()));
    united_.swap(more_);
    united = united_;
  }
  return united;
}

/// The span lives until the next call.
std::span<const ResourceIndex> UnionWalk::visible_of(const Extension& extension,
                                                     const UnionEdge& edge) {
  const auto resources = edge.columns.resources_of(edge.acts);
  if (edge.acts.visible == resources.size()) return resources;
  const std::vector<Reaction>& rows = extension.reactions();
  const auto reactions = edge.columns.reactions_of(edge.acts);
  visible_.clear();
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (rows[value(reactions[i])].shows_children) visible_.push_back(resources[i]);
  }
  return visible_;
}

/// Asks the edges that lead out of a type's component.
Result<void> UnionWalk::visit_children(TypeId type) {
  const UnionType& own = gathered_.types[value(type)];
  if (!own.opened) return {};
  for (const Edge& edge : graph_.children(type)) {
    const std::uint32_t index = graph_.index(edge);
    if (gathered_.is_internal(index)) continue;
    const auto asked = ask(index, builder_.context(own.visible));
    if (!asked) return tl::unexpected(asked.error());
    const std::size_t links_found = inquirer_.links().size();
    inquirer_.drop_links_to_roots(*asked, builder_.cycle_links());
    if (auto grouped = group(index, inquirer_.links()); !grouped) return grouped;
    if (auto finished = finish_edge(index, links_found); !finished) return finished;
    gathered_.edges[index].parts.push_back({0, gathered_.edges[index].acts});
  }
  return {};
}

Query UnionWalk::query(std::uint32_t edge, std::span<const ResourceIndex> parents) const {
  const Edge& asked = gathered_.edge(edge);
  return {.extension = asked.extension,
          .parent_type = asked.parent,
          .type = asked.child,
          .parent = parents,
          .with_root_links = !gathered_.edges[edge].visited};
}

Result<Query> UnionWalk::ask(std::uint32_t edge, std::span<const ResourceIndex> parents) {
  UnionEdge& asked = gathered_.edges[edge];
  const Query question = query(edge, parents);
  if (!asked.visited) {
    if (auto counted = inquirer_.count_node(); !counted) return tl::unexpected(counted.error());
    const auto descends = inquirer_.descends_always(question);
    if (!descends) return tl::unexpected(descends.error());
    asked.descends = *descends;
  }
  if (auto found = inquirer_.find(question); !found) return tl::unexpected(found.error());
  asked.visited = true;
  asked.query_time += inquirer_.measured();
  return question;
}

Result<void> UnionWalk::group(std::uint32_t edge, LinkColumns& links) {
  UnionEdge& grouped = gathered_.edges[edge];
  const Extension& extension = *gathered_.edge(edge).extension;
  if (const auto clash =
          grouper_.group(links, extension.reactions(), grouped.columns, grouped.acts)) {
    return inquirer_.clash_error(query(edge, {}), *clash);
  }
  return {};
}

/// The whole edge costs one query, however often a type cycle made us ask.
Result<void> UnionWalk::finish_edge(std::uint32_t edge, std::size_t links_found) {
  UnionEdge& finished = gathered_.edges[edge];
  const ContextRange parents = gathered_.types[value(gathered_.edge(edge).parent)].visible;
  Query question = query(edge, builder_.context(parents));
  question.with_root_links = true;
  const auto time = inquirer_.query_time(question, links_found, finished.query_time);
  if (!time) return tl::unexpected(time.error());
  finished.query_time = *time;
  return {};
}

/// Inside a type cycle: until nothing new becomes visible.
Result<void> UnionWalk::visit_cycle(const Types& types) {
  for (const TypeId type : types) {
    if (type == root_) {
      see_visible(type, *graph_.extension(type), gathered_.root_columns, gathered_.root_acts);
    }
    for (const std::uint32_t index : gathered_.incoming[value(type)]) {
      const UnionEdge& edge = gathered_.edges[index];
      see_visible(type, *gathered_.edge(index).extension, edge.columns, edge.acts);
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const TypeId type : types) {
      const auto visited = visit_cycle_type(type);
      if (!visited) return tl::unexpected(visited.error());
      changed |= *visited;
    }
  }
  return finish_cycle(types);
}

void UnionWalk::see_visible(TypeId type, const Extension& extension, const ActColumns& columns,
                            const ActRange& acts) {
  const std::vector<Reaction>& rows = extension.reactions();
  const auto resources = columns.resources_of(acts);
  const auto reactions = columns.reactions_of(acts);
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (rows[value(reactions[i])].shows_children) gatherings_[value(type)].see(resources[i]);
  }
}

/// Asks the edges from `type` inside its component for what became visible; true if it asked.
Result<bool> UnionWalk::visit_cycle_type(TypeId type) {
  Gathering& gathering = gatherings_[value(type)];
  const bool fresh = gathering.has_fresh();
  const std::vector<ResourceIndex> parents = gathering.take_fresh();
  const bool descends = gathering.empty() && descends_into(type);
  bool asked_any = false;
  for (const Edge& edge : graph_.children(type)) {
    const std::uint32_t index = graph_.index(edge);
    if (!gathered_.is_internal(index)) continue;
    const bool empty_visit =
        descends && !gathered_.edges[index].visited && reached_without(type, edge.child);
    if (!fresh && !empty_visit) continue;
    const auto asked = ask(index, parents);
    if (!asked) return tl::unexpected(asked.error());
    asked_any = true;
    inquirer_.drop_links_to_roots(*asked, builder_.cycle_links());
    const LinkColumns& links = inquirer_.links();
    gathered_.edges[index].links.append(links);
    const std::vector<Reaction>& rows = edge.extension->reactions();
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (rows[value(links.reactions[i])].shows_children) {
        gatherings_[value(edge.child)].see(links.children[i]);
      }
    }
  }
  return asked_any;
}

/// Whether a path of visited edges leads from the root to `type`, the last of them descending with
/// nothing visible, that has not passed `avoided`: with nothing visible, a type that is already on
/// the path is not visited again.
bool UnionWalk::reached_without(TypeId type, TypeId avoided) const {
  if (avoided == root_) return false;
  if (type == root_ && root_descends_) return true;
  std::vector<bool> seen(graph_.edges().size());
  std::vector<std::uint32_t> edges;
  const auto pass = [&](TypeId through, bool descends) {
    const UnionType& own = gathered_.types[value(through)];
    const bool shows = own.visible.begin != own.visible.end || !gatherings_[value(through)].empty();
    if (!shows && !descends) return;
    for (const Edge& edge : graph_.children(through)) {
      const std::uint32_t index = graph_.index(edge);
      if (edge.child == avoided || seen[index] || !gathered_.edges[index].visited) continue;
      seen[index] = true;
      edges.push_back(index);
    }
  };
  pass(root_, root_descends_);
  for (std::size_t next = 0; next < edges.size(); ++next) {
    const Edge& edge = gathered_.edge(edges[next]);
    const bool descends = gathered_.edges[edges[next]].descends;
    if (edge.child == type && descends) return true;
    pass(edge.child, descends);
  }
  return false;
}

Result<void> UnionWalk::finish_cycle(const Types& types) {
  for (const TypeId type : types) {
    UnionType& own = gathered_.types[value(type)];
    own.opened = !gatherings_[value(type)].empty() || descends_into(type);
    const std::vector<ResourceIndex> visible =
        std::exchange(gatherings_[value(type)], {}).take_all();
    own.visible = builder_.add_context(type, visible);
  }
  for (const TypeId type : types) {
    for (const Edge& edge : graph_.children(type)) {
      const std::uint32_t index = graph_.index(edge);
      if (!gathered_.is_internal(index) || !gathered_.edges[index].visited) continue;
      LinkColumns links = std::exchange(gathered_.edges[index].links, {});
      const std::size_t links_found = links.size();
      if (auto grouped = group(index, links); !grouped) return grouped;
      if (auto finished = finish_edge(index, links_found); !finished) return finished;
    }
  }
  rounds_.untangle(types);
  for (const TypeId type : types) {
    for (const Edge& edge : graph_.children(type)) {
      // The first part was counted when the edge was visited.
      for (std::size_t i = 1; i < gathered_.edges[graph_.index(edge)].parts.size(); ++i) {
        if (auto counted = inquirer_.count_node(); !counted) return counted;
      }
    }
  }
  return {};
}

}  // namespace

Result<void> plan_union(Inquirer& inquirer, PlanBuilder& builder) {
  return UnionWalk(inquirer, builder).run();
}

}  // namespace cascade
