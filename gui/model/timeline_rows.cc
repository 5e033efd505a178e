// SPDX-License-Identifier: Apache-2.0
#include "gui/model/timeline_rows.h"

#include <algorithm>
#include <utility>

namespace cascade::gui {

void TimelineRows::set_passes(std::vector<TimelinePass> passes) {
  passes_ = std::move(passes);
  build();
}

int TimelineRows::height() const {
  return rows_.empty() ? 0 : rows_.back().top + rows_.back().height;
}

std::size_t TimelineRows::row_at(int y) const {
  const auto below = std::partition_point(rows_.begin(), rows_.end(), [&](const TimelineRow& row) {
    return row.top + row.height <= y;
  });
  return static_cast<std::size_t>(below - rows_.begin());
}

std::size_t TimelineRows::row_of(std::uint32_t pass, StepId step) const {
  const auto find = [&](auto&& is_it) {
    const auto row = std::find_if(rows_.begin(), rows_.end(), is_it);
    return static_cast<std::size_t>(row - rows_.begin());
  };
  const std::vector<sim::TreeNode>& nodes = passes_[pass].tree->nodes;
  const Plan& plan = passes_[pass].index->plan();
  for (StepId at = step; at != kNoStep; at = plan.step(at).tree_parent) {
    const std::size_t row = find([&](const TimelineRow& candidate) {
      return candidate.kind == TimelineRow::Kind::Step && candidate.pass == pass &&
             nodes[candidate.node].step == at;
    });
    if (row < rows_.size()) return row;
  }
  return find([&](const TimelineRow& candidate) { return candidate.pass == pass; });
}

TimelineRows::Key TimelineRows::key_of(const TimelineRow& row) const {
  const std::uint32_t pass = passes_[row.pass].index->index();
  if (row.kind == TimelineRow::Kind::Pass) return {pass, kPassKey};
  if (row.kind == TimelineRow::Kind::Step) return {pass, row.node};
  return {pass, kLimitsKey};
}

void TimelineRows::toggle_fold(const TimelineRow& row) {
  if (!row.foldable) return;
  const Key key = key_of(row);
  if (folded_.erase(key) == 0) folded_.insert(key);
  build();
}

void TimelineRows::fold_all(bool folded) {
  folded_.clear();
  if (folded) {
    for (const TimelinePass& pass : passes_) {
      folded_.insert({pass.index->index(), kLimitsKey});
      for (std::uint32_t node = 0; node < pass.tree->nodes.size(); ++node) {
        if (pass.tree->nodes[node].depth == 1) folded_.insert({pass.index->index(), node});
      }
    }
  }
  build();
}

void TimelineRows::toggle_lanes(const TimelineRow& row) {
  if (row.kind != TimelineRow::Kind::Step) return;
  const Key key = key_of(row);
  if (in_lanes_.erase(key) == 0) in_lanes_.insert(key);
  build();
}

void TimelineRows::reveal(std::uint32_t pass, StepId step) {
  const std::uint32_t index = passes_[pass].index->index();
  const std::vector<sim::TreeNode>& nodes = passes_[pass].tree->nodes;
  const Plan& plan = passes_[pass].index->plan();
  bool changed = folded_.erase({index, kPassKey}) > 0;
  for (StepId above = plan.step(step).tree_parent; above != kNoStep;
       above = plan.step(above).tree_parent) {
    const auto node = std::find_if(nodes.begin(), nodes.end(),
                                   [&](const sim::TreeNode& n) { return n.step == above; });
    if (node == nodes.end()) continue;
    changed =
        folded_.erase({index, static_cast<std::uint32_t>(node - nodes.begin())}) > 0 || changed;
  }
  if (changed) build();
}

void TimelineRows::build() {
  rows_.clear();
  for (std::uint32_t pass = 0; pass < passes_.size(); ++pass) {
    TimelineRow head;
    head.pass = pass;
    head.foldable = true;
    head.folded = folded_.contains(key_of(head));
    head.height = kPassHeight;
    add(head);
    if (head.folded) continue;
    add_steps(pass);
    add_limits(pass);
  }
}

void TimelineRows::add_steps(std::uint32_t pass) {
  const TimelinePass& shown = passes_[pass];
  const std::vector<sim::TreeNode>& nodes = shown.tree->nodes;
  std::uint32_t hidden_below = sim::kNoNode;  // depth of the folded node that hides what follows
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (nodes[node].depth > hidden_below) continue;
    hidden_below = sim::kNoNode;
    TimelineRow row;
    row.kind = TimelineRow::Kind::Step;
    row.pass = pass;
    row.node = node;
    row.depth = nodes[node].depth;
    row.foldable = node + 1 < nodes.size() && nodes[node + 1].depth > row.depth;
    row.folded = row.foldable && folded_.contains(key_of(row));
    row.height = kStepHeight;
    const std::size_t lanes = shown.index->step(nodes[node].step).lane_count();
    if (lanes > 1 && in_lanes_.contains(key_of(row))) {
      row.lanes = static_cast<std::uint32_t>(lanes);
      row.height += row.lanes > 1 ? static_cast<int>(lanes - 1) * kLaneHeight : 0;
    }
    if (row.folded) hidden_below = row.depth;
    add(row);
  }
}

void TimelineRows::add_limits(std::uint32_t pass) {
  const std::size_t count = passes_[pass].index->limits().size();
  if (count == 0) return;
  TimelineRow head;
  head.kind = TimelineRow::Kind::Limits;
  head.pass = pass;
  head.foldable = true;
  head.folded = folded_.contains(key_of(head));
  head.height = kStepHeight;
  add(head);
  if (head.folded) return;
  for (std::uint32_t limit = 0; limit < count; ++limit) {
    TimelineRow row;
    row.kind = TimelineRow::Kind::Limit;
    row.pass = pass;
    row.limit = limit;
    row.depth = 1;
    row.height = kLimitHeight;
    add(row);
  }
}

void TimelineRows::add(TimelineRow row) {
  row.top = height();
  rows_.push_back(row);
}

}  // namespace cascade::gui
