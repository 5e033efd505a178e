// SPDX-License-Identifier: Apache-2.0
// How the tree follows the run; gui/model/tree_pane_acts.cc has what the user does to it.
#include "gui/model/tree_pane.h"

#include <algorithm>
#include <utility>

#include "gui/model/graph_hit.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

// Up to so many links an outline is made at once: nobody would notice the wait.
constexpr std::size_t kAtOnce = 100'000;

std::optional<Instant> end_of_pass(const HistoryEnd* end, const PassInfo& pass) {
  if (end == nullptr || pass.index >= end->summaries.size()) return std::nullopt;
  const auto& summary = end->summaries[pass.index];
  if (!summary) return std::nullopt;
  return summary->ended();
}

}  // namespace

TreePane::TreePane(const std::function<void()>& wake, PlaceGraph place)
    : outlines_(wake), layout_(wake, std::move(place)) {}

void TreePane::wait() {
  outlines_.wait();
  layout_.wait();
}

bool TreePane::update(const PaneSource& source) {
  const std::uint64_t before = version_;
  if (source.history != history_) {
    history_ = source.history;
    pass_ = nullptr;
    outline_ = nullptr;
    end_ = nullptr;
    snapshot_ = nullptr;
    ++version_;
  }
  if (const auto pass = shown_pass(source); pass != pass_) {
    pass_ = pass;
    outline_ = nullptr;
    end_ = nullptr;
    ++version_;
    if (pass_ && pass_->plan) ask_for_outline(history_);
  }
  if (auto made = outlines_.take();
      made && pass_ && made->pass == pass_->index && made->fold == fold_idle_) {
    take_outline(std::move(made->outline));
  }
  if (layout_.waiting()) {
    const auto anchored = anchor();
    const PicturePoint place = anchored ? picture().nodes[*anchored].centre : PicturePoint{};
    if (layout_.update()) follow_picture(anchored, place);
  }
  if (outline_) {
    follow_snapshot(source);
    follow_selection(source.selection);
  }
  return version_ != before;
}

void TreePane::ask_for_outline(const std::shared_ptr<const History>& history) {
  const std::shared_ptr<const Plan>& plan = pass_->plan;
  if (plan->link_count() <= kAtOnce) {
    outlines_.cancel();
    take_outline(make_tree_outline(plan, fold_idle_));
    return;
  }
  // The history keeps the world alive that the plan's extensions look at.
  outlines_.ask_instead(
      [history, plan, index = pass_->index, fold = fold_idle_](const std::stop_token&) {
        return Made{index, fold, make_tree_outline(plan, fold)};
      });
}

void TreePane::take_outline(std::shared_ptr<const TreeOutline> outline) {
  const bool same = folds_key_ == outline->key && folds_.collapsed.size() == outline->size();
  outline_ = std::move(outline);
  folds_key_ = outline_->key;
  if (!same) folds_ = fold_to(*outline_, outline_->size() > kOpenMax ? kOpenTo : kOpenMax);
  size_ = face_size(*outline_);
  gap_ = face_gap(*outline_);
  critical_.assign(outline_->size(), 0);
  end_ = nullptr;
  find_.search_again(*outline_, history_->world());
  reshape(std::nullopt);
}

void TreePane::reshape(std::optional<std::uint32_t> anchor) {
  std::optional<std::uint32_t> node;
  PicturePoint before;
  if (anchor) {
    node = shape_.nodes[*anchor].node;
    before = picture().nodes[*anchor].centre;
  }
  shape_ = make_tree_shape(*outline_, folds_);
  layout_.set_outline(outline_of(shape_, size_, gap_));
  stale_ = true;
  selection_.reset();
  std::optional<std::uint32_t> after;
  if (node && shape_.places[*node] != kNoNode) after = shape_.places[*node];
  follow_picture(after, before);
}

void TreePane::follow_picture(std::optional<std::uint32_t> anchor, PicturePoint before) {
  if (anchor) canvas_.keep_in_place(before, picture().nodes[*anchor].centre);
  canvas_.set_content({0, 0, picture().width, picture().height});
  ++version_;
}

// What the eye is on: the selected node, if it is to be seen. A fitted picture is fitted again.
std::optional<std::uint32_t> TreePane::anchor() const {
  if (canvas_.fitted()) return std::nullopt;
  const auto place = selected();
  if (place && canvas_.visible().touches(box(*place))) return place;
  const Canvas::View& view = canvas_.view();
  std::optional<std::uint32_t> nearest;
  double least = 0;
  for (std::uint32_t i = 0; i < picture().nodes.size(); ++i) {
    const PicturePoint& at = picture().nodes[i].centre;
    const double away = (at.x - view.x) * (at.x - view.x) + (at.y - view.y) * (at.y - view.y);
    if (nearest && away >= least) continue;
    nearest = i;
    least = away;
  }
  return nearest;
}

void TreePane::follow_snapshot(const PaneSource& source) {
  const auto end = history_->end();
  const bool ended = end != end_;
  if (ended) {
    end_ = end;
    mark_critical();
  }
  if (source.snapshot == snapshot_ && !stale_ && !ended) return;
  snapshot_ = source.snapshot;
  stale_ = false;
  pass_state_ = state_of_pass(snapshot_.get(), *pass_);
  spans_ = phase_spans(*outline_->plan, pass_state_.get(), source.now(),
                       end_of_pass(end_.get(), *pass_));
  const std::vector<NodeState> states = node_states(*outline_, pass_state_.get());
  states_.clear();
  for (const TreeShape::Node& node : shape_.nodes) {
    const std::uint32_t last = node.collapsed ? outline_->ends[node.node] : node.node + 1;
    states_.push_back(rolled_up(states, node.node, last));
  }
  faces_.assign(shape_.nodes.size(), std::nullopt);
  ++version_;
}

void TreePane::follow_selection(const Selection& selection) {
  if (selection_ == selection && marks_.size() == shape_.nodes.size()) return;
  const bool known = selection_.has_value();
  selection_ = selection;
  edge_selected_ = selection.edge;
  marks_.assign(shape_.nodes.size(), Mark::None);
  for (std::uint32_t i = 0; i < shape_.nodes.size(); ++i) {
    const std::uint32_t node = shape_.nodes[i].node;
    if (find_.fits(node)) marks_[i] = Mark::Found;
    const bool related = selection.resource ? acts_on(*outline_, node, *selection.resource)
                                            : selection.type == outline_->step(node).type;
    if (related) marks_[i] = Mark::Related;
  }
  if (const auto place = selected()) {
    marks_[*place] = Mark::Selected;
    if (known) canvas_.reveal(box(*place));
  }
  ++version_;
}

std::optional<std::uint32_t> TreePane::selected() const {
  if (!selection_ || !selection_->step || !outline_ || !pass_) return std::nullopt;
  if (selection_->pass && *selection_->pass != pass_->index) return std::nullopt;
  const std::size_t step = value(*selection_->step);
  if (step >= outline_->node_of_step.size()) return std::nullopt;
  const std::uint32_t place = shape_.places[outline_->node_of_step[step]];
  if (place == kNoNode) return std::nullopt;
  return place;
}

void TreePane::mark_critical() {
  std::fill(critical_.begin(), critical_.end(), std::uint8_t{0});
  if (!end_ || pass_->index >= end_->summaries.size() || !end_->summaries[pass_->index]) return;
  for (const CriticalAct& act : end_->summaries[pass_->index]->critical_path()) {
    critical_[outline_->node_of_step[value(outline_->plan->step_of(act.act))]] = 1;
  }
}

bool TreePane::critical(std::uint32_t place) const {
  const TreeShape::Node& node = shape_.nodes[place];
  const std::uint32_t last = node.collapsed ? outline_->ends[node.node] : node.node + 1;
  return std::any_of(critical_.begin() + node.node, critical_.begin() + last,
                     [](std::uint8_t mark) { return mark != 0; });
}

const NodeFace& TreePane::face(std::uint32_t place) {
  std::optional<NodeFace>& face = faces_[place];
  if (!face) {
    const TreeShape::Node& node = shape_.nodes[place];
    const std::uint32_t hidden = node.collapsed ? outline_->ends[node.node] - node.node - 1 : 0;
    face = make_node_face(*outline_, node.node, states_[place], hidden, spans_,
                          snapshot_ ? snapshot_->now : Instant{});
  }
  return *face;
}

CanvasBox TreePane::box(std::uint32_t place) const {
  return box_of(picture().nodes[place]);
}

std::vector<std::uint32_t> TreePane::in_view() const {
  const CanvasBox visible = canvas_.visible();
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t place = 0; place < shape_.nodes.size(); ++place) {
    if (canvas_.width() > 0 && !visible.touches(box(place))) continue;
    nodes.push_back(shape_.nodes[place].node);
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

std::optional<std::uint32_t> TreePane::place_at(PicturePoint screen) const {
  if (!outline_) return std::nullopt;
  return node_at(picture(), canvas_.to_picture(screen));
}

}  // namespace cascade::gui
