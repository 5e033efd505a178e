// SPDX-License-Identifier: Apache-2.0
// The same rule by which the executor blocks (links below, earlier acts on the resource, the
// root waits for all), read backwards.
#include "sim/report/blockers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
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

  std::vector<Blocker> tree(ActId blocked, std::size_t max) const {
    std::vector<Blocker> found;
    std::set<ActId> seen;
    std::vector<Blocker> open{{blocked, kNoAct, 0}};
    while (!open.empty() && found.size() < max) {
      const Blocker next = open.back();
      open.pop_back();
      if (next.act != blocked) {
        if (!seen.insert(next.act).second) continue;
        found.push_back(next);
        if (outcomes_[value(next.act)] != Outcome::Blocked) continue;
      }
      const std::uint32_t depth = next.act == blocked ? 0 : next.depth + 1;
      const std::size_t first = open.size();
      for_each_blocker(next.act, [&](ActId act) {
        open.push_back({act, next.act, depth});
        return open.size() - first < max;
      });
      std::reverse(open.begin() + static_cast<std::ptrdiff_t>(first), open.end());
    }
    return found;
  }

 private:
  [[nodiscard]] bool blocks(const Step& step, std::uint32_t act) const {
    return outcomes_[act] <= Outcome::Blocked && !plan_.reaction(step, ActId{act}).failure_ignored;
  }

  [[nodiscard]] std::optional<ActId> blocker_of(ActId act) const {
    std::optional<ActId> first;
    for_each_link_blocker(act, [&](ActId blocker) {
      first = blocker;
      return false;
    });
    const bool root = plan_.step_of(act) == plan_.root_step();
    return first || !root ? first : first_of_all(act);
  }

  // Until `visit` says false. For the root, which waits for all, the causes come last.
  template <class Visit>
  void for_each_blocker(ActId act, const Visit& visit) const {
    for_each_link_blocker(act, visit);
    if (plan_.step_of(act) != plan_.root_step()) return;
    for (const Step& step : plan_.steps()) {
      for (std::uint32_t i = step.acts_begin; i < step.acts_end && i < value(act); ++i) {
        if (outcomes_[i] == Outcome::Blocked || !blocks(step, i)) continue;
        if (!visit(ActId{i})) return;
      }
    }
  }

  // Those that are linked below it, and earlier ones on its resource.
  template <class Visit>
  void for_each_link_blocker(ActId act, const Visit& visit) const {
    const StepId id = plan_.step_of(act);
    const Resource resource{plan_.step(id).type, plan_.resources()[value(act)]};
    for (std::uint32_t i = 0; i <= value(id); ++i) {
      const StepId earlier{i};
      if (!below(id, resource, earlier, act, visit)) return;
      const auto same = on_same_resource(resource, earlier, act);
      if (same && !visit(*same)) return;
    }
  }

  // Acts that are linked to `resource` of step `id`. False: `visit` said so.
  template <class Visit>
  bool below(StepId id, Resource resource, StepId child, ActId before, const Visit& visit) const {
    const Step& step = plan_.step(child);
    const bool same_branch = plan_.merge() != Merge::PerPath || step.tree_parent == id;
    if (!same_branch || step.parent_type != resource.type) return true;
    for (std::uint32_t act = step.acts_begin; act < step.acts_end && act < value(before); ++act) {
      if (!blocks(step, act)) continue;
      const auto links = plan_.links(step, ActId{act});
      const bool linked = std::any_of(links.begin(), links.end(), [&](LinkParent link) {
        return !link.is_root() && link.index() == resource.index;
      });
      if (linked && !visit(ActId{act})) return false;
    }
    return true;
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

/// Skipped acts by step and by what left them nothing to do.
class SkippedActs {
 public:
  SkippedActs(const Plan& plan, std::span<const Outcome> outcomes,
              const std::map<ActId, std::uint32_t>& by_others,
              const std::map<std::string, std::vector<ActId>>& told)
      : plan_(plan),
        outcomes_(outcomes),
        by_others_(by_others),
        changed_by_(plan.graph().type_count()) {
    for (const auto& [reason, acts] : told) {
      for (const ActId act : acts) reasons_.emplace(act, reason);
    }
  }

  std::vector<SkippedGroup> groups() {
    for (std::uint32_t i = 0; i < plan_.steps().size(); ++i) {
      const Step& step = plan_.steps()[i];
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        add(StepId{i}, step, ActId{act});
      }
    }
    std::vector<SkippedGroup> groups;
    for (const auto& [why, acts] : counts_) {
      groups.push_back({std::get<0>(why), std::get<2>(why), std::get<1>(why),
                        std::string(std::get<3>(why)), acts});
    }
    return groups;
  }

 private:
  using Why = std::tuple<StepId, std::optional<std::uint32_t>, StepId, std::string_view>;

  void add(StepId id, const Step& step, ActId act) {
    const Outcome outcome = outcomes_[value(act)];
    const ResourceIndex resource = plan_.resources()[value(act)];
    std::vector<StepId>& last = changed_by_[value(step.type)];
    if (outcome == Outcome::Skipped) {
      ++counts_[why(id, act, resource < last.size() ? last[resource] : kNoStep)];
    } else if (outcome == Outcome::Done && !plan_.reaction(step, act).nothing) {
      if (last.size() <= resource) last.resize(std::size_t{resource} + 1, kNoStep);
      last[resource] = id;
    }
  }

  /// `earlier`: the last step that changed the resource before.
  [[nodiscard]] Why why(StepId id, ActId act, StepId earlier) const {
    const auto other = by_others_.find(act);
    if (other != by_others_.end()) return {id, other->second, kNoStep, ""};
    const auto reason = reasons_.find(act);
    if (reason != reasons_.end()) return {id, std::nullopt, kNoStep, reason->second};
    return {id, std::nullopt, earlier, ""};
  }

  const Plan& plan_;
  std::span<const Outcome> outcomes_;
  const std::map<ActId, std::uint32_t>& by_others_;
  std::map<ActId, std::string_view> reasons_;
  std::vector<std::vector<StepId>> changed_by_;  // by type and resource; the last so far
  std::map<Why, std::uint64_t> counts_;
};

}  // namespace

std::vector<ActId> blockers(const Plan& plan, std::span<const Outcome> outcomes, ActId blocked) {
  return Search(plan, outcomes).chain(blocked);
}

std::vector<Blocker> all_blockers(const Plan& plan, std::span<const Outcome> outcomes,
                                  ActId blocked, std::size_t max) {
  return Search(plan, outcomes).tree(blocked, max);
}

std::vector<SkippedGroup> skipped_groups(const Plan& plan, std::span<const Outcome> outcomes,
                                         const std::map<ActId, std::uint32_t>& by_others,
                                         const std::map<std::string, std::vector<ActId>>& told) {
  return SkippedActs(plan, outcomes, by_others, told).groups();
}

}  // namespace cascade::sim
