// SPDX-License-Identifier: Apache-2.0
// The audit in words: what belongs together is one line, with an example and the step that caused
// it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/run/audit.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// "12 VmNic whose l3 is gone, like VmNic/3 of L3Network/2: deleted by Zone/L2Network/L3Network".
/// Everything is printable(). At most `lines_max` lines, the last then counts the rest.
std::vector<std::string> audit_lines(const Audit& audit, const World& world,
                                     std::span<const std::unique_ptr<PassRun>> passes,
                                     std::size_t lines_max);

}  // namespace cascade::sim
