// SPDX-License-Identifier: Apache-2.0
#include "sim/run/appearing.h"

#include <algorithm>

#include "engine/act.h"
#include "sim/world/topology.h"

namespace cascade::sim {

Result<std::unique_ptr<World>> scenario_world(const Scenario& scenario, const WorkWatch& watch) {
  auto world = generate_world(scenario.model, scenario.topology, scenario.seed, watch);
  if (!world) return world;
  for (const Resource& resource : appearing_resources(scenario.faults, **world)) {
    (*world)->set_life(resource, Life::Gone);
  }
  return world;
}

std::vector<Resource> appearing_resources(const std::vector<Fault>& faults, const World& world) {
  std::vector<Resource> resources;
  for (const Fault& fault : faults) {
    if (fault.kind != Fault::Kind::Appear) continue;
    const auto found = world.find(fault.appears);
    if (found && std::find(resources.begin(), resources.end(), *found) == resources.end()) {
      resources.push_back(*found);
    }
  }
  return resources;
}

void AppearingRunner::start(const Act& act, Performer& performer) {
  for (const Resource& resource : treatments_.appearing(act)) {
    const bool again = std::any_of(seen_.begin(), seen_.end(), [&](const Appearance& seen) {
      return seen.resource == resource;
    });
    if (again || world_.life(resource) != Life::Gone) continue;
    seen_.push_back({resource, act.attempt, now()});
    world_.set_life(resource, Life::Live);
  }
  inner_.start(act, performer);
}

}  // namespace cascade::sim
