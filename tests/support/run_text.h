// SPDX-License-Identifier: Apache-2.0
// Runs in words: a TextWorld's plan under an executor, its acts by name, its events as short lines.
// For tests that compare whole runs.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/run_state.h"
#include "engine/virtual_runner.h"
#include "tests/support/fake_runner.h"
#include "tests/support/graph_text.h"

namespace cascade::test {

/// "h>v:v3", for the root "z1": the edge and the resource.
std::string act_name(const TextWorld& world, const Plan& plan, ActId act);
/// "h>v", for the root "z".
std::string step_name(const Plan& plan, StepId id);
/// The first act of that name; asserts that there is one.
ActId act_named(const TextWorld& world, const Plan& plan, std::string_view name);

/// The plan; asserts that planning says yes.
std::shared_ptr<const Plan> plan_of(const TextWorld& world, std::string_view roots,
                                    Merge merge = Merge::PerPath);

/// Keeps the events of phase 2 as lines: "[h>v" and "]h>v done" for a step, "+h>v:v3" and
/// "-h>v:v3 failed (message)" for an act, "?h>v:v3 done" for an ignored answer, "end failed";
/// "~h>v:v3 failed (message)" for an attempt that is not the last, "!h>v:v3" when the wait is over,
/// "+h>v:v3#2" for the next attempt.
class Transcript final : public Observer {
 public:
  Transcript(const TextWorld& world, std::shared_ptr<const Plan> plan, RunId run = RunId{0});
  void on_event(const Event& event, std::string_view text) override;

  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }
  /// The lines that begin with one of `kinds`, joined by blanks. "+-" gives the acts.
  [[nodiscard]] std::string text(std::string_view kinds) const;

 private:
  const TextWorld& world_;
  std::shared_ptr<const Plan> plan_;
  RunId run_;
  std::vector<std::string> lines_;
  std::vector<Event> events_;
};

/// One run of one plan on the fake runner, already in phase 2.
class FakeRun {
 public:
  FakeRun(const TextWorld& world, std::shared_ptr<const Plan> plan, const RunOptions& options);
  /// Answers acts by name, "h>v:v1 h>v:v2", one after the other, and lets the executor go on after
  /// each.
  FakeRun& answer(std::string_view names, const ActResult& result = ActResult::done());
  /// Answers the attempt of that number, and lets the executor go on.
  FakeRun& answer_attempt(std::string_view name, std::uint32_t number,
                          const ActResult& result = ActResult::done());
  /// Answers everything in flight, first started first, until nothing is.
  FakeRun& answer_all();
  /// What is in flight: "h>v:v1 h>v:v2".
  [[nodiscard]] std::string in_flight() const;
  /// "h>v:v1 done, h1 failed": all outcomes in plan order.
  [[nodiscard]] std::string outcomes() const;

  TextWorld const& world;
  std::shared_ptr<const Plan> plan;
  FakeRunner runner;
  Executor executor;
  Transcript transcript;
  std::vector<RunEnd> ends;
};

/// Every attempt takes what the test says, by act name and attempt ("h>v:v3#2"), or by act name
/// ("h>v:v3"); otherwise the default.
class TextTreatments final : public TreatmentSource {
 public:
  explicit TextTreatments(const TextWorld& world, Treatment all = {}) : all_(all), world_(world) {}
  Treatment treat(const Act& act) override;
  std::map<std::string, Treatment> by_name;

 private:
  Treatment all_;
  const TextWorld& world_;
};

}  // namespace cascade::test
