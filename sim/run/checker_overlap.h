// SPDX-License-Identifier: Apache-2.0
// The rules between operations at the same time, for the checker: who is in flight together, who
// purges what, and whether it is true that another operation left an act nothing to do. Made from
// plans, events and the changes themselves; nothing is asked of who decided. Inner part of
// sim/run/checker.h.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/act.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "sim/run/checker.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Thread: one.
class OverlapRules {
 public:
  void add_run(RunId run, std::shared_ptr<const Plan> plan, const Checker::Place& place);

  /// An act of another operation that conflicts with this one and is in flight.
  struct Other {
    RunId run{};
    ActId act = kNoAct;
  };
  [[nodiscard]] std::optional<Other> start(RunId run, ActId act);
  void leave(RunId run, ActId act);

  /// `act` is about to change `resource`, whose life will be `next`. The operation (from 0) whose
  /// deletion it purges, if that is another one of its group.
  std::optional<std::uint32_t> change(const Act& act, Resource resource, Life now, Life next);

  /// Whether an act of `run` may end without a start because of what `reason` says.
  [[nodiscard]] bool may_skip(RunId run, ActId act, std::string_view reason) const;

 private:
  struct Run {
    std::shared_ptr<const Plan> plan;
    Checker::Place place;
  };
  struct Holder {
    RunId run{};
    ActId act = kNoAct;
    Access access = Access::Write;
  };
  template <class Visit>
  static void for_each_use(const Plan& plan, ActId act, Visit&& visit);

  std::map<RunId, Run> runs_;
  std::map<Resource, std::vector<Holder>> held_;
  std::map<Resource, Checker::Place> deleted_by_;              // who made it Deleted
  std::map<Resource, std::vector<std::uint32_t>> changed_by_;  // operations, each once
};

}  // namespace cascade::sim
