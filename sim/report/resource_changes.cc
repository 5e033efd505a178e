// SPDX-License-Identifier: Apache-2.0
// An act's effect comes before the event that tells of its end.
#include "sim/report/resource_changes.h"

#include "sim/run/expectations.h"

namespace cascade::sim {

ResourceChanges::ResourceChanges(Simulation& simulation, std::string_view name)
    : simulation_(simulation), name_(name), resource_(simulation.world().find(name)) {
  simulation.add_observer(*this);
  simulation.world().add_watcher(*this);
}

void ResourceChanges::on_event(const Event& /*event*/, std::string_view /*text*/) {
  if (!resource_) resource_ = simulation_.world().find(name_);
  if (changed_) changes_.push_back({events_, condition_of(simulation_.world(), *resource_)});
  changed_ = false;
  ++events_;
}

void ResourceChanges::on_change(Resource resource, WorldChange change, Life /*next*/) {
  if (change != WorldChange::Life && change != WorldChange::State) return;
  changed_ = changed_ || resource == resource_;
}

}  // namespace cascade::sim
