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

}  // namespace

Result<std::shared_ptr<const History>> simulate(sim::Scenario scenario, RunControl& control,
                                                Progress& progress, const std::stop_token& stop) {
  progress.begin("generating the world");
  auto made = sim::Simulation::create(std::move(scenario), sim::SimulationOptions{});
  if (!made) return tl::unexpected(std::move(made).error());
  sim::Simulation& simulation = **made;
  const std::shared_ptr<History> history = history_of(simulation, {control.settings}, control);
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

Result<ReplayedHistory> replay_history(const sim::Recording& recording, RunControl& control,
                                       Progress& progress, const std::stop_token& stop) {
  progress.begin("generating the world");
  std::shared_ptr<History> history;
  std::optional<HistoryWriter> writer;
  std::uint64_t steps = 0;

  sim::ReplayHooks hooks;
  hooks.at_begin = [&](sim::Simulation& simulation) {
    history =
        history_of(simulation, {recording.header.overrides, recording.header.runner}, control);
    writer.emplace(simulation, *history);
    progress.begin("opening", recording.events.size());
  };
  hooks.after_step = [&] {
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
