// SPDX-License-Identifier: Apache-2.0
// The last part of phase 1: what acts touch beside their own resource, and whether acts that
// conflict contradict each other, as far as the extensions can tell cheaply. What they cannot tell
// is counted, not guessed.
#pragma once

#include "engine/inquirer.h"
#include "engine/plan_builder.h"
#include "engine/result.h"

namespace cascade {

/// Asks for the footprints of all acts whose reaction has one. All steps are recorded.
Result<void> ask_footprints(Inquirer& inquirer, PlanBuilder& builder);

/// Lists contradictions: acts of different reactions on one resource (asked per resource) and
/// reactions that are not the same when done twice (asked once per type and reaction). Counts the
/// pairs about which nothing is known, among them all that conflict by a footprint and are not
/// ordered by a link. Footprints were asked for.
Result<void> find_contradictions(Inquirer& inquirer, PlanBuilder& builder);

}  // namespace cascade
