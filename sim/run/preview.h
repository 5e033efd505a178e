// SPDX-License-Identifier: Apache-2.0
// What would happen, before anything does: phase 1 of every operation on the world in which it
// would begin, what its check says, and a dry run of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "engine/time.h"
#include "sim/base/work.h"
#include "sim/run/critical_stretches.h"
#include "sim/run/keep_set.h"
#include "sim/run/protection.h"
#include "sim/run/requirements.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct Preview {
  struct TypeCount {
    TypeId type = kNoType;
    std::string state;     ///< State now; empty for types without states.
    std::string reaction;  ///< What would be done.
    std::uint64_t resources = 0;
  };
  struct OperationPreview {
    std::string operation;           ///< "permissive"
    std::vector<std::string> roots;  ///< "Zone/1"
    /// By type name, state, reaction. A resource that several acts mean counts once for each
    /// reaction.
    std::vector<TypeCount> counts;
    /// Resources that refuse the operation, with their words, by plan order.
    std::vector<std::pair<Resource, std::string>> vetoes;
    /// What the operation demands of its roots and does not hold: it is refused.
    std::vector<UnmetRequirement> unmet;
    /// Protected resources that would be changed: the operation is refused.
    std::vector<ProtectionBreach> breaches;
    /// What is to be kept, what that needs, what is then impossible; not empty: it is refused.
    KeepSet keep;
    std::uint64_t affected = 0;  ///< Distinct resources in `counts`.
    std::uint64_t live = 0;      ///< Live resources of the world, of all types.
    /// The first pass that acts: phase 1 and phase 2, every latency at its median, no faults.
    Duration predicted{};
    struct Prediction {
      Schedule schedule = Schedule::ByResource;
      Duration time{};
    };
    /// The same under every schedule, the scenario's own among them.
    std::vector<Prediction> predictions;
    std::vector<CriticalStretch> critical_path;  ///< Under the scenario's own schedule.
    /// What it would begin in, where others come before it: what they leave without faults. Those
    /// that go on at the same time are looked at alone. Null: the world that is there.
    std::shared_ptr<const World> world;
    /// Of the first pass that acts; null: planning was refused.
    std::shared_ptr<const Plan> plan;
    /// Planning was refused, or it would not begin; nothing else is known then.
    std::optional<Error> refusal;
  };
  std::vector<OperationPreview> operations;
};

/// Generates the world. Errors: what Simulation::create would say; stopped (ErrorKind::Refused).
Result<Preview> make_preview(const Scenario& scenario, const WorkWatch& watch = {});
/// The same on a world that is there already; its contents are not changed.
Result<Preview> make_preview(const Scenario& scenario, World& world, const WorkWatch& watch = {});

}  // namespace cascade::sim
