// SPDX-License-Identifier: Apache-2.0
// The registry of functions, and the simplest shipped one: `migrate` moves a resource to another
// host of the same cluster.
#include "sim/extension/model_functions.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "sim/base/random.h"
#include "sim/extension/relocate_function.h"
#include "sim/world/world.h"

namespace cascade::sim {
namespace {

/// The relations and types that `migrate` works on.
struct PlacementRelations {
  TypeId host_type = kNoType;
  TypeId cluster_type = kNoType;
  RelationId host{};
  RelationId cluster{};
};

bool is_column(const Relation& relation) {
  return relation.kind == Relation::Kind::Single || relation.kind == Relation::Kind::Optional;
}

std::optional<PlacementRelations> find_placement(const Model& model, TypeId type) {
  const TypeSpec& spec = model.type(type);
  const auto host = spec.relation("host");
  if (!host || !is_column(spec.relations[value(*host)])) return std::nullopt;
  const TypeId host_type = spec.relations[value(*host)].target;
  if (host_type == kNoType) return std::nullopt;
  const TypeSpec& host_spec = model.type(host_type);
  const auto cluster = host_spec.relation("cluster");
  if (!cluster || !is_column(host_spec.relations[value(*cluster)])) return std::nullopt;
  return PlacementRelations{host_type, host_spec.relations[value(*cluster)].target, *host,
                            *cluster};
}

std::optional<std::string> migrate_unfit(const Model& model, TypeId type) {
  if (find_placement(model, type)) return std::nullopt;
  return "it needs a relation 'host' to a type with a relation 'cluster', each to at most one";
}

/// Where the states or an attribute know Enabled or Connected, the host must be so.
bool in_service(const World& world, Resource host) {
  const TypeSpec& spec = world.model().type(host.type);
  const auto good = [](const std::vector<std::string>& values, std::uint8_t current) {
    const auto serving = [](const std::string& name) {
      return name == "Enabled" || name == "Connected";
    };
    const bool knows = std::any_of(values.begin(), values.end(), serving);
    return !knows || serving(values[current]);
  };
  if (!spec.states.empty() && !good(spec.states, world.state(host))) return false;
  for (std::size_t a = 0; a < spec.attributes.size(); ++a) {
    if (!good(spec.attributes[a].values, world.attribute(host, AttributeId(a)))) return false;
  }
  return true;
}

/// Whether any act of the plan is on `resource`: acts of a step are ascending, so this costs a
/// binary search per step of the type.
bool in_plan(const Plan& plan, Resource resource) {
  for (const Step& step : plan.steps()) {
    if (step.type != resource.type) continue;
    if (find_act(plan, step, resource.index) != kNoAct) return true;
  }
  return false;
}

/// Hosts of the cluster in which `resource` is, its own one included.
template <class Visit>
void for_each_candidate(const World& world, const PlacementRelations& placement, Resource resource,
                        Visit&& visit) {
  const ResourceIndex current = world.target(resource, placement.host);
  if (current >= world.count(placement.host_type)) return;
  const ResourceIndex cluster = world.target({placement.host_type, current}, placement.cluster);
  if (cluster == kNoResource) return;
  for (const ResourceIndex host : world.sources(placement.host_type, placement.cluster, cluster)) {
    if (world.target({placement.host_type, host}, placement.cluster) == cluster) visit(host);
  }
}

bool migrate(World& world, const Act& act) {
  const Resource resource{act.node().type, act.resource};
  const auto placement = find_placement(world.model(), resource.type);
  const ResourceIndex current = world.target(resource, placement->host);
  const auto fits = [&](ResourceIndex index) {
    return is_placeable(world, *act.plan, {placement->host_type, index});
  };
  // Moved already: done twice is done once.
  if (current < world.count(placement->host_type) && fits(current)) return true;
  // The highest draw wins (rendezvous hashing): it depends on names only, not on who moved before.
  const std::uint64_t own = hash_name(world.name(resource));
  std::pair<std::uint64_t, ResourceIndex> best{0, kNoResource};
  for_each_candidate(world, *placement, resource, [&](ResourceIndex host) {
    if (!fits(host)) return;
    const std::uint64_t draw = mix(own, hash_name(world.name({placement->host_type, host})));
    if (best.second == kNoResource || draw > best.first) best = {draw, host};
  });
  if (best.second == kNoResource) return false;
  world.set_target(resource, placement->host, best.second);
  return true;
}

void migrate_footprint(const World& world, Resource resource, AccessSink& sink) {
  const auto placement = find_placement(world.model(), resource.type);
  for_each_candidate(world, *placement, resource, [&](ResourceIndex host) {
    sink.touch({placement->host_type, host}, Access::Read);
  });
}

std::optional<RelationId> migrate_places(const Model& model, TypeId type) {
  const auto placement = find_placement(model, type);
  if (!placement) return std::nullopt;
  return placement->host;
}

/// A deque: pointers to functions stay valid.
std::deque<ModelFunction>& registry() {
  static std::deque<ModelFunction> functions = {
      {"migrate", migrate_unfit, migrate, migrate_footprint, migrate_places}, relocate_function()};
  return functions;
}

}  // namespace

bool is_placeable(const World& world, const Plan& plan, Resource host) {
  return world.life(host) == Life::Live && in_service(world, host) && !in_plan(plan, host);
}

bool register_model_function(ModelFunction function) {
  if (find_model_function(function.name) != nullptr) return false;
  registry().push_back(std::move(function));
  return true;
}

const ModelFunction* find_model_function(std::string_view name) {
  for (const ModelFunction& function : registry()) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

std::vector<std::string_view> model_function_names() {
  std::vector<std::string_view> names;
  for (const ModelFunction& function : registry()) names.emplace_back(function.name);
  return names;
}

}  // namespace cascade::sim
