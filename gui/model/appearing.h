// SPDX-License-Identifier: Apache-2.0
// Resources that a run lets appear: until then they are not there, which is not to be mistaken for
// gone.
#pragma once

#include <vector>

#include "gui/model/history.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Those that are not there when the run begins and may appear in it; ascending.
std::vector<Resource> appearing_in(const History& history);
/// Those of them that have not appeared at that position; ascending. Reads what was changed until
/// then where there are some.
std::vector<Resource> not_there_yet(const History& history, const Snapshot& snapshot);

}  // namespace cascade::gui
