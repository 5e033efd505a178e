// SPDX-License-Identifier: Apache-2.0
#include "sim/run/preview_counts.h"

#include <algorithm>

namespace cascade::sim {
namespace {

/// A set of resources of all types: a bit each.
class ResourceSet {
 public:
  explicit ResourceSet(const World& world) {
    const std::size_t types = world.model().types.size();
    for (std::size_t i = 0; i < types; ++i) {
      bits_.emplace_back(world.count(TypeId{static_cast<std::uint16_t>(i)}), false);
    }
  }
  /// True: it was not there.
  bool insert(Resource resource) {
    std::vector<bool>& bits = bits_[value(resource.type)];
    if (bits[resource.index]) return false;
    bits[resource.index] = true;
    return true;
  }

 private:
  std::vector<std::vector<bool>> bits_;
};

/// Marks the types whose resources stand above each step: those on its path, and where steps are
/// united all from which an edge of the plan leads there.
class Ancestors {
 public:
  Ancestors(const Plan& plan, std::size_t types)
      : plan_(plan), above_(types, std::vector<bool>(types, false)) {
    if (plan.merge() == Merge::PerPath) return;
    // Transitive closure over the edges of the plan; there are few types.
    for (const Step& step : plan.steps()) {
      if (step.tree_parent != kNoStep) above_[value(step.type)][value(step.parent_type)] = true;
    }
    for (std::size_t k = 0; k < types; ++k) {
      for (std::size_t i = 0; i < types; ++i) {
        if (!above_[i][k]) continue;
        for (std::size_t j = 0; j < types; ++j) {
          if (above_[k][j]) above_[i][j] = true;
        }
      }
    }
  }

  [[nodiscard]] bool stands_below(const Step& step, TypeId type) const {
    if (plan_.merge() != Merge::PerPath) return above_[value(step.type)][value(type)];
    for (StepId at = step.tree_parent; at != kNoStep; at = plan_.step(at).tree_parent) {
      if (plan_.step(at).type == type) return true;
    }
    return false;
  }

 private:
  const Plan& plan_;
  std::vector<std::vector<bool>> above_;
};

std::uint64_t count_below(const Plan& plan, const World& world, const Ancestors& ancestors,
                          TypeId type) {
  ResourceSet seen(world);
  std::uint64_t count = 0;
  for (const Step& step : plan.steps()) {
    if (!ancestors.stands_below(step, type)) continue;
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      if (plan.reaction(step, ActId{act}).nothing) continue;
      if (seen.insert({step.type, plan.resources()[act]})) ++count;
    }
  }
  return count;
}

}  // namespace

std::vector<TypeReach> type_reaches(const Plan& plan, const World& world) {
  const std::size_t types = world.model().types.size();
  std::vector<TypeReach> all(types);
  ResourceSet seen(world);
  for (const Step& step : plan.steps()) {
    TypeReach& reach = all[value(step.type)];
    reach.type = step.type;
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      if (plan.reaction(step, ActId{act}).nothing) continue;
      if (seen.insert({step.type, plan.resources()[act]})) ++reach.affected;
    }
  }
  std::erase_if(all, [](const TypeReach& reach) { return reach.affected == 0; });
  std::sort(all.begin(), all.end(), [&](const TypeReach& a, const TypeReach& b) {
    return world.model().type(a.type).name < world.model().type(b.type).name;
  });
  const Ancestors ancestors(plan, types);
  for (TypeReach& reach : all) {
    reach.live = world.count(reach.type, Life::Live);
    reach.below = count_below(plan, world, ancestors, reach.type);
  }
  return all;
}

}  // namespace cascade::sim
