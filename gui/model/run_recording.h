// SPDX-License-Identifier: Apache-2.0
// A run that the window shows as a recording in memory: what replaying and resuming start from.
#pragma once

#include <cstdint>

#include "gui/model/history.h"
#include "sim/recording/recording.h"

namespace cascade::gui {

/// As load_recording() would read it from a file that has the first `end` events, without
/// keyframes; where the run has more, it counts as interrupted. Any thread.
sim::Recording recording_of(const History& history, std::uint64_t end);

}  // namespace cascade::gui
