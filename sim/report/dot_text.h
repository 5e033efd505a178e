// SPDX-License-Identifier: Apache-2.0
// The words of drawn trees: labels, tooltips and names, escaped so that Graphviz shows what was
// meant whatever the names hold. Only for sim/report/draw_dot.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/report/outcome_style.h"
#include "sim/report/tree_view.h"

namespace cascade::sim {

/// For attributes that are read back: backslashes doubled.
std::string dot_escaped(std::string_view text);
/// For attributes that Graphviz shows: also entities and what is not printable.
std::string shown_escaped(std::string_view text);

/// HTML-like: the name stands out, the rest is small.
std::string label_of(const TreeView& view, const TreeNode& node);
/// "Zone / Cluster / Host"
std::string path_of(const TreeView& view, std::uint32_t node);
const OutcomeStyle& style_of(const TreeView& view, const TreeNode& node);

}  // namespace cascade::sim
