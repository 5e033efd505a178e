// SPDX-License-Identifier: Apache-2.0
// What one row of the timeline shows in a view: bars, areas and marks on pixels, ready to be
// painted. What has happened by a moment is told from what comes later. The cost follows the
// pixels of the view, not the acts behind them.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "gui/model/critical_path.h"
#include "gui/model/pass_index.h"
#include "gui/model/pixel_grid.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// The position that is shown, for one pass.
struct TimelineMoment {
  Moment now = 0;                   ///< The last moment of which something has happened.
  int pixel = 0;                    ///< Where it is; PixelGrid::width(): right of the view.
  const PassState* pass = nullptr;  ///< For acts that end at just that moment; null: not begun.
};

/// A bar: one act, or several that are too narrow.
struct TimelinePiece {
  int begin = 0;  ///< Pixels; `end` is behind it and may be the width of the view.
  int end = 0;
  std::uint8_t lane = 0;
  std::optional<Outcome> outcome;  ///< The worst; nothing: in flight.
  ActId act = kNoAct;              ///< The first.
  std::uint32_t count = 1;
  friend bool operator==(const TimelinePiece&, const TimelinePiece&) = default;
};

/// Some pixels of an area of acts in flight.
struct TimelineArea {
  int begin = 0;
  int end = 0;
  std::uint32_t peak = 0;
  std::optional<Outcome> outcome;  ///< The worst of what ended there, or else ends next; nothing:
                                   ///< nothing ended by the position.
  friend bool operator==(const TimelineArea&, const TimelineArea&) = default;
};

/// Acts that ended badly.
struct TimelineMark {
  int pixel = 0;
  std::uint32_t count = 1;  ///< Within kMarkPixels.
  Outcome outcome = Outcome::Failed;
  ActId act = kNoAct;  ///< The first.
};
inline constexpr int kMarkPixels = 6;

using PixelRange = std::pair<int, int>;

struct StepPicture {
  std::optional<PixelRange> phase1;
  std::optional<PixelRange> phase2;   ///< From the step's start to its end, or to the edge.
  std::vector<TimelinePiece> pieces;  ///< Of lanes that are drawn one by one.
  std::vector<TimelineArea> area;     ///< Otherwise.
  std::vector<PixelRange> critical;   ///< Acts of the critical path, folded.
  std::uint32_t peak = 0;             ///< Of the whole run: what an area of full height is.
};

/// `lanes`: draw acts one by one. A step that never had two acts in flight always is.
/// `critical` may be null.
StepPicture picture_of_step(const PixelGrid& grid, const PassIndex& pass, StepId step, bool lanes,
                            const TimelineMoment& moment, const CriticalPath* critical);

/// In flight over the view, joined where nothing changes.
std::vector<TimelineArea> area_of_limit(const PixelGrid& grid, const LimitIndex& limit);

/// Failed, timed out and vetoed acts of a pass.
std::vector<TimelineMark> marks_of_pass(const PixelGrid& grid, const PassIndex& pass);

}  // namespace cascade::gui
