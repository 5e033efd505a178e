// SPDX-License-Identifier: Apache-2.0
// What is known of a run when it is over.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/run_summary.h"
#include "engine/time.h"
#include "sim/report/run_facts.h"
#include "sim/run/audit.h"
#include "sim/run/simulation.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// How the run ended. Immutable.
struct HistoryEnd {
  bool complete = true;  ///< False: what was recorded stops before the run did.
  std::string outcome;   ///< "done", "failed", ...
  sim::Verdict verdict = sim::Verdict::Ok;
  bool ignored_failures = false;  ///< Acts of the last operation failed, and it went on.
  Duration makespan{};
  std::uint64_t event_digest = 0;
  std::uint64_t world_digest = 0;
  std::vector<std::string> violations;
  std::vector<std::string> unmet_expectations;
  std::vector<std::string> unmet_conditions;  ///< What operations demand after them, in words.
  std::vector<std::string> refusals;          ///< Why passes were refused, in words.
  sim::RunFacts facts;                        ///< For comparisons.
  std::shared_ptr<const sim::Audit> audit;
  /// By pass; with act times, so that the critical path is known. Null for refused passes.
  std::vector<std::shared_ptr<const RunSummary>> summaries;
  std::shared_ptr<const sim::World> world;  ///< After the run.
};

}  // namespace cascade::gui
