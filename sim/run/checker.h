// SPDX-License-Identifier: Apache-2.0
// The invariants, watched from outside the engine: a checker hears every event and every change of
// the world and says what must not be. It works everything out from the plan and the world by
// itself and shares no code with the executor, so that a mistake there cannot hide here. All rules
// are incremental: an event costs what its act's links cost, never a walk over the world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// What a violation is about; see design section 4 for the order.
enum class Invariant : std::uint8_t {
  Protocol,    ///< Every act begins at most once and ends exactly once, inside its step and run.
  Below,       ///< Nothing acts before what is linked below it in its branch has ended.
  Resource,    ///< Acts on one resource follow plan order.
  Conflict,    ///< Conflicting touches follow plan order.
  Root,        ///< The root's acts are last.
  Failure,     ///< Nothing acts that waits for a failed act; after `stop` nothing starts.
  Schedule,    ///< The barriers of `sequential` and `by_step`.
  Limit,       ///< No more acts in flight than a reaction or the run allows, and no more attempts.
  Foreign,     ///< An act changes its own resource and what it declared, nothing else.
  Twice,       ///< No effect is applied twice; nothing comes back to life.
  Untouched,   ///< Skipped and vetoed acts, and vetoed passes, change nothing.
  Unfinished,  ///< Everything ends.
  Overlap,     ///< Operations at the same time: conflicting acts exclude each other, each operation
               ///< purges what it deleted, and skips only what another one has changed.
};
inline constexpr std::size_t kInvariantCount = 13;
std::string_view to_string(Invariant invariant);

struct Violation {
  Invariant invariant = Invariant::Protocol;
  std::string text;  ///< One line: when, who, what.
};

class OrderRules;
class ChangeRules;
class OverlapRules;
class WatchedRunner;

/// Thread: the executor's; with a runner on threads, changes of the world are heard on any.
class Checker final : public Observer {
 public:
  struct Options {
    std::uint32_t violations_max = 20;  ///< Further ones are counted, not kept.
    bool threads = false;               ///< Acts are performed on several threads.
    /// A checker broken on purpose: it does not see this rule broken. For tests of the tests.
    std::optional<Invariant> blind_to{};
  };
  /// Watches `world` until it dies itself. Both must outlive it.
  Checker(World& world, const Options& options);
  ~Checker() override;

  /// Whose run it is: operations of one group go on at the same time.
  struct Place {
    std::uint32_t operation = 0;
    std::uint32_t group = 0;
  };
  /// Announces a run, before its first event. Events of runs that were not announced are ignored.
  void add_run(RunId run, std::shared_ptr<const Plan> plan, const RunOptions& options,
               const Place& place);
  void on_event(const Event& event, std::string_view text) override;
  /// These may come to life while no act is performed. Before the first run.
  void expect_appearing(std::vector<Resource> resources);
  /// The runner around `runner` that must be used, so that the checker knows who is acting.
  Runner& watch(Runner& runner);
  /// Nothing more will come: complains about what has not ended.
  void finish();

  [[nodiscard]] const std::vector<Violation>& violations() const { return violations_; }
  [[nodiscard]] std::uint64_t violation_count() const { return violation_count_; }

 private:
  struct Run;

  void run_began(Run& run);
  void act_started(Run& run, const Event& event);
  void act_ended(Run& run, const Event& event, std::string_view text);
  void attempt_event(Run& run, const Event& event);
  void leave_flight(Run& run, ActId act);
  void step_event(Run& run, const Event& event);
  void run_ended(Run& run, const Event& event);
  void check_begin(Run& run, ActId act);
  void check_limits(Run& run, ActId act);
  void check_overlap(Run& run, ActId act);
  void check_skip(Run& run, ActId act, std::string_view reason);
  void violate(Invariant invariant, const Run& run, std::string what);
  [[nodiscard]] std::string describe(const Run& run, ActId act) const;

  World& world_;
  Options options_;
  std::vector<std::unique_ptr<Run>> runs_;  // by RunId; null: not announced
  std::unique_ptr<OverlapRules> overlap_;
  std::unique_ptr<ChangeRules> changes_;
  std::unique_ptr<WatchedRunner> runner_;
  Event last_{};
  std::uint64_t events_ = 0;
  std::vector<Violation> violations_;
  std::uint64_t violation_count_ = 0;
};

}  // namespace cascade::sim
