// SPDX-License-Identifier: Apache-2.0
// Holds a pass of this engine against the same pass by ZStack's rules. Inner part of
// sim/compare/zstack_compare.h.
#pragma once

#include <vector>

#include "sim/compare/zstack_compare.h"
#include "sim/compare/zstack_planner.h"
#include "sim/compare/zstack_run.h"
#include "sim/run/simulation.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// `pass` has ended, and without faults; `acts` are those of `plan` on the same world.
std::vector<ZstackFinding> find_flaws(const PassRun& pass, const ZstackPlan& plan,
                                      const std::vector<ZstackAct>& acts, const World& world);

}  // namespace cascade::sim
