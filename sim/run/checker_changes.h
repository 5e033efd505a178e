// SPDX-License-Identifier: Apache-2.0
// The rules of change, for the checker: who may change what in the world. Each change is held
// against the act that is being performed on this thread, and after each run the whole world
// against a print of every resource from before. Inner part of sim/run/checker.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/act.h"
#include "engine/event.h"
#include "engine/plan.h"
#include "sim/run/checker.h"
#include "sim/world/world.h"

namespace cascade::sim {

class ChangeRules final : private WorldWatcher {
 public:
  /// Watches `world` as long as it lives; tells `overlap` who changes what.
  ChangeRules(World& world, OverlapRules& overlap);
  ~ChangeRules() override;
  ChangeRules(const ChangeRules&) = delete;
  ChangeRules& operator=(const ChangeRules&) = delete;

  /// These may come to life at any time, by nobody's act.
  void expect_appearing(std::vector<Resource> resources) { appearing_ = std::move(resources); }

  // On the executor's thread.
  void run_began(RunId run, std::shared_ptr<const Plan> plan);
  void act_started(RunId run, ActId act);
  /// `attempt`: the one that ended it.
  void act_ended(RunId run, ActId act, std::uint32_t attempt, Outcome outcome);
  /// It is tried again.
  void attempt_failed(RunId run, ActId act, Outcome outcome);
  void run_ended(RunId run, Outcome outcome);

  /// What was found since the last call.
  struct Finding {
    Invariant invariant = Invariant::Foreign;
    RunId run{};
    std::string what;
  };
  std::vector<Finding> take();

  /// While it lives, changes on this thread are those of `act`. Any thread.
  class Performing {
   public:
    Performing(ChangeRules& rules, const Act& act);
    ~Performing();
    Performing(const Performing&) = delete;
    Performing& operator=(const Performing&) = delete;

   private:
    friend class ChangeRules;
    ChangeRules& rules_;
    const Act& act_;
    const Performing* outer_;
  };

 private:
  /// One byte per act; different acts are performed by different threads.
  struct Deeds {
    std::uint8_t changed_by = 0;  ///< The last attempt that changed something (its low bits).
    std::uint8_t performed = 0;   ///< The last attempt (its low bits).
  };
  struct Run {
    std::shared_ptr<const Plan> plan;
    std::vector<Deeds> deeds;
    std::atomic<std::uint64_t> changes{0};
    bool ended = false;
  };
  /// Per type: something about each resource.
  template <class T>
  using PerResource = std::vector<std::vector<T>>;

  void on_change(Resource resource, WorldChange what, Life next) override;
  void check_access(const Act& act, Resource resource, WorldChange what);
  void check_purge(const Act& act, Resource resource, Life next);
  void check_life(const Performing* performing, Resource resource, Life next);
  void find(Invariant invariant, RunId run, std::string what);
  template <class Visit>
  static void for_each_changeable(const Plan& plan, ActId act, Visit&& visit);
  [[nodiscard]] PerResource<std::uint64_t> prints() const;
  [[nodiscard]] std::string describe(const Plan& plan, ActId act) const;
  void compare(RunId run, bool nothing_allowed);

  static thread_local const Performing* current_;

  World& world_;
  OverlapRules& overlap_;
  std::vector<std::unique_ptr<Run>> runs_;  // by RunId
  std::uint32_t active_ = 0;                // runs that have not ended
  bool all_vetoed_ = true;                  // of those that ended since all had ended
  PerResource<std::uint64_t> before_;
  [[nodiscard]] bool may_appear(Resource resource) const;

  std::vector<Resource> appearing_;
  PerResource<bool> allowed_;   // what acts that were started may change
  std::vector<Resource> late_;  // may change at any later time: their acts timed out
  std::mutex mutex_;            // guards findings_
  std::vector<Finding> findings_;
  std::atomic<bool> any_{false};
};

}  // namespace cascade::sim
