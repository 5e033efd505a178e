// SPDX-License-Identifier: Apache-2.0
// What every model must keep, checked over a world of it: finding is per resource, and doing a
// reaction twice is doing it once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::sim::test {

/// Makes the same world again and again.
using WorldMaker = std::function<std::unique_ptr<World>()>;

/// Every operation of the model on up to `roots_max` resources of each type that can be its root,
/// with an argument where it takes one. Plans all passes and compares, for every edge of every
/// plan, the answer for the context with the union of the answers for its members. Returns what
/// differed; empty: nothing.
std::vector<std::string> find_by_resource_differences(const WorldMaker& make,
                                                      std::size_t roots_max = 2);

/// The same operations, performed in plan order: once, and with every act done twice in a row. The
/// worlds must be equal after every pass.
std::vector<std::string> find_repetition_differences(const WorldMaker& make,
                                                     std::size_t roots_max = 2);

/// Fails the test where a model breaks either rule.
void check_model_contract(const WorldMaker& make, std::size_t roots_max = 2);

}  // namespace cascade::sim::test
