// SPDX-License-Identifier: Apache-2.0
// Going on another way than the run that is shown went: with the end of an act decided by hand, or
// resumed from here after the repair.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/result.h"
#include "sim/scenario/fault.h"

namespace cascade::gui {

class Workbench;

/// Decides how the act ends that is selected, or starts next: a fault of the scenario, with which
/// the run is computed again up to where the window stands. `kind` nothing: the decision is taken
/// back. Errors: there is no such act; the run is not one of the scenario as it is now.
Result<void> decide(Workbench& workbench, std::optional<sim::Fault::Kind> kind,
                    std::uint32_t factor = sim::Fault().factor);

/// Something of the run is left to do where the window stands.
bool can_resume(const Workbench& workbench);
/// The run has failed or was stopped: resuming it is what comes next.
bool resume_comes_next(const Workbench& workbench);
/// Shows the run that goes on from where the window stands: what is done there stays, nothing
/// fails any more. `keep_faults`: with the faults, retries, failure policy and so on that the
/// scenario has now.
Result<void> resume(Workbench& workbench, bool keep_faults);

}  // namespace cascade::gui
