// SPDX-License-Identifier: Apache-2.0
// Placement across clusters. Which host is taken depends on names only (rendezvous hashing), not
// on which machine moved before.
#include "sim/extension/relocate_function.h"

#include <initializer_list>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/random.h"
#include "sim/world/world.h"

namespace cascade::sim {
namespace {

/// A chain of relations by name; nothing if the model lacks one.
std::optional<RelationPath> find_path(const Model& model, TypeId from,
                                      std::initializer_list<std::string_view> hops) {
  RelationPath path;
  path.end = from;
  for (const std::string_view hop : hops) {
    const auto relation = model.type(path.end).relation(hop);
    if (!relation) return std::nullopt;
    path.hops.push_back(*relation);
    path.end = model.type(path.end).relations[value(*relation)].target;
    // To a type that there is not: told where the relation is read.
    if (path.end == kNoType) return std::nullopt;
  }
  return path;
}

bool is_column(const Model& model, TypeId type, RelationId relation) {
  const Relation::Kind kind = model.type(type).relations[value(relation)].kind;
  return kind == Relation::Kind::Single || kind == Relation::Kind::Optional;
}

/// What leads from a machine to the clusters where it could run.
struct Reach {
  TypeId host_type = kNoType;
  TypeId cluster_type = kNoType;
  RelationId host{};
  RelationId host_cluster{};
  std::optional<RelationId> own_cluster;
  std::optional<RelationPath> storages;  ///< To the storages of the machine.
  std::optional<RelationPath> volumes;   ///< To the storages of all its volumes.
  std::optional<RelationPath> networks;
  RelationId storage_clusters{};
  RelationId volume_clusters{};
  RelationId network_clusters{};
};

std::optional<Reach> find_reach(const Model& model, TypeId type) {
  const auto cluster = find_path(model, type, {"host", "cluster"});
  if (!cluster) return std::nullopt;
  Reach reach;
  reach.host = cluster->hops[0];
  reach.host_type = model.type(type).relations[value(reach.host)].target;
  reach.host_cluster = cluster->hops[1];
  reach.cluster_type = cluster->end;
  if (!is_column(model, type, reach.host)) return std::nullopt;
  if (!is_column(model, reach.host_type, reach.host_cluster)) return std::nullopt;
  reach.own_cluster = model.type(type).relation("cluster");
  const auto find_served = [&](std::initializer_list<std::string_view> hops,
                               std::optional<RelationPath>& path, RelationId& clusters) {
    path = find_path(model, type, hops);
    const auto served = path ? model.type(path->end).relation("clusters") : std::nullopt;
    if (served) clusters = *served;
    if (!served || model.type(path->end).relations[value(*served)].target != reach.cluster_type) {
      path.reset();
    }
  };
  find_served({"root_volume", "storage"}, reach.storages, reach.storage_clusters);
  find_served({"volumes", "storage"}, reach.volumes, reach.volume_clusters);
  find_served({"nics", "l3", "l2"}, reach.networks, reach.network_clusters);
  return reach;
}

template <class Visit>
void for_each_end(const World& world, Resource from, const RelationPath& path, std::size_t hop,
                  Visit&& visit) {
  if (hop == path.hops.size()) return visit(from);
  const TypeId next = world.model().type(from.type).relations[value(path.hops[hop])].target;
  world.for_each_target(from, path.hops[hop], [&](ResourceIndex index) {
    for_each_end(world, {next, index}, path, hop + 1, visit);
  });
}

/// Whether everything at the ends of `path` is attached to `cluster`.
bool all_attached(const World& world, Resource machine, const std::optional<RelationPath>& path,
                  RelationId clusters, ResourceIndex cluster) {
  bool attached = true;
  if (path) {
    for_each_end(world, machine, *path, 0, [&](Resource end) {
      attached = attached && world.has_target(end, clusters, cluster);
    });
  }
  return attached;
}

/// Clusters where the machine could run: its own first, then what its storage serves.
std::vector<ResourceIndex> clusters_of(const World& world, const Reach& reach, Resource machine) {
  std::vector<ResourceIndex> clusters;
  const ResourceIndex host = world.target(machine, reach.host);
  if (host < world.count(reach.host_type)) {
    clusters.push_back(world.target({reach.host_type, host}, reach.host_cluster));
  }
  if (!reach.storages) return clusters;
  for_each_end(world, machine, *reach.storages, 0, [&](Resource storage) {
    world.for_each_target(storage, reach.storage_clusters, [&](ResourceIndex cluster) {
      if (!clusters.empty() && cluster == clusters.front()) return;
      if (!all_attached(world, machine, reach.volumes, reach.volume_clusters, cluster)) return;
      if (!all_attached(world, machine, reach.networks, reach.network_clusters, cluster)) return;
      clusters.push_back(cluster);
    });
  });
  return clusters;
}

template <class Visit>
void for_each_host(const World& world, const Reach& reach, ResourceIndex cluster, Visit&& visit) {
  for (const ResourceIndex host : world.sources(reach.host_type, reach.host_cluster, cluster)) {
    if (world.target({reach.host_type, host}, reach.host_cluster) == cluster) visit(host);
  }
}

std::optional<std::string> unfit(const Model& model, TypeId type) {
  if (find_reach(model, type)) return std::nullopt;
  return "it needs a relation 'host' to a type with a relation 'cluster', each to at most one";
}

bool relocate(World& world, const Act& act) {
  const Resource machine{act.node().type, act.resource};
  const auto reach = find_reach(world.model(), machine.type);
  const Resource left = act.action().argument;
  const auto cluster_of = [&](ResourceIndex host) {
    return world.target({reach->host_type, host}, reach->host_cluster);
  };
  const auto fits = [&](ResourceIndex host) {
    const bool is_left = left.type == reach->cluster_type && left.index == cluster_of(host);
    return !is_left && is_placeable(world, *act.plan, {reach->host_type, host});
  };
  const ResourceIndex current = world.target(machine, reach->host);
  // Moved already: done twice is done once.
  if (current < world.count(reach->host_type) && fits(current)) return true;
  const std::uint64_t own_name = hash_name(world.name(machine));
  const auto clusters = clusters_of(world, *reach, machine);
  // Own cluster before others, then the highest draw.
  std::tuple<bool, std::uint64_t, ResourceIndex> best{false, 0, kNoResource};
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for_each_host(world, *reach, clusters[i], [&](ResourceIndex host) {
      if (!fits(host)) return;
      const std::uint64_t draw = mix(own_name, hash_name(world.name({reach->host_type, host})));
      const bool none = std::get<2>(best) == kNoResource;
      if (none || std::pair{i == 0, draw} > std::pair{std::get<0>(best), std::get<1>(best)}) {
        best = {i == 0, draw, host};
      }
    });
  }
  const ResourceIndex chosen = std::get<2>(best);
  if (chosen == kNoResource) return false;
  world.set_target(machine, reach->host, chosen);
  if (reach->own_cluster) world.set_target(machine, *reach->own_cluster, cluster_of(chosen));
  return true;
}

void relocate_footprint(const World& world, Resource machine, AccessSink& sink) {
  const auto reach = find_reach(world.model(), machine.type);
  for (const ResourceIndex cluster : clusters_of(world, *reach, machine)) {
    for_each_host(world, *reach, cluster, [&](ResourceIndex host) {
      sink.touch({reach->host_type, host}, Access::Read);
    });
  }
}

std::optional<RelationId> places(const Model& model, TypeId type) {
  const auto reach = find_reach(model, type);
  if (!reach) return std::nullopt;
  return reach->host;
}

}  // namespace

ModelFunction relocate_function() {
  return {"relocate", unfit, relocate, relocate_footprint, places};
}

}  // namespace cascade::sim
