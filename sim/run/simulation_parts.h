// SPDX-License-Identifier: Apache-2.0
// What a simulation is made of. Inner part of sim/run/simulation.h: simulation.cc puts it together
// and tells its results, simulation_passes.cc knows which pass comes next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/run/appearing.h"
#include "sim/run/audit.h"
#include "sim/run/checker.h"
#include "sim/run/event_digest.h"
#include "sim/run/expectations.h"
#include "sim/run/faulty_runner.h"
#include "sim/run/overlap_arbiter.h"
#include "sim/run/settled_runner.h"
#include "sim/run/simulation.h"
#include "sim/scenario/fault.h"
#include "sim/scenario/resolved_operation.h"

namespace cascade::sim {

struct Simulation::Parts final : private Observer {
  /// How far one of the operations has come that go on at the same time.
  struct Course {
    std::size_t operation = 0;  ///< Index into Scenario::operations.
    std::size_t next_pass = 0;  ///< Or the one under way.
    PassRun* active = nullptr;  ///< The pass under way.
    bool over = false;          ///< No further pass of it begins.
  };

  Parts(Scenario of, const SimulationOptions& with, std::unique_ptr<World> in)
      : scenario(std::move(of)), options(with), world(std::move(in)), order(scenario, *world) {}
  ~Parts() override;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  Scenario scenario;
  SimulationOptions options;
  std::shared_ptr<World> world;
  std::uint64_t initial_digest = 0;
  std::optional<AuditBaseline> baseline;
  std::shared_ptr<const TypeGraph> graph;
  std::vector<ResolvedOperation> operations;
  std::vector<Resource> protected_resources;
  std::vector<Resource> kept_resources;
  std::unique_ptr<ModelTreatments> treatments;

  // The runners, from the inside out; `executor` uses the outermost.
  std::unique_ptr<Runner> base_runner;
  std::unique_ptr<FaultyRunner> faulty_runner;
  std::unique_ptr<AppearingRunner> appearing_runner;  // null: nothing appears
  std::unique_ptr<SettledRunner> settled_runner;      // null: nothing is resumed
  std::unique_ptr<Checker> checker;
  std::unique_ptr<OverlapArbiter> arbiter;  // null: operations go on one after the other
  std::unique_ptr<Executor> executor;

  std::vector<Observer*> observers;
  std::function<void(const PassRun&)> pass_hook;
  OrderWatch order;
  EventDigest digest;
  std::uint64_t event_count = 0;
  std::vector<std::unique_ptr<PassRun>> passes;
  std::vector<PassRun*> runs;                // by RunId; null: nested
  std::vector<ModelTreatments::Key> keys;    // by RunId
  std::vector<std::string> violation_texts;  // of the checker's, as many as were taken over

  std::vector<Course> courses;        ///< The operations that go on now, in their order.
  std::size_t next_operation = 0;     ///< The first that has not begun.
  std::size_t operations_passed = 0;  ///< How many have had all their passes.
  PassRun* beginning = nullptr;       ///< The pass whose run is being begun.
  bool over = false;                  ///< No further pass begins.
  bool cancelled = false;
  bool finished = false;

  void make_runner();
  [[nodiscard]] Runner& make_arbiter(Runner& runner);
  bool step();
  void cancel();
  void finish();
  void take_violations();
  [[nodiscard]] std::string_view outcome() const;
  [[nodiscard]] Duration makespan() const;
  [[nodiscard]] const PassRun* first_not_done() const;

  // Which passes there are, in simulation_passes.cc.
  void begin_group();
  [[nodiscard]] Course* next_to_begin();
  [[nodiscard]] bool gathers_vetoes(const Course& course) const;
  [[nodiscard]] bool at_first_change(const Course& course) const;
  void begin_pass(Course& course);
  void end_passes();
  void end_pass(Course& course);
  void go_on_if_over();
  [[nodiscard]] PassRun& add_pass(const Course& course);
  [[nodiscard]] bool take_up(PassRun& begun);
  [[nodiscard]] bool rehearses(std::size_t operation, std::size_t pass) const;
  [[nodiscard]] RunOptions options_of(const PassRun& pass) const;
  // Before the first change of a course's operation: true if it was refused.
  [[nodiscard]] bool refuse_before_change(const Course& course);
  [[nodiscard]] bool refuse_unmet(const Course& course);
  [[nodiscard]] std::shared_ptr<const Plan> plan_to_agree_to(const Course& course);
  [[nodiscard]] bool refuse_breaches(const Course& course, const Plan& plan);
  [[nodiscard]] bool refuse_for_kept(const Course& course, const Plan& plan);

 private:
  void on_event(const Event& event, std::string_view text) override;
  void run_began(const Event& event);
};

}  // namespace cascade::sim
