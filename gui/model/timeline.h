// SPDX-License-Identifier: Apache-2.0
// The timeline as the user moves it: which rows, which part of the run's time on how many pixels,
// what range is picked and what is marked. Knows no window; the panel feeds it with acts of the
// user and paints rows by timeline_picture.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/time.h"
#include "gui/model/critical_path.h"
#include "gui/model/run_index.h"
#include "gui/model/time_axis.h"
#include "gui/model/timeline_rows.h"

namespace cascade::gui {

struct TimeRange {
  Instant begin{};
  Instant end{};
  friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// One act of one pass.
struct ActPlace {
  std::uint32_t pass = 0;  ///< Place among the timeline's passes.
  ActId act = kNoAct;
  friend bool operator==(const ActPlace&, const ActPlace&) = default;
};

/// Thread: the UI's.
class Timeline {
 public:
  /// Of the view's width, left free on both sides of what is fitted in.
  static constexpr int kMargin = 12;

  /// Another index: begins anew, with the whole run in view. The same: passes may have been added,
  /// and a view of the whole run stays one.
  void set_run(std::shared_ptr<const RunIndex> index, std::vector<TimelinePass> passes);
  void clear();
  [[nodiscard]] bool empty() const { return index_ == nullptr || index_->moment_count() == 0; }
  [[nodiscard]] const RunIndex& index() const { return *index_; }
  [[nodiscard]] TimelineRows& rows() { return rows_; }
  [[nodiscard]] const TimelineRows& rows() const { return rows_; }
  [[nodiscard]] const TimeAxis& axis() const { return axis_; }
  /// From the first event to the last so far.
  [[nodiscard]] TimeRange whole() const;
  /// Times are told since then.
  [[nodiscard]] Instant zero() const { return whole().begin; }
  /// How much time is in view, squeezed gaps in full length.
  [[nodiscard]] Duration in_view() const;

  /// Pixels for time.
  void set_width(int width);
  void fit();
  void show(const TimeRange& range);
  /// Brings the range to the middle; when it is there already, fits the view to it.
  void focus(const TimeRange& range);
  /// Moves as little as needed to have the range in view.
  void reveal(const TimeRange& range);
  /// Positive: closer. `quarter`: a quarter of a notch, for fine steps.
  void zoom(int pixel, int notches, bool fine);
  /// Positive: to later times.
  void pan(int pixels);

  /// Whether long gaps are squeezed.
  [[nodiscard]] bool squeezed() const { return squeezed_; }
  void set_squeezed(bool squeezed);

  /// What is picked on the ruler.
  std::optional<TimeRange> range;
  /// Ranges that stay marked.
  std::vector<TimeRange> marks;

  /// From the act's start to its end, or to the last event; nothing: it has not started.
  [[nodiscard]] std::optional<TimeRange> range_of(const ActPlace& act) const;
  /// From the step's first start to its end; nothing: it has not begun.
  [[nodiscard]] std::optional<TimeRange> range_of(std::uint32_t pass, StepId step) const;
  /// The act whose end let this one start; nothing: none did.
  [[nodiscard]] std::optional<ActPlace> flow_before(const ActPlace& act) const;
  /// An act that this one's end let start, on the critical path if there is one; nothing: none.
  /// `critical` may be null.
  [[nodiscard]] std::optional<ActPlace> flow_after(const ActPlace& act,
                                                   const CriticalPath* critical) const;

 private:
  void warp();
  [[nodiscard]] Duration span_max() const;

  std::shared_ptr<const RunIndex> index_;
  TimelineRows rows_;
  TimeAxis axis_;
  bool squeezed_ = false;
  bool fitted_ = true;  ///< The whole run is in view, and shall stay so while it grows.
  std::size_t warped_moments_ = 0;
};

}  // namespace cascade::gui
