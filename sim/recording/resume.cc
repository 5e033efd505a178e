// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/resume.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sim/base/text.h"
#include "sim/recording/replay.h"
#include "sim/report/report.h"
#include "sim/run/settled_runner.h"

namespace cascade::sim {
namespace {

Result<void> check_settings(const ResumeChoice& choice) {
  for (const auto& [key, value] : choice.settings) {
    const std::string_view first = std::string_view(key).substr(0, key.find('.'));
    if (std::find(kResumeKeys.begin(), kResumeKeys.end(), first) != kResumeKeys.end()) continue;
    return input_error(
        fmt::format("--set {}: resume runs the recorded plan; what can be replaced is {}",
                    printable(key), fmt::join(kResumeKeys, ", ")));
  }
  return {};
}

/// Follows a replay and finds where it can go on.
class Finder {
 public:
  explicit Finder(Resumption& found) : found_(found) {}

  void begin(Simulation& simulation) {
    planned_in_ = simulation.world().clone();
    simulation.on_pass([this, &simulation](const PassRun& pass) {
      keep_ignored(pass);
      // The world of a pass that was itself resumed is ahead of its plan.
      if (!pass.resumed) planned_in_ = simulation.world().clone();
      last_ = &pass;
    });
  }

  void end(const Simulation& simulation) {
    auto point = std::make_shared<ResumePoint>();
    point->world = simulation.world().clone();
    const bool grouped = last_ != nullptr && simulation.scenario().is_grouped(last_->operation);
    if (grouped && !all_done(simulation)) {
      in_group_ = true;
      return;
    }
    const bool done = last_ != nullptr && last_->end && last_->end->outcome == Outcome::Done;
    if (done && !grouped && ignored_ == nullptr && last_->has_failures()) {
      ignored_ = last_;
      ignored_in_ = std::move(planned_in_);
    }
    if (done && ignored_ != nullptr) {
      settle(*ignored_, *point);
      found_.world = std::move(ignored_in_);
    } else if (last_ == nullptr || done) {
      if (last_ != nullptr && !follow(simulation.scenario(), *point)) return;
      found_.world = point->world->clone();
    } else {
      settle(*last_, *point);
      found_.world = std::move(planned_in_);
    }
    found_.point = std::move(point);
  }

  /// Whether it ended among operations at the same time, of which not all were done.
  [[nodiscard]] bool in_group() const { return in_group_; }

 private:
  /// Before `next` begins. Only the operation that was the last goes on: what others made of the
  /// world since then is not done again.
  void keep_ignored(const PassRun& next) {
    if (last_ != nullptr && last_->operation != next.operation) {
      ignored_ = nullptr;
      ignored_in_.reset();
    } else if (last_ != nullptr && ignored_ == nullptr && last_->has_failures()) {
      ignored_ = last_;
      ignored_in_ = std::move(planned_in_);
    }
  }

  /// The operations that went on together last.
  [[nodiscard]] bool all_done(const Simulation& simulation) const {
    const Scenario& scenario = simulation.scenario();
    const std::size_t group = scenario.group_of(last_->operation);
    std::size_t expected = 0;
    for (std::size_t i = group; i < scenario.operations.size() && scenario.group_of(i) == group;
         ++i) {
      const auto* spec = scenario.model->find_operation(scenario.operations[i].operation);
      expected += spec == nullptr ? 0 : spec->passes.size();
    }
    const auto passes = simulation.passes();
    const auto done = std::count_if(passes.begin(), passes.end(), [&](const auto& pass) {
      return scenario.group_of(pass->operation) == group && pass->end &&
             pass->end->outcome == Outcome::Done;
    });
    return static_cast<std::size_t>(done) == expected;
  }

  /// The pass after the last one. False: there is none.
  [[nodiscard]] bool follow(const Scenario& scenario, ResumePoint& point) const {
    const Operation& operation = scenario.operations[last_->operation];
    const OperationSpec* const spec = scenario.model->find_operation(operation.operation);
    point.operation = last_->operation;
    point.pass = last_->pass + 1;
    const bool more = spec != nullptr && point.pass < spec->passes.size();
    if (more && !scenario.is_grouped(last_->operation)) return true;
    point.pass = 0;
    do {
      ++point.operation;
    } while (point.operation < scenario.operations.size() &&
             scenario.operations[point.operation].with_previous);
    return point.operation < scenario.operations.size();
  }

  void settle(const PassRun& pass, ResumePoint& point) {
    point.operation = pass.operation;
    point.pass = pass.pass;
    point.plan_digest = pass.plan->digest();
    point.outcomes = pass.summary->outcomes();
    const auto settled = std::count_if(point.outcomes.begin(), point.outcomes.end(), is_settled);
    found_.settled = static_cast<std::uint64_t>(settled);
    found_.unfinished = point.outcomes.size() - found_.settled;
  }

  Resumption& found_;
  const PassRun* last_ = nullptr;  // the last that was planned
  std::unique_ptr<World> planned_in_;
  /// The first pass of the last operation that ended done, and yet not all of its acts did.
  const PassRun* ignored_ = nullptr;
  std::unique_ptr<World> ignored_in_;  // what it was planned in
  bool in_group_ = false;
};

}  // namespace

std::string resume_text(const Resumption& found) {
  const Operation& operation = found.scenario.operations[found.point->operation];
  const std::string where =
      fmt::format("operation {}, {}, pass {}", found.point->operation + 1,
                  printable(operation_text(operation)), found.point->pass + 1);
  if (found.point->outcomes.empty()) return where + ", which had not begun";
  return fmt::format("{}: {} that ended {}, {} to do", where, counted(found.settled, "act"),
                     found.settled == 1 ? "stays" : "stay", grouped(found.unfinished));
}

Result<Resumption> prepare_resume(const Recording& recording, const ResumeChoice& choice) {
  if (Result<void> checked = check_settings(choice); !checked) {
    return tl::unexpected(std::move(checked).error());
  }
  auto scenario = recorded_scenario(recording.header, choice.settings);
  if (!scenario) return tl::unexpected(std::move(scenario).error());
  Resumption found;
  found.scenario = *std::move(scenario);
  if (!choice.keep_faults) found.scenario.faults.clear();
  found.scenario.expect = {};
  Finder finder(found);
  ReplayHooks hooks;
  hooks.at_begin = [&finder](Simulation& simulation) { finder.begin(simulation); };
  hooks.after_step = choice.go_on;
  hooks.at_end = [&finder](const Simulation& simulation) { finder.end(simulation); };
  const Result<ReplayReport> replayed = replay(recording, hooks);
  if (!replayed) return tl::unexpected(replayed.error());
  if (replayed->first_difference) {
    return input_error(
        fmt::format("{}: the recording cannot be replayed: event {} was {}, the replay tells {}",
                    printable(recording.header.scenario_file),
                    grouped(replayed->first_difference->position + 1),
                    printable(replayed->first_difference->recorded),
                    printable(replayed->first_difference->replayed)));
  }
  if (finder.in_group()) {
    return input_error(
        fmt::format("{}: the run ended in the middle of operations at the same time; only "
                    "operations that go on alone can be resumed",
                    printable(recording.header.scenario_file)));
  }
  return found;
}

}  // namespace cascade::sim
