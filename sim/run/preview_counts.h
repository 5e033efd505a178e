// SPDX-License-Identifier: Apache-2.0
// How much of each type a plan would change, and how much stands below that.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct TypeReach {
  TypeId type = kNoType;
  std::uint64_t affected = 0;  ///< Distinct resources that something is done to.
  std::uint64_t live = 0;      ///< In the world now.
  /// Distinct resources of any type that are affected below those, along every path.
  std::uint64_t below = 0;
};

/// By the type's name; those with affected resources only.
std::vector<TypeReach> type_reaches(const Plan& plan, const World& world);

}  // namespace cascade::sim
