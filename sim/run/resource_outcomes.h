// SPDX-License-Identifier: Apache-2.0
// Outcomes counted by resource and not by act: a resource's outcome is the worst of its acts.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "engine/outcome.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

using OutcomeCounts = std::array<std::uint64_t, kOutcomeCount>;

/// How many resources ended with each outcome, over all acts of one pass.
OutcomeCounts resource_outcomes(const PassRun& pass);
/// Over all acts of all passes.
OutcomeCounts resource_outcomes(std::span<const std::unique_ptr<PassRun>> passes);

}  // namespace cascade::sim
