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

#include "engine/result.h"
#include "sim/tree_view.h"

namespace cascade::sim {

enum class Picture : std::uint8_t { Dot, Svg, Png };

/// More nodes than this are placed by a tidy tree.
inline constexpr std::size_t kLaidOutMax = 1500;
/// A PNG larger than this in one direction is refused: no viewer shows it legibly.
inline constexpr int kPngPixelsMax = 12'000;

/// The whole file. Errors: a PNG that would be too large (the message names SVG); Graphviz says
/// no (its message).
Result<std::string> draw(const TreeView& view, Picture picture);

/// A string attribute of a node or edge, as read back by cgraph, without our escapes.
std::string dot_unescaped(std::string_view attribute);

}  // namespace cascade::sim
