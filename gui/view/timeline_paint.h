// SPDX-License-Identifier: Apache-2.0
// The strokes of the timeline: rows with their labels, ruler, overview, and what lies over all of
// them. Paints what gui/model computed for one frame; decides nothing.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/names.h"
#include "gui/model/pixel_grid.h"
#include "gui/model/selection.h"
#include "gui/model/snapshot.h"
#include "gui/model/timeline.h"
#include "gui/model/timeline_pane.h"
#include "gui/model/timeline_picture.h"
#include "gui/model/timeline_tooltip.h"
#include "gui/view/theme.h"

namespace cascade::gui {

class Breakpoints;

/// What one frame of the timeline is made from. Borrowed for the frame.
struct TimelineScene {
  const TimelinePane& pane;
  const Timeline& timeline;
  const Theme& theme;
  float scale = 1;
  ImFont* bold = nullptr;
  const Snapshot* snapshot = nullptr;  ///< Null: everything is shown as it ended.
  const ResourceNames* names = nullptr;
  Selection selection;
  /// By place among the timeline's passes; null: not known yet.
  std::vector<std::shared_ptr<const CriticalPath>> critical;
  const Breakpoints* breakpoints = nullptr;  ///< Null: they are not marked.
};

/// Where a frame's parts are, in pixels of the screen.
struct TimelinePlaces {
  ImVec2 rows;       ///< Top left of the rows' visible part, labels included.
  ImVec2 size;       ///< Of it.
  float labels = 0;  ///< Width of the labels.
  float scroll = 0;  ///< Pixels of rows above the visible part.
  [[nodiscard]] float canvas_x() const { return rows.x + labels; }
};

/// Thread: the UI's. Made for one frame.
class TimelinePainter {
 public:
  TimelinePainter(const TimelineScene& scene, const TimelinePlaces& places, ImDrawList& list);

  /// What follows is painted on another list.
  void use(ImDrawList& list) { list_ = &list; }
  /// The rows in view. Returns what is at `mouse`.
  std::optional<TimelineHit> rows(std::optional<ImVec2> mouse);
  /// The position, picked and marked ranges, squeezed gaps, over the rows.
  void overlays();
  void ruler(ImVec2 at, float height);
  /// Activity over the whole run and the part in view. `width`: in pixels.
  void overview(ImVec2 at, float width, float height);

 private:
  struct RowBox {
    float top = 0;
    float bottom = 0;
  };
  struct RowLabel {
    std::string text;
    std::string note;  ///< On the right.
    std::optional<Outcome> outcome;
    bool with_icon = false;  ///< Room for the outcome, also where it is not known.
    bool strong = false;
  };
  void pass_row(const TimelineRow& row, RowBox box, TimelineHit* hit, float mouse_x);
  void step_row(const TimelineRow& row, RowBox box, TimelineHit* hit, ImVec2 mouse);
  void step_label(const TimelineRow& row, RowBox box);
  void find_hit(const TimelineRow& row, const StepPicture& picture, RowBox box, ImVec2 mouse,
                TimelineHit& hit) const;
  void limits_row(const TimelineRow& row, RowBox box);
  void limit_row(const TimelineRow& row, RowBox box, TimelineHit* hit, float mouse_x);
  void label(const TimelineRow& row, RowBox box, const RowLabel& label);
  void fold_arrow(const TimelineRow& row, float x, float middle);
  void pieces(const TimelineRow& row, const StepPicture& picture, RowBox box);
  void piece_text(const TimelineRow& row, const TimelinePiece& piece, ImVec2 from, ImVec2 to);
  void selected_act(const TimelineRow& row, RowBox box);
  void area(const StepPicture& picture, RowBox box);
  void draw_marks(const std::vector<TimelineMark>& marks, float middle, TimelineHit* hit,
                  float mouse_x);
  void range(const TimeRange& range, Colour colour, bool labelled);
  void flow_line();
  /// Where breakpoints stop, on the ruler. `left`: of the axis; `y`: their middle.
  void breakpoints(float left, float y);
  [[nodiscard]] RowBox box_of(const TimelineRow& row) const;
  [[nodiscard]] float lane_top(const TimelineRow& row, RowBox box, std::uint32_t lane) const;
  [[nodiscard]] TimelineMoment moment_of(std::uint32_t pass) const;
  [[nodiscard]] const PassState* state_of(std::uint32_t pass) const;
  [[nodiscard]] float px(float size) const { return size * scene_.scale; }
  [[nodiscard]] float x(int pixel) const { return places_.canvas_x() + static_cast<float>(pixel); }

  const TimelineScene& scene_;
  const TimelinePlaces& places_;
  ImDrawList* list_;
  PixelGrid grid_;
  int now_pixel_ = 0;
  Moment now_ = 0;
};

}  // namespace cascade::gui
