// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/zstack_planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace cascade::sim {
namespace {

/// Depth first over the graph; every move goes into the layers.
class LevelBuilder {
 public:
  LevelBuilder(const TypeGraph& graph, std::uint32_t nodes_max)
      : graph_(graph), nodes_max_(nodes_max) {}

  Result<LevelTree> build(TypeId root) {
    path_.push_back(root);
    frames_.push_back({node_at(0, root), 0});
    while (!frames_.empty()) {
      if (visits_ > nodes_max_) return too_many();
      Frame& frame = frames_.back();
      const auto children = graph_.children(path_.back());
      if (frame.next_child == children.size()) {
        leave();
      } else {
        visit(children[frame.next_child++].child);
      }
    }
    return std::move(tree_);
  }

 private:
  struct Frame {
    std::size_t node = 0;
    std::size_t next_child = 0;
  };

  void visit(TypeId child) {
    ++visits_;
    if (std::find(path_.begin(), path_.end(), child) != path_.end()) {
      ++tree_.paths;
      tree_.cuts.push_back({path_, child});
      return;
    }
    const std::size_t node = node_at(path_.size(), child);
    auto& known = tree_.nodes[frames_.back().node].children;
    if (std::find(known.begin(), known.end(), node) == known.end()) known.push_back(node);
    path_.push_back(child);
    frames_.push_back({node, 0});
  }

  void leave() {
    if (graph_.children(path_.back()).empty()) ++tree_.paths;
    path_.pop_back();
    frames_.pop_back();
  }

  /// Children are met in the order of their names, but by several paths.
  std::size_t node_at(std::size_t level, TypeId type) {
    const auto [found, added] = by_level_.emplace(std::pair(level, type), tree_.nodes.size());
    if (added) tree_.nodes.push_back({type, {}});
    return found->second;
  }

  tl::unexpected<Error> too_many() const {
    return tl::unexpected<Error>(
        Error{ErrorKind::Limit, fmt::format("ZStack's planner follows every path of the type graph "
                                            "before it begins: there are more than {} nodes",
                                            nodes_max_)});
  }

  const TypeGraph& graph_;
  std::uint32_t nodes_max_;
  std::uint64_t visits_ = 0;
  LevelTree tree_;
  std::map<std::pair<std::size_t, TypeId>, std::size_t> by_level_;
  std::vector<TypeId> path_;
  std::vector<Frame> frames_;
};

class Walk {
 public:
  Walk(const TypeGraph& graph, const CascadeRequest& request, const PlannerOptions& options,
       ZstackPlan& plan)
      : graph_(graph), inquirer_(graph, request, options), plan_(plan) {}

  Result<void> run() {
    const CascadeRequest& request = inquirer_.request();
    const TypeId root = request.root_type;
    return visit(0, {root, root, graph_.extension(root)}, request.roots);
  }

 private:
  Result<void> visit(std::size_t node, const Edge& edge, std::vector<ResourceIndex> parents) {
    if (auto counted = inquirer_.count_node(); !counted) return counted;
    path_.push_back(edge.child);
    const Query query = query_of(edge, parents);
    if (auto found = inquirer_.find(query); !found) return found;
    const auto descends = inquirer_.descends_always(query);
    if (!descends) return tl::unexpected(descends.error());
    std::vector<ResourceIndex> found;
    std::vector<ResourceIndex> shown;
    take_answer(*edge.extension, found, shown);
    if (!shown.empty() || *descends) {
      for (const std::size_t child : plan_.tree.nodes[node].children) {
        const Edge* next = edge_to(edge.child, plan_.tree.nodes[child].type);
        if (auto visited = visit(child, *next, shown); !visited) return visited;
      }
    }
    record({edge, path_, std::move(parents), std::move(found)});
    path_.pop_back();
    return {};
  }

  void take_answer(const Extension& extension, std::vector<ResourceIndex>& found,
                   std::vector<ResourceIndex>& shown) {
    const LinkColumns& links = inquirer_.links();
    for (std::size_t i = 0; i < links.size(); ++i) {
      found.push_back(links.children[i]);
      const Reaction& reaction = extension.reactions()[value(links.reactions[i])];
      if (reaction.shows_children) shown.push_back(links.children[i]);
    }
    for (auto* resources : {&found, &shown}) {
      std::sort(resources->begin(), resources->end());
      resources->erase(std::unique(resources->begin(), resources->end()), resources->end());
    }
  }

  const Edge* edge_to(TypeId parent, TypeId child) const {
    const auto children = graph_.children(parent);
    return &*std::find_if(children.begin(), children.end(),
                          [&](const Edge& edge) { return edge.child == child; });
  }

  void record(ZstackStep step) {
    const std::pair key(step.edge.parent, step.edge.child);
    const auto [first, added] = first_.emplace(key, plan_.steps.size());
    if (added) {
      plan_.steps.push_back(std::move(step));
    } else {
      plan_.dropped.push_back({std::move(step), first->second});
    }
  }

  const TypeGraph& graph_;
  Inquirer inquirer_;
  ZstackPlan& plan_;
  std::vector<TypeId> path_;
  std::map<std::pair<TypeId, TypeId>, std::size_t> first_;
};

}  // namespace

Result<LevelTree> level_tree(const TypeGraph& graph, TypeId root, std::uint32_t nodes_max) {
  auto tree = LevelBuilder(graph, nodes_max).build(root);
  if (!tree) return tree;
  for (LevelTree::Node& node : tree->nodes) {
    std::sort(node.children.begin(), node.children.end(), [&](std::size_t a, std::size_t b) {
      return graph.name_rank(tree->nodes[a].type) < graph.name_rank(tree->nodes[b].type);
    });
  }
  return tree;
}

Query query_of(const Edge& edge, const std::vector<ResourceIndex>& parents) {
  return {.extension = edge.extension,
          .parent_type = edge.parent,
          .type = edge.child,
          .parent = parents,
          .with_root_links = true};
}

Result<ZstackPlan> zstack_plan(const TypeGraph& graph, const CascadeRequest& request,
                               const PlannerOptions& options) {
  auto tree = level_tree(graph, request.root_type, options.nodes_max);
  if (!tree) return tl::unexpected(std::move(tree).error());
  ZstackPlan plan;
  plan.tree = *std::move(tree);
  CascadeRequest ordered = request;
  std::sort(ordered.roots.begin(), ordered.roots.end());
  ordered.roots.erase(std::unique(ordered.roots.begin(), ordered.roots.end()), ordered.roots.end());
  if (auto walked = Walk(graph, ordered, options, plan).run(); !walked) {
    return tl::unexpected(std::move(walked).error());
  }
  return plan;
}

}  // namespace cascade::sim
