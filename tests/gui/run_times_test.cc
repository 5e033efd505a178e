// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_times.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/wait_graph.h"
#include "gui/model/cursor.h"
#include "gui/model/simulate.h"
#include "gui/model/timeline_pane.h"
#include "gui/model/timeline_tooltip.h"
#include "tests/support/lab.h"

namespace cascade::gui {
namespace {

constexpr std::string_view kTimed =
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }, { kind: hang, resource: Vm/v5 }]";

struct Watched {
  explicit Watched(std::string_view rest = kTimed) {
    RunControl control;
    Progress progress;
    auto made = simulate(sim::test::lab_scenario(rest), control, progress, {});
    REQUIRE(made);
    history = *made;
    times = std::make_shared<RunTimes>(history, nullptr);
    times->wait();
    cursor = std::make_unique<Cursor>(history);
    snapshot = cursor->seek(history->size());
    update();
  }
  void update() { pane.update({history, snapshot, selection}, times); }
  std::shared_ptr<const History> history;
  std::shared_ptr<RunTimes> times;
  std::unique_ptr<Cursor> cursor;
  std::shared_ptr<const Snapshot> snapshot;
  Selection selection;
  TimelinePane pane;
};

TEST_CASE("RunTimes: the whole history is indexed, with paths and slacks of every pass",
          "[gui][run_times]") {
  Watched run;
  CHECK(run.times->index()->size() == run.history->size());
  CHECK_FALSE(run.times->busy());
  REQUIRE(run.times->passes().size() == run.history->passes().size());
  for (std::size_t i = 0; i < run.times->passes().size(); ++i) {
    const CriticalPath& path = *run.times->critical()[i];
    const RunSummary& summary = *run.history->end()->summaries[i];
    CHECK(path.acts.size() == summary.critical_path().size());
    for (const ActId act : path.acts) {
      const StepId step = run.times->passes()[i].index->plan().step_of(act);
      CHECK(path.steps[value(step)].slack == Duration::zero());
    }
  }
}

TEST_CASE("RunTimes: a run that was refused or did nothing is complete too", "[gui][run_times]") {
  Watched vetoed(R"(
topology:
  resources:
    Zone: [z]
    Host: { h1: { zone: z } }
    Storage: { s1: { zone: z } }
    Vm: { v1: { host: h1, storage: s1, lock: locked } }
operations: [{ delete: Zone/z }])");
  CHECK_FALSE(vetoed.times->busy());
  CHECK(vetoed.history->end()->outcome == "vetoed");
  CHECK(vetoed.times->passes().size() == 1);
}

TEST_CASE("RunTimes: an instant leads to the position behind all that happens at it",
          "[gui][run_times]") {
  Watched run;
  std::vector<Event> events;
  run.history->visit_events(0, run.history->size(),
                            [&](std::uint64_t, std::span<const Event> some) {
                              events.insert(events.end(), some.begin(), some.end());
                              return true;
                            });
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto behind = static_cast<std::uint64_t>(
        std::count_if(events.begin(), events.end(),
                      [&](const Event& event) { return event.at <= events[i].at; }));
    REQUIRE(run.times->position_behind(events[i].at) == behind);
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    const auto passes = run.history->passes();
    const auto pass = std::find_if(passes.begin(), passes.end(),
                                   [&](const auto& p) { return p->run == event.run; });
    REQUIRE(pass != passes.end());
    const PassIndex& index = *run.times->pass((*pass)->index);
    const ActId act{event.subject};
    if (event.kind == EventKind::ActStarted) {
      CHECK(run.times->position_of_start(index, act) == i + 1);
    } else if (event.kind == EventKind::ActEnded) {
      CHECK(run.times->position_of_end(index, act) == i + 1);
    }
  }
}

TEST_CASE("TimelinePane: what is selected elsewhere is unfolded, scrolled to and brought to view",
          "[gui][timeline]") {
  Watched run;
  run.pane.timeline().set_width(800);
  run.pane.timeline().rows().fold_all(true);
  const PassIndex& pass = *run.times->passes()[1].index;
  const ActId act = run.times->critical()[1]->acts.front();
  const StepId step = pass.plan().step_of(act);
  run.selection.pass = pass.index();
  run.selection.step = step;
  run.selection.resource =
      Resource{pass.plan().step(step).type, pass.plan().resources()[value(act)]};
  run.pane.timeline().show({run.pane.timeline().whole().end, run.pane.timeline().whole().end});
  run.update();
  const auto row = run.pane.take_wanted_row();
  REQUIRE(row);
  CHECK(run.pane.timeline().rows().step_of(run.pane.timeline().rows().rows()[*row]) == step);
  CHECK_FALSE(run.pane.take_wanted_row());
  const auto range = run.pane.selected_range(run.selection);
  REQUIRE(range);
  const TimeAxis& axis = run.pane.timeline().axis();
  CHECK(axis.pixel(range->end) >= 0);
  CHECK(axis.pixel(range->begin) < axis.width());
}

TEST_CASE("TimelinePane: the flow leads along the critical path and back", "[gui][timeline]") {
  Watched run;
  const std::vector<ActId>& path = run.times->critical()[1]->acts;
  REQUIRE(path.size() > 2);
  run.pane.select_act({1, path.front()}, run.selection);
  for (std::size_t i = 1; i < path.size(); ++i) {
    REQUIRE(run.pane.follow_flow(true, run.selection));
    CHECK(run.pane.selected_act(run.selection) == ActPlace{1, path[i]});
  }
  CHECK_FALSE(run.pane.follow_flow(true, run.selection));
  for (std::size_t i = path.size() - 1; i > 0; --i) {
    REQUIRE(run.pane.follow_flow(false, run.selection));
    CHECK(run.pane.selected_act(run.selection) == ActPlace{1, path[i - 1]});
  }
  // What lies beside the path has a flow of its own.
  const PassIndex& pass = *run.times->passes()[1].index;
  for (std::uint32_t i = 0; i < pass.acts().size(); ++i) {
    const ActId before = pass.acts().released_by(ActId{i});
    if (before == kNoAct) continue;
    const auto after = run.pane.timeline().flow_after({1, before}, nullptr);
    REQUIRE(after);
    CHECK(pass.acts().released_by(after->act) == before);
  }
}

TEST_CASE(
    "TimelinePane: focus centres first and then fits, ranges and marks come from the selection",
    "[gui][timeline]") {
  Watched run;
  Timeline& timeline = run.pane.timeline();
  timeline.set_width(1000);
  run.pane.select_act({1, run.times->critical()[1]->acts.front()}, run.selection);
  const TimeRange range = *run.pane.selected_range(run.selection);
  const Duration span = timeline.axis().span();
  run.pane.handle(ViewRequest::Focus, run.selection);
  CHECK(timeline.axis().span() == span);
  const int middle = (timeline.axis().pixel(range.begin) + timeline.axis().pixel(range.end)) / 2;
  CHECK(std::abs(middle - 500) <= 2);
  run.pane.handle(ViewRequest::Focus, run.selection);
  CHECK(timeline.axis().span() < span);
  CHECK(timeline.axis().pixel(range.begin) == Timeline::kMargin);
  run.pane.handle(ViewRequest::Fit, run.selection);
  CHECK(timeline.axis().span() == span);

  run.pane.pick_range(run.selection);
  CHECK(timeline.range == range);
  run.pane.mark(run.selection, false);
  run.pane.mark(run.selection, true);
  CHECK(timeline.marks.size() == 2);
  run.pane.mark(run.selection, false);
  CHECK(timeline.marks.size() == 1);
  run.pane.clear_ranges();
  CHECK(timeline.marks.empty());
  CHECK_FALSE(timeline.range);
}

TEST_CASE("TimelinePane: tooltips name the resource, its times, its outcome and who let it start",
          "[gui][timeline]") {
  Watched run;
  const PassIndex& pass = *run.times->passes()[1].index;
  REQUIRE(!pass.failures().empty());
  TimelineHit hit;
  hit.mark = TimelineMark{.act = pass.failures()[0]};
  for (std::size_t i = 0; i < run.pane.timeline().rows().rows().size(); ++i) {
    if (run.pane.timeline().rows().rows()[i].pass == 1) hit.row = i;
  }
  const std::string text = timeline_tooltip(run.pane, hit);
  INFO(text);
  CHECK(text.find("Vm/v3  destroy") != std::string::npos);
  CHECK(text.find("failed") != std::string::npos);
  CHECK(text.find("from ") != std::string::npos);
}

TEST_CASE("TimelinePane: without a run it says what to do", "[gui][timeline]") {
  TimelinePane pane;
  Selection selection;
  pane.update({nullptr, nullptr, selection}, nullptr);
  CHECK(pane.status().find("Open a scenario") != std::string::npos);
}

}  // namespace
}  // namespace cascade::gui
