// SPDX-License-Identifier: Apache-2.0
// What the user does to the tree.
#include <utility>

#include "gui/model/graph_hit.h"
#include "gui/model/tree_pane.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

}  // namespace

std::string TreePane::status() const {
  if (outline_) return "";
  if (!history_) return "Run the scenario to see its cascade tree here.";
  if (!pass_) return "Planning…";
  if (pass_->refusal) return "No tree: " + sim::printable(pass_->refusal->message);
  return "Folding the tree…";
}

std::optional<std::uint32_t> TreePane::edge_at(PicturePoint screen) const {
  constexpr double kNear = 6;  // pixels
  if (!outline_) return std::nullopt;
  const PicturePoint at = canvas_.to_picture(screen);
  const double near = kNear / canvas_.scale();
  for (std::size_t e = 0; e < picture().edges.size(); ++e) {
    const TreeShape::Edge& edge = shape_.edges[e];
    if (edge.in_tree && distance_to(picture().edges[e], at, near) <= near) return edge.to;
  }
  return std::nullopt;
}

void TreePane::select(std::uint32_t place, bool edge, Selection& selection) {
  const std::uint32_t node = shape_.nodes[place].node;
  selection = {};
  selection.pass = pass_->index;
  selection.step = outline_->node(node).step;
  selection.edge = edge && outline_->node(node).parent != kNoNode;
  selection.type = outline_->step(node).type;
}

void TreePane::select_pass(std::uint32_t pass, Selection& selection) {
  selection.pass = pass;
  selection.step.reset();
  selection.edge = false;
}

void TreePane::toggle(std::uint32_t place) {
  const std::uint32_t node = shape_.nodes[place].node;
  if (outline_->ends[node] == node + 1) return;
  folds_.collapsed[node] = folds_.collapsed[node] == 0 ? 1 : 0;
  reshape(place);
}

void TreePane::collapse_all() {
  if (!outline_) return;
  folds_ = fold_to(*outline_, 1);
  reshape(std::nullopt);
}

void TreePane::expand_all() {
  if (!outline_) return;
  folds_.collapsed.assign(outline_->size(), 0);
  reshape(anchor());
}

void TreePane::focus(std::optional<std::uint32_t> place) {
  if (!outline_) return;
  std::optional<std::uint32_t> node;
  if (place) node = shape_.nodes[*place].node;
  if (node == folds_.focus) node.reset();
  if (node == folds_.focus) return;
  const std::optional<std::uint32_t> kept = node ? node : folds_.focus;
  folds_.focus = node;
  reshape(std::nullopt);
  if (node) {
    canvas_.fit();
  } else if (kept && shape_.places[*kept] != kNoNode) {
    canvas_.show(box(shape_.places[*kept]).grown(300), 1);
  }
}

void TreePane::set_fold_idle(bool fold) {
  if (fold == fold_idle_) return;
  fold_idle_ = fold;
  if (pass_ && pass_->plan) ask_for_outline(history_);
  ++version_;
}

void TreePane::show_node(std::uint32_t node, Selection& selection) {
  if (open_to(*outline_, node, folds_)) reshape(anchor());
  const std::uint32_t place = shape_.places[node];
  select(place, false, selection);
  follow_selection(selection);
  canvas_.reveal(box(place));
}

void TreePane::walk(Way way, Selection& selection) {
  const auto place = selected();
  if (!place) {
    if (outline_) show_node(shape_.nodes.front().node, selection);
    return;
  }
  const std::uint32_t parent = shape_.nodes[*place].parent;
  std::optional<std::uint32_t> to;
  if (way == Way::Up) {
    if (parent != kNoNode) to = parent;
  } else {
    for (std::uint32_t i = 0; i < shape_.nodes.size(); ++i) {
      const bool child = shape_.nodes[i].parent == *place;
      const bool sibling = shape_.nodes[i].parent == parent && i != *place;
      if (way == Way::Down && child && !to) to = i;
      if (way == Way::Before && sibling && i < *place) to = i;
      if (way == Way::Behind && sibling && i > *place && !to) to = i;
    }
  }
  if (to) show_node(shape_.nodes[*to].node, selection);
}

void TreePane::search(std::string query, Selection& selection) {
  if (!outline_) return;
  const auto place = selected();
  find_.search(*outline_, history_->world(), std::move(query),
               place ? shape_.nodes[*place].node : 0);
  selection_.reset();
  if (const auto node = find_.current()) {
    show_node(*node, selection);
  } else {
    follow_selection(selection);
  }
}

void TreePane::search_next(bool forward, Selection& selection) {
  if (!outline_) return;
  if (const auto node = forward ? find_.next() : find_.previous()) show_node(*node, selection);
}

}  // namespace cascade::gui
