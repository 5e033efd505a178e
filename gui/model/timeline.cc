// SPDX-License-Identifier: Apache-2.0
#include "gui/model/timeline.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace cascade::gui {

void Timeline::set_run(std::shared_ptr<const RunIndex> index, std::vector<TimelinePass> passes) {
  const bool another = index != index_;
  index_ = std::move(index);
  rows_.set_passes(std::move(passes));
  if (another) {
    range.reset();
    marks.clear();
    fitted_ = true;
    warped_moments_ = 0;
  }
  if (empty()) return;
  if (warped_moments_ != index_->moment_count()) warp();
  if (fitted_) fit();
}

void Timeline::clear() {
  index_.reset();
  rows_.set_passes({});
  range.reset();
  marks.clear();
}

TimeRange Timeline::whole() const {
  if (empty()) return {};
  return {index_->instant(0), index_->instant(static_cast<Moment>(index_->moment_count() - 1))};
}

Duration Timeline::in_view() const {
  const TimeRange all = whole();
  const Instant begin = std::max(axis_.instant(0), all.begin);
  return std::max(std::min(axis_.instant(axis_.width()), all.end) - begin, Duration::zero());
}

Duration Timeline::span_max() const {
  const TimeRange all = whole();
  const Place length = axis_.warp().place(all.end) - axis_.warp().place(all.begin);
  return std::max(Duration{length} * 2, TimeAxis::kSpanMin);
}

void Timeline::warp() {
  warped_moments_ = index_->moment_count();
  if (!squeezed_) {
    axis_.set_warp({});
    return;
  }
  const auto gaps = index_->gaps();
  const TimeRange all = whole();
  axis_.set_warp(TimeWarp::squeezed(*gaps, TimeWarp::gap_length(*gaps, all.end - all.begin)));
}

void Timeline::set_width(int width) {
  if (width == axis_.width()) return;
  axis_.set_width(std::max(width, 1));
  if (fitted_ && !empty()) fit();
}

void Timeline::fit() {
  show(whole());
  fitted_ = true;
}

void Timeline::show(const TimeRange& shown) {
  axis_.show(shown.begin, shown.end, std::min(kMargin, axis_.width() / 8));
  fitted_ = false;
}

void Timeline::focus(const TimeRange& wanted) {
  const int middle = (axis_.pixel(wanted.begin) + axis_.pixel(wanted.end)) / 2;
  if (std::abs(middle - axis_.width() / 2) <= 2) {
    show(wanted);
    return;
  }
  const Place begin = axis_.warp().place(wanted.begin);
  const Place end = axis_.warp().place(wanted.end);
  axis_.centre(axis_.warp().instant(begin + (end - begin) / 2));
  fitted_ = false;
}

void Timeline::reveal(const TimeRange& wanted) {
  if (axis_.pixel(wanted.end) >= 0 && axis_.pixel(wanted.begin) < axis_.width()) return;
  focus(wanted);
}

void Timeline::zoom(int pixel, int notches, bool fine) {
  // A notch is a factor of 5/4, a fine one of about its fourth root.
  const std::int64_t closer = fine ? 17 : 4;
  const std::int64_t whole = fine ? 18 : 5;
  for (; notches > 0; --notches) axis_.zoom(pixel, closer, whole, span_max());
  for (; notches < 0; ++notches) axis_.zoom(pixel, whole, closer, span_max());
  axis_.keep_in(this->whole().begin, this->whole().end);
  fitted_ = false;
}

void Timeline::pan(int pixels) {
  axis_.pan(pixels);
  axis_.keep_in(whole().begin, whole().end);
  fitted_ = false;
}

void Timeline::set_squeezed(bool squeezed) {
  if (squeezed == squeezed_) return;
  squeezed_ = squeezed;
  if (empty()) return;
  warp();
  if (fitted_) fit();
}

std::optional<TimeRange> Timeline::range_of(const ActPlace& place) const {
  const ActTable& acts = rows_.passes()[place.pass].index->acts();
  const std::optional<Moment> start = acts.start(place.act);
  if (!start) return std::nullopt;
  const std::optional<Moment> end = acts.end(place.act);
  return TimeRange{index_->instant(*start), end ? index_->instant(*end) : whole().end};
}

std::optional<TimeRange> Timeline::range_of(std::uint32_t pass, StepId id) const {
  const StepIndex& step = rows_.passes()[pass].index->step(id);
  const std::optional<Moment> start = step.started_at.get();
  if (!start) return std::nullopt;
  const std::optional<Moment> end = step.ended_at.get();
  return TimeRange{index_->instant(*start), end ? index_->instant(*end) : whole().end};
}

std::optional<ActPlace> Timeline::flow_before(const ActPlace& place) const {
  const ActId before = rows_.passes()[place.pass].index->acts().released_by(place.act);
  if (before == kNoAct) return std::nullopt;
  return ActPlace{place.pass, before};
}

std::optional<ActPlace> Timeline::flow_after(const ActPlace& place,
                                             const CriticalPath* critical) const {
  if (critical != nullptr) {
    const auto on_path = std::find(critical->acts.begin(), critical->acts.end(), place.act);
    if (on_path != critical->acts.end() && on_path + 1 != critical->acts.end()) {
      return ActPlace{place.pass, *(on_path + 1)};
    }
  }
  const PassIndex& pass = *rows_.passes()[place.pass].index;
  const std::optional<Moment> end = pass.acts().end(place.act);
  if (!end) return std::nullopt;
  // What it let start begins at the moment of its end: one look into every lane.
  struct Starts {
    const StepIndex::Lane& lane;
    const ActTable& acts;
    Moment operator[](std::size_t nth) const { return acts.start(lane[nth]).value_or(0); }
  };
  for (std::uint32_t i = 0; i < pass.plan().steps().size(); ++i) {
    const StepIndex& step = pass.step(StepId{i});
    for (std::size_t nth = 0; nth < step.lane_count(); ++nth) {
      const StepIndex::Lane& lane = step.lane(nth);
      const Starts starts{lane, pass.acts()};
      const std::size_t size = lane.size();
      for (std::size_t at = rank_below(starts, size, *end, size); at < size && starts[at] == *end;
           ++at) {
        if (pass.acts().released_by(lane[at]) == place.act) return ActPlace{place.pass, lane[at]};
      }
    }
  }
  return std::nullopt;
}

}  // namespace cascade::gui
