// SPDX-License-Identifier: Apache-2.0
#include "gui/model/type_pane.h"

#include <algorithm>
#include <map>
#include <utility>

#include "gui/model/graph_hit.h"
#include "gui/model/tree_outline.h"
#include "sim/base/text.h"
#include "sim/extension/model_extension.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

constexpr std::int32_t kRankGap = 56;
constexpr std::int32_t kHeight = 50;

std::int32_t width_of(const sim::TreeView& view) {
  std::size_t cells = 0;
  for (const sim::TreeNode& node : view.nodes) {
    cells = std::max(cells, sim::display_width(sim::printable(node.label)));
  }
  return std::clamp(static_cast<std::int32_t>(std::min<std::size_t>(cells, 40) * 8 + 92), 170, 280);
}

GraphOutline outline_of(const sim::TreeView& view) {
  GraphOutline outline;
  outline.rank_gap = kRankGap;
  outline.nodes.assign(view.nodes.size(), {width_of(view), kHeight});
  for (const sim::TreeNode& node : view.nodes) outline.parents.push_back(node.parent);
  // Every edge ranks: the layout shows the graph as it is, not one tree of it.
  for (const sim::TreeEdge& edge : view.edges) outline.edges.push_back({edge.from, edge.to, true});
  return outline;
}

std::string lives_text(const LifeCounts& lives) {
  std::string text;
  const auto add = [&](std::size_t life, const char* word) {
    if (lives[life] == 0) return;
    text += (text.empty() ? "" : ", ") + sim::grouped(lives[life]) + " " + word;
  };
  add(0, "live");
  add(1, "deleted");
  add(2, "gone");
  return text.empty() ? "none" : text;
}

}  // namespace

bool TypePane::update(const PaneSource& source, const std::shared_ptr<const sim::Model>& model) {
  const std::uint64_t before = version_;
  const auto shown = source.history ? source.history->scenario().model : model;
  if (shown != model_) set_model(shown);
  if (layout_.update()) {
    canvas_.set_content({0, 0, picture().width, picture().height});
    ++version_;
  }
  if (graph_) follow(source);
  return version_ != before;
}

void TypePane::set_model(std::shared_ptr<const sim::Model> model) {
  model_ = std::move(model);
  graph_ = nullptr;
  view_ = {};
  types_.clear();
  nodes_.clear();
  status_ = kNothing;
  ++version_;
  if (!model_) return;
  empty_world_ = std::make_shared<sim::World>(model_);
  auto graph = sim::make_type_graph(*empty_world_);
  if (!graph) {
    status_ = sim::printable(graph.error().message);
    return;
  }
  view_ = sim::tree_of(**graph);
  if (view_.nodes.empty()) {
    status_ = "No type of this model joins the cascade.";
    return;
  }
  graph_ = *graph;
  nodes_.assign(graph_->type_count(), kNoNode);
  for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
    types_.push_back(*graph_->find_type(view_.nodes[i].label));
    nodes_[value(types_[i])] = i;
  }
  layout_.set_outline(outline_of(view_));
  canvas_.set_content({0, 0, picture().width, picture().height});
  stale_ = true;
}

void TypePane::follow(const PaneSource& source) {
  const auto pass = shown_pass(source);
  const std::optional<TypeId> selected =
      source.selection.resource ? source.selection.resource->type : source.selection.type;
  if (selected != selected_) ++version_;
  selected_ = selected;
  if (!stale_ && source.snapshot == snapshot_ && pass == pass_ && source.history == history_) {
    return;
  }
  history_ = source.history;
  snapshot_ = source.snapshot;
  const bool another_pass = pass != pass_ || stale_;
  pass_ = pass;
  stale_ = false;
  if (snapshot_) {
    counts_.count(snapshot_);
  } else {
    counts_.count(history_ ? history_->world() : *empty_world_);
  }
  const auto state = pass_ ? state_of_pass(snapshot_.get(), *pass_) : nullptr;
  const Plan* const plan = pass_ ? pass_->plan.get() : nullptr;
  make_faces(source, plan, state.get());
  if (another_pass) make_flows(plan);
  ++version_;
}

void TypePane::make_faces(const PaneSource& source, const Plan* plan, const PassState* pass) {
  std::vector<NodeState> states(types_.size());
  if (plan != nullptr) {
    for (std::uint32_t s = 0; s < plan->steps().size(); ++s) {
      const std::uint32_t node = nodes_[value(plan->steps()[s].type)];
      if (node != kNoNode) states[node].add(state_of_step(*plan, StepId{s}, pass));
    }
  }
  faces_.assign(types_.size(), {});
  std::map<std::uint32_t, std::uint32_t> members;  // of each component
  for (const TypeId type : types_) ++members[graph_->component(type)];
  for (std::uint32_t i = 0; i < types_.size(); ++i) {
    TypeFace& face = faces_[i];
    const LifeCounts& lives = counts_.of(types_[i]);
    const std::uint64_t all = lives[0] + lives[1] + lives[2];
    face.name = sim::printable(view_.nodes[i].label);
    face.cyclic = members[graph_->component(types_[i])] > 1;
    if (source.history) {
      face.count = sim::grouped(all);
      face.about = lives_text(lives);
    }
    for (std::size_t life = 0; life < face.lives.size() && all != 0; ++life) {
      face.lives[life] = static_cast<float>(double(lives[life]) / double(all));
    }
    const NodeState& state = states[i];
    face.affected = state.acts != 0;
    face.root = plan != nullptr && plan->request().root_type == types_[i];
    if (!face.affected) continue;
    face.outcome = state.outcome;
    face.look = look_of(state.phase);
    face.status = status_text(state);
  }
}

void TypePane::make_flows(const Plan* plan) {
  flows_.assign(view_.edges.size(), {});
  if (plan == nullptr) return;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> edges;
  for (std::uint32_t e = 0; e < view_.edges.size(); ++e) {
    edges[{view_.edges[e].from, view_.edges[e].to}] = e;
  }
  for (const Step& step : plan->steps()) {
    const auto edge = edges.find({nodes_[value(step.parent_type)], nodes_[value(step.type)]});
    if (edge == edges.end() || step.act_count() == 0) continue;
    TypeFlow& flow = flows_[edge->second];
    flow.parents += step.parents_end - step.parents_begin;
    flow.resources += step.act_count();
    ++flow.steps;
  }
}

std::optional<std::uint32_t> TypePane::selected() const {
  if (!selected_ || value(*selected_) >= nodes_.size()) return std::nullopt;
  const std::uint32_t node = nodes_[value(*selected_)];
  if (node == kNoNode) return std::nullopt;
  return node;
}

std::optional<std::uint32_t> TypePane::node_at(PicturePoint screen) const {
  if (!graph_) return std::nullopt;
  return gui::node_at(picture(), canvas_.to_picture(screen));
}

std::optional<std::uint32_t> TypePane::find(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  for (std::uint32_t i = 0; i < view_.nodes.size(); ++i) {
    if (holds_text(view_.nodes[i].label, name)) return i;
  }
  return std::nullopt;
}

CanvasBox TypePane::box(std::uint32_t node) const {
  return box_of(picture().nodes[node]);
}

void TypePane::select(std::uint32_t node, Selection& selection) const {
  // A pass that was picked stays picked.
  const auto pass = selection.pass;
  selection = {};
  selection.pass = pass;
  selection.type = types_[node];
}

}  // namespace cascade::gui
