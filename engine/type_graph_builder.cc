// SPDX-License-Identifier: Apache-2.0
// Builds a type graph: numbers the types, then joins the edges, and says everything that is wrong
// with the registrations at once, each with the type, who registered it and where.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/assert.h"
#include "engine/type_graph.h"

namespace cascade {
namespace {

constexpr std::size_t kTypesMax = value(kNoType);
constexpr std::size_t kReactionsMax = 255;

}  // namespace

struct TypeGraphBuilder::Pending {
  struct Registration {
    std::string type;
    std::unique_ptr<Extension> extension;  // null: only declared
    std::string origin;
  };
  struct Branch {
    std::unique_ptr<BranchExtension> branch;
    std::string origin;
  };
  using KnownTypes = std::map<std::string, TypeId, std::less<>>;

  std::vector<Registration> types;
  std::vector<Registration> addons;
  std::vector<Branch> branches;

  // While building.
  std::unique_ptr<TypeGraph> graph;
  KnownTypes known;
  std::map<std::pair<TypeId, TypeId>, std::string> edge_origins;  // (parent, child): who brought it
  std::map<std::pair<TypeId, std::string>, std::uint32_t> limits;  // (type, reaction): in flight
  std::string mistakes;

  void wrong(std::string_view mistake, std::string_view origin) {
    if (!mistakes.empty()) mistakes += '\n';
    mistakes += fmt::format("{} ({})", mistake, origin);
  }

  void number_types();
  void join(const Registration& registration, TypeId type, std::string_view role);
  void join_edge(const Registration& registration, TypeId type, const std::string& parent,
                 std::string_view role);
  void check_reactions(const Registration& registration, TypeId type);
  void join_addons();
  void join_branches();
  void sort_edges();
};

void TypeGraphBuilder::Pending::number_types() {
  if (types.size() > kTypesMax) {
    wrong(fmt::format("{} types are registered, at most {} are possible", types.size(), kTypesMax),
          types.back().origin);
    types.resize(kTypesMax);
  }
  std::map<std::string_view, std::string_view> origins;
  graph->types_.reserve(types.size());
  for (const Registration& registration : types) {
    const TypeId type{static_cast<std::uint16_t>(graph->types_.size())};
    if (registration.type.empty())
      wrong("a type without a name is registered", registration.origin);
    if (!known.emplace(registration.type, type).second) {
      wrong(fmt::format("type '{}' is registered twice, first by {}", registration.type,
                        origins[registration.type]),
            registration.origin);
    }
    origins.emplace(registration.type, registration.origin);
    TypeGraph::Type& entry = graph->types_.emplace_back();
    entry.name = registration.type;
    entry.extension = registration.extension.get();
  }
}

void TypeGraphBuilder::Pending::join(const Registration& registration, TypeId type,
                                     std::string_view role) {
  for (const std::string& parent : registration.extension->parents()) {
    join_edge(registration, type, parent, role);
  }
  check_reactions(registration, type);
}

void TypeGraphBuilder::Pending::join_edge(const Registration& registration, TypeId type,
                                          const std::string& parent, std::string_view role) {
  const auto found = known.find(parent);
  if (found == known.end()) {
    wrong(fmt::format("the {} '{}' names the parent '{}', which nobody registers", role,
                      registration.type, parent),
          registration.origin);
    return;
  }
  if (found->second == type) {
    wrong(fmt::format("the {} '{}' names itself as its parent", role, registration.type),
          registration.origin);
    return;
  }
  if (graph->extension(found->second) == nullptr) {
    wrong(fmt::format("the {} '{}' names the parent '{}', which is only declared and does not "
                      "join the cascade",
                      role, registration.type, parent),
          registration.origin);
    return;
  }
  const auto [first, added] =
      edge_origins.emplace(std::pair(found->second, type), registration.origin);
  if (!added) {
    wrong(fmt::format("the {} '{}' names the parent '{}', but that edge exists already, from {}",
                      role, registration.type, parent, first->second),
          registration.origin);
    return;
  }
  graph->edges_.push_back({found->second, type, registration.extension.get()});
}

void TypeGraphBuilder::Pending::check_reactions(const Registration& registration, TypeId type) {
  const std::vector<Reaction>& rows = registration.extension->reactions();
  if (rows.size() > kReactionsMax) {
    wrong(fmt::format("type '{}' has {} reactions, at most {} are possible", registration.type,
                      rows.size(), kReactionsMax),
          registration.origin);
  }
  for (const Reaction& row : rows) {
    const auto complain = [&](std::string_view what) {
      wrong(fmt::format("reaction '{}' of type '{}' {}", row.name, registration.type, what),
            registration.origin);
    };
    if (row.name.empty()) complain("has no name");
    if (row.in_flight_max == 0) complain("may never be in flight, its limit must be at least 1");
    if (row.timeout <= Duration::zero()) complain("has a timeout that is not positive");
    const auto [first, added] = limits.emplace(std::pair(type, row.name), row.in_flight_max);
    if (!added && first->second != row.in_flight_max) {
      complain(
          fmt::format("has two limits in flight, {} and {}", first->second, row.in_flight_max));
    }
  }
}

void TypeGraphBuilder::Pending::join_addons() {
  for (const Registration& addon : addons) {
    const auto found = known.find(addon.type);
    if (found == known.end() || graph->extension(found->second) == nullptr) {
      wrong(fmt::format("an add-on adds edges to type '{}', which {}", addon.type,
                        found == known.end() ? "nobody registers" : "does not join the cascade"),
            addon.origin);
      continue;
    }
    join(addon, found->second, "add-on to type");
  }
}

void TypeGraphBuilder::Pending::join_branches() {
  for (Branch& pending : branches) {
    const auto found = known.find(pending.branch->resource_type());
    if (found == known.end() || graph->extension(found->second) == nullptr) {
      wrong(fmt::format("a branch extension is meant for type '{}', which {}",
                        pending.branch->resource_type(),
                        found == known.end() ? "nobody registers" : "does not join the cascade"),
            pending.origin);
      continue;
    }
    graph->types_[value(found->second)].branches.push_back(pending.branch.get());
  }
}

void TypeGraphBuilder::Pending::sort_edges() {
  std::vector<Edge>& edges = graph->edges_;
  std::sort(edges.begin(), edges.end(), [this](const Edge& a, const Edge& b) {
    if (a.parent != b.parent) return a.parent < b.parent;
    return graph->name_rank(a.child) < graph->name_rank(b.child);
  });
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < graph->types_.size(); ++i) {
    TypeGraph::Type& type = graph->types_[i];
    type.edges_begin = next;
    while (next < edges.size() && value(edges[next].parent) == i) ++next;
    type.edges_end = next;
  }
}

TypeGraphBuilder::TypeGraphBuilder() : pending_(std::make_unique<Pending>()) {}
TypeGraphBuilder::~TypeGraphBuilder() = default;

TypeGraphBuilder& TypeGraphBuilder::add(std::unique_ptr<Extension> extension, std::string origin) {
  CASCADE_ASSERT(extension != nullptr, "an extension is registered");
  std::string type = extension->resource_type();
  pending_->types.push_back({std::move(type), std::move(extension), std::move(origin)});
  return *this;
}

TypeGraphBuilder& TypeGraphBuilder::declare(std::string type, std::string origin) {
  pending_->types.push_back({std::move(type), nullptr, std::move(origin)});
  return *this;
}

TypeGraphBuilder& TypeGraphBuilder::add_addon(std::unique_ptr<Extension> addon,
                                              std::string origin) {
  CASCADE_ASSERT(addon != nullptr, "an add-on is registered");
  std::string type = addon->resource_type();
  pending_->addons.push_back({std::move(type), std::move(addon), std::move(origin)});
  return *this;
}

TypeGraphBuilder& TypeGraphBuilder::add_branch(std::unique_ptr<BranchExtension> branch,
                                               std::string origin) {
  CASCADE_ASSERT(branch != nullptr, "a branch extension is registered");
  pending_->branches.push_back({std::move(branch), std::move(origin)});
  return *this;
}

Result<std::shared_ptr<const TypeGraph>> TypeGraphBuilder::build() {
  const std::unique_ptr<Pending> pending = std::exchange(pending_, std::make_unique<Pending>());
  pending->graph.reset(new TypeGraph);
  pending->number_types();
  for (std::size_t i = 0; i < pending->types.size(); ++i) {
    if (pending->types[i].extension == nullptr) continue;
    pending->join(pending->types[i], TypeId(i), "type");
  }
  pending->join_addons();
  pending->join_branches();
  if (!pending->mistakes.empty()) return input_error(std::move(pending->mistakes));

  TypeGraph& graph = *pending->graph;
  graph.rank_names();
  pending->sort_edges();
  graph.find_components();
  for (auto* registrations : {&pending->types, &pending->addons}) {
    for (Pending::Registration& registration : *registrations) {
      if (registration.extension) graph.extensions_.push_back(std::move(registration.extension));
    }
  }
  for (Pending::Branch& pending_branch : pending->branches) {
    graph.branch_extensions_.push_back(std::move(pending_branch.branch));
  }
  return std::shared_ptr<const TypeGraph>(std::move(pending->graph));
}

}  // namespace cascade
