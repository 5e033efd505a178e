// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_index.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/support/indexed_run.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using test::IndexedRun;

constexpr std::string_view kFailing =
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }, { kind: hang, resource: Vm/v5 }]";

TEST_CASE("RunIndex: acts and steps have the times of their events", "[gui][run_index]") {
  IndexedRun run(kFailing);
  REQUIRE(run.index.size() == run.events.size());
  const auto passes = run.index.passes();
  REQUIRE(passes.size() == run.passes);
  std::size_t nth = 0;
  for (const auto& pass : run.simulation->passes()) {
    if (!pass->plan) continue;
    const PassIndex& index = *passes[nth++];
    for (const Event& event : run.events) {
      if (event.run != pass->run) continue;
      const auto instant = [&](std::optional<Moment> moment) {
        REQUIRE(moment);
        return run.index.instant(*moment);
      };
      const ActId act{event.subject};
      if (event.kind == EventKind::ActStarted) {
        CHECK(instant(index.acts().start(act)) == event.at);
        CHECK(index.acts().released_by(act) == ActId{event.other});
      } else if (event.kind == EventKind::ActEnded) {
        CHECK(instant(index.acts().end(act)) == event.at);
        CHECK(index.acts().outcome(act) == event.outcome);
        CHECK(index.acts().start(act).has_value() == (event.other != 0));
      } else if (event.kind == EventKind::StepPlanned) {
        CHECK(instant(index.step(StepId{event.subject}).planned_at.get()) == event.at);
      } else if (event.kind == EventKind::StepEnded) {
        CHECK(instant(index.step(StepId{event.subject}).ended_at.get()) == event.at);
      } else if (event.kind == EventKind::RunEnded) {
        CHECK(instant(index.ended.get()) == event.at);
      }
    }
  }
}

TEST_CASE("RunIndex: lanes hold every started act once, one after the other", "[gui][run_index]") {
  IndexedRun run(kFailing);
  for (const auto& pass : run.index.passes()) {
    std::set<ActId> seen;
    std::size_t started = 0;
    for (std::uint32_t i = 0; i < pass->plan().steps().size(); ++i) {
      const StepIndex& step = pass->step(StepId{i});
      CHECK(step.lane_count() == step.track().peak());
      started += step.track().start_count();
      for (std::size_t lane = 0; lane < step.lane_count(); ++lane) {
        for (std::size_t nth = 0; nth < step.lane(lane).size(); ++nth) {
          const ActId act = step.lane(lane)[nth];
          CHECK(seen.insert(act).second);
          CHECK(pass->plan().step_of(act) == StepId{i});
          CHECK(pass->acts().lane(act) == lane);
          if (nth == 0) continue;
          const auto before = pass->acts().end(step.lane(lane)[nth - 1]);
          CHECK(before <= pass->acts().start(act));
        }
      }
    }
    CHECK(seen.size() == started);
  }
}

TEST_CASE("RunIndex: limits count the acts of one type and reaction", "[gui][run_index]") {
  IndexedRun run("");
  bool full = false;
  for (const auto& pass : run.index.passes()) {
    for (const auto& limit : pass->limits()) {
      INFO(limit->reaction);
      CHECK(limit->track.peak() <= limit->in_flight_max);
      CHECK(limit->track.start_count() == limit->track.end_count());
      full = full || limit->track.peak() == limit->in_flight_max;
    }
  }
  CHECK(full);
}

TEST_CASE("RunIndex: the worst end of a stretch is that of its events", "[gui][run_index]") {
  IndexedRun run(kFailing);
  cascade::test::Chance chance(3);
  const auto count = static_cast<Moment>(run.index.moment_count());
  std::set<std::optional<Outcome>> met;
  for (const auto& pass : run.index.passes()) {
    const RunId id = run.simulation->passes()[pass->index()]->run;
    for (int i = 0; i < 300; ++i) {
      const StepId step{chance.below(static_cast<std::uint32_t>(pass->plan().steps().size()))};
      const Moment begin = chance.below(count);
      const Moment end = begin + chance.below(count - begin + 1);
      std::optional<Outcome> worst;
      for (const Event& event : run.events) {
        if (event.kind != EventKind::ActEnded || event.run != id) continue;
        const Moment at = run.index.moment_at(event.at);
        if (at < begin || at >= end || pass->plan().step_of(ActId{event.subject}) != step) continue;
        if (event.outcome == Outcome::Done && event.other == 0) continue;  // nothing to do
        worst = worst ? std::min(*worst, event.outcome) : event.outcome;
      }
      CHECK(pass->step(step).worst_end(begin, end) == worst);
      met.insert(worst);
    }
  }
  CHECK(met.size() >= 4);
}

TEST_CASE("RunIndex: of an act that is tried again only its attempts are in flight",
          "[gui][run_index]") {
  IndexedRun run(
      "retries: [{ limit: 3, backoff: 5s }]\nfailure: isolate\n"
      "faults: [{ kind: fail, ratio: [1, 2] }]");
  std::uint64_t attempts = 0;
  for (const auto& pass : run.index.passes()) {
    const RunId id = run.simulation->passes()[pass->index()]->run;
    std::map<ActId, std::uint8_t> started;
    std::vector<std::set<ActId>> in_flight(pass->plan().steps().size());
    std::vector<std::size_t> peaks(in_flight.size());
    for (const Event& event : run.events) {
      const bool starts =
          event.kind == EventKind::ActStarted || event.kind == EventKind::RetryStarted;
      const bool ends = event.kind == EventKind::ActEnded || event.kind == EventKind::AttemptFailed;
      if (event.run != id || !(starts || ends)) continue;
      const ActId act{event.subject};
      const std::size_t step = value(pass->plan().step_of(act));
      if (ends) in_flight[step].erase(act);
      if (!starts) continue;
      in_flight[step].insert(act);
      peaks[step] = std::max(peaks[step], in_flight[step].size());
      ++started[act];
    }
    for (const auto& [act, count] : started) {
      CHECK(pass->acts().attempts(act) == count);
      attempts += count - 1;
    }
    for (std::uint32_t i = 0; i < peaks.size(); ++i) {
      const ActTrack& track = pass->step(StepId{i}).track();
      CHECK(track.peak() == peaks[i]);
      CHECK(track.start_count() == track.end_count());
    }
  }
  CHECK(attempts > 20);
}

TEST_CASE("RunIndex: the events of a moment lie in its range", "[gui][run_index]") {
  RunIndex index;
  std::vector<Moment> moments;
  cascade::test::Chance chance(5);
  Event event;
  event.kind = EventKind::AnswerIgnored;
  for (int i = 0; i < 10'000; ++i) {
    if (chance.one_in(i < 5000 ? 2 : 3000)) event.at += Duration{1};
    index.add(event);
    moments.push_back(static_cast<Moment>(index.moment_count() - 1));
  }
  index.publish();
  for (std::uint64_t position = 0; position < moments.size(); ++position) {
    const auto range = index.events_around(moments[position]);
    REQUIRE(range.begin <= position);
    REQUIRE(position < range.end);
    REQUIRE((range.begin == 0 || moments[range.begin] < moments[position]));
  }
}

TEST_CASE("RunIndex: the longest gaps are kept, by time", "[gui][run_index]") {
  RunIndex index;
  Event event;
  event.kind = EventKind::AnswerIgnored;
  std::vector<IdleGap> all;
  cascade::test::Chance chance(9);
  for (int i = 0; i < 1000; ++i) {
    const Instant begin = event.at;
    event.at += Duration{i * 7 % 1000 + 1};
    if (i > 0) all.push_back({begin, event.at});
    index.add(event);
  }
  index.publish();
  const auto gaps = index.gaps();
  REQUIRE(gaps->size() == RunIndex::kGapsKept);
  for (std::size_t i = 1; i < gaps->size(); ++i) CHECK((*gaps)[i - 1].end <= (*gaps)[i].begin);
  for (const IdleGap& gap : all) {
    const bool kept = std::find(gaps->begin(), gaps->end(), gap) != gaps->end();
    CHECK(kept == (gap.end - gap.begin > Duration{1000 - RunIndex::kGapsKept}));
  }
}

}  // namespace
}  // namespace cascade::gui
