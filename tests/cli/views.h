// SPDX-License-Identifier: Apache-2.0
// Trees made by hand, for tests of what is drawn from them.
#pragma once

#include <cstdint>
#include <string>

#include "sim/report/tree_view.h"

namespace cascade::sim {

/// Adds a node that ended with `outcome`, and the edge that leads to it.
inline std::uint32_t add_node(TreeView& view, std::uint32_t parent, std::string label,
                              std::uint64_t resources, std::string reaction, Outcome outcome) {
  using namespace std::chrono_literals;
  TreeNode node;
  node.label = std::move(label);
  node.parent = parent;
  node.depth = parent == kNoNode ? 0 : view.nodes[parent].depth + 1;
  node.step = StepId{static_cast<std::uint32_t>(view.nodes.size())};
  node.resources = resources;
  node.reactions = {{std::move(reaction), resources}};
  node.phase1 = 2ms + 3us * static_cast<std::int64_t>(resources);
  node.start = Instant{1s};
  node.end = Instant{1s + 7ms * static_cast<std::int64_t>(resources)};
  node.outcome = outcome;
  node.outcomes[static_cast<std::size_t>(outcome)] = static_cast<std::uint32_t>(resources);
  const auto index = static_cast<std::uint32_t>(view.nodes.size());
  view.nodes.push_back(std::move(node));
  if (parent != kNoNode) {
    view.edges.push_back({.from = parent,
                          .to = index,
                          .parents = view.nodes[parent].resources,
                          .resources = resources,
                          .links = resources});
  }
  return index;
}

/// A small zone in which something failed.
inline TreeView zone_view() {
  TreeView view;
  view.title = "delete-zone: permissive delete of Zone/1";
  view.planned = true;
  view.ran = true;
  const auto zone = add_node(view, kNoNode, "Zone", 1, "delete", Outcome::Blocked);
  const auto cluster = add_node(view, zone, "Cluster", 10, "delete", Outcome::Blocked);
  const auto host = add_node(view, cluster, "Host", 400, "delete", Outcome::Blocked);
  const auto vm = add_node(view, host, "VmInstance", 10'000, "destroy", Outcome::Failed);
  view.nodes[vm].in_flight_peak = 100;
  view.nodes[vm].outcomes = {3, 0, 0, 0, 0, 0, 9997, 0};
  add_node(view, vm, "Volume", 12'345, "delete", Outcome::Done);
  add_node(view, cluster, "L2Network", 12, "detach", Outcome::Done);
  const auto storage = add_node(view, zone, "PrimaryStorage", 4, "delete", Outcome::TimedOut);
  add_node(view, storage, "VmInstance", 10'000, "destroy", Outcome::Skipped);
  add_node(view, storage, "Volume", 77, "delete", Outcome::NotRun);
  add_node(view, zone, "IpRange", 5, "delete", Outcome::Vetoed);
  add_node(view, zone, "Vip", 5, "release", Outcome::Cancelled);
  view.nodes[cluster].folded = 17;
  view.folded = 17;
  return view;
}

}  // namespace cascade::sim
