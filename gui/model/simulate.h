// SPDX-License-Identifier: Apache-2.0
// From a scenario or a recording to a history: what the run and open jobs do on their threads.
// Plain functions; the history can be read by others from the moment at which it exists.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "gui/model/history.h"
#include "gui/model/progress.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"
#include "sim/recording/resume.h"
#include "sim/scenario/scenario.h"

namespace cascade::gui {

/// What others may ask of a run while it goes.
struct RunControl {
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

  /// What has not started is cancelled as soon as so many events have happened; 0: at once. The
  /// run then ends by itself, with its report.
  std::atomic<std::uint64_t> cancel_at{kNever};
  /// What replaced values of the scenario's text: recordings of the run tell it. Of a replay the
  /// recording knows.
  std::vector<std::pair<std::string, std::string>> settings;
  /// Called once, on the job's thread, when there is something to read. May be empty.
  std::function<void(const std::shared_ptr<const History>&)> begun;
};

/// Runs the scenario in virtual time, checkers on. A stop request gives it up: the history then
/// has no end. Errors: what Simulation::create says.
Result<std::shared_ptr<const History>> simulate(sim::Scenario scenario, RunControl& control,
                                                Progress& progress, const std::stop_token& stop);

/// Goes on where the recording ends, as `cascade resume` does. Errors: what prepare_resume() says;
/// nothing is left to do.
Result<std::shared_ptr<const History>> resume_history(const sim::Recording& recording,
                                                      sim::ResumeChoice choice, RunControl& control,
                                                      Progress& progress,
                                                      const std::stop_token& stop);

struct ReplayedHistory {
  std::shared_ptr<const History> history;
  sim::ReplayReport report;
};
/// The same from a recording, through the engine. Where the engine goes another way, the history
/// ends there; the report says so. Checkers are off.
Result<ReplayedHistory> replay_history(const sim::Recording& recording, RunControl& control,
                                       Progress& progress, const std::stop_token& stop);

}  // namespace cascade::gui
