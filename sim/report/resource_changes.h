// SPDX-License-Identifier: Apache-2.0
// What became of one resource while a run went on, and through which event: also where it was no
// act of its own that changed it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "sim/run/simulation.h"
#include "sim/world/world_watcher.h"

namespace cascade::sim {

/// Life and state: what condition_of() says.
struct ConditionChange {
  std::uint64_t position = 0;  ///< The event that told of it, from 0.
  std::string condition;       ///< After it.
};

/// Listens from its making on, as long as `simulation` runs; that must be on one thread.
class ResourceChanges final : public Observer, private WorldWatcher {
 public:
  /// `name`: "VmInstance/7"; it may appear only during the run.
  ResourceChanges(Simulation& simulation, std::string_view name);

  /// In their order.
  [[nodiscard]] const std::vector<ConditionChange>& changes() const { return changes_; }

  void on_event(const Event& event, std::string_view text) override;

 private:
  void on_change(Resource resource, WorldChange change, Life next) override;

  Simulation& simulation_;
  std::string name_;
  std::optional<Resource> resource_;
  bool changed_ = false;
  std::uint64_t events_ = 0;
  std::vector<ConditionChange> changes_;
};

}  // namespace cascade::sim
