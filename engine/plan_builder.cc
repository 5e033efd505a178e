// SPDX-License-Identifier: Apache-2.0
#include "engine/plan_builder.h"

#include <algorithm>
#include <utility>

#include "engine/assert.h"

namespace cascade {

PlanBuilder::PlanBuilder(std::shared_ptr<const TypeGraph> graph, CascadeRequest request,
                         Merge merge)
    : plan_(new Plan), last_context_(graph->type_count()) {
  plan_->graph_ = std::move(graph);
  plan_->request_ = std::move(request);
  plan_->merge_ = merge;
}

ContextRange PlanBuilder::add_context(TypeId type, std::span<const ResourceIndex> resources) {
  Column<ResourceIndex>& contexts = plan_->contexts_;
  const std::size_t begin = contexts.size();
  contexts.append(resources);
  return keep_context(type, begin);
}

ContextRange PlanBuilder::add_visible(const Extension& extension, TypeId type,
                                      const ActColumns& columns, const ActRange& range) {
  const auto resources = columns.resources_of(range);
  if (range.visible == resources.size()) return add_context(type, resources);
  const auto reactions = columns.reactions_of(range);
  const std::vector<Reaction>& rows = extension.reactions();
  Column<ResourceIndex>& contexts = plan_->contexts_;
  const std::size_t begin = contexts.size();
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (rows[value(reactions[i])].shows_children) contexts.push_back(resources[i]);
  }
  return keep_context(type, begin);
}

ContextRange PlanBuilder::keep_context(TypeId type, std::size_t begin) {
  Column<ResourceIndex>& contexts = plan_->contexts_;
  ContextRange& last = last_context_[value(type)];
  const auto added = std::span(contexts).subspan(begin);
  const auto earlier = context(last);
  if (std::equal(added.begin(), added.end(), earlier.begin(), earlier.end())) {
    contexts.truncate(begin);
  } else {
    last = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(contexts.size())};
  }
  return last;
}

void PlanBuilder::reserve(std::size_t steps, std::size_t acts, std::size_t links,
                          std::size_t offsets) {
  plan_->steps_.reserve(steps);
  plan_->resources_.reserve(acts);
  plan_->reactions_.reserve(acts);
  plan_->link_parents_.reserve(links);
  plan_->link_offsets_.reserve(offsets);
}

StepId PlanBuilder::record(Step step, const ActColumns& columns, const ActRange& range) {
  step.acts_begin = static_cast<std::uint32_t>(plan_->resources_.size());
  step.links_begin = static_cast<std::uint32_t>(plan_->link_parents_.size());
  step.visible = range.visible;
  plan_->resources_.append(columns.resources_of(range));
  plan_->reactions_.append(columns.reactions_of(range));
  plan_->link_parents_.append(columns.parents_of(range));
  if (range.offsets_begin != ActRange::kNoOffsets) {
    step.offsets_begin = static_cast<std::uint32_t>(plan_->link_offsets_.size());
    plan_->link_offsets_.append(
        std::span(columns.offsets).subspan(range.offsets_begin, range.act_count() + 1));
  }
  step.acts_end = static_cast<std::uint32_t>(plan_->resources_.size());
  step.links_end = static_cast<std::uint32_t>(plan_->link_parents_.size());
  plan_->query_time_ += step.query_time;
  plan_->steps_.push_back(step);
  return StepId{static_cast<std::uint32_t>(plan_->steps_.size() - 1)};
}

void PlanBuilder::add_contradiction(ActId first, ActId second) {
  count_contradictions(1);
  if (lists_more_contradictions()) plan_->contradictions_.push_back({first, second});
}

std::shared_ptr<const Plan> PlanBuilder::finish() {
  CASCADE_ASSERT(!plan_->steps_.empty(), "every plan has the root's step");
  fill_depths();
  std::sort(plan_->cycle_links_.begin(), plan_->cycle_links_.end());
  plan_->cycle_links_.erase(std::unique(plan_->cycle_links_.begin(), plan_->cycle_links_.end()),
                            plan_->cycle_links_.end());
  const auto by_act = [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
  };
  std::sort(plan_->contradictions_.begin(), plan_->contradictions_.end(), by_act);
  plan_->steps_.shrink_to_fit();
  plan_->resources_.shrink_to_fit();
  plan_->reactions_.shrink_to_fit();
  plan_->link_parents_.shrink_to_fit();
  plan_->link_offsets_.shrink_to_fit();
  plan_->contexts_.shrink_to_fit();
  plan_->cycle_links_.shrink_to_fit();
  plan_->dropped_contexts_.shrink_to_fit();
  plan_->contradictions_.shrink_to_fit();
  plan_->touches_.shrink_to_fit();
  return std::move(plan_);
}

void PlanBuilder::fill_depths() {
  // Mostly parents stand behind their children, but first_wins may have kept an earlier one.
  constexpr std::uint32_t kUnknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<Step>& steps = plan_->steps_;
  for (Step& step : steps) step.depth = step.tree_parent == kNoStep ? 0 : kUnknown;
  std::vector<std::uint32_t> chain;
  for (std::size_t i = steps.size(); i-- > 0;) {
    auto node = static_cast<std::uint32_t>(i);
    while (steps[node].depth == kUnknown) {
      chain.push_back(node);
      node = value(steps[node].tree_parent);
    }
    for (; !chain.empty(); chain.pop_back()) {
      steps[chain.back()].depth = steps[node].depth + 1;
      node = chain.back();
    }
  }
}

}  // namespace cascade
