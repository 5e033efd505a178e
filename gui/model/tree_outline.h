// SPDX-License-Identifier: Apache-2.0
// The cascade tree of one plan as the app shows it: the same nodes and edges that `cascade tree`
// draws, without times and outcomes (those come from snapshots), and what is needed to fold, find
// and select in it.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/plan.h"
#include "sim/report/tree_view.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// Immutable once made; any thread may read.
struct TreeOutline {
  std::shared_ptr<const Plan> plan;
  sim::TreeView view;               ///< Planned; depth first, so that a subtree is a range.
  std::vector<std::uint32_t> ends;  ///< By node: its subtree is [node, ends[node]).
  /// By step: its node, or the nearest one above that is shown, where it is folded away.
  std::vector<std::uint32_t> node_of_step;
  std::vector<std::uint32_t> edge_to;  ///< By node: the edge of the tree; sim::kNoNode: none.
  /// Of labels and parents: equal trees keep what was collapsed.
  std::uint64_t key = 0;

  [[nodiscard]] std::size_t size() const { return view.nodes.size(); }
  [[nodiscard]] const sim::TreeNode& node(std::uint32_t index) const { return view.nodes[index]; }
  [[nodiscard]] const Step& step(std::uint32_t index) const {
    return plan->step(view.nodes[index].step);
  }
  [[nodiscard]] bool is_inside(std::uint32_t node, std::uint32_t top) const {
    return node >= top && node < ends[top];
  }
  /// "Zone / Cluster / Host", names made printable.
  [[nodiscard]] std::string path(std::uint32_t node) const;
};

/// `fold`: steps with nothing to do fold away. May take long: walks acts and links.
std::shared_ptr<const TreeOutline> make_tree_outline(std::shared_ptr<const Plan> plan, bool fold);

/// Nodes that fit, ascending: the name of their type, or their whole path, holds `query` (letters
/// of either case); or they act on the resource of that name ("VmInstance/7"). An empty query fits
/// nothing.
std::vector<std::uint32_t> find_nodes(const TreeOutline& outline, const sim::World& world,
                                      std::string_view query);

/// Whether the node's step has an act on it.
bool acts_on(const TreeOutline& outline, std::uint32_t node, Resource resource);

/// Whether `text` holds `query`, ASCII letters of either case.
bool holds_text(std::string_view text, std::string_view query);

}  // namespace cascade::gui
