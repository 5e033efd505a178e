// SPDX-License-Identifier: Apache-2.0
// The timeline on the screen: strips for the whole run and for time, rows below them, and what
// mouse and keyboard do to it: the wheel zooms at the cursor, a drag pans, Shift-drag zooms to what
// was dragged over, a drag on the ruler picks a range, a click there goes to that time.
#pragma once

#include <imgui.h>

#include <optional>

#include "engine/names.h"
#include "gui/model/timeline_pane.h"
#include "gui/view/theme.h"
#include "gui/view/timeline_paint.h"

namespace cascade::gui {

class Workbench;

/// Thread: the UI's.
class TimelineView {
 public:
  /// Fills what is left of ImGui's current window.
  void draw(Workbench& workbench, const PaneSource& source, const Theme& theme, float scale,
            ImFont* bold);
  /// Keys are held: a further frame is wanted.
  [[nodiscard]] bool animating() const { return moving_; }

 private:
  enum class Drag : std::uint8_t { None, Pan, Zoom, Pick, Overview, Labels };

  void toolbar(TimelinePane& pane, const PaneSource& source, const Theme& theme) const;
  void strips(TimelinePane& pane, TimelinePainter& painter, float height);
  void overview_input(TimelinePane& pane, float width);
  void ruler_input(TimelinePane& pane);
  void rows(Workbench& workbench, const PaneSource& source, TimelinePainter& painter,
            const Theme& theme);
  void canvas_input(TimelinePane& pane, const PaneSource& source,
                    const std::optional<TimelineHit>& hit);
  void press();
  void drag(Timeline& timeline);
  void release(TimelinePane& pane, const PaneSource& source, const std::optional<TimelineHit>& hit);
  void click(TimelinePane& pane, const PaneSource& source, const TimelineHit& hit) const;
  static void select(TimelinePane& pane, const PaneSource& source, const TimelineHit& hit);
  void double_click(TimelinePane& pane, const TimelineHit& hit);
  void wheel(TimelinePane& pane);
  void keys(TimelinePane& pane, const PaneSource& source);
  void menu(Workbench& workbench, const PaneSource& source, const Theme& theme);
  static void act_menu(TimelinePane& pane, const PaneSource& source, const ActPlace& act);
  static void row_menu(Timeline& timeline, const TimelineRow& row);
  void scroll_to(const TimelinePane& pane, std::size_t row);
  void brush(float top, float bottom, const Theme& theme) const;
  [[nodiscard]] int pixel_at(float x) const { return static_cast<int>(x - places_.canvas_x()); }

  TimelinePlaces places_;
  float scale_ = 1;
  float labels_ = 250;  ///< At 100 %.
  float scroll_ = 0;
  float content_ = 0;
  Drag drag_ = Drag::None;
  ImVec2 pressed_;
  bool moved_ = false;
  bool moving_ = false;
  float pan_rest_ = 0;
  std::optional<TimelineHit> menu_hit_;
};

}  // namespace cascade::gui
