// SPDX-License-Identifier: Apache-2.0
// What a recording says of its run beside the events.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/recording/recording.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

/// Of a run of that scenario. `settings`: what replaced values of its text ("--set"); a seed among
/// them is left out, the header has its own. `runner` is "virtual" or "threads".
RecordingHeader header_of(const Scenario& scenario,
                          const std::vector<std::pair<std::string, std::string>>& settings,
                          std::string_view runner);

}  // namespace cascade::sim
