// SPDX-License-Identifier: Apache-2.0
// A tree as a Mermaid flowchart, for places that draw it from text (wikis, merge requests).
#pragma once

#include <string>

#include "sim/report/tree_view.h"

namespace cascade::sim {

std::string mermaid(const TreeView& view);

}  // namespace cascade::sim
