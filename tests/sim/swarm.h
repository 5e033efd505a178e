// SPDX-License-Identifier: Apache-2.0
// Properties of runs over random worlds, graphs, faults and policies, one seed at a time.
// The suite tries a few hundred seeds, the program `swarm` as many as it is told.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/sim/swarm_before_after.h"

namespace cascade::sim::test {

/// What one seed came to.
struct SwarmResult {
  std::vector<std::string> broken;  ///< One line per property that does not hold.
  std::string scenario;             ///< The text that was run.
  std::string outcome;              ///< Of the run with faults.
  bool resumed = false;             ///< Its resumption was held against a run without faults.
  bool isolated = false;            ///< Its blocked acts were held against those computed apart.
  std::uint64_t retries = 0;
  BeforeAfter before_after;  ///< Of the same world without faults; `broken` has its lines, too.
};

SwarmResult check_swarm_seed(std::uint64_t seed);

}  // namespace cascade::sim::test
