// SPDX-License-Identifier: Apache-2.0
// Plans and type graphs become nodes and edges; here steps are folded.
#include "sim/report/tree_view.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

#include "engine/assert.h"
#include "sim/base/text.h"

namespace cascade::sim {
namespace {

// Children of each node of a forest, by number; built from the parents in two passes.
class Children {
 public:
  template <class ParentOf>
  Children(std::size_t count, const ParentOf& parent_of) : begins_(count + 2), items_(count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (const std::uint32_t parent = parent_of(i); parent != kNoNode) ++begins_[parent + 2];
    }
    for (std::size_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    for (std::size_t i = 0; i < count; ++i) {
      if (const std::uint32_t parent = parent_of(i); parent != kNoNode) {
        items_[begins_[parent + 1]++] = static_cast<std::uint32_t>(i);
      }
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
    return {items_.data() + begins_[node], items_.data() + begins_[node + 1]};
  }

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> items_;
};

using ReactionCounts = std::vector<std::pair<std::string, std::uint64_t>>;

ReactionCounts count_reactions(const Plan& plan, const Step& step) {
  std::array<std::uint64_t, 256> rows{};
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    ++rows[value(plan.reactions()[act])];
  }
  std::map<std::string_view, std::uint64_t> by_name;
  const std::vector<Reaction>& table = step.extension->reactions();
  for (std::size_t row = 0; row < table.size() && row < rows.size(); ++row) {
    if (rows[row] != 0) by_name[table[row].name] += rows[row];
  }
  ReactionCounts counts(by_name.begin(), by_name.end());
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return counts;
}

// The steps of a plan as nodes, without what is folded.
class PlanTree {
 public:
  PlanTree(const Plan& plan, const TreeViewOptions& options)
      : plan_(plan), options_(options), children_(plan.steps().size(), [&plan](std::size_t i) {
          const StepId parent = plan.steps()[i].tree_parent;
          return parent == kNoStep ? kNoNode : value(parent);
        }) {}

  TreeView build() {
    measure();
    walk();
    add_tree_edges();
    if (options_.all_edges && plan_.merge() != Merge::PerPath) add_other_edges();
    view_.planned = true;
    view_.ran = options_.run != nullptr;
    return std::move(view_);
  }

 private:
  // Of every subtree: its steps, and whether something is to be done in it.
  void measure() {
    const std::size_t count = plan_.steps().size();
    sizes_.assign(count, 0);
    busy_.assign(count, 0);
    for (const std::uint32_t step : pre_order(true)) {
      ++sizes_[step];
      if (!options_.fold || !nothing_to_do(plan_, StepId{step})) busy_[step] = 1;
      const StepId parent = plan_.steps()[step].tree_parent;
      if (parent == kNoStep) continue;
      sizes_[value(parent)] += sizes_[step];
      busy_[value(parent)] |= busy_[step];
    }
  }

  // All steps, parents first; reversed: children first.
  [[nodiscard]] std::vector<std::uint32_t> pre_order(bool reversed) const {
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> stack{value(plan_.root_step())};
    while (!stack.empty()) {
      const std::uint32_t step = stack.back();
      stack.pop_back();
      order.push_back(step);
      const auto below = children_.of(step);
      stack.insert(stack.end(), below.rbegin(), below.rend());
    }
    if (reversed) std::reverse(order.begin(), order.end());
    return order;
  }

  void walk() {
    node_of_.assign(plan_.steps().size(), kNoNode);
    for (const std::uint32_t step : pre_order(false)) {
      const StepId parent = plan_.steps()[step].tree_parent;
      const std::uint32_t above = parent == kNoStep ? kNoNode : node_of_[value(parent)];
      if (parent != kNoStep) {
        if (above == kNoNode) continue;  // below something folded
        if (busy_[step] == 0) {
          view_.nodes[above].folded += sizes_[step];
          view_.folded += sizes_[step];
          continue;
        }
      }
      node_of_[step] = static_cast<std::uint32_t>(view_.nodes.size());
      view_.nodes.push_back(make_node(StepId{step}, above));
    }
  }

  [[nodiscard]] TreeNode make_node(StepId id, std::uint32_t above) const {
    const Step& step = plan_.step(id);
    TreeNode node;
    node.label = plan_.graph().name(step.type);
    if (step.round != 0) node.note = "round " + grouped(step.round);
    node.parent = above;
    node.depth = above == kNoNode ? 0 : view_.nodes[above].depth + 1;
    node.step = id;
    node.resources = step.act_count();
    node.reactions = count_reactions(plan_, step);
    node.nothing_to_do = nothing_to_do(plan_, id);
    node.phase1 = step.query_time;
    if (options_.run != nullptr) {
      const StepSummary& summary = options_.run->steps()[value(id)];
      node.phase1 = summary.phase1_time;
      node.start = summary.start;
      node.end = summary.end;
      node.in_flight_peak = summary.in_flight_peak;
      node.outcomes = summary.acts;
      node.outcome = summary.outcome();
    }
    return node;
  }

  void add_tree_edges() {
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
      const TreeNode& node = view_.nodes[i];
      if (node.parent == kNoNode) continue;
      const Step& step = plan_.step(node.step);
      view_.edges.push_back({.from = node.parent,
                             .to = i,
                             .parents = step.parents_end - step.parents_begin,
                             .resources = step.act_count(),
                             .links = step.link_count()});
    }
  }

  // Merged plans: a step may have been fed by several steps of its parent type.
  void add_other_edges() {
    std::vector<std::vector<std::uint32_t>> nodes_of_type(plan_.graph().type_count());
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
      nodes_of_type[value(plan_.step(view_.nodes[i].step).type)].push_back(i);
    }
    for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
      const Step& step = plan_.step(view_.nodes[i].step);
      if (step.tree_parent == kNoStep) continue;
      const std::span<const ResourceIndex> parents = plan_.parent_context(view_.nodes[i].step);
      for (const std::uint32_t from : nodes_of_type[value(step.parent_type)]) {
        if (from == i || from == view_.nodes[i].parent) continue;
        const std::uint64_t shared = passed_down(view_.nodes[from].step, parents);
        if (shared == 0) continue;
        view_.edges.push_back({.from = from,
                               .to = i,
                               .parents = shared,
                               .resources = step.act_count(),
                               .links = step.link_count(),
                               .in_tree = false});
      }
    }
  }

  // How many of `parents` (ascending) the children of `from` see because of it.
  [[nodiscard]] std::uint64_t passed_down(StepId from,
                                          std::span<const ResourceIndex> parents) const {
    const Step& step = plan_.step(from);
    std::uint64_t shared = 0;
    auto parent = parents.begin();
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const ResourceIndex resource = plan_.resources()[act];
      while (parent != parents.end() && *parent < resource) ++parent;
      if (parent == parents.end()) break;
      if (*parent == resource && plan_.reaction(step, ActId{act}).shows_children) ++shared;
    }
    return shared;
  }

  const Plan& plan_;
  const TreeViewOptions& options_;
  Children children_;
  std::vector<std::uint32_t> sizes_;
  std::vector<std::uint8_t> busy_;
  std::vector<std::uint32_t> node_of_;
  TreeView view_;
};

// Each type once, where it is first reached.
class TypeTree {
 public:
  explicit TypeTree(const TypeGraph& graph)
      : graph_(graph), node_of_(graph.type_count(), kNoNode) {}

  TreeView build() {
    std::vector<std::uint8_t> has_parents(graph_.type_count(), 0);
    for (const Edge& edge : graph_.edges()) has_parents[value(edge.child)] = 1;
    for (const bool on_cycles : {false, true}) {
      for (std::size_t i = 0; i < graph_.type_count(); ++i) {
        const TypeId type{static_cast<std::uint16_t>(i)};
        if (graph_.extension(type) == nullptr || node_of_[i] != kNoNode) continue;
        if (on_cycles || has_parents[i] == 0) walk_from(type);
      }
    }
    return std::move(view_);
  }

 private:
  struct Visit {
    TypeId type;
    std::uint32_t above;
  };

  void walk_from(TypeId root) {
    std::vector<Visit> stack{{root, kNoNode}};
    while (!stack.empty()) {
      const Visit visit = stack.back();
      stack.pop_back();
      std::uint32_t& node = node_of_[value(visit.type)];
      const bool known = node != kNoNode;
      if (!known) {
        node = static_cast<std::uint32_t>(view_.nodes.size());
        TreeNode made;
        made.label = graph_.name(visit.type);
        made.parent = visit.above;
        made.depth = visit.above == kNoNode ? 0 : view_.nodes[visit.above].depth + 1;
        view_.nodes.push_back(std::move(made));
        const std::span<const Edge> below = graph_.children(visit.type);
        for (auto edge = below.rbegin(); edge != below.rend(); ++edge) {
          stack.push_back({edge->child, node});
        }
      }
      if (visit.above != kNoNode) {
        view_.edges.push_back({.from = visit.above, .to = node, .in_tree = !known});
      }
    }
  }

  const TypeGraph& graph_;
  std::vector<std::uint32_t> node_of_;
  TreeView view_;
};

}  // namespace

bool nothing_to_do(const Plan& plan, StepId id) {
  const Step& step = plan.step(id);
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    if (!plan.reaction(step, ActId{act}).nothing) return false;
  }
  return true;
}

bool nothing_to_do_at_all(const Plan& plan) {
  for (std::uint32_t step = 0; step < plan.steps().size(); ++step) {
    if (!nothing_to_do(plan, StepId{step})) return false;
  }
  return true;
}

TreeView tree_of(const Plan& plan, const TreeViewOptions& options) {
  return PlanTree(plan, options).build();
}

TreeView tree_of(const TypeGraph& graph) {
  return TypeTree(graph).build();
}

}  // namespace cascade::sim
