// SPDX-License-Identifier: Apache-2.0
// How two plans differ: what either would do that the other would not, wherever in the tree.
#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "engine/plan_text.h"

namespace cascade {
namespace {

using Key = std::tuple<TypeId, TypeId, std::string>;  // parent type, type, reaction
using Resources = std::vector<ResourceIndex>;

/// By edge and reaction: the resources, ascending and unique.
std::map<Key, Resources> affected_by(const Plan& plan) {
  std::map<Key, Resources> affected;
  for (const Step& step : plan.steps()) {
    std::vector<Resources*> of_row(step.extension->reactions().size());
    for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
      Resources*& resources = of_row[value(plan.reactions()[act])];
      if (resources == nullptr) {
        resources = &affected[{step.parent_type, step.type, plan.reaction(step, ActId{act}).name}];
      }
      resources->push_back(plan.resources()[act]);
    }
  }
  for (auto& [key, resources] : affected) {
    if (!std::is_sorted(resources.begin(), resources.end())) {
      std::sort(resources.begin(), resources.end());
    }
    resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
  }
  return affected;
}

std::vector<PlanDifference::Entry> missing(const std::map<Key, Resources>& from,
                                           const std::map<Key, Resources>& other) {
  static const Resources kNone;
  std::vector<PlanDifference::Entry> entries;
  for (const auto& [key, resources] : from) {
    const auto found = other.find(key);
    const Resources& others = found == other.end() ? kNone : found->second;
    Resources only;
    std::set_difference(resources.begin(), resources.end(), others.begin(), others.end(),
                        std::back_inserter(only));
    for (const ResourceIndex resource : only) {
      entries.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), resource});
    }
  }
  return entries;
}

}  // namespace

PlanDifference compare(const Plan& a, const Plan& b) {
  const auto affected_by_a = affected_by(a);
  const auto affected_by_b = affected_by(b);
  return {missing(affected_by_a, affected_by_b), missing(affected_by_b, affected_by_a)};
}

}  // namespace cascade
