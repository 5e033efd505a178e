// SPDX-License-Identifier: Apache-2.0
// The same rule by which the executor blocks (links below, earlier acts on the resource, the
// root waits for all), read backwards.
#include "sim/blockers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace cascade::sim {
namespace {

class Search {
 public:
  Search(const Plan& plan, std::span<const Outcome> outcomes) : plan_(plan), outcomes_(outcomes) {}

  std::vector<ActId> chain(ActId blocked) const {
    std::vector<ActId> chain;
    // Every blocker comes earlier in plan order, so this ends.
    for (std::optional<ActId> act = blocker_of(blocked); act; act = blocker_of(*act)) {
      chain.push_back(*act);
      if (outcomes_[value(*act)] != Outcome::Blocked) break;
    }
    return chain;
  }

 private:
  [[nodiscard]] bool blocks(const Step& step, std::uint32_t act) const {
    return outcomes_[act] <= Outcome::Blocked && !plan_.reaction(step, ActId{act}).failure_ignored;
  }

  [[nodiscard]] std::optional<ActId> blocker_of(ActId act) const {
    const StepId id = plan_.step_of(act);
    const Resource resource{plan_.step(id).type, plan_.resources()[value(act)]};
    for (std::uint32_t i = 0; i <= value(id); ++i) {
      const StepId earlier{i};
      if (auto found = below(id, resource, earlier, act)) return found;
      if (auto found = on_same_resource(resource, earlier, act)) return found;
    }
    return id == plan_.root_step() ? first_of_all(act) : std::nullopt;
  }

  // An act that is linked to `resource` of step `id`.
  [[nodiscard]] std::optional<ActId> below(StepId id, Resource resource, StepId child,
                                           ActId before) const {
    const Step& step = plan_.step(child);
    const bool same_branch = plan_.merge() != Merge::PerPath || step.tree_parent == id;
    if (!same_branch || step.parent_type != resource.type) return std::nullopt;
    for (std::uint32_t act = step.acts_begin; act < step.acts_end && act < value(before); ++act) {
      if (!blocks(step, act)) continue;
      for (const LinkParent link : plan_.links(step, ActId{act})) {
        if (!link.is_root() && link.index() == resource.index) return ActId{act};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<ActId> on_same_resource(Resource resource, StepId id,
                                                      ActId before) const {
    const Step& step = plan_.step(id);
    if (step.type != resource.type) return std::nullopt;
    const ActId act = find_act(plan_, step, resource.index);
    if (act == kNoAct || act >= before || !blocks(step, value(act))) return std::nullopt;
    return act;
  }

  [[nodiscard]] std::optional<ActId> first_of_all(ActId before) const {
    for (const Step& step : plan_.steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end && act < value(before); ++act) {
        if (blocks(step, act)) return ActId{act};
      }
    }
    return std::nullopt;
  }

  const Plan& plan_;
  std::span<const Outcome> outcomes_;
};

}  // namespace

std::vector<ActId> blockers(const Plan& plan, std::span<const Outcome> outcomes, ActId blocked) {
  return Search(plan, outcomes).chain(blocked);
}

std::vector<SkippedGroup> skipped_groups(const Plan& plan, std::span<const Outcome> outcomes) {
  std::vector<std::vector<StepId>> changed_by(plan.graph().type_count());
  std::map<std::pair<StepId, StepId>, std::uint64_t> counts;
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    std::vector<StepId>& last = changed_by[value(step.type)];
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const ResourceIndex resource = plan.resources()[act];
      if (outcomes[act] == Outcome::Skipped) {
        ++counts[{StepId{i}, resource < last.size() ? last[resource] : kNoStep}];
      } else if (outcomes[act] == Outcome::Done && !plan.reaction(step, ActId{act}).nothing) {
        if (last.size() <= resource) last.resize(std::size_t{resource} + 1, kNoStep);
        last[resource] = StepId{i};
      }
    }
  }
  std::vector<SkippedGroup> groups;
  for (const auto& [steps, acts] : counts) groups.push_back({steps.first, steps.second, acts});
  return groups;
}

}  // namespace cascade::sim
