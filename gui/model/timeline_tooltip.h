// SPDX-License-Identifier: Apache-2.0
// What the mouse is over in the timeline, and the words for it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "gui/model/timeline_pane.h"
#include "gui/model/timeline_picture.h"

namespace cascade::gui {

/// One place of a row.
struct TimelineHit {
  std::size_t row = 0;
  bool label = false;
  bool phase1 = false;
  std::optional<TimelinePiece> piece;
  std::optional<TimelineArea> area;
  std::optional<TimelineMark> mark;
};

/// Several lines; empty: nothing is to be said.
std::string timeline_tooltip(const TimelinePane& pane, const TimelineHit& hit);

}  // namespace cascade::gui
