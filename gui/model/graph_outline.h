// SPDX-License-Identifier: Apache-2.0
// What a layout is asked to place: boxes of given sizes, the lines between them, and the tree that
// spans them. Words and colours are not in it, so that a run may go on without a new layout.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/result.h"
#include "gui/model/graph_picture.h"

namespace cascade::gui {

/// Lengths in units of the picture.
struct GraphOutline {
  struct Node {
    std::int32_t width = 0;
    std::int32_t height = 0;
  };
  struct Edge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool ranks = true;  ///< False: drawn, but moves no node.
  };
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<std::uint32_t> parents;  ///< Less than the node, or sim::kNoNode.
  std::int32_t rank_gap = 40;          ///< From column to column.
  std::int32_t node_gap = 10;

  /// Equal for outlines that have the same layout.
  [[nodiscard]] std::uint64_t key() const;
};

/// At once, for any size: depth by depth from left to right, nothing overlaps. Lines that are not
/// in the tree may run behind boxes.
GraphPicture tidy_picture(const GraphOutline& outline);

/// Fills in what takes a while: made of gui/layout by the app, faked by tests. Any thread; an
/// error where it is too large for it.
using PlaceGraph = std::function<Result<GraphPicture>(const GraphOutline&)>;

}  // namespace cascade::gui
