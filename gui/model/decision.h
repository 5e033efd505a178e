// SPDX-License-Identifier: Apache-2.0
// What a user decides about an act that has not started: it fails, hangs, takes longer. The
// decision is a fault of the scenario that means this act alone, so that a run with it can be
// saved and repeated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/ids.h"
#include "engine/result.h"
#include "gui/model/history.h"
#include "gui/model/scenario_draft.h"
#include "gui/model/selection.h"
#include "gui/model/snapshot.h"
#include "sim/scenario/fault.h"

namespace cascade::gui {

/// One act of the run that is shown.
struct ActToDecide {
  std::uint32_t pass = 0;  ///< Index of PassInfo; it has a plan.
  ActId act = kNoAct;
};

/// The act that starts next, of the resource, step, type or pass that is selected. Errors: there is
/// none; what would be decided has happened already to another act, which a fault cannot tell
/// apart.
Result<ActToDecide> act_to_decide(const History& history, const Snapshot& snapshot,
                                  const Selection& selection);

/// A fault of that kind for the act alone: resource, step and action. `factor`: only of slow ones.
sim::Fault decision_for(const History& history, const ActToDecide& act, sim::Fault::Kind kind,
                        std::uint32_t factor = sim::Fault().factor);

/// "VmInstance/7, stop"
std::string act_text(const sim::Fault& decision);
/// "VmInstance/7, stop: slow, 10 times as long"
std::string decision_text(const sim::Fault& decision);

/// Makes it a fault of the scenario that counts before others, in the place of an earlier decision
/// about the same act. Errors: the draft cannot be changed; it has mistakes.
Result<void> add_decision(ScenarioDraft& draft, const sim::Fault& decision);
/// Takes what was decided about the same act away. Errors: nothing was.
Result<void> remove_decision(ScenarioDraft& draft, const sim::Fault& decision);

}  // namespace cascade::gui
