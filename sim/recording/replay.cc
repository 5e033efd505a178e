// SPDX-License-Identifier: Apache-2.0
#include "sim/recording/replay.h"

#include <memory>
#include <utility>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/recording/cancel_finder.h"
#include "sim/recording/replay_runner.h"
#include "sim/recording/resume.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim {
namespace {

/// What the recorded run began with.
Result<Resumption> start_of(const Recording& recording, const std::function<bool()>& go_on) {
  const RecordingHeader& header = recording.header;
  if (!header.resumed) {
    auto scenario = recorded_scenario(header);
    if (!scenario) return tl::unexpected(std::move(scenario).error());
    Resumption start;
    start.scenario = *std::move(scenario);
    return start;
  }
  const auto before = parse_recording(header.resumed->image, "what the recording goes on from");
  if (!before) return tl::unexpected(before.error());
  ResumeChoice choice;
  choice.settings.assign(
      header.overrides.end() - static_cast<std::ptrdiff_t>(header.resumed->settings),
      header.overrides.end());
  choice.keep_faults = header.resumed->keep_faults;
  choice.go_on = go_on;
  Result<Resumption> start = prepare_resume(*before, choice);
  if (start && !start->point) return input_error("what the recording goes on from had finished");
  return start;
}

class Replayer {
 public:
  explicit Replayer(const Recording& recording)
      : recording_(recording),
        comparer_(recording),
        runner_(comparer_, recording.header.runner == "threads"),
        cancel_at_(CancelFinder(recording.events).find()) {}

  Result<ReplayReport> replay(const ReplayHooks& hooks) {
    Result<Resumption> start = start_of(recording_, hooks.after_step);
    if (!start) return tl::unexpected(std::move(start).error());
    SimulationOptions options;
    options.checkers = false;
    options.critical_path = false;
    options.custom_runner = &runner_;
    options.resume = start->point;
    auto simulation =
        Simulation::create(std::move(start->scenario), options, std::move(start->world));
    if (!simulation) return tl::unexpected(std::move(simulation).error());
    (*simulation)->add_observer(comparer_);
    runner_.set_treatments((*simulation)->treatments());
    if (hooks.at_begin) hooks.at_begin(**simulation);
    const bool goes_on = play(**simulation, hooks);
    runner_.settle();
    if (hooks.at_end) hooks.at_end(**simulation);
    return report(**simulation, goes_on);
  }

 private:
  /// True: the engine would go on where the recording ends.
  bool play(Simulation& simulation, const ReplayHooks& hooks) {
    const bool complete = recording_.end && recording_.end->complete;
    while (!comparer_.differs()) {
      const Event* expected = comparer_.expected();
      if (expected == nullptr && !complete) return false;
      if (expected != nullptr && expected->kind == EventKind::RunBegan) {
        runner_.set_now(expected->at);
      }
      if (comparer_.position() >= cancel_at_) simulation.cancel();
      if (!simulation.step()) return false;
      if (hooks.after_step && !hooks.after_step()) return false;
    }
    return true;
  }

  [[nodiscard]] ReplayReport report(const Simulation& simulation, bool told_other) const {
    ReplayReport report;
    report.events_compared = comparer_.position();
    if (told_other || !comparer_.at_end()) {
      const Event* expected = comparer_.expected();
      report.first_difference = ReplayReport::Difference{
          comparer_.position(),
          expected == nullptr ? "nothing" : to_text(*expected, comparer_.expected_text()),
          told_other ? comparer_.told() : "nothing"};
    }
    report.event_digest = simulation.event_digest();
    report.world_digest = simulation.world().digest();
    if (recording_.end) {
      report.complete = recording_.end->complete;
      report.recorded_event_digest = recording_.end->event_digest;
      report.recorded_world_digest = recording_.end->world_digest;
    }
    return report;
  }

  const Recording& recording_;
  EventComparer comparer_;
  ReplayRunner runner_;
  std::size_t cancel_at_;
};

}  // namespace

Result<Scenario> recorded_scenario(
    const RecordingHeader& header,
    const std::vector<std::pair<std::string, std::string>>& settings) {
  auto overrides = header.overrides;
  overrides.emplace_back("seed", std::to_string(header.seed));
  overrides.insert(overrides.end(), settings.begin(), settings.end());
  const ModelLoader loader = [&header](const std::string& /*name*/, const std::string& /*from*/) {
    return parse_model(header.model_text, header.model_file);
  };
  return parse_scenario(header.scenario_text, header.scenario_file, overrides, loader);
}

Result<ReplayReport> replay(const Recording& recording, const ReplayHooks& hooks) {
  return Replayer(recording).replay(hooks);
}

}  // namespace cascade::sim
