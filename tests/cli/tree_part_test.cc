// SPDX-License-Identifier: Apache-2.0
// A part of a tree: what is missing counts as folded where it hangs.
#include "sim/report/tree_part.h"

#include <catch2/catch.hpp>
#include <vector>

namespace cascade::sim {
namespace {

/// a(b(c, d), e), c folds two steps; and an edge from e to d.
TreeView tree() {
  TreeView view;
  view.title = "whole";
  view.planned = true;
  const auto add = [&](const char* label, std::uint32_t parent, std::uint32_t depth) {
    TreeNode node;
    node.label = label;
    node.parent = parent;
    node.depth = depth;
    view.nodes.push_back(node);
    const auto number = static_cast<std::uint32_t>(view.nodes.size() - 1);
    if (parent != kNoNode) view.edges.push_back({.from = parent, .to = number});
  };
  add("a", kNoNode, 0);
  add("b", 0, 1);
  add("c", 1, 2);
  add("d", 1, 2);
  add("e", 0, 1);
  view.nodes[2].folded = 2;
  view.folded = 2;
  view.edges.push_back({.from = 4, .to = 3, .in_tree = false});
  return view;
}

TreeView part(std::vector<std::uint32_t> nodes) {
  return part_of(tree(), nodes);
}

TEST_CASE("Tree part: all of it is the tree itself", "[tree]") {
  const TreeView all = part({0, 1, 2, 3, 4});
  CHECK(all.title == "whole");
  CHECK(all.nodes.size() == 5);
  CHECK(all.edges.size() == 5);
}

TEST_CASE("Tree part: what is below is folded into what is kept", "[tree]") {
  const TreeView top = part({0, 4});
  CHECK(top.title == "whole: 2 of 5 nodes");
  REQUIRE(top.nodes.size() == 2);
  CHECK(top.nodes[0].folded == 5);  // b, c with its two, d
  CHECK(top.folded == 5);
  REQUIRE(top.edges.size() == 1);
  CHECK(top.edges[0].to == 1);
  CHECK(top.planned);
}

TEST_CASE("Tree part: a node without its parent is a root", "[tree]") {
  const TreeView low = part({2, 3, 4});
  REQUIRE(low.nodes.size() == 3);
  for (const TreeNode& node : low.nodes) CHECK(node.parent == kNoNode);
  CHECK(low.nodes[0].depth == 1);
  CHECK(low.nodes[2].depth == 0);
  CHECK(low.nodes[0].folded == 2);
  REQUIRE(low.edges.size() == 1);
  CHECK(low.edges[0].from == 2);
  CHECK(low.edges[0].to == 1);
  CHECK_FALSE(low.edges[0].in_tree);

  // The grandparent is there, the parent is not.
  const TreeView gap = part({0, 3});
  CHECK(gap.nodes[1].parent == kNoNode);
  CHECK(gap.edges.empty());
  CHECK(gap.nodes[0].folded == 5);  // b, c with its two, e
}

}  // namespace
}  // namespace cascade::sim
