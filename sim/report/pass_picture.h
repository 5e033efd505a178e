// SPDX-License-Identifier: Apache-2.0
// The picture of one pass, for whoever has its plan and events, and not its simulation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/plan.h"
#include "engine/run_summary.h"
#include "sim/report/tree_view.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

/// "permissive on Zone/1, deletion.delete": one pass of one operation (from 0).
std::string pass_text(const Scenario& scenario, std::uint32_t operation,
                      std::string_view action_code);

/// Everything outlives the call.
struct PassPicture {
  const Scenario& scenario;
  std::uint32_t operation = 0;  ///< Index into Scenario::operations.
  std::string_view action_code;
  const Plan& plan;
  const RunSummary* run = nullptr;  ///< Null: planned only.
  bool times = true;                ///< See TreeView.
  bool fold = true;                 ///< Steps with nothing to do.
};
/// With title and outcomes.
TreeView view_of(const PassPicture& picture);

}  // namespace cascade::sim
