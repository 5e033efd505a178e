// SPDX-License-Identifier: Apache-2.0
// Layouts by Graphviz, for the window: what gui/model asks for through its PlaceGraph. Knows no
// Graphviz itself; sim/report/draw_dot.h is its home.
#pragma once

#include "gui/model/graph_outline.h"

namespace cascade::gui {

/// Any thread; one layout at a time in the whole process. Up to seconds. Errors: more nodes than
/// Graphviz places in that time (the tidy picture stays).
Result<GraphPicture> place_with_graphviz(const GraphOutline& outline);

}  // namespace cascade::gui
