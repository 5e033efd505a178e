// SPDX-License-Identifier: Apache-2.0
// Goes on where a recorded run ended: the same plan, in the world as the run left it. Acts that
// were done or skipped stay; all others run, in the same order; then the passes and operations
// that had not begun.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/recording/recording.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// What resuming may replace of a scenario: keys, and what is below them.
inline constexpr std::array<std::string_view, 6> kResumeKeys{"faults",   "retries", "failure",
                                                             "schedule", "workers", "protect"};

struct ResumeChoice {
  /// Replace values of the scenario, at kResumeKeys.
  std::vector<std::pair<std::string, std::string>> settings;
  bool keep_faults = false;     ///< False: what had failed is repaired.
  std::function<bool()> go_on;  ///< False: enough. May be empty.
};

/// What Simulation::create needs to go on.
struct Resumption {
  Scenario scenario;             ///< As recorded and chosen; what it expected does not count.
  std::unique_ptr<World> world;  ///< As the pass that goes on was planned in.
  std::shared_ptr<const ResumePoint> point;  ///< For SimulationOptions. Null: nothing is left.
  std::uint64_t settled = 0;                 ///< Acts of that pass that stay.
  std::uint64_t unfinished = 0;              ///< Acts of that pass that run.
};

/// Replays the recording to see where it ended. Errors: what cannot be read or replayed, settings
/// that would make it another plan, and a run that ended in the middle of operations at the same
/// time: those have several plans, made at different instants.
Result<Resumption> prepare_resume(const Recording& recording, const ResumeChoice& choice = {});

/// "operation 1, delete Zone/1, pass 2: 12 acts that ended stay, 3 to do". There is a point.
std::string resume_text(const Resumption& found);

}  // namespace cascade::sim
