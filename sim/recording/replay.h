// SPDX-License-Identifier: Apache-2.0
// Runs the engine again over a recording: the same scenario and model (from the recording, not
// from disk), and every attempt answered as it was, when it was, in the order in which it was. What
// the engine then does must be what it did; the first difference is named.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/recording/recording.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

struct ReplayReport {
  struct Difference {
    std::uint64_t position = 0;  ///< Of the event, from 0.
    std::string recorded;        ///< In words; "nothing" where the recording ends.
    std::string replayed;
  };
  std::uint64_t events_compared = 0;           ///< Equal ones.
  std::optional<Difference> first_difference;  ///< Nothing: all events are equal.
  /// Whether the recording has an end mark of a run that was not interrupted. Without one, events
  /// are compared as far as they go, and without any end mark there is no world to compare.
  bool complete = false;
  std::uint64_t event_digest = 0;
  std::uint64_t world_digest = 0;
  std::optional<std::uint64_t> recorded_event_digest;
  std::optional<std::uint64_t> recorded_world_digest;

  [[nodiscard]] bool events_equal() const {
    return !first_difference && recorded_event_digest.value_or(event_digest) == event_digest;
  }
  [[nodiscard]] bool worlds_equal() const {
    return recorded_world_digest.value_or(world_digest) == world_digest;
  }
  [[nodiscard]] bool same() const { return events_equal() && worlds_equal(); }
};

/// The scenario of a recording, with the recorded model and seed, and with some of its values
/// replaced. Errors: it cannot be read (any more), or a setting is wrong.
Result<Scenario> recorded_scenario(
    const RecordingHeader& header,
    const std::vector<std::pair<std::string, std::string>>& settings = {});

/// For those who want to follow a replay; each may be empty. Called on the thread that replays.
struct ReplayHooks {
  std::function<void(Simulation&)> at_begin;  ///< Before the first step: may add observers.
  std::function<bool()> after_step;           ///< False: enough.
  /// May look at the simulation where the replay left it: to draw what was recorded.
  std::function<void(const Simulation&)> at_end;
};

/// Errors: the recorded scenario or model cannot be read (any more).
Result<ReplayReport> replay(const Recording& recording, const ReplayHooks& hooks = {});

}  // namespace cascade::sim
