// SPDX-License-Identifier: Apache-2.0
// The timeline as a pane of the window: follows run, position and selection, and does what keys and
// clicks ask for. The panel paints it and hands on what the user did.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "gui/model/pane_source.h"
#include "gui/model/run_times.h"
#include "gui/model/timeline.h"
#include "gui/model/view_state.h"

namespace cascade::gui {

/// Thread: the UI's.
class TimelinePane {
 public:
  /// Before every frame. `times` is of the source's history; null: no run.
  void update(const PaneSource& source, std::shared_ptr<RunTimes> times);

  [[nodiscard]] Timeline& timeline() { return timeline_; }
  [[nodiscard]] const Timeline& timeline() const { return timeline_; }
  [[nodiscard]] const std::shared_ptr<RunTimes>& times() const { return times_; }
  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  /// Why there is nothing to show; empty: there is.
  [[nodiscard]] std::string status() const;

  // Acts of the user. They change what is selected in the whole window.
  void select_row(std::size_t row, Selection& selection);
  void select_act(const ActPlace& act, Selection& selection);
  static void clear_selection(Selection& selection);
  /// The act that is selected: a step together with a resource of it.
  [[nodiscard]] std::optional<ActPlace> selected_act(const Selection& selection) const;
  /// The time that is selected: of the act, of the step, or what is picked on the ruler.
  [[nodiscard]] std::optional<TimeRange> selected_range(const Selection& selection) const;
  /// Of several acts that are drawn as one: closer, until they are apart.
  void zoom_to(std::uint32_t pass, ActId first, std::uint32_t count);
  void handle(ViewRequest request, const Selection& selection);
  /// Along the flow: to what let the selected act start, or to what it let start. False: nothing.
  bool follow_flow(bool forward, Selection& selection);
  /// Picks the time of what is selected.
  void pick_range(const Selection& selection);
  /// Marks it, beside what is marked already or instead of it.
  void mark(const Selection& selection, bool keep);
  /// Ranges and marks.
  void clear_ranges();

  /// Whether what is selected stands in that row: it is the step; or, where no step is selected,
  /// its step is of the pass in view and of the type, or has an act on the resource.
  [[nodiscard]] bool is_marked(const TimelineRow& row, const Selection& selection) const;

  /// The row that is to be scrolled to, once.
  std::optional<std::size_t> take_wanted_row() { return std::exchange(wanted_row_, std::nullopt); }
  /// The position that the user asked to go to, once.
  std::optional<std::uint64_t> take_wanted_position() {
    return std::exchange(wanted_position_, std::nullopt);
  }
  void go_to(Instant at) { wanted_position_ = times_->position_behind(at); }
  void go_to_start(const ActPlace& act);
  void go_to_end(const ActPlace& act);

 private:
  void follow_selection(const Selection& selection);
  [[nodiscard]] std::optional<std::uint32_t> place_of(std::uint32_t pass) const;
  /// See is_marked(); of that pass.
  [[nodiscard]] static bool concerns(const Plan& plan, StepId step, const Selection& selection);

  Timeline timeline_;
  std::shared_ptr<RunTimes> times_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::size_t passes_seen_ = 0;
  std::size_t moments_seen_ = 0;
  std::optional<Selection> selection_;      // followed last
  std::optional<std::uint32_t> pass_seen_;  // in view, place among the timeline's passes
  std::optional<std::size_t> wanted_row_;
  std::optional<std::uint64_t> wanted_position_;
};

}  // namespace cascade::gui
