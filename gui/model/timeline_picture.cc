// SPDX-License-Identifier: Apache-2.0
#include "gui/model/timeline_picture.h"

#include <algorithm>
#include <limits>
#include <span>

#include "gui/model/span_fold.h"

namespace cascade::gui {
namespace {

constexpr Moment kNotYet = std::numeric_limits<Moment>::max();

/// Acts that follow one another, as fold() wants them.
template <class Acts>
struct ActSpans {
  const Acts& acts;
  const ActTable& table;
  std::size_t count;
  [[nodiscard]] std::size_t size() const { return count; }
  [[nodiscard]] Moment start(std::size_t nth) const {
    return table.start(acts[nth]).value_or(kNotYet);
  }
  [[nodiscard]] Moment end(std::size_t nth) const { return table.end(acts[nth]).value_or(kNotYet); }
};

class LanePainter {
 public:
  LanePainter(const PixelGrid& grid, const PassIndex& pass, const StepIndex& step,
              const TimelineMoment& moment)
      : grid_(grid), pass_(pass), step_(step), moment_(moment) {}

  void paint(std::uint8_t nth, std::vector<TimelinePiece>& pieces) {
    const StepIndex::Lane& lane = step_.lane(nth);
    folded_.clear();
    fold(ActSpans<StepIndex::Lane>{lane, pass_.acts(), lane.size()}, grid_, folded_);
    for (const FoldedPiece& folded : folded_) {
      TimelinePiece piece;
      piece.begin = std::max(folded.begin, 0);
      piece.end = std::max(folded.end, piece.begin + 1);
      piece.lane = nth;
      piece.act = lane[folded.first];
      piece.count = static_cast<std::uint32_t>(folded.count);
      piece.outcome = worst_of(lane, folded);
      add(piece, lane[folded.first + folded.count - 1], pieces);
    }
  }

 private:
  static constexpr std::size_t kLookedAt = 64;

  /// Of many acts that look the same, the worst of the whole step in that time.
  [[nodiscard]] std::optional<Outcome> worst_of(const StepIndex::Lane& lane,
                                                const FoldedPiece& folded) const {
    const std::size_t end = folded.first + folded.count;
    if (folded.count > kLookedAt) {
      const Moment from = pass_.acts().end(lane[folded.first]).value_or(kNotYet);
      const Moment to = pass_.acts().end(lane[end - 1]).value_or(kNotYet - 1);
      return step_.worst_end(from, to + 1);
    }
    std::optional<Outcome> worst;
    for (std::size_t nth = folded.first; nth < end; ++nth) {
      const std::optional<Outcome> outcome = pass_.acts().outcome(lane[nth]);
      if (outcome) worst = worst ? std::min(*worst, *outcome) : *outcome;
    }
    return worst;
  }

  [[nodiscard]] bool ended_by_now(ActId act) const {
    const Moment end = pass_.acts().end(act).value_or(kNotYet);
    if (end != moment_.now || moment_.pass == nullptr) return end <= moment_.now;
    return moment_.pass->acts[value(act)] < ActStatus::Waiting;
  }

  /// What is in flight at the position is cut there: what it became is still to come.
  void add(TimelinePiece piece, ActId last, std::vector<TimelinePiece>& pieces) const {
    const bool begun = piece.begin <= moment_.pixel &&
                       pass_.acts().start(piece.act).value_or(kNotYet) <= moment_.now;
    if (!begun || ended_by_now(last)) {
      pieces.push_back(piece);
      return;
    }
    TimelinePiece past = piece;
    past.end = std::clamp(moment_.pixel, piece.begin + 1, piece.end);
    past.outcome.reset();
    pieces.push_back(past);
    piece.begin = past.end;
    if (piece.begin < piece.end) pieces.push_back(piece);
  }

  const PixelGrid& grid_;
  const PassIndex& pass_;
  const StepIndex& step_;
  const TimelineMoment& moment_;
  std::vector<FoldedPiece> folded_;
};

/// Joins what looks alike and touches.
void append(std::vector<TimelineArea>& area, const TimelineArea& next) {
  if (!area.empty() && area.back().end == next.begin && area.back().peak == next.peak &&
      area.back().outcome == next.outcome) {
    area.back().end = next.end;
  } else {
    area.push_back(next);
  }
}

/// Calls `visit(area without outcome, counts before, counts behind, first moment, one behind)` for
/// every few pixels in which something is in flight.
template <class Visit>
void for_each_busy(const PixelGrid& grid, const ActTrack& track, Visit&& visit) {
  ActTrack::Counts before = track.counts_before(grid.first_moment(0), {});
  for (int pixel = 0; pixel < grid.width(); pixel += kFoldPixels) {
    const int end = std::min(pixel + kFoldPixels, grid.width());
    const Moment first = grid.first_moment(pixel);
    const Moment behind = grid.first_moment(end);
    const ActTrack::Counts after = track.counts_before(behind, before);
    const std::uint32_t peak = track.peak(before, after);
    if (peak > 0) visit(TimelineArea{pixel, end, peak, {}}, before, first, behind);
    before = after;
  }
}

std::vector<TimelineArea> area_of_step(const PixelGrid& grid, const StepIndex& step, Moment now) {
  std::vector<TimelineArea> area;
  const ActTrack& track = step.track();
  for_each_busy(
      grid, track,
      [&](TimelineArea part, const ActTrack::Counts& before, Moment first, Moment behind) {
        // What comes behind the position keeps its outcome: it is dimmed as a whole.
        const bool future = first > now;
        const Moment until = future ? kNotYet - 1 : now;
        part.outcome = step.worst_end(first, std::min(behind, until + 1));
        if (!part.outcome && before.ends < track.end_count()) {
          const Moment next = track.end_moment(before.ends);
          if (next <= until) part.outcome = step.worst_end(next, next + 1);
        }
        append(area, part);
      });
  return area;
}

std::optional<PixelRange> clipped(const PixelGrid& grid, int begin, int end) {
  end = std::max(end, begin + 1);
  if (end <= 0 || begin >= grid.width()) return std::nullopt;
  return PixelRange{std::max(begin, 0), std::min(end, grid.width())};
}

std::optional<PixelRange> phase1_of(const PixelGrid& grid, const PassIndex& pass, StepId id) {
  const std::optional<Moment> planned = pass.step(id).planned_at.get();
  if (!planned) return std::nullopt;
  const Instant end = grid.index().instant(*planned);
  const Instant begin = end - pass.plan().step(id).query_time;
  return clipped(grid, grid.axis().pixel(begin), grid.axis().pixel(end));
}

std::optional<PixelRange> phase2_of(const PixelGrid& grid, const StepIndex& step) {
  const std::optional<Moment> started = step.started_at.get();
  if (!started || step.track().start_count() == 0) return std::nullopt;
  const std::optional<Moment> ended = step.ended_at.get();
  return clipped(grid, grid.axis().pixel(grid.index().instant(*started)),
                 ended ? grid.axis().pixel(grid.index().instant(*ended)) : grid.width());
}

}  // namespace

StepPicture picture_of_step(const PixelGrid& grid, const PassIndex& pass, StepId id, bool lanes,
                            const TimelineMoment& moment, const CriticalPath* critical) {
  StepPicture picture;
  const StepIndex& step = pass.step(id);
  picture.peak = step.track().peak();
  picture.phase1 = phase1_of(grid, pass, id);
  picture.phase2 = phase2_of(grid, step);
  if (!picture.phase2) return picture;
  const std::size_t lane_count = step.lane_count();
  if (lanes || lane_count == 1) {
    LanePainter painter(grid, pass, step, moment);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      painter.paint(static_cast<std::uint8_t>(lane), picture.pieces);
    }
  } else {
    picture.area = area_of_step(grid, step, moment.now);
  }
  if (critical == nullptr || value(id) >= critical->steps.size()) return picture;
  const std::vector<ActId>& acts = critical->steps[value(id)].acts;
  std::vector<FoldedPiece> folded;
  fold(ActSpans<std::vector<ActId>>{acts, pass.acts(), acts.size()}, grid, folded);
  for (const FoldedPiece& piece : folded) {
    if (const auto range = clipped(grid, piece.begin, piece.end))
      picture.critical.push_back(*range);
  }
  return picture;
}

std::vector<TimelineArea> area_of_limit(const PixelGrid& grid, const LimitIndex& limit) {
  std::vector<TimelineArea> area;
  for_each_busy(grid, limit.track,
                [&](const TimelineArea& part, const ActTrack::Counts& /*before*/, Moment /*first*/,
                    Moment /*behind*/) { append(area, part); });
  return area;
}

std::vector<TimelineMark> marks_of_pass(const PixelGrid& grid, const PassIndex& pass) {
  struct Ends {
    const PassIndex& pass;
    Moment operator[](std::size_t nth) const {
      return pass.acts().end(pass.failures()[nth]).value_or(kNotYet);
    }
  };
  const Ends ends{pass};
  const std::size_t size = pass.failures().size();
  std::vector<TimelineMark> marks;
  std::size_t nth = rank_below(ends, size, grid.first_moment(0), 0);
  while (nth < size && ends[nth] < grid.first_moment(grid.width())) {
    TimelineMark mark;
    mark.pixel = grid.pixel(ends[nth]);
    mark.act = pass.failures()[nth];
    mark.outcome = pass.acts().outcome(mark.act).value_or(Outcome::Failed);
    const std::size_t next =
        std::max(rank_below(ends, size, grid.first_moment(mark.pixel + kMarkPixels), nth), nth + 1);
    mark.count = static_cast<std::uint32_t>(next - nth);
    marks.push_back(mark);
    nth = next;
  }
  return marks;
}

}  // namespace cascade::gui
