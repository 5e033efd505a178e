// SPDX-License-Identifier: Apache-2.0
// A depth-first walk with a stack of its own, since resource cycles may lead it far down.
#include "engine/path_planner.h"

#include <vector>

#include "engine/ancestry.h"
#include "engine/link_grouper.h"

namespace cascade {
namespace {

/// The root was reached through no edge.
constexpr std::uint32_t kNoEdge = std::numeric_limits<std::uint32_t>::max();

class PathWalk {
 public:
  PathWalk(Inquirer& inquirer, PlanBuilder& builder, bool first_wins)
      : inquirer_(inquirer),
        graph_(inquirer.graph()),
        builder_(builder),
        first_wins_(first_wins),
        ancestry_(graph_, columns_),
        kept_(graph_.edges().size(), kNoStep),
        edge_uses_(graph_.edges().size()),
        type_uses_(graph_.type_count()) {}

  Result<void> run() {
    const TypeId root = builder_.request().root_type;
    const ContextRange roots = builder_.add_context(root, builder_.request().roots);
    if (auto entered = enter({root, root, graph_.extension(root)}, kNoEdge, roots); !entered) {
      return entered;
    }
    while (!nodes_.empty()) {
      const Edge* edge = next_edge(nodes_.back());
      if (edge == nullptr) {
        leave();
        continue;
      }
      const ContextRange context = nodes_.back().visible;
      if (auto entered = enter(*edge, graph_.index(*edge), context); !entered) return entered;
    }
    return {};
  }

 private:
  /// A node of the tree between its visit and its record.
  struct Node {
    Step step;
    std::uint32_t edge = kNoEdge;
    ActRange acts;
    ContextRange visible;  ///< What its children see.
    bool open = false;     ///< Whether its children are visited.
    std::size_t next_child = 0;
    std::size_t unparented_begin = 0;
  };

  Result<void> enter(const Edge& edge, std::uint32_t edge_index, ContextRange parents);
  const Edge* next_edge(Node& node) const;
  void leave();
  void drop(const Node& node, StepId kept);

  Inquirer& inquirer_;
  const TypeGraph& graph_;
  PlanBuilder& builder_;
  bool first_wins_;
  LinkGrouper grouper_;
  ActColumns columns_;  // acts of all nodes on the path
  Ancestry ancestry_;
  std::vector<Node> nodes_;               // the path
  std::vector<StepId> kept_;              // by edge: the step recorded first
  std::vector<std::uint32_t> edge_uses_;  // by edge: how often on the path
  std::vector<std::uint32_t> type_uses_;  // by type: how often on the path
  std::vector<StepId> unparented_;        // recorded, while the node above is not yet
};

Result<void> PathWalk::enter(const Edge& edge, std::uint32_t edge_index, ContextRange parents) {
  if (auto counted = inquirer_.count_node(); !counted) return counted;
  Query query{.extension = edge.extension,
              .parent_type = edge.parent,
              .type = edge.child,
              .parent = builder_.context(parents),
              .with_root_links = edge_index == kNoEdge || edge_uses_[edge_index] == 0};
  if (auto found = inquirer_.find(query); !found) return found;
  LinkColumns& links = inquirer_.links();
  const auto time = inquirer_.query_time(query, links.size(), inquirer_.measured());
  if (!time) return tl::unexpected(time.error());
  if (edge_index != kNoEdge) {
    inquirer_.drop_links_to_roots(query, builder_.cycle_links());
    ancestry_.drop_cycles(query, links, builder_.cycle_links());
  }

  Node node;
  if (const auto clash = grouper_.group(links, edge.extension->reactions(), columns_, node.acts)) {
    return inquirer_.clash_error(query, *clash);
  }
  const auto descends = inquirer_.descends_always(query);
  if (!descends) return tl::unexpected(descends.error());
  node.step = {.type = edge.child,
               .parent_type = edge.parent,
               .extension = edge.extension,
               .parents_begin = parents.begin,
               .parents_end = parents.end,
               .query_time = *time};
  node.edge = edge_index;
  node.open = (node.acts.visible > 0 || *descends) && !graph_.children(edge.child).empty();
  node.unparented_begin = unparented_.size();
  if (node.open) {
    node.visible = builder_.add_visible(*edge.extension, edge.child, columns_, node.acts);
  }
  ancestry_.enter(edge.child, node.acts);
  if (edge_index != kNoEdge) ++edge_uses_[edge_index];
  ++type_uses_[value(edge.child)];
  nodes_.push_back(node);
  return {};
}

/// The next child to visit; null when there is none.
const Edge* PathWalk::next_edge(Node& node) const {
  if (!node.open) return nullptr;
  const auto children = graph_.children(node.step.type);
  while (node.next_child < children.size()) {
    const Edge& edge = children[node.next_child++];
    // Without anything visible the walk would go around a type cycle for ever.
    if (node.acts.visible == 0 && type_uses_[value(edge.child)] > 0) continue;
    return &edge;
  }
  return nullptr;
}

void PathWalk::leave() {
  const Node node = nodes_.back();
  ancestry_.leave();
  const bool at_root = node.edge == kNoEdge;
  StepId kept = first_wins_ && !at_root ? kept_[node.edge] : kNoStep;
  const bool dropped = kept != kNoStep;
  if (dropped) {
    drop(node, kept);
  } else {
    kept = builder_.record(node.step, columns_, node.acts);
    if (!at_root) kept_[node.edge] = kept;
  }
  for (std::size_t i = node.unparented_begin; i < unparented_.size(); ++i) {
    builder_.set_tree_parent(unparented_[i], kept);
  }
  unparented_.resize(node.unparented_begin);
  if (!dropped) unparented_.push_back(kept);
  columns_.pop(node.acts);
  if (!at_root) --edge_uses_[node.edge];
  --type_uses_[value(node.step.type)];
  nodes_.pop_back();
}

void PathWalk::drop(const Node& node, StepId kept) {
  DroppedContext dropped;
  dropped.path.reserve(nodes_.size());
  for (const Node& above : nodes_) dropped.path.push_back(above.step.type);
  dropped.kept = kept;
  const auto resources = columns_.resources_of(node.acts);
  dropped.resources.assign(resources.begin(), resources.end());
  builder_.add_dropped(std::move(dropped));
}

}  // namespace

Result<void> plan_paths(Inquirer& inquirer, PlanBuilder& builder, bool first_wins) {
  return PathWalk(inquirer, builder, first_wins).run();
}

}  // namespace cascade
