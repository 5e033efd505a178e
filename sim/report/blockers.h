// SPDX-License-Identifier: Apache-2.0
// Why acts did not happen, found afterwards from a plan and the outcomes: who blocked an act, down
// to the first cause, and what had changed a resource before an act on it was skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"

namespace cascade::sim {

/// For a blocked act: the act that blocked it, then the one that blocked that, and so on; the last
/// failed or timed out. Of several blockers the first in plan order. Looks at the links of whole
/// steps: not for every act of a large plan.
std::vector<ActId> blockers(const Plan& plan, std::span<const Outcome> outcomes, ActId blocked);

/// One act in the tree of what blocked another.
struct Blocker {
  ActId act = kNoAct;
  ActId blocks = kNoAct;    ///< What it blocked: the act that was asked for, or one told before.
  std::uint32_t depth = 0;  ///< 0: it blocked the act that was asked for.
};

/// All blockers of a blocked act, each followed by its own, down to every cause: failed or timed
/// out. An act that blocks several is told once. The root is blocked by every cause. At most
/// `max`; looks at the links of whole steps for each.
std::vector<Blocker> all_blockers(const Plan& plan, std::span<const Outcome> outcomes,
                                  ActId blocked, std::size_t max);

/// Skipped acts of one step, by the step that had changed their resources before.
struct SkippedGroup {
  StepId step = kNoStep;
  StepId earlier = kNoStep;  ///< kNoStep: no act of this plan; the state was like that before.
  std::optional<std::uint32_t> operation;  ///< Another operation had, from 0.
  std::string reason;                      ///< What was told instead; mostly empty.
  std::uint64_t acts = 0;
};

/// By step, then by operation, then by earlier step, then by reason. `by_others` and `told`: as
/// PassRun::skipped_by and PassRun::skipped_for.
std::vector<SkippedGroup> skipped_groups(const Plan& plan, std::span<const Outcome> outcomes,
                                         const std::map<ActId, std::uint32_t>& by_others,
                                         const std::map<std::string, std::vector<ActId>>& told);

}  // namespace cascade::sim
