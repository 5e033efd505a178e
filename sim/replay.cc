// SPDX-License-Identifier: Apache-2.0
#include "sim/replay.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "sim/model_reader.h"
#include "sim/replay_runner.h"
#include "sim/resume.h"
#include "sim/scenario_reader.h"
#include "sim/simulation.h"

namespace cascade::sim {
namespace {

/// Whether the events from `next` on tell that `run`, which has nothing in flight, finishes: what
/// waited to be tried again ends as it failed, the rest cancelled.
bool finishes(const std::vector<Event>& events, std::size_t next, RunId run) {
  while (next < events.size() && events[next].run == run &&
         events[next].kind == EventKind::StepEnded) {
    ++next;
  }
  if (next == events.size() || events[next].run != run) return false;
  if (events[next].kind == EventKind::RunEnded) return true;
  const Outcome outcome = events[next].outcome;
  return events[next].kind == EventKind::ActEnded &&
         (outcome == Outcome::Cancelled || outcome <= Outcome::TimedOut);
}

/// What is known of a cancelled run while its events are gone through.
struct CancelledRun {
  std::vector<bool> started;
  std::set<std::uint32_t> in_flight;
};

/// Before which event the run was cancelled: behind the last one that decides to start something,
/// if later ones say that acts were cancelled, behind the end of each pass that was not, and behind
/// the last answer of one that went on all the same, because other operations held its acts back.
std::size_t cancel_position(const std::vector<Event>& events) {
  constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
  std::set<RunId> cancelled;  // runs that went on then; of operations at the same time several
  for (const Event& event : events) {
    if ((event.kind == EventKind::ActEnded && event.outcome == Outcome::Cancelled) ||
        (event.kind == EventKind::RunEnded && event.other != 0)) {
      cancelled.insert(event.run);
    }
  }
  std::map<RunId, CancelledRun> runs;
  std::set<RunId> nested_runs;  // they may begin later
  std::size_t position = kNever;
  for (std::size_t i = 0; i < events.size() && !cancelled.empty(); ++i) {
    const Event& event = events[i];
    const bool nested = event.kind == EventKind::RunBegan && ActId{event.other} != kNoAct;
    if (nested) nested_runs.insert(event.run);
    if (!cancelled.contains(event.run)) {
      const bool ends = event.kind == EventKind::RunEnded && !nested_runs.contains(event.run);
      if (ends) position = i + 1;
      continue;
    }
    auto& [started, in_flight] = runs[event.run];
    // A cancelled run tries nothing again.
    bool decides = event.kind == EventKind::StepPlanned || event.kind == EventKind::RunBegan ||
                   event.kind == EventKind::StepStarted || event.kind == EventKind::AttemptFailed ||
                   event.kind == EventKind::RetryDue || event.kind == EventKind::RetryStarted;
    if (event.kind == EventKind::ActStarted) {
      started.resize(std::max<std::size_t>(started.size(), event.subject + std::size_t{1}), false);
      started[event.subject] = true;
      decides = true;
    } else if (event.kind == EventKind::ActEnded) {
      const bool was_started = event.subject < started.size() && started[event.subject];
      decides = !was_started && event.outcome != Outcome::Cancelled;
    }
    const bool starts =
        event.kind == EventKind::ActStarted || event.kind == EventKind::RetryStarted;
    if (starts) in_flight.insert(event.subject);
    const bool leaves = event.kind == EventKind::ActEnded && in_flight.erase(event.subject) > 0;
    if (event.kind == EventKind::AttemptFailed) in_flight.erase(event.subject);
    const bool idle = leaves && in_flight.empty();
    const bool held =
        (idle || event.kind == EventKind::PhaseTwoBegan) && !finishes(events, i + 1, event.run);
    if (decides || held) position = i + 1;
  }
  return position;
}

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
        cancel_at_(cancel_position(recording.events)) {}

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
