// SPDX-License-Identifier: Apache-2.0
// Strongly connected components of a directed graph: of types when a graph is built, of resources
// when `union` looks for cycles.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cascade {

/// The component of every node. Node n's arcs lead to `targets[first[n] .. first[n + 1]]`; `first`
/// has one entry more than there are nodes. An arc between two components leads to the one with
/// the smaller number. Linear; needs no deep stack.
std::vector<std::uint32_t> strong_components(std::span<const std::uint32_t> first,
                                             std::span<const std::uint32_t> targets);

}  // namespace cascade
