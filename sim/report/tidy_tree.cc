// SPDX-License-Identifier: Apache-2.0
// Two walks without recursion; see the paper for why this is linear.
#include "sim/report/tidy_tree.h"

#include <algorithm>
#include <cstddef>

#include "engine/assert.h"

namespace cascade::sim {
namespace {

// The names are the paper's: preliminary position, modifier (what all below move by), thread (the
// next node of a contour where it is not a child), ancestor, and the shifts that are spread over
// the siblings between two subtrees.
struct TidyNode {
  std::uint32_t parent = 0;
  std::uint32_t first_child = kNoNode;
  std::uint32_t last_child = kNoNode;
  std::uint32_t left_sibling = kNoNode;
  std::uint32_t right_sibling = kNoNode;
  std::uint32_t number = 0;  // among its siblings
  std::uint32_t thread = kNoNode;
  std::uint32_t ancestor = 0;
  std::int64_t prelim = 0;
  std::int64_t mod = 0;
  std::int64_t change = 0;
  std::int64_t shift = 0;
  std::int64_t extent = 0;
};

class TidyLayout {
 public:
  // Node 0 is an invisible root above all; node i + 1 is the caller's node i.
  TidyLayout(std::span<const std::uint32_t> parents, std::span<const std::int32_t> extents,
             std::int32_t gap)
      : nodes_(parents.size() + 1), gap_(gap) {
    nodes_[0].parent = kNoNode;
    for (std::size_t i = 0; i < parents.size(); ++i) {
      CASCADE_ASSERT(parents[i] == kNoNode || parents[i] < i, "a parent comes before its children");
      CASCADE_ASSERT(extents[i] >= 0, "an extent is not negative");
      adopt(static_cast<std::uint32_t>(i + 1), parents[i] == kNoNode ? 0 : parents[i] + 1);
      nodes_[i + 1].extent = extents[i];
    }
  }

  std::vector<std::int64_t> place() {
    first_walk();
    std::vector<std::int64_t> centres(nodes_.size() - 1);
    std::vector<std::int64_t> moved(nodes_.size());
    std::int64_t least = 0;
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      const TidyNode& node = nodes_[i];
      moved[i] = moved[node.parent] + nodes_[node.parent].mod;
      centres[i - 1] = node.prelim + moved[i];
      const std::int64_t edge = centres[i - 1] - node.extent / 2;
      least = i == 1 ? edge : std::min(least, edge);
    }
    for (std::int64_t& centre : centres) centre -= least;
    return centres;
  }

 private:
  void adopt(std::uint32_t child, std::uint32_t parent) {
    TidyNode& node = nodes_[child];
    TidyNode& above = nodes_[parent];
    node.parent = parent;
    node.ancestor = child;
    node.left_sibling = above.last_child;
    if (above.last_child == kNoNode) {
      above.first_child = child;
    } else {
      node.number = nodes_[above.last_child].number + 1;
      nodes_[above.last_child].right_sibling = child;
    }
    above.last_child = child;
  }

  // Every node after its children, from left to right.
  void first_walk() {
    std::uint32_t v = 0;
    for (;;) {
      while (nodes_[v].first_child != kNoNode) v = nodes_[v].first_child;
      finish(v);
      while (nodes_[v].right_sibling == kNoNode) {
        v = nodes_[v].parent;
        if (v == kNoNode) return;
        finish(v);
        if (v == 0) return;
      }
      v = nodes_[v].right_sibling;
    }
  }

  void finish(std::uint32_t v) {
    TidyNode& node = nodes_[v];
    const bool leaf = node.first_child == kNoNode;
    std::int64_t middle = 0;
    if (!leaf) {
      execute_shifts(v);
      middle = (nodes_[node.first_child].prelim + nodes_[node.last_child].prelim) / 2;
    }
    if (node.left_sibling == kNoNode) {
      node.prelim = middle;
    } else {
      node.prelim = nodes_[node.left_sibling].prelim + distance(node.left_sibling, v);
      if (!leaf) node.mod = node.prelim - middle;
      apportion(v);
    }
  }

  [[nodiscard]] std::int64_t distance(std::uint32_t left, std::uint32_t right) const {
    return (nodes_[left].extent + nodes_[right].extent + 1) / 2 + gap_;
  }
  [[nodiscard]] std::uint32_t next_left(std::uint32_t v) const {
    return nodes_[v].first_child != kNoNode ? nodes_[v].first_child : nodes_[v].thread;
  }
  [[nodiscard]] std::uint32_t next_right(std::uint32_t v) const {
    return nodes_[v].last_child != kNoNode ? nodes_[v].last_child : nodes_[v].thread;
  }

  // Pushes v's subtree right, away from what stands left of it on any depth.
  void apportion(std::uint32_t v) {
    const std::uint32_t leftmost = nodes_[nodes_[v].parent].first_child;
    std::uint32_t& default_ancestor = default_ancestor_of(v, leftmost);
    std::uint32_t inner_right = v;
    std::uint32_t outer_right = v;
    std::uint32_t inner_left = nodes_[v].left_sibling;
    std::uint32_t outer_left = leftmost;
    std::int64_t sum_inner_right = nodes_[inner_right].mod;
    std::int64_t sum_outer_right = nodes_[outer_right].mod;
    std::int64_t sum_inner_left = nodes_[inner_left].mod;
    std::int64_t sum_outer_left = nodes_[outer_left].mod;
    while (next_right(inner_left) != kNoNode && next_left(inner_right) != kNoNode) {
      inner_left = next_right(inner_left);
      inner_right = next_left(inner_right);
      outer_left = next_left(outer_left);
      outer_right = next_right(outer_right);
      nodes_[outer_right].ancestor = v;
      const std::int64_t push = nodes_[inner_left].prelim + sum_inner_left +
                                distance(inner_left, inner_right) -
                                (nodes_[inner_right].prelim + sum_inner_right);
      if (push > 0) {
        const std::uint32_t ancestor = nodes_[inner_left].ancestor;
        const bool sibling = nodes_[ancestor].parent == nodes_[v].parent;
        move_subtree(sibling ? ancestor : default_ancestor, v, push);
        sum_inner_right += push;
        sum_outer_right += push;
      }
      sum_inner_left += nodes_[inner_left].mod;
      sum_inner_right += nodes_[inner_right].mod;
      sum_outer_left += nodes_[outer_left].mod;
      sum_outer_right += nodes_[outer_right].mod;
    }
    if (next_right(inner_left) != kNoNode && next_right(outer_right) == kNoNode) {
      nodes_[outer_right].thread = next_right(inner_left);
      nodes_[outer_right].mod += sum_inner_left - sum_outer_right;
    }
    if (next_left(inner_right) != kNoNode && next_left(outer_left) == kNoNode) {
      nodes_[outer_left].thread = next_left(inner_right);
      nodes_[outer_left].mod += sum_inner_right - sum_outer_left;
      default_ancestor = v;
    }
  }

  // The paper hands it from sibling to sibling; here the parent keeps it.
  std::uint32_t& default_ancestor_of(std::uint32_t v, std::uint32_t leftmost) {
    if (default_ancestors_.empty()) default_ancestors_.assign(nodes_.size(), kNoNode);
    std::uint32_t& ancestor = default_ancestors_[nodes_[v].parent];
    if (ancestor == kNoNode) ancestor = leftmost;
    return ancestor;
  }

  void move_subtree(std::uint32_t left, std::uint32_t right, std::int64_t push) {
    const std::int64_t subtrees = nodes_[right].number - nodes_[left].number;
    CASCADE_ASSERT(subtrees > 0, "a subtree is pushed away from one left of it");
    // Rounded up: gaps between the siblings only grow, so nothing can overlap.
    const std::int64_t each = (push + subtrees - 1) / subtrees;
    nodes_[right].change -= each;
    nodes_[right].shift += push;
    nodes_[left].change += each;
    nodes_[right].prelim += push;
    nodes_[right].mod += push;
  }

  void execute_shifts(std::uint32_t v) {
    std::int64_t shift = 0;
    std::int64_t change = 0;
    for (std::uint32_t w = nodes_[v].last_child; w != kNoNode; w = nodes_[w].left_sibling) {
      nodes_[w].prelim += shift;
      nodes_[w].mod += shift;
      change += nodes_[w].change;
      shift += nodes_[w].shift + change;
    }
  }

  std::vector<TidyNode> nodes_;
  std::vector<std::uint32_t> default_ancestors_;
  std::int64_t gap_;
};

}  // namespace

std::vector<std::int64_t> tidy_tree(std::span<const std::uint32_t> parents,
                                    std::span<const std::int32_t> extents, std::int32_t gap) {
  CASCADE_ASSERT(parents.size() == extents.size(), "one extent per node");
  if (parents.empty()) return {};
  return TidyLayout(parents, extents, gap).place();
}

}  // namespace cascade::sim
