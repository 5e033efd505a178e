// SPDX-License-Identifier: Apache-2.0
// Comparisons for programs.
#pragma once

#include <vector>

#include "sim/json_writer.h"
#include "sim/run_compare.h"
#include "sim/scenario.h"

namespace cascade::sim {

void write_comparison_json(const Scenario& scenario, const std::vector<WayResult>& ways,
                           TextSink sink);
void write_comparison_json(const RecordingComparison& comparison, TextSink sink);

}  // namespace cascade::sim
