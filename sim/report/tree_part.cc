// SPDX-License-Identifier: Apache-2.0
#include "sim/report/tree_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/base/text.h"

namespace cascade::sim {

TreeView part_of(const TreeView& view, std::span<const std::uint32_t> nodes) {
  if (nodes.size() == view.nodes.size()) return view;
  TreeView part;
  part.planned = view.planned;
  part.ran = view.ran;
  part.times = view.times;
  part.title = fmt::format("{}: {} of {}", view.title, grouped(nodes.size()),
                           counted(view.nodes.size(), "node"));

  // By node of the whole: its number in the part; of a missing one that of the nearest above.
  std::vector<std::uint32_t> numbers(view.nodes.size(), kNoNode);
  std::uint32_t least = kNoNode;
  auto next = nodes.begin();
  for (std::uint32_t i = 0; i < view.nodes.size(); ++i) {
    const TreeNode& node = view.nodes[i];
    const std::uint32_t above = node.parent == kNoNode ? kNoNode : numbers[node.parent];
    if (next == nodes.end() || *next != i) {
      numbers[i] = above;
      if (above != kNoNode) part.nodes[above].folded += 1 + node.folded;
      continue;
    }
    const bool attached =
        next != nodes.begin() && std::binary_search(nodes.begin(), next, node.parent);
    ++next;
    numbers[i] = static_cast<std::uint32_t>(part.nodes.size());
    part.nodes.push_back(node);
    part.nodes.back().parent = attached ? above : kNoNode;
    least = std::min(least, node.depth);
  }
  for (TreeNode& node : part.nodes) {
    node.depth -= least;
    part.folded += node.folded;
  }
  const auto kept = [&](std::uint32_t node) {
    return std::binary_search(nodes.begin(), nodes.end(), node);
  };
  for (const TreeEdge& edge : view.edges) {
    if (!kept(edge.from) || !kept(edge.to)) continue;
    part.edges.push_back(edge);
    part.edges.back().from = numbers[edge.from];
    part.edges.back().to = numbers[edge.to];
  }
  return part;
}

}  // namespace cascade::sim
