// SPDX-License-Identifier: Apache-2.0
// What a pass's duration hung on: the chain of acts of which each was let start by the end of the
// one before, and for every step its slack: how much later its acts could have ended without
// the pass ending later. Computed from an index after the end, off the frame.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/time.h"
#include "gui/model/run_index.h"

namespace cascade::gui {

/// A value.
struct CriticalPath {
  struct StepShare {
    std::vector<ActId> acts;  ///< Of the step on the path, first act first.
    Duration time{};          ///< They took together.
    /// The least of its acts' slacks; zero with acts on the path. Nothing: not known yet, or
    /// none of its acts started.
    std::optional<Duration> slack;
  };
  std::vector<ActId> acts;       ///< The whole path, first act first.
  std::vector<StepShare> steps;  ///< By StepId.
  Duration waiting{};            ///< Time before, between and behind its acts since phase 2 began.
};

/// The chain up to the act that ended last so far. Costs the length of the chain.
CriticalPath find_critical_path(const RunIndex& index, const PassIndex& pass);

/// Acts of a pass in the order in which they started, those included that ended without starting;
/// and what they waited for in the run besides links and resources.
struct SlackInput {
  std::vector<ActId> order;
  Schedule schedule = Schedule::ByResource;
};

/// Fills `slack`. Everything else is taken to last as long as it did, and slots of limits to be
/// handed on in the same order. Costs a walk over all links. Empty-handed when asked to stop.
void find_slacks(const RunIndex& index, const PassIndex& pass, const SlackInput& input,
                 const std::stop_token& stop, CriticalPath& path);

}  // namespace cascade::gui
