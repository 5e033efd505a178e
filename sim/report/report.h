// SPDX-License-Identifier: Apache-2.0
// The report of a run, for people: what will be done, the tree with counts, times and outcomes,
// what was slow, what was lost, what failed, whether it was as expected. Made from the plan and
// the fold of the event stream, piece by piece while the run goes on. All times are virtual, so
// that two runs of one seed print the same bytes; real times only where asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ink.h"
#include "sim/report/tree_view.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

struct ReportOptions {
  bool colours = false;
  bool times = true;      ///< False: a run on threads whose real times were not asked for.
  bool all_rows = false;  ///< Every row of long lists and trees.
  RunnerKind runner = RunnerKind::Virtual;
  bool checkers = true;
  bool interrupted = false;  ///< Only for the end: the user stopped it.
};

/// Who, what and the seed. Before the first step.
std::string report_head(const Simulation& simulation, const ReportOptions& options);

/// Which pass, and what it will do. When it has been planned, or refused.
std::string report_pass_plan(const Simulation& simulation, const PassRun& pass,
                             const ReportOptions& options);

/// The tree, and all that is to be said about it. When the pass has ended, or was interrupted.
std::string report_pass_outcome(const Simulation& simulation, const PassRun& pass,
                                const ReportOptions& options);

/// Expectations, invariants, digests, the seed again. After the end.
std::string report_end(const Simulation& simulation, const ReportOptions& options);

/// "permissive on Zone/1, Zone/2 with Cluster/3"
std::string operation_text(const Operation& operation);

/// The picture of one pass, with title and outcomes.
TreeView view_of(const Simulation& simulation, const PassRun& pass, bool times, bool fold = true);

/// The pass of an operation (from 0) that is worth a picture: the first with something to do,
/// otherwise the first that was planned. Null: none was planned.
const PassRun* main_pass(const Simulation& simulation, std::uint32_t operation);

/// "as expected", "refused", ...
std::string_view to_string(Verdict verdict);
Ink ink_of(Verdict verdict);

}  // namespace cascade::sim
