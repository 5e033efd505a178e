// SPDX-License-Identifier: Apache-2.0
#include "gui/model/critical_path.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/run_summary.h"
#include "tests/support/indexed_run.h"

namespace cascade::gui {
namespace {

using test::IndexedRun;

SlackInput input_of(const IndexedRun& run, RunId id) {
  SlackInput input;
  input.schedule = run.simulation->scenario().schedule;
  for (const Event& event : run.events) {
    if (event.run != id) continue;
    const bool unstarted = event.kind == EventKind::ActEnded && event.other == 0;
    if (event.kind == EventKind::ActStarted || unstarted) {
      input.order.push_back(ActId{event.subject});
    }
  }
  return input;
}

constexpr std::string_view kRuns[] = {
    "",
    "schedule: by_step",
    "schedule: sequential",
    "merge: union",
    "merge: union\nschedule: by_step",
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }, { kind: hang, resource: Vm/v5 }]",
};

TEST_CASE("CriticalPath: it is the chain that the run's summary tells, and fills the time",
          "[gui][critical_path]") {
  for (const std::string_view rest : kRuns) {
    INFO(rest);
    IndexedRun run(rest);
    for (const auto& pass : run.index.passes()) {
      const RunSummary& summary = *run.simulation->passes()[pass->index()]->summary;
      const CriticalPath path = find_critical_path(run.index, *pass);
      const std::vector<CriticalAct> expected = summary.critical_path();
      REQUIRE(path.acts.size() == expected.size());
      Duration sum = path.waiting;
      std::size_t in_steps = 0;
      for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(path.acts[i] == expected[i].act);
        sum += expected[i].end - expected[i].start;
      }
      for (const auto& share : path.steps) in_steps += share.acts.size();
      CHECK(in_steps == expected.size());
      if (expected.empty()) continue;
      CHECK(sum == summary.ended() - summary.phase2_began());
    }
  }
}

TEST_CASE("CriticalPath: steps on the path have no slack, no step has less than none",
          "[gui][critical_path]") {
  for (const std::string_view rest : kRuns) {
    INFO(rest);
    IndexedRun run(rest);
    bool some_slack = false;
    for (const auto& pass : run.index.passes()) {
      CriticalPath path = find_critical_path(run.index, *pass);
      const RunId id = run.simulation->passes()[pass->index()]->run;
      find_slacks(run.index, *pass, input_of(run, id), {}, path);
      for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const CriticalPath::StepShare& share = path.steps[i];
        const bool started = pass->step(StepId{static_cast<std::uint32_t>(i)}).track().peak() > 0;
        CHECK(share.slack.has_value() == started);
        if (!share.slack) continue;
        CHECK(*share.slack >= Duration::zero());
        if (!share.acts.empty()) CHECK(*share.slack == Duration::zero());
        some_slack = some_slack || *share.slack > Duration::zero();
      }
    }
    // Sequential steps follow one another: the last act of each is on the path.
    CHECK(some_slack == (rest != "schedule: sequential"));
  }
}

TEST_CASE("CriticalPath: no step's slack reaches behind the end of its pass",
          "[gui][critical_path]") {
  IndexedRun run("");
  for (const auto& pass : run.index.passes()) {
    CriticalPath path = find_critical_path(run.index, *pass);
    const RunId id = run.simulation->passes()[pass->index()]->run;
    find_slacks(run.index, *pass, input_of(run, id), {}, path);
    const Instant end = run.index.instant(*pass->ended.get());
    for (std::uint32_t i = 0; i < path.steps.size(); ++i) {
      if (!path.steps[i].slack) continue;
      const ActTrack& track = pass->step(StepId{i}).track();
      const Instant last = run.index.instant(track.end_moment(track.end_count() - 1));
      CHECK(last + *path.steps[i].slack <= end);
    }
  }
}

}  // namespace
}  // namespace cascade::gui
