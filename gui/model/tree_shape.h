// SPDX-License-Identifier: Apache-2.0
// What of an outline is to be seen: collapsed nodes hide what is below them, a focus leaves only
// what is above and below one node. The shape decides the layout; outcomes and times do not.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/model/graph_outline.h"
#include "gui/model/tree_outline.h"

namespace cascade::gui {

/// What the user has folded. Sized as the outline.
struct TreeFolds {
  std::vector<std::uint8_t> collapsed;  ///< By node of the outline.
  std::optional<std::uint32_t> focus;   ///< Node of the outline.
};

/// Immutable once made. "Place": the number of a node among those that are shown.
struct TreeShape {
  struct Node {
    std::uint32_t node = 0;               ///< Of the outline.
    std::uint32_t parent = sim::kNoNode;  ///< Place.
    bool collapsed = false;               ///< It hides something.
  };
  struct Edge {
    std::uint32_t from = 0;  ///< Places.
    std::uint32_t to = 0;
    std::uint32_t edge = 0;  ///< Of the outline; the first, where several became one.
    bool in_tree = true;
  };
  std::vector<Node> nodes;  ///< Each after its parent.
  std::vector<Edge> edges;
  /// By node of the outline: its place, or that of the collapsed node that hides it, or
  /// sim::kNoNode: out of focus.
  std::vector<std::uint32_t> places;
};

TreeShape make_tree_shape(const TreeOutline& outline, const TreeFolds& folds);

/// Collapses level by level from below until at most `shown_max` nodes are shown; nothing where it
/// fits as it is. The root's children are always shown.
TreeFolds fold_to(const TreeOutline& outline, std::size_t shown_max);

/// Opens what hides the node, and ends a focus that it is not in. False: it was to be seen already.
bool open_to(const TreeOutline& outline, std::uint32_t node, TreeFolds& folds);

/// All nodes are of one size.
GraphOutline outline_of(const TreeShape& shape, GraphOutline::Node size, std::int32_t rank_gap);

}  // namespace cascade::gui
