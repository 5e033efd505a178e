// SPDX-License-Identifier: Apache-2.0
// A plan with many acts, for tests that need numbers rather than shapes: one root z0, hosts below
// it, and as many machines below each host.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/act.h"
#include "engine/plan.h"

namespace cascade::test {

/// Machine i is below host i / `machines`. Every act is done by `act`, which the runner may call
/// from several threads.
std::shared_ptr<const Plan> wide_plan(std::uint32_t hosts, std::uint32_t machines,
                                      const std::function<void(const Act&, Completion)>& act);

}  // namespace cascade::test
