// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "gui/model/timeline_picture.h"
#include "gui/model/timeline_rows.h"
#include "tests/support/indexed_run.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using cascade::test::Chance;
using test::IndexedRun;

constexpr std::string_view kDrawn =
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }, { kind: hang, resource: Vm/v5 }]";

std::vector<TimelinePass> timeline_passes(const IndexedRun& run) {
  std::vector<TimelinePass> passes;
  for (const auto& index : run.index.passes()) {
    auto tree = std::make_shared<sim::TreeView>(
        sim::tree_of(index->plan(), {.fold = true, .all_edges = false}));
    passes.push_back({index, tree, "pass"});
  }
  return passes;
}

TimeAxis random_axis(const IndexedRun& run, Chance& chance) {
  const auto count = static_cast<std::uint32_t>(run.index.moment_count());
  const Instant last = run.index.instant(count - 1);
  const Duration span = last.time_since_epoch() / (1 << chance.below(12));
  TimeAxis axis({}, 0, span, static_cast<int>(20 + chance.below(400)));
  axis.centre(run.index.instant(chance.below(count)));
  return axis;
}

TimelineMoment everything(const PixelGrid& grid) {
  return {grid.moment_count(), grid.width(), nullptr};
}

TEST_CASE("TimelinePicture: an area tells the peak and the worst end of its pixels",
          "[gui][timeline]") {
  IndexedRun run(kDrawn);
  Chance chance(11);
  std::size_t compared = 0;
  for (const auto& pass : run.index.passes()) {
    const RunId id = run.simulation->passes()[pass->index()]->run;
    for (int view = 0; view < 300; ++view) {
      const TimeAxis axis = random_axis(run, chance);
      const PixelGrid grid(run.index, axis);
      const StepId step{chance.below(static_cast<std::uint32_t>(pass->plan().steps().size()))};
      const auto picture = picture_of_step(grid, *pass, step, false, everything(grid), nullptr);
      for (const TimelineArea& part : picture.area) {
        // Walk through all events: what is in flight before the part, and then in it.
        int level = 0;
        std::uint32_t most = 0;
        std::optional<Outcome> worst;
        for (const Event& event : run.events) {
          const bool act = event.kind == EventKind::ActStarted ||
                           (event.kind == EventKind::ActEnded && event.other != 0);
          if (!act || event.run != id || pass->plan().step_of(ActId{event.subject}) != step)
            continue;
          const int pixel = axis.pixel(event.at);
          if (pixel >= part.end) break;
          if (pixel >= part.begin) most = std::max(most, static_cast<std::uint32_t>(level));
          level += event.kind == EventKind::ActStarted ? 1 : -1;
          if (pixel < part.begin) continue;
          most = std::max(most, static_cast<std::uint32_t>(level));
          if (event.kind == EventKind::ActEnded) {
            worst = worst ? std::min(*worst, event.outcome) : event.outcome;
          }
        }
        most = std::max(most, static_cast<std::uint32_t>(level));
        INFO("pixels " << part.begin << " to " << part.end);
        if (part.end - part.begin <= 3) {
          CHECK(part.peak == most);
          if (worst) CHECK(part.outcome == worst);
          ++compared;
        } else {
          CHECK(part.peak <= most);
        }
      }
    }
  }
  CHECK(compared > 50);
}

TEST_CASE("TimelinePicture: what is in flight at the position is cut there", "[gui][timeline]") {
  IndexedRun run(kDrawn);
  for (const auto& pass : run.index.passes()) {
    for (std::uint32_t i = 0; i < pass->plan().steps().size(); ++i) {
      const ActTrack& track = pass->step(StepId{i}).track();
      if (track.start_count() == 0) continue;
      const Instant begin = run.index.instant(track.start_moment(0));
      const Instant end = run.index.instant(track.end_moment(track.end_count() - 1));
      if (end - begin < std::chrono::milliseconds{2}) continue;
      TimeAxis axis({}, 0, Duration{1'000}, 600);
      axis.show(begin, end, 20);
      const PixelGrid grid(run.index, axis);
      TimelineMoment moment;
      moment.pixel = 300;
      moment.now = run.index.moment_at(axis.instant(300)) - 1;
      const auto picture = picture_of_step(grid, *pass, StepId{i}, true, moment, nullptr);
      REQUIRE(!picture.pieces.empty());
      for (const TimelinePiece& piece : picture.pieces) {
        CHECK(piece.begin < piece.end);
        // In flight: up to the position and no further; ended: on one side of it.
        if (!piece.outcome) CHECK(piece.end <= 301);
        const auto ended = pass->acts().end(piece.act);
        if (piece.outcome && piece.end <= 300 && piece.count == 1) CHECK(*ended <= moment.now);
      }
    }
  }
}

TEST_CASE("TimelinePicture: lanes show every started act, and the critical path its own",
          "[gui][timeline]") {
  IndexedRun run(kDrawn);
  const Instant last = run.index.instant(static_cast<Moment>(run.index.moment_count() - 1));
  TimeAxis axis({}, 0, Duration{1'000}, 1000);
  axis.show(Instant{}, last, 10);
  const PixelGrid grid(run.index, axis);
  for (const auto& pass : run.index.passes()) {
    const CriticalPath path = find_critical_path(run.index, *pass);
    for (std::uint32_t i = 0; i < pass->plan().steps().size(); ++i) {
      const StepIndex& step = pass->step(StepId{i});
      const auto picture = picture_of_step(grid, *pass, StepId{i}, true, everything(grid), &path);
      std::size_t shown = 0;
      for (const TimelinePiece& piece : picture.pieces) shown += piece.count;
      CHECK(shown == step.track().start_count());
      CHECK(picture.critical.empty() == path.steps[i].acts.empty());
      CHECK(picture.phase1.has_value());
      if (step.track().start_count() > 0) REQUIRE(picture.phase2);
    }
    std::size_t marked = 0;
    for (const TimelineMark& mark : marks_of_pass(grid, *pass)) marked += mark.count;
    CHECK(marked == pass->failures().size());
  }
}

TEST_CASE("TimelinePicture: a limit's area never rises above it", "[gui][timeline]") {
  IndexedRun run("");
  const Instant last = run.index.instant(static_cast<Moment>(run.index.moment_count() - 1));
  TimeAxis axis({}, 0, Duration{1'000}, 500);
  axis.show(Instant{}, last);
  const PixelGrid grid(run.index, axis);
  std::uint32_t highest = 0;
  for (const auto& pass : run.index.passes()) {
    for (const auto& limit : pass->limits()) {
      for (const TimelineArea& part : area_of_limit(grid, *limit)) {
        CHECK(part.peak <= limit->in_flight_max);
        highest = std::max(highest, part.peak);
      }
    }
  }
  CHECK(highest == 4);  // of lab's destroy
}

TEST_CASE("TimelineRows: steps stand in the order of the tree, and fold with what is below",
          "[gui][timeline]") {
  IndexedRun run("");
  TimelineRows rows;
  rows.set_passes(timeline_passes(run));
  const std::size_t all = rows.rows().size();
  int top = 0;
  for (const TimelineRow& row : rows.rows()) {
    CHECK(row.top == top);
    top += row.height;
    CHECK(rows.row_at(row.top) == rows.row_at(row.top + row.height - 1));
    if (row.kind == TimelineRow::Kind::Step) {
      CHECK(&rows.rows()[rows.row_of(row.pass, rows.step_of(row))] == &row);
    }
  }
  CHECK(rows.height() == top);
  CHECK(rows.row_at(top) == all);

  const auto root = std::find_if(
      rows.rows().begin(), rows.rows().end(),
      [](const TimelineRow& row) { return row.kind == TimelineRow::Kind::Step && row.foldable; });
  REQUIRE(root != rows.rows().end());
  const TimelineRow folded = *root;
  const std::uint32_t pass = folded.pass;
  const StepId leaf = rows.passes()[pass].tree->nodes.back().step;
  const StepId root_step = rows.step_of(folded);
  rows.toggle_fold(folded);
  CHECK(rows.rows().size() < all);
  CHECK(rows.step_of(rows.rows()[rows.row_of(pass, leaf)]) == root_step);
  rows.reveal(pass, leaf);
  CHECK(rows.rows().size() == all);
  CHECK(rows.step_of(rows.rows()[rows.row_of(pass, leaf)]) == leaf);
  rows.fold_all(true);
  CHECK(rows.rows().size() < all);
  rows.fold_all(false);
  CHECK(rows.rows().size() == all);
}

TEST_CASE("TimelineRows: lanes make room for every act in flight", "[gui][timeline]") {
  IndexedRun run("");
  TimelineRows rows;
  rows.set_passes(timeline_passes(run));
  const int before = rows.height();
  const auto wide =
      std::find_if(rows.rows().begin(), rows.rows().end(), [&](const TimelineRow& row) {
        return row.kind == TimelineRow::Kind::Step &&
               rows.passes()[row.pass].index->step(rows.step_of(row)).lane_count() > 2;
      });
  REQUIRE(wide != rows.rows().end());
  const auto nth = static_cast<std::size_t>(wide - rows.rows().begin());
  rows.toggle_lanes(*wide);
  CHECK(rows.rows()[nth].lanes > 2);
  CHECK(rows.height() > before);
  rows.toggle_lanes(rows.rows()[nth]);
  CHECK(rows.height() == before);
}

}  // namespace
}  // namespace cascade::gui
