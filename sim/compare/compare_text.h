// SPDX-License-Identifier: Apache-2.0
// Comparisons for people: a table with a row per way, then what differs, and what the traditional
// ways cost.
#pragma once

#include <string>
#include <vector>

#include "sim/compare/run_compare.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

struct CompareTextOptions {
  bool colours = false;
  bool all_rows = false;  ///< Every row of long lists.
};

std::string comparison_text(const Scenario& scenario, const std::vector<WayResult>& ways,
                            const CompareTextOptions& options);

/// `a_name`, `b_name`: how the user calls them.
std::string comparison_text(const RecordingComparison& comparison, const std::string& a_name,
                            const std::string& b_name, const CompareTextOptions& options);

}  // namespace cascade::sim
