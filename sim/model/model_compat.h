// SPDX-License-Identifier: Apache-2.0
// Compatibility profiles: how another system runs the same model. A model declares them by name
// (`compat: { zstack: ... }`), a scenario asks for one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "sim/model/model_operations.h"

namespace cascade::sim {

struct Model;

struct CompatProfile {
  /// Types that are special under an action, and under those that are like it.
  struct Exception {
    ActionId action{};
    std::vector<TypeId> types;
  };
  std::string name;
  // Of the run, unless the scenario says otherwise.
  std::optional<Merge> merge;
  std::optional<Schedule> schedule;
  std::optional<FailurePolicy> failure;
  std::vector<Exception> descend;  ///< Their children are asked whatever was found.
  std::vector<Exception> strict;   ///< Their failures count though the action ignores failures.
};

/// The model as the profile, one of its own, has it.
std::shared_ptr<const Model> with_compat(const Model& model, const CompatProfile& profile);

}  // namespace cascade::sim
