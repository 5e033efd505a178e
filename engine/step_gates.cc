// SPDX-License-Identifier: Apache-2.0
#include "engine/step_gates.h"

#include <algorithm>

#include "engine/wait_graph.h"

namespace cascade {
namespace {

/// The resources of the parent type at which links of `step` start, ascending.
std::vector<ResourceIndex> link_parents(const Plan& plan, const Step& step) {
  std::vector<ResourceIndex> parents;
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    for (const LinkParent parent : plan.links(step, ActId{act})) {
      if (!parent.is_root()) parents.push_back(parent.index());
    }
  }
  if (!std::is_sorted(parents.begin(), parents.end())) std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  return parents;
}

/// Whether `step` shows one of `resources` to its children. Walks the shorter side.
bool shows_any(const Plan& plan, const RowTable& rows, StepId id,
               const std::vector<ResourceIndex>& resources) {
  const Step& step = plan.step(id);
  const auto shows = [&](ActId act) {
    return rows.row(id, plan.reactions()[value(act)]).shows_children;
  };
  if (resources.size() <= step.act_count()) {
    return std::any_of(resources.begin(), resources.end(), [&](ResourceIndex resource) {
      const ActId act = find_act(plan, step, resource);
      return act != kNoAct && shows(act);
    });
  }
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    if (shows(ActId{act}) &&
        std::binary_search(resources.begin(), resources.end(), plan.resources()[act])) {
      return true;
    }
  }
  return false;
}

}  // namespace

StepGates::StepGates(const Plan& plan, const RowTable& rows, Schedule schedule) {
  const auto count = static_cast<std::uint32_t>(plan.steps().size());
  std::vector<Pair> pairs;
  if (schedule == Schedule::Sequential) {
    for (std::uint32_t i = 0; i + 2 < count; ++i) pairs.push_back({StepId{i}, StepId{i + 1}});
  } else if (schedule == Schedule::ByStep) {
    pairs = plan.merge() == Merge::PerPath ? pairs_by_tree(plan) : pairs_by_links(plan, rows);
  }
  closed_.resize(count, 0);
  closed_.back() = count - 1;
  dependents_begin_.resize(count + std::size_t{1}, 0);
  for (const Pair& pair : pairs) {
    ++closed_[value(pair.after)];
    ++dependents_begin_[value(pair.before) + 1];
  }
  for (std::uint32_t i = 0; i < count; ++i) dependents_begin_[i + 1] += dependents_begin_[i];
  dependents_.resize(pairs.size());
  std::vector<std::uint32_t> next(dependents_begin_);
  for (const Pair& pair : pairs) dependents_[next[value(pair.before)]++] = pair.after;
}

std::vector<StepGates::Pair> StepGates::pairs_by_tree(const Plan& plan) {
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < value(plan.root_step()); ++i) {
    const StepId parent = plan.step(StepId{i}).tree_parent;
    if (parent != plan.root_step()) pairs.push_back({StepId{i}, parent});
  }
  return pairs;
}

std::vector<StepGates::Pair> StepGates::pairs_by_links(const Plan& plan, const RowTable& rows) {
  std::vector<std::vector<StepId>> visible_of_type(plan.graph().type_count());
  for (std::uint32_t i = 0; i < value(plan.root_step()); ++i) {
    const Step& step = plan.step(StepId{i});
    if (step.visible > 0) visible_of_type[value(step.type)].push_back(StepId{i});
  }
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < value(plan.root_step()); ++i) {
    const Step& step = plan.step(StepId{i});
    const auto& above = visible_of_type[value(step.parent_type)];
    if (above.empty() || step.act_count() == 0) continue;
    const std::vector<ResourceIndex> parents = link_parents(plan, step);
    for (const StepId id : above) {
      if (shows_any(plan, rows, id, parents)) pairs.push_back({StepId{i}, id});
    }
  }
  return pairs;
}

}  // namespace cascade
