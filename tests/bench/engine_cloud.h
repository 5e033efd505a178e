// SPDX-License-Identifier: Apache-2.0
// CLOUD(N) through the engine's public API, as `cascade run` does it: the shipped model, one
// registered extension per type, the virtual runner, one completion per act.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/event.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/type_graph.h"
#include "sim/world/world.h"

namespace cascade::bench {

/// Owns a world of CLOUD(vms) and its type graph. Aborts with a message when anything fails.
class EngineCloud {
 public:
  EngineCloud(std::uint32_t vms, bool permuted);

  [[nodiscard]] sim::World& world() { return *world_; }
  /// Makes every resource live again.
  void reset();
  /// Phase 1 of deleting zone 0.
  [[nodiscard]] std::shared_ptr<const Plan> plan(Merge merge) const;
  /// Phase 2 with zero latency. `observer` may be null. Returns RunState::bytes().
  std::size_t execute(const std::shared_ptr<const Plan>& plan, Schedule schedule,
                      Observer* observer);

 private:
  std::unique_ptr<sim::World> world_;
  std::shared_ptr<const TypeGraph> graph_;
};

}  // namespace cascade::bench
