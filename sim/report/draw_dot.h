// SPDX-License-Identifier: Apache-2.0
// Draws trees with Graphviz, the only place that uses it: DOT through cgraph, SVG and PNG through
// its renderers. Up to kLaidOutMax nodes `dot` lays out; above, where it would take minutes, a
// tidy tree gives the positions and Graphviz only draws.
//
// Names never reach DOT as identifiers: nodes are n0, n1, ... and every string is escaped here,
// because cgraph writes some strings (a trailing backslash, a backslash before a quote) so that
// they cannot be read again. In string attributes a backslash is doubled; dot_unescaped() undoes
// that after reading.
//
// Thread: any; a lock lets one in at a time, since Graphviz has global state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "sim/report/tree_view.h"

namespace cascade::sim {

enum class Picture : std::uint8_t { Dot, Svg, Png };

/// More nodes than this are placed by a tidy tree.
inline constexpr std::size_t kLaidOutMax = 1500;
/// A PNG larger than this in one direction is refused: no viewer shows it legibly.
inline constexpr int kPngPixelsMax = 12'000;

/// The whole file. Errors: a PNG that would be too large (the message names SVG); Graphviz says
/// no (its message).
Result<std::string> draw(const TreeView& view, Picture picture);

/// Boxes and lines to be placed by `dot`; a line leaves a box in the direction in which the tree
/// grows. Lengths in points.
struct PlaceRequest {
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
  bool across = true;  ///< From left to right; otherwise from top to bottom.
  std::int32_t rank_gap = 36;
  std::int32_t node_gap = 9;
};

/// Where they stand; y grows downwards, everything is at 0 or more.
struct Placement {
  struct Point {
    std::int32_t x = 0;
    std::int32_t y = 0;
  };
  std::vector<Point> centres;               ///< By node.
  std::vector<std::vector<Point>> splines;  ///< By edge: Bezier pieces, 3 n + 1 points, or none.
  std::int32_t width = 0;
  std::int32_t height = 0;
};

/// Up to kLaidOutMax nodes, ErrorKind::Limit above; takes up to seconds and cannot be cancelled.
Result<Placement> place(const PlaceRequest& request);

/// A string attribute of a node or edge, as read back by cgraph, without our escapes.
std::string dot_unescaped(std::string_view attribute);

}  // namespace cascade::sim
