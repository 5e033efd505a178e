// SPDX-License-Identifier: Apache-2.0
// A part of a tree, to be drawn alone.
#pragma once

#include <cstdint>
#include <span>

#include "sim/report/tree_view.h"

namespace cascade::sim {

/// Only those nodes (ascending) and the edges between them. What is missing below a node counts as
/// folded there; nodes whose parent is missing become roots. The title says that it is a part,
/// where it is one.
TreeView part_of(const TreeView& view, std::span<const std::uint32_t> nodes);

}  // namespace cascade::sim
