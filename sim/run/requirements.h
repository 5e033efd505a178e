// SPDX-License-Identifier: Apache-2.0
// What a model demands of an operation's root resources: before it, or it is refused; after it, or
// it has failed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/result.h"
#include "sim/model/model.h"
#include "sim/scenario/resolved_operation.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// A root resource of which a requirement does not hold.
struct UnmetRequirement {
  Resource resource;
  std::string message;     ///< The model's.
  std::uint32_t line = 0;  ///< In the model's file.
  friend bool operator==(const UnmetRequirement&, const UnmetRequirement&) = default;
};

/// By requirement, then by root. Asks the world as it is; its indices must be current.
std::vector<UnmetRequirement> unmet_requirements(const std::vector<Requirement>& requirements,
                                                 const ResolvedOperation& operation,
                                                 const World& world);

/// "PrimaryStorage/1: it is still attached to a cluster (zstack.yaml:52)"
std::string requirement_text(const UnmetRequirement& unmet, const World& world);

/// Why the operation is refused; names the first few.
Error requirements_error(const std::vector<UnmetRequirement>& unmet, const World& world);

}  // namespace cascade::sim
