// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tree_outline.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/digest.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

void add_ends(TreeOutline& outline) {
  const auto& nodes = outline.view.nodes;
  outline.ends.resize(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    outline.ends[i] = std::max(outline.ends[i], static_cast<std::uint32_t>(i + 1));
    if (const std::uint32_t parent = nodes[i].parent; parent != kNoNode) {
      outline.ends[parent] = std::max(outline.ends[parent], outline.ends[i]);
    }
  }
}

void add_steps(TreeOutline& outline) {
  const auto steps = outline.plan->steps();
  outline.node_of_step.assign(steps.size(), kNoNode);
  for (std::uint32_t i = 0; i < outline.view.nodes.size(); ++i) {
    outline.node_of_step[value(outline.view.nodes[i].step)] = i;
  }
  // What stands above a step is recorded after it: from the root down every parent is known.
  for (std::size_t i = steps.size(); i-- > 0;) {
    std::uint32_t& node = outline.node_of_step[i];
    if (node == kNoNode && steps[i].tree_parent != kNoStep) {
      node = outline.node_of_step[value(steps[i].tree_parent)];
    }
  }
}

void add_edges(TreeOutline& outline) {
  outline.edge_to.assign(outline.size(), kNoNode);
  for (std::uint32_t e = 0; e < outline.view.edges.size(); ++e) {
    const sim::TreeEdge& edge = outline.view.edges[e];
    if (edge.in_tree) outline.edge_to[edge.to] = e;
  }
}

std::uint64_t key_of(const TreeOutline& outline) {
  Digest digest;
  for (const sim::TreeNode& node : outline.view.nodes) {
    digest.add(node.label);
    digest.add(node.parent);
  }
  return digest.number();
}

}  // namespace

std::string TreeOutline::path(std::uint32_t node) const {
  std::vector<std::uint32_t> chain;
  for (; node != kNoNode; node = view.nodes[node].parent) chain.push_back(node);
  std::string text;
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    if (!text.empty()) text += " / ";
    text += sim::printable(view.nodes[*it].label);
  }
  return text;
}

std::shared_ptr<const TreeOutline> make_tree_outline(std::shared_ptr<const Plan> plan, bool fold) {
  auto outline = std::make_shared<TreeOutline>();
  outline->view = sim::tree_of(*plan, {.fold = fold});
  outline->plan = std::move(plan);
  add_ends(*outline);
  add_steps(*outline);
  add_edges(*outline);
  outline->key = key_of(*outline);
  return outline;
}

bool holds_text(std::string_view text, std::string_view query) {
  return std::search(text.begin(), text.end(), query.begin(), query.end(), [](char a, char b) {
           return sim::lower_case(a) == sim::lower_case(b);
         }) != text.end();
}

bool acts_on(const TreeOutline& outline, std::uint32_t node, Resource resource) {
  const Step& step = outline.step(node);
  return step.type == resource.type && find_act(*outline.plan, step, resource.index) != kNoAct;
}

std::vector<std::uint32_t> find_nodes(const TreeOutline& outline, const sim::World& world,
                                      std::string_view query) {
  std::vector<std::uint32_t> found;
  if (query.empty()) return found;
  const std::optional<Resource> resource = world.find(query);
  const bool is_path = query.find('/') != std::string_view::npos;
  for (std::uint32_t i = 0; i < outline.size(); ++i) {
    const bool fits = resource ? acts_on(outline, i, *resource)
                               : holds_text(outline.node(i).label, query) ||
                                     (is_path && holds_text(outline.path(i), query));
    if (fits) found.push_back(i);
  }
  return found;
}

}  // namespace cascade::gui
