// SPDX-License-Identifier: Apache-2.0
#include "gui/model/simulate.h"

#include <utility>

#include "gui/model/history_writer.h"

namespace cascade::gui {
namespace {

constexpr std::uint64_t kStepsPerLook = 256;  // at the progress and the stop request

/// The history of a simulation that is about to begin.
std::shared_ptr<History> history_of(const sim::Simulation& simulation, RunOrigin origin,
                                    RunControl& control) {
  auto history =
      std::make_shared<History>(std::make_shared<const sim::Scenario>(simulation.scenario()),
                                simulation.world().clone(), std::move(origin));
  if (control.begun) control.begun(history);
  return history;
}

/// A stop request gives it up: the history then has no end.
std::shared_ptr<const History> run_to_end(sim::Simulation& simulation, RunOrigin origin,
                                          RunControl& control, Progress& progress,
                                          const std::stop_token& stop) {
  const std::shared_ptr<History> history = history_of(simulation, std::move(origin), control);
  HistoryWriter writer(simulation, *history);

  progress.begin("running");
  for (std::uint64_t steps = 0; simulation.step(); ++steps) {
    writer.after_step();
    if (simulation.event_count() >= control.cancel_at) simulation.cancel();
    if (steps % kStepsPerLook != 0) continue;
    if (stop.stop_requested()) return history;
    progress.set(writer.acts_ended(), writer.acts_planned());
  }
  progress.set(writer.acts_ended(), writer.acts_planned());
  writer.finish(true);
  return history;
}

/// What a resumed run's recording says of the run before.
Result<RunOrigin> resumed_origin(const sim::Recording& before, const sim::ResumeChoice& choice) {
  Result<std::vector<std::uint8_t>> image = sim::recording_image(before);
  if (!image) return tl::unexpected(std::move(image).error());
  RunOrigin origin;
  origin.settings = before.header.overrides;
  origin.settings.insert(origin.settings.end(), choice.settings.begin(), choice.settings.end());
  origin.resumed = std::make_shared<const sim::ResumedFrom>(
      sim::ResumedFrom{*std::move(image), choice.settings.size(), choice.keep_faults});
  return origin;
}

}  // namespace

Result<std::shared_ptr<const History>> simulate(sim::Scenario scenario, RunControl& control,
                                                Progress& progress, const std::stop_token& stop) {
  progress.begin("generating the world");
  auto made = sim::Simulation::create(std::move(scenario), sim::SimulationOptions{});
  if (!made) return tl::unexpected(std::move(made).error());
  return run_to_end(**made, {control.settings}, control, progress, stop);
}

Result<std::shared_ptr<const History>> resume_history(const sim::Recording& recording,
                                                      sim::ResumeChoice choice, RunControl& control,
                                                      Progress& progress,
                                                      const std::stop_token& stop) {
  progress.begin("finding where to go on");
  choice.go_on = [&] { return !stop.stop_requested() && control.cancel_at != 0; };
  auto found = sim::prepare_resume(recording, choice);
  if (!choice.go_on()) return input_error("stopped before the run was resumed");
  if (!found) return tl::unexpected(std::move(found).error());
  if (!found->point) return input_error("nothing is left to do: the run is finished");
  auto origin = resumed_origin(recording, choice);
  if (!origin) return tl::unexpected(std::move(origin).error());
  origin->resumed_words = sim::resume_text(*found);
  sim::SimulationOptions options;
  options.resume = found->point;
  auto made = sim::Simulation::create(std::move(found->scenario), options, std::move(found->world));
  if (!made) return tl::unexpected(std::move(made).error());
  return run_to_end(**made, *std::move(origin), control, progress, stop);
}

Result<ReplayedHistory> replay_history(const sim::Recording& recording, RunControl& control,
                                       Progress& progress, const std::stop_token& stop) {
  progress.begin("generating the world");
  std::shared_ptr<History> history;
  std::optional<HistoryWriter> writer;
  std::uint64_t steps = 0;

  sim::ReplayHooks hooks;
  hooks.at_begin = [&](sim::Simulation& simulation) {
    const sim::RecordingHeader& header = recording.header;
    history = history_of(simulation, {header.overrides, header.runner, header.resumed}, control);
    writer.emplace(simulation, *history);
    progress.begin("opening", recording.events.size());
  };
  hooks.after_step = [&] {
    // Of a resumed run the one before is replayed first.
    if (!writer) return !stop.stop_requested();
    writer->after_step();
    if (steps++ % kStepsPerLook == 0) {
      progress.set(history->size(), recording.events.size());
    }
    return !stop.stop_requested();
  };
  hooks.at_end = [&](const sim::Simulation& /*simulation*/) {
    const bool complete = recording.end && recording.end->complete;
    if (!stop.stop_requested()) writer->finish(complete);
    writer.reset();
  };
  auto report = sim::replay(recording, hooks);
  if (!report) return tl::unexpected(std::move(report).error());
  return ReplayedHistory{std::move(history), *std::move(report)};
}

}  // namespace cascade::gui
