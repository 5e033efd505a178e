// SPDX-License-Identifier: Apache-2.0
// Owns one seeded world and the engine run inside it: generates the world of a scenario, runs its
// operations pass by pass, watches them with checkers, and judges the expectations. Can be
// stepped event by event; several simulations can live side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "engine/run_summary.h"
#include "engine/runner.h"
#include "engine/time.h"
#include "engine/type_graph.h"
#include "engine/virtual_runner.h"
#include "sim/base/work.h"
#include "sim/run/keep_set.h"
#include "sim/run/protection.h"
#include "sim/run/requirements.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct Audit;

enum class RunnerKind : std::uint8_t { Virtual, Threads };

/// Where a recorded run is taken up again; see sim/recording/resume.h.
struct ResumePoint {
  std::uint32_t operation = 0;  ///< Index into Scenario::operations; earlier ones are over.
  std::uint32_t pass = 0;       ///< Index into its passes; earlier ones are over.
  /// How the pass's acts had ended, by ActId; those that were done or skipped stay. Empty: the
  /// pass had not begun.
  std::vector<Outcome> outcomes;
  std::uint64_t plan_digest = 0;       ///< Of the pass's plan, where there are outcomes.
  std::shared_ptr<const World> world;  ///< As the run left it. Never null.
};

struct SimulationOptions {
  RunnerKind runner = RunnerKind::Virtual;
  unsigned threads = 2;       ///< Only RunnerKind::Threads.
  bool checkers = true;       ///< Watch the invariants after every event.
  bool critical_path = true;  ///< Keep act times (24 bytes per act).
  bool dry = false;           ///< Nothing is performed, median latencies, no faults.
  std::uint32_t violations_max = 20;
  /// What violations name as the way to see them again; empty: made from the scenario.
  std::string repeat_command;
  /// Called once with the builder of the type graph: branch extensions, add-ons. May be empty.
  std::function<void(World&, TypeGraphBuilder&)> extend;
  /// The types that join the cascade; empty: all of the model's. What hangs on the others only is
  /// not found.
  std::vector<TypeId> joining;
  /// Asked before the first change of each operation, with its index and its first changing plan:
  /// an error refuses it. May be empty.
  std::function<std::optional<Error>(std::uint32_t operation, const Plan& plan)> gate;
  /// Of generating and planning. Stopped: generating ends with an error, planning with a refusal,
  /// and the run is cancelled.
  WorkWatch watch;
  /// Used instead of the runner that `runner` names (replay). Must outlive the simulation.
  Runner* custom_runner = nullptr;
  /// Begins there instead of at the first pass. The world that is brought must be as that pass was
  /// planned in. Null: from the begin.
  std::shared_ptr<const ResumePoint> resume;
};

struct Appearance;  // sim/run/appearing.h

/// One pass of one operation.
struct PassRun {
  /// It has ended, and acts failed or timed out, be it that the model ignores that.
  [[nodiscard]] bool has_failures() const;

  std::uint32_t operation = 0;  ///< Index into Scenario::operations.
  std::uint32_t pass = 0;       ///< Index into its OperationSpec::passes.
  std::string action_code;
  RunId run{};
  std::shared_ptr<const Plan> plan;  ///< Null: planning was refused, see `refusal`.
  /// What the pass goes on from, with the outcomes that its acts had; null: it is not resumed.
  std::shared_ptr<const ResumePoint> resumed;
  std::optional<Error> refusal;
  std::vector<ProtectionBreach> breaches;      ///< Why it was refused, where it was for protection.
  std::shared_ptr<const KeepSet> keep;         ///< Where it was for what is to be kept; else null.
  std::vector<UnmetRequirement> unmet_before;  ///< Where it was for what the operation demands.
  /// Of the operation's last pass: what should hold afterwards and does not. The pass itself may be
  /// done; the operation has failed.
  std::vector<UnmetRequirement> unmet_after;
  std::shared_ptr<RunSummary> summary;  ///< Null without a plan.
  std::optional<RunEnd> end;            ///< Nothing while it runs.
  /// Acts that another operation left nothing to do, and that operation (an index, as `operation`).
  std::map<ActId, std::uint32_t> skipped_by;
  /// Acts that were skipped for a reason that was told, by it; in the order in which they ended.
  std::map<std::string, std::vector<ActId>> skipped_for;
  std::vector<ActId> ignored_answers;  ///< An act for each answer that came late or again.
  /// Messages of acts (failures, vetoes), at most 1000.
  std::vector<std::pair<ActId, std::string>> messages;
};

/// Process exit codes; see the README.
enum class Verdict : std::uint8_t {
  Ok = 0,
  BadInput = 1,
  Refused = 2,
  ActsFailed = 3,
  InvariantBroken = 4,
  ExpectationNotMet = 5,
  Interrupted = 130,
};

/// Thread: one at a time.
class Simulation {
 public:
  /// Generates the world and resolves every name of the scenario. Errors: what is wrong with it,
  /// all at once; ErrorKind::Refused where the stop was requested. The world may be brought instead
  /// (of the scenario's model; in the state in which the first operation finds it).
  static Result<std::unique_ptr<Simulation>> create(Scenario scenario,
                                                    const SimulationOptions& options,
                                                    std::unique_ptr<World> world = nullptr);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  /// Hears the events of all passes. Not owned. Before the first step.
  void add_observer(Observer& observer);
  /// Called at the begin of each pass, after planning, before its first event; may be empty.
  void on_pass(std::function<void(const PassRun&)> hook);

  /// One arrival of the runner, or planning the next pass when it may begin. False: all
  /// operations are over and nothing is under way any more, late answers neither.
  bool step();
  void run();
  /// What has not started is cancelled; step() until it says false.
  void cancel();

  [[nodiscard]] const Scenario& scenario() const;
  [[nodiscard]] const World& world() const;
  [[nodiscard]] World& world();
  /// To keep the world when the simulation ends; the plans' extensions refer to it.
  [[nodiscard]] std::shared_ptr<const World> shared_world() const;
  [[nodiscard]] const TypeGraph& graph() const;
  /// What the simulated world does to each act of its passes. Pure.
  [[nodiscard]] TreatmentSource& treatments();
  [[nodiscard]] std::uint64_t event_count() const;
  /// In the order in which they began. Those of operations at the same time are mixed.
  [[nodiscard]] std::span<const std::unique_ptr<PassRun>> passes() const;
  /// What faults let appear so far, in its order.
  [[nodiscard]] std::span<const Appearance> appearances() const;
  [[nodiscard]] Instant now() const;
  [[nodiscard]] bool finished() const;

  /// Of every event told so far (without times), in order.
  [[nodiscard]] std::uint64_t event_digest() const;
  /// Of the world before the first operation.
  [[nodiscard]] std::uint64_t initial_digest() const;
  /// What the checkers found; empty: nothing broken.
  [[nodiscard]] const std::vector<std::string>& violations() const;
  /// In one word: "done", "failed", "vetoed", "cancelled", "refused". After the end.
  [[nodiscard]] std::string_view outcome() const;
  /// From the first pass's begin to the last one's end.
  [[nodiscard]] Duration makespan() const;
  /// What is wrong with the world now. After the end; nothing if neither the
  /// checkers nor an expectation asked for it.
  [[nodiscard]] std::optional<Audit> audit() const;
  /// One line per expectation that does not hold. After the end.
  [[nodiscard]] std::vector<std::string> unmet_expectations() const;
  /// The exit code; after the end.
  [[nodiscard]] Verdict verdict() const;

 private:
  struct Parts;
  explicit Simulation(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cascade::sim
