// SPDX-License-Identifier: Apache-2.0
// Phase 2: a short loop over a plan. Start what is ready and fits, wait for one arrival, record
// it. It knows no threads and no clock; the runner does.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/runner.h"

namespace cascade {

class Arbiter;

enum class Schedule : std::uint8_t {
  Sequential,  ///< One step after the other; inside a step up to the limits in flight (ZStack).
  ByStep,      ///< A step starts when the steps below it are finished.
  ByResource,  ///< An act starts when the acts it waits for have ended (default).
};

enum class FailurePolicy : std::uint8_t {
  Stop,     ///< After a failure nothing new starts (sequential: the running step is completed, and
            ///< its acts tried again); what waits to be tried again ends as its last attempt did.
  Isolate,  ///< Only what waits for the failed act is blocked.
  Force,    ///< Go on as if it had been done.
};

struct RunOptions {
  Schedule schedule = Schedule::ByResource;
  FailurePolicy failure = FailurePolicy::Stop;
  std::uint32_t workers = kUnlimited;  ///< Acts in flight in the whole run; at least 1.
  /// A veto comes too late: it is an ordinary failure. For passes that change something.
  bool vetoes_fail = false;
  /// The act under which a nested run is recorded; kNoAct at top level.
  RunId under_run{};
  ActId under_act = kNoAct;
  /// Asked before each act, where several runs go on at the same time; null: nobody is. Outlives
  /// the run.
  Arbiter* arbiter = nullptr;
};

/// How a run ended.
struct RunEnd {
  RunId run{};
  Outcome outcome = Outcome::Done;                  ///< Done, Failed, Vetoed or Cancelled.
  std::array<std::uint64_t, kOutcomeCount> acts{};  ///< By outcome.
  std::string message;                              ///< The first failure's or veto's.
};

class ActiveRun;
class RunState;

/// Drives any number of runs (nested ones among them) over one runner. Thread: one thread calls
/// all members; extensions reach it through Runner::post only.
class Executor {
 public:
  explicit Executor(Runner& runner);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Not owned; told every event until the executor ends. In the order in which they were added.
  void add_observer(Observer& observer);

  /// Begins a run: tells phase 1's events and starts phase 2 after the plan's query time. `on_end`
  /// is called once, by step(), and may begin further runs.
  RunId begin(std::shared_ptr<const Plan> plan, const RunOptions& options,
              std::function<void(const RunEnd&)> on_end);

  /// Waits for one arrival, records it and starts what became ready. False: nothing is under way.
  bool step();
  /// step() until it says false.
  void run();

  /// An act that the run's arbiter told to wait asks again, if it still waits. Not from inside of
  /// the arbiter's own calls.
  void ask_again(RunId run, ActId act);

  /// What has not started of any run ends `cancelled`; what is in flight is awaited; what waits to
  /// be tried again ends as its last attempt did. Runs that begin later are not concerned.
  void cancel();

  /// Where a run stands; kept after its end.
  [[nodiscard]] const RunState& state(RunId run) const;
  [[nodiscard]] const RunOptions& options(RunId run) const;
  [[nodiscard]] Runner& runner() { return runner_; }

 private:
  static void tell_end(ActiveRun& run);

  Runner& runner_;
  std::vector<Observer*> observers_;
  std::vector<std::unique_ptr<ActiveRun>> runs_;  // by RunId; ended ones keep their state
  Arrival arrival_;
};

}  // namespace cascade
