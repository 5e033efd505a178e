// SPDX-License-Identifier: Apache-2.0
// The critical path as people read it: neighbours of one step are one stretch.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/names.h"
#include "engine/plan.h"
#include "engine/run_summary.h"
#include "engine/time.h"

namespace cascade::sim {

struct CriticalStretch {
  StepId step = kNoStep;
  ActId first = kNoAct;
  std::size_t acts = 0;  ///< One after another, all of `step`.
  Duration took{};       ///< From the end of the stretch before (or phase 2's begin) to its end.
};

/// Of the acts of `summary.critical_path()`, first to last. Together they took as long as phase 2.
std::vector<CriticalStretch> critical_stretches(const RunSummary& summary);

/// How many acts all of them are.
std::size_t critical_acts(const std::vector<CriticalStretch>& stretches);

/// Their sum.
Duration critical_time(const std::vector<CriticalStretch>& stretches);

/// One stretch in words; fit for a terminal.
struct CriticalLine {
  std::string took;      ///< "1h 03m"
  std::string reaction;  ///< "destroy"
  std::string what;      ///< "VmInstance/8 and 1,033 acts after it"
  std::string path;      ///< "Zone/Cluster/Host/VmInstance"
};
CriticalLine in_words(const CriticalStretch& stretch, const Plan& plan, const ResourceNames& names);

}  // namespace cascade::sim
