// SPDX-License-Identifier: Apache-2.0
// Comparisons for programs.
#pragma once

#include <string_view>
#include <vector>

#include "sim/base/json_writer.h"
#include "sim/compare/run_compare.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

void write_comparison_json(const Scenario& scenario, const std::vector<WayResult>& ways,
                           TextSink sink);
void write_comparison_json(const RecordingComparison& comparison, TextSink sink);

/// Fields of a run, into an object that is open.
void write_run_facts(JsonWriter& json, const RunFacts& facts);
/// A field of an object that is open.
void write_world_difference(JsonWriter& json, std::string_view key,
                            const WorldDifference& difference);

}  // namespace cascade::sim
