// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tree_shape.h"

#include <algorithm>
#include <set>
#include <utility>

namespace cascade::gui {
namespace {

using sim::kNoNode;

// Which nodes lie above or below the focus, along any edges.
class Neighbourhood {
 public:
  explicit Neighbourhood(const TreeOutline& outline) : outline_(outline) {}

  std::vector<std::uint8_t> around(std::uint32_t focus) {
    std::vector<std::uint8_t> inside(outline_.size(), 0);
    for (const bool up : {true, false}) mark(focus, up, inside);
    return inside;
  }

 private:
  void mark(std::uint32_t focus, bool up, std::vector<std::uint8_t>& inside) const {
    const auto next = neighbours(up);
    std::vector<std::uint8_t> seen(outline_.size(), 0);
    std::vector<std::uint32_t> stack{focus};
    while (!stack.empty()) {
      const std::uint32_t node = stack.back();
      stack.pop_back();
      if (seen[node] != 0) continue;
      seen[node] = inside[node] = 1;
      stack.insert(stack.end(), next[node].begin(), next[node].end());
    }
  }

  [[nodiscard]] std::vector<std::vector<std::uint32_t>> neighbours(bool up) const {
    std::vector<std::vector<std::uint32_t>> next(outline_.size());
    for (const sim::TreeEdge& edge : outline_.view.edges) {
      next[up ? edge.to : edge.from].push_back(up ? edge.from : edge.to);
    }
    return next;
  }

  const TreeOutline& outline_;
};

class ShapeMaker {
 public:
  ShapeMaker(const TreeOutline& outline, const TreeFolds& folds)
      : outline_(outline), folds_(folds) {}

  TreeShape make() {
    shape_.places.assign(outline_.size(), kNoNode);
    if (folds_.focus) inside_ = Neighbourhood(outline_).around(*folds_.focus);
    walk();
    for (std::uint32_t e = 0; e < outline_.view.edges.size(); ++e) add_edge(e);
    return std::move(shape_);
  }

 private:
  [[nodiscard]] bool is_inside(std::uint32_t node) const {
    return inside_.empty() || inside_[node] != 0;
  }

  // Of every node that is inside: the one above it, or, where that is out of focus, one that passes
  // something down to it along a further edge.
  std::vector<std::uint32_t> parents() const {
    std::vector<std::uint32_t> parents(outline_.size(), kNoNode);
    for (const sim::TreeEdge& edge : outline_.view.edges) {
      if (!is_inside(edge.from) || !is_inside(edge.to)) continue;
      if (edge.in_tree || parents[edge.to] == kNoNode) parents[edge.to] = edge.from;
    }
    return parents;
  }

  void walk() {
    const std::vector<std::uint32_t> above = parents();
    std::vector<std::vector<std::uint32_t>> below(outline_.size());
    std::vector<std::uint32_t> stack;
    for (std::uint32_t i = static_cast<std::uint32_t>(outline_.size()); i-- > 0;) {
      if (!is_inside(i)) continue;
      if (above[i] == kNoNode) {
        stack.push_back(i);
      } else {
        below[above[i]].push_back(i);
      }
    }
    while (!stack.empty()) {
      const std::uint32_t i = stack.back();
      stack.pop_back();
      const std::uint32_t parent = above[i] == kNoNode ? kNoNode : shape_.places[above[i]];
      if (parent != kNoNode && shape_.nodes[parent].collapsed) {
        shape_.places[i] = parent;
      } else {
        shape_.places[i] = static_cast<std::uint32_t>(shape_.nodes.size());
        shape_.nodes.push_back({i, parent, folds_.collapsed[i] != 0 && !below[i].empty()});
      }
      stack.insert(stack.end(), below[i].begin(), below[i].end());
    }
  }

  void add_edge(std::uint32_t e) {
    const sim::TreeEdge& edge = outline_.view.edges[e];
    const std::uint32_t from = shape_.places[edge.from];
    const std::uint32_t to = shape_.places[edge.to];
    if (from == kNoNode || to == kNoNode || from == to) return;
    const bool in_tree = edge.in_tree && shape_.nodes[to].node == edge.to;
    if (!in_tree && !drawn_.emplace(from, to).second) return;
    shape_.edges.push_back({from, to, e, in_tree});
  }

  const TreeOutline& outline_;
  const TreeFolds& folds_;
  std::vector<std::uint8_t> inside_;  // of the focus; empty: no focus
  std::set<std::pair<std::uint32_t, std::uint32_t>> drawn_;
  TreeShape shape_;
};

}  // namespace

TreeShape make_tree_shape(const TreeOutline& outline, const TreeFolds& folds) {
  return ShapeMaker(outline, folds).make();
}

TreeFolds fold_to(const TreeOutline& outline, std::size_t shown_max) {
  TreeFolds folds;
  folds.collapsed.assign(outline.size(), 0);
  if (outline.size() <= shown_max) return folds;
  std::vector<std::size_t> per_depth;
  for (const sim::TreeNode& node : outline.view.nodes) {
    if (per_depth.size() <= node.depth) per_depth.resize(node.depth + 1, 0);
    ++per_depth[node.depth];
  }
  std::size_t shown = per_depth[0];
  std::uint32_t depth = 1;
  while (depth < per_depth.size() && (depth == 1 || shown + per_depth[depth] <= shown_max)) {
    shown += per_depth[depth++];
  }
  for (std::uint32_t i = 0; i < outline.size(); ++i) {
    if (outline.node(i).depth + 1 >= depth && outline.ends[i] > i + 1) folds.collapsed[i] = 1;
  }
  return folds;
}

bool open_to(const TreeOutline& outline, std::uint32_t node, TreeFolds& folds) {
  bool opened = false;
  for (std::uint32_t above = outline.node(node).parent; above != kNoNode;
       above = outline.node(above).parent) {
    if (folds.collapsed[above] != 0) opened = true;
    folds.collapsed[above] = 0;
  }
  if (folds.focus && make_tree_shape(outline, folds).places[node] == kNoNode) {
    folds.focus.reset();
    opened = true;
  }
  return opened;
}

GraphOutline outline_of(const TreeShape& shape, GraphOutline::Node size, std::int32_t rank_gap) {
  GraphOutline outline;
  outline.nodes.assign(shape.nodes.size(), size);
  for (const TreeShape::Node& node : shape.nodes) outline.parents.push_back(node.parent);
  for (const TreeShape::Edge& edge : shape.edges) {
    const bool ranks = edge.in_tree || shape.nodes[edge.to].parent == edge.from;
    outline.edges.push_back({edge.from, edge.to, ranks});
  }
  outline.rank_gap = rank_gap;
  return outline;
}

}  // namespace cascade::gui
