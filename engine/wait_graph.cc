// SPDX-License-Identifier: Apache-2.0
#include "engine/wait_graph.h"

#include <algorithm>
#include <utility>

#include "engine/assert.h"

namespace cascade {

ResourceRanks::ResourceRanks(const Plan& plan, const std::vector<StepId>& steps) {
  ResourceIndex last = 0;
  std::size_t acts = 0;
  first_ = kNoResource;
  for (const StepId id : steps) {
    const Step& step = plan.step(id);
    if (step.act_count() == 0) continue;
    first_ = std::min(first_, plan.resources()[step.acts_begin]);
    last = std::max(last, plan.resources()[step.acts_end - 1]);
    acts += step.act_count();
  }
  if (acts == 0) return;
  if ((last - first_) / 2 < acts) {
    size_ = last - first_ + 1;
    return;
  }
  sorted_.reserve(acts);
  for (const StepId id : steps) {
    const Step& step = plan.step(id);
    const auto begin = plan.resources().begin();
    sorted_.insert(sorted_.end(), begin + step.acts_begin, begin + step.acts_end);
  }
  std::sort(sorted_.begin(), sorted_.end());
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
  sorted_.shrink_to_fit();
  size_ = static_cast<std::uint32_t>(sorted_.size());
}

std::uint32_t ResourceRanks::rank(ResourceIndex resource) const {
  if (sorted_.empty()) {
    const std::uint32_t distance = resource - first_;  // wraps to a large one below first_
    return distance < size_ ? distance : kNone;
  }
  const auto found = std::lower_bound(sorted_.begin(), sorted_.end(), resource);
  if (found == sorted_.end() || *found != resource) return kNone;
  return static_cast<std::uint32_t>(found - sorted_.begin());
}

WaitGraph::WaitGraph(const Plan& plan, const RowTable& rows) : plan_(plan), rows_(rows) {
  const std::size_t types = plan.graph().type_count();
  std::vector<std::vector<StepId>> steps_of_type(types);
  for (std::uint32_t i = 0; i < value(plan.root_step()); ++i) {
    const Step& step = plan.step(StepId{i});
    if (step.act_count() > 0) steps_of_type[value(step.type)].push_back(StepId{i});
  }
  if (plan.merge() != Merge::PerPath) types_.resize(types);
  for (std::size_t type = 0; type < types; ++type) {
    const auto& steps = steps_of_type[type];
    if (steps.empty()) continue;
    ResourceRanks ranks;
    if (steps.size() > 1) {
      ranks = ResourceRanks(plan, steps);
      chain(steps, ranks);
    }
    if (types_.empty()) continue;
    types_[type].ranks = std::move(ranks);
    index_visible(steps, types_[type]);
  }
}

void WaitGraph::chain(const std::vector<StepId>& steps, const ResourceRanks& ranks) {
  std::vector<ActId> last_act(ranks.size(), kNoAct);
  for (const StepId id : steps) {
    const Step& step = plan_.step(id);
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      ActId& last = last_act[ranks.rank(plan_.resources()[act])];
      if (last != kNoAct) {
        if (next_.empty()) next_.resize(plan_.act_count(), kNoAct);
        next_[value(last)] = ActId{act};
      }
      last = ActId{act};
    }
  }
}

bool WaitGraph::shows_children(StepId step, ActId act) const {
  return rows_.row(step, plan_.reactions()[value(act)]).shows_children;
}

void WaitGraph::index_visible(const std::vector<StepId>& steps, TypeActs& acts) const {
  std::vector<StepId> visible;
  for (const StepId id : steps) {
    if (plan_.step(id).visible > 0) visible.push_back(id);
  }
  if (visible.size() <= 1) {
    if (!visible.empty()) acts.only_step = visible[0];
    acts.ranks = ResourceRanks{};
    return;
  }
  acts.first_visible.resize(acts.ranks.size(), kNoAct);
  for (const StepId id : visible) {
    const Step& step = plan_.step(id);
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      if (!shows_children(id, ActId{act})) continue;
      ActId& first = acts.first_visible[acts.ranks.rank(plan_.resources()[act])];
      if (first == kNoAct) first = ActId{act};
    }
  }
}

WaitGraph::Waiters WaitGraph::waiters_of(const Step& step) const {
  using Kind = Waiters::Kind;
  if (step.tree_parent == kNoStep) return {};  // the root's acts: nothing waits for them
  if (types_.empty()) {
    if (step.tree_parent == plan_.root_step()) return {};
    return {Kind::InStep, &plan_.step(step.tree_parent), kNoType};
  }
  const TypeActs& acts = types_[value(step.parent_type)];
  if (acts.only_step == kNoStep && acts.first_visible.empty()) return {};
  return {Kind::InType, nullptr, step.parent_type};
}

ActId WaitGraph::first_visible(TypeId type, ResourceIndex resource) const {
  const TypeActs& acts = types_[value(type)];
  if (acts.only_step != kNoStep) {
    const ActId act = find_act(plan_, plan_.step(acts.only_step), resource);
    return act != kNoAct && shows_children(acts.only_step, act) ? act : kNoAct;
  }
  const std::uint32_t rank = acts.ranks.rank(resource);
  return rank == ResourceRanks::kNone ? kNoAct : acts.first_visible[rank];
}

std::size_t WaitGraph::bytes() const {
  std::size_t sum = next_.capacity() * sizeof(ActId) + types_.capacity() * sizeof(TypeActs);
  for (const TypeActs& acts : types_) {
    sum += acts.ranks.bytes() + acts.first_visible.capacity() * sizeof(ActId);
  }
  return sum;
}

}  // namespace cascade
