// SPDX-License-Identifier: Apache-2.0
#include "gui/model/appearing.h"

#include <algorithm>

#include "sim/run/appearing.h"

namespace cascade::gui {

std::vector<Resource> appearing_in(const History& history) {
  const sim::World& world = history.world();
  std::vector<Resource> resources = sim::appearing_resources(history.scenario().faults, world);
  std::erase_if(resources, [&](Resource resource) {  // a run that goes on may have it already
    return world.life(resource) != sim::Life::Gone;
  });
  std::sort(resources.begin(), resources.end());
  return resources;
}

std::vector<Resource> not_there_yet(const History& history, const Snapshot& snapshot) {
  std::vector<Resource> resources = appearing_in(history);
  std::erase_if(resources, [&](Resource resource) {
    return snapshot.types[value(resource.type)].lives[resource.index] != sim::Life::Gone;
  });
  if (resources.empty()) return resources;
  // What has appeared and is gone again is gone.
  history.visit_changes(0, snapshot.position, [&](const WorldChange& change) {
    std::erase(resources, change.resource);
    return !resources.empty();
  });
  return resources;
}

}  // namespace cascade::gui
