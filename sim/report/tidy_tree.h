// SPDX-License-Identifier: Apache-2.0
// Places the nodes of a tree without overlaps, in linear time and in integers: the algorithm of
// Buchheim, Juenger and Leipert (2002), without recursion. A hundred thousand nodes take some
// milliseconds, where Graphviz would take hours.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace cascade::sim {

/// The parent of a root.
inline constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();

/// The centre of every node, measured across the direction in which the tree grows; the smallest
/// edge is at 0. `parents[i]` is less than i, or kNoNode: a root; several roots stand beside each
/// other. `extents[i]`, at least 0, is the size of node i across; `gap` is kept between
/// neighbours of one depth. Siblings keep the order of their numbers.
std::vector<std::int64_t> tidy_tree(std::span<const std::uint32_t> parents,
                                    std::span<const std::int32_t> extents, std::int32_t gap);

}  // namespace cascade::sim
