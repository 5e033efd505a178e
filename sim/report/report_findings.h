// SPDX-License-Identifier: Apache-2.0
// The parts of a report that look for something in a pass. Each is a text of whole lines, empty
// when there is nothing to say.
#pragma once

#include <string>
#include <vector>

#include "engine/names.h"
#include "sim/report/report.h"

namespace cascade::sim {

/// What of a pass the parts need.
struct Findings {
  const PassRun& pass;
  const ResourceNames& names;
  const ReportOptions& options;
};

/// Distinct resources per type and reaction.
std::string planned_counts(const Findings& findings);
/// The steps whose phase 2 took longest.
std::string slowest_steps(const Findings& findings);
/// The chain of acts that made the run as long as it was; neighbours of one step are one line.
std::string critical_path(const Findings& findings);
/// Contexts that a merge lost, links that close cycles, acts whose order matters.
std::string lost_and_doubtful(const Findings& findings);
/// Failed, timed out and vetoed acts with their messages; then what they blocked, and how.
std::string failures(const Findings& findings);
/// Acts with more than one attempt, how many there were, and how they ended.
std::string tried_again(const Findings& findings);
/// Answers that came late or a second time, by step; how many, then a line for each step.
std::vector<std::string> ignored_answers(const Simulation& simulation);
/// Resources that faults let appear; how many, then a line for each.
std::vector<std::string> appearances(const Simulation& simulation);
/// Acts whose resource was not as planned any more, and which step had changed it; then those
/// that were skipped for another reason, with it.
std::string skipped(const Findings& findings);

}  // namespace cascade::sim
