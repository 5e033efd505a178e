// SPDX-License-Identifier: Apache-2.0
// Properties of the layout on random trees, and shapes known by heart.
#include "sim/report/tidy_tree.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "sim/base/random.h"
#include "tests/support/repeat.h"

using cascade::sim::kNoNode;
using cascade::sim::tidy_tree;

namespace {

struct Tree {
  std::vector<std::uint32_t> parents;
  std::vector<std::int32_t> extents;
};

std::vector<std::uint32_t> depths_of(const Tree& tree) {
  std::vector<std::uint32_t> depths(tree.parents.size());
  for (std::size_t i = 0; i < depths.size(); ++i) {
    depths[i] = tree.parents[i] == kNoNode ? 0 : depths[tree.parents[i]] + 1;
  }
  return depths;
}

Tree random_tree(std::uint32_t seed, std::size_t nodes) {
  cascade::sim::Random random(seed, "tree");
  const auto draw = [&random](std::uint32_t bound) {
    return static_cast<std::uint32_t>(random.below(bound));
  };
  Tree tree;
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const std::uint32_t reach = 1 + draw(i + 1);
    tree.parents.push_back(i == 0 ? kNoNode : i - 1 - draw(std::min(i, reach)));
    tree.extents.push_back(static_cast<std::int32_t>(draw(40)));
  }
  return tree;
}

// Left to right on each depth, in the order of a walk that visits siblings by number.
std::map<std::uint32_t, std::vector<std::uint32_t>> rows_of(const Tree& tree) {
  std::vector<std::vector<std::uint32_t>> children(tree.parents.size());
  std::vector<std::uint32_t> stack;
  for (std::uint32_t i = 0; i < tree.parents.size(); ++i) {
    if (tree.parents[i] == kNoNode) {
      stack.insert(stack.begin(), i);
    } else {
      children[tree.parents[i]].push_back(i);
    }
  }
  const std::vector<std::uint32_t> depths = depths_of(tree);
  std::map<std::uint32_t, std::vector<std::uint32_t>> rows;
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    rows[depths[node]].push_back(node);
    stack.insert(stack.end(), children[node].rbegin(), children[node].rend());
  }
  return rows;
}

}  // namespace

TEST_CASE("Tidy tree: nodes of one depth keep their order and the gap", "[cli][tidy_tree]") {
  const std::int32_t gap = 7;
  for (const std::uint64_t chosen : cascade::test::seeds(0, 299)) {
    INFO(cascade::test::repeat_with(chosen));
    const auto seed = static_cast<std::uint32_t>(chosen);
    const Tree tree = random_tree(seed, 1 + seed);
    const std::vector<std::int64_t> centres = tidy_tree(tree.parents, tree.extents, gap);
    for (const auto& [depth, row] : rows_of(tree)) {
      for (std::size_t i = 1; i < row.size(); ++i) {
        const std::int64_t distance = centres[row[i]] - centres[row[i - 1]];
        REQUIRE(2 * distance >= tree.extents[row[i]] + tree.extents[row[i - 1]] + 2 * gap);
      }
    }
  }
}

TEST_CASE("Tidy tree: a parent stands in the middle of its children", "[cli][tidy_tree]") {
  for (const std::uint64_t chosen : cascade::test::seeds(0, 99)) {
    INFO(cascade::test::repeat_with(chosen));
    const auto seed = static_cast<std::uint32_t>(chosen);
    const Tree tree = random_tree(seed, 200);
    const std::vector<std::int64_t> centres = tidy_tree(tree.parents, tree.extents, 3);
    std::map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> outer;
    for (std::uint32_t i = 0; i < tree.parents.size(); ++i) {
      if (tree.parents[i] == kNoNode) continue;
      outer.try_emplace(tree.parents[i], centres[i], centres[i]).first->second.second = centres[i];
    }
    for (const auto& [parent, ends] : outer) {
      const std::int64_t off = 2 * centres[parent] - ends.first - ends.second;
      REQUIRE(off >= -1);
      REQUIRE(off <= 1);
    }
  }
}

TEST_CASE("Tidy tree: a comb is as narrow as its two columns", "[cli][tidy_tree]") {
  // Each node has a leaf and a node: a layout by bounding boxes would be as wide as it is deep.
  Tree tree;
  tree.parents.push_back(kNoNode);
  for (std::uint32_t i = 0; i < 50; ++i) {
    tree.parents.push_back(2 * i);
    tree.parents.push_back(2 * i);
  }
  tree.extents.assign(tree.parents.size(), 10);
  const std::vector<std::int64_t> centres = tidy_tree(tree.parents, tree.extents, 10);
  CHECK(*std::min_element(centres.begin(), centres.end()) == 5);
  CHECK(centres[2] - centres[1] == 20);
}

TEST_CASE("Tidy tree: a chain of a hundred thousand nodes is straight", "[cli][tidy_tree]") {
  Tree tree;
  for (std::uint32_t i = 0; i < 100'000; ++i) tree.parents.push_back(i == 0 ? kNoNode : i - 1);
  tree.extents.assign(tree.parents.size(), 4);
  const std::vector<std::int64_t> centres = tidy_tree(tree.parents, tree.extents, 1);
  CHECK(std::count(centres.begin(), centres.end(), 2) == 100'000);
}

TEST_CASE("Tidy tree: roots stand beside each other", "[cli][tidy_tree]") {
  const std::vector<std::uint32_t> parents(4, kNoNode);
  const std::vector<std::int32_t> extents{10, 20, 10, 10};
  CHECK(tidy_tree(parents, extents, 5) == std::vector<std::int64_t>{5, 25, 45, 60});
  CHECK(tidy_tree({}, {}, 5).empty());
}
