// SPDX-License-Identifier: Apache-2.0
// Two ways to plant a mistake before a checker: a stage on which the test plays the executor, and a
// real run of acts that do to the world what the test says.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "engine/executor.h"
#include "engine/virtual_runner.h"
#include "tests/sim/checked_world.h"
#include "tests/support/graph_text.h"
#include "tests/support/run_text.h"

namespace cascade::sim {

using cascade::test::TextWorld;

/// A plan and a checker that hears what the test says, act by act, by the names of
/// tests/support/run_text.h.
class Stage {
 public:
  Stage(const TextWorld& text, std::string_view roots, const RunOptions& options = {},
        Merge merge = Merge::PerPath, const Checker::Options& checked = {})
      : text_(text),
        plan_(cascade::test::plan_of(text, roots, merge)),
        world_(world_of(text)),
        checker_(*world_, checked) {
    checker_.add_run(RunId{0}, plan_, options, {});
  }

  Stage& tell(EventKind kind, std::uint32_t subject = 0, Outcome outcome = Outcome::Done) {
    at_ += Duration{1};
    checker_.on_event({at_, RunId{0}, subject, 1, kind, outcome}, "");
    return *this;
  }
  Stage& tell_attempt(EventKind kind, std::string_view act, std::uint32_t attempt,
                      Outcome outcome = Outcome::Done, Duration wait = Duration{1}) {
    at_ += wait;
    checker_.on_event({at_, RunId{0}, value(cascade::test::act_named(text_, *plan_, act)), attempt,
                       kind, outcome},
                      "");
    return *this;
  }
  Stage& begin() {
    tell(EventKind::RunBegan).tell(EventKind::PhaseTwoBegan);
    for (std::uint32_t i = 0; i < plan_->steps().size(); ++i) tell(EventKind::StepStarted, i);
    return *this;
  }
  Stage& start(std::string_view acts) {
    for_each(acts, [&](std::uint32_t act) { tell(EventKind::ActStarted, act); });
    return *this;
  }
  Stage& end(std::string_view acts, Outcome outcome = Outcome::Done) {
    for_each(acts, [&](std::uint32_t act) { tell(EventKind::ActEnded, act, outcome); });
    return *this;
  }
  /// Each of them starts and ends before the next.
  Stage& act(std::string_view acts) {
    for_each(acts, [&](std::uint32_t act) {
      tell(EventKind::ActStarted, act).tell(EventKind::ActEnded, act);
    });
    return *this;
  }
  /// What was found until now, as words.
  std::string end_run() {
    tell(EventKind::RunEnded);
    checker_.finish();
    return found();
  }
  [[nodiscard]] std::string found() const { return words(checker_); }
  [[nodiscard]] const Checker& checker() const { return checker_; }
  Checker& checker() { return checker_; }
  [[nodiscard]] const Plan& plan() const { return *plan_; }

 private:
  void for_each(std::string_view acts, const std::function<void(std::uint32_t)>& visit) {
    std::istringstream stream{std::string(acts)};
    for (std::string name; stream >> name;)
      visit(value(cascade::test::act_named(text_, *plan_, name)));
  }

  const TextWorld& text_;
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<World> world_;
  Checker checker_;
  Instant at_{};
};

inline RunOptions with(FailurePolicy failure) {
  RunOptions options;
  options.failure = failure;
  return options;
}

inline RunOptions with(Schedule schedule) {
  RunOptions options;
  options.schedule = schedule;
  return options;
}

/// Runs a plan for real, with what its acts do to the world, and returns what the checker found.
inline std::string run_checked(TextWorld& text, std::string_view roots,
                               const std::function<void(World&, const Act&, Completion)>& deed,
                               Treatment treatment = {}, const Checker::Options& checked = {}) {
  const auto owner = world_of(text);
  World& world = *owner;
  text.data().on_cascade = [&](const Act& act, Completion done) {
    deed(world, act, std::move(done));
  };
  Checker checker(world, checked);
  cascade::test::TextTreatments treatments(text, treatment);
  VirtualRunner virtual_runner(treatments);
  Executor executor(checker.watch(virtual_runner));
  executor.add_observer(checker);
  const auto plan = cascade::test::plan_of(text, roots);
  checker.add_run(RunId{0}, plan, {}, {});
  executor.begin(plan, {}, nullptr);
  executor.run();
  checker.finish();
  for (const Violation& violation : checker.violations()) CHECK_FALSE(violation.text.empty());
  return words(checker);
}

inline Resource own(const Act& act) {
  return {act.node().type, act.resource};
}

}  // namespace cascade::sim
