// SPDX-License-Identifier: Apache-2.0
#include "sim/run/checker_overlap.h"

#include <algorithm>
#include <utility>

#include "sim/base/text.h"

namespace cascade::sim {

void OverlapRules::add_run(RunId run, std::shared_ptr<const Plan> plan,
                           const Checker::Place& place) {
  runs_[run] = {std::move(plan), place};
}

template <class Visit>
void OverlapRules::for_each_use(const Plan& plan, ActId act, Visit&& visit) {
  visit(Resource{plan.step(plan.step_of(act)).type, plan.resources()[value(act)]}, Access::Write);
  for (const Touch& touch : plan.touches(act)) visit(touch.resource, touch.access);
}

std::optional<OverlapRules::Other> OverlapRules::start(RunId run, ActId act) {
  const auto known = runs_.find(run);
  if (known == runs_.end()) return std::nullopt;
  const std::uint32_t operation = known->second.place.operation;
  std::optional<Other> other;
  for_each_use(*known->second.plan, act, [&](Resource resource, Access access) {
    std::vector<Holder>& holders = held_[resource];
    for (const Holder& holder : holders) {
      const bool shares = holder.access == access && access != Access::Write;
      if (shares || runs_.at(holder.run).place.operation == operation) continue;
      other = Other{holder.run, holder.act};
    }
    holders.push_back({run, act, access});
  });
  return other;
}

void OverlapRules::leave(RunId run, ActId act) {
  const auto known = runs_.find(run);
  if (known == runs_.end()) return;
  for_each_use(*known->second.plan, act, [&](Resource resource, Access) {
    const auto held = held_.find(resource);
    if (held == held_.end()) return;
    std::erase_if(held->second,
                  [&](const Holder& holder) { return holder.run == run && holder.act == act; });
    if (held->second.empty()) held_.erase(held);
  });
}

std::optional<std::uint32_t> OverlapRules::change(const Act& act, Resource resource, Life now,
                                                  Life next) {
  const auto known = runs_.find(act.attempt.run);
  if (known == runs_.end()) return std::nullopt;
  const Checker::Place& place = known->second.place;
  std::vector<std::uint32_t>& operations = changed_by_[resource];
  if (std::find(operations.begin(), operations.end(), place.operation) == operations.end()) {
    operations.push_back(place.operation);
  }
  if (now == Life::Live && next == Life::Deleted) deleted_by_[resource] = place;
  const auto deleter = deleted_by_.find(resource);
  // What goes along with a resource is that resource's matter.
  const bool own = resource == Resource{act.node().type, act.resource};
  const bool purges =
      own && now == Life::Deleted && next == Life::Gone && deleter != deleted_by_.end();
  if (!purges || deleter->second.group != place.group ||
      deleter->second.operation == place.operation) {
    return std::nullopt;
  }
  return deleter->second.operation;
}

bool OverlapRules::may_skip(RunId run, ActId act, std::string_view reason) const {
  const auto known = runs_.find(run);
  if (known == runs_.end()) return false;
  const Plan& plan = *known->second.plan;
  const auto changed =
      changed_by_.find({plan.step(plan.step_of(act)).type, plan.resources()[value(act)]});
  if (changed == changed_by_.end()) return false;
  return std::any_of(changed->second.begin(), changed->second.end(), [&](std::uint32_t operation) {
    return operation != known->second.place.operation && reason == by_operation(operation);
  });
}

}  // namespace cascade::sim
