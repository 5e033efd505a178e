// SPDX-License-Identifier: Apache-2.0
// The fold over a run's events: times and counts per step, and the critical path.
#include "engine/run_summary.h"

#include <catch2/catch.hpp>

#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

namespace {

struct SummarizedRun {
  SummarizedRun(const TextWorld& world, TextTreatments& treatments, const RunOptions& options = {},
                bool keep_act_times = true)
      : plan(plan_of(world, "z1")),
        runner(treatments),
        executor(runner),
        summary(plan, RunId{0}, keep_act_times) {
    executor.add_observer(summary);
    executor.begin(plan, options, {});
    executor.run();
  }
  [[nodiscard]] const StepSummary& step(std::size_t index) const { return summary.steps()[index]; }
  /// "h>v:v1 0s-10ms, z>h:h1 ..."
  [[nodiscard]] std::string path(const TextWorld& world) const {
    std::string text;
    for (const CriticalAct& act : summary.critical_path()) {
      text += (text.empty() ? "" : ", ") + act_name(world, *plan, act.act) + " " +
              std::to_string(act.start.time_since_epoch() / 1ms) + "-" +
              std::to_string(act.end.time_since_epoch() / 1ms);
    }
    return text;
  }

  std::shared_ptr<const Plan> plan;
  VirtualRunner runner;
  Executor executor;
  RunSummary summary;
};

}  // namespace

TEST_CASE("RunSummary: knows both phases of every step", "[engine][run_summary]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  h1 > v3");
  world.data().on_query_time = [](const CascadeAction&, std::size_t) { return 5ms; };
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["h>v:v2"].latency = 30ms;
  const SummarizedRun run(world, treatments, {.workers = 2});
  const StepSummary& machines = run.step(0);
  CHECK(machines.phase1_time == 5ms);
  CHECK(machines.phase1_end == Instant{5ms});
  CHECK(machines.links_found == 3);
  CHECK(machines.in_flight_peak == 2);
  CHECK(machines.acts[static_cast<std::size_t>(Outcome::Done)] == 3);
  CHECK(machines.outcome() == Outcome::Done);
  CHECK(run.summary.began() == Instant{0ms});
  CHECK(run.summary.phase2_began() == Instant{run.plan->query_time()});
  CHECK(machines.start == run.summary.phase2_began());
  CHECK(machines.end == run.summary.phase2_began() + 30ms);
  CHECK(run.step(1).start == machines.end);
  CHECK(run.summary.ended() == run.summary.phase2_began() + 50ms);
  CHECK(run.summary.outcome() == Outcome::Done);
  CHECK(run.summary.outcomes() == std::vector<Outcome>(5, Outcome::Done));
}

TEST_CASE("RunSummary: the critical path leads from the last act to the first",
          "[engine][run_summary]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > h2=nothing  z1 > a1");
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["h>v:v2"].latency = 30ms;
  SECTION("along links") {
    const SummarizedRun run(world, treatments);
    CHECK(run.path(world) == "h>v:v2 0-30, z>h:h1 30-40, z1 40-50");
  }
  SECTION("along slots of a limit") {
    const SummarizedRun run(world, treatments, {.workers = 1});
    CHECK(run.path(world) == "z>a:a1 0-10, h>v:v1 10-20, h>v:v2 20-50, z>h:h1 50-60, z1 60-70");
  }
  SECTION("only when act times are kept") {
    const SummarizedRun run(world, treatments, {}, false);
    CHECK(run.summary.critical_path().empty());
  }
}

TEST_CASE("RunSummary: counts attempts, and acts in flight without those that wait",
          "[engine][run_summary]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  world.data().reactions["v"] = {{.name = "delete",
                                  .in_flight_max = 1,
                                  .shows_children = true,
                                  .retry = {.limit = 2, .backoff = 100ms}}};
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["h>v:v1#1"] = {.latency = 20ms, .kind = Treatment::Kind::FailBefore};
  const SummarizedRun run(world, treatments);
  CHECK(run.step(0).in_flight_peak == 1);
  CHECK(run.step(0).acts[static_cast<std::size_t>(Outcome::Done)] == 2);
  CHECK(run.summary.attempts() == std::map<ActId, std::uint32_t>{{ActId{0}, 2}});
  CHECK(run.summary.attempts_of(ActId{0}) == 2);
  CHECK(run.summary.attempts_of(ActId{1}) == 1);
  CHECK(run.summary.start_of(ActId{0}) == Instant{0ms});
  CHECK(run.summary.end_of(ActId{0}) == Instant{130ms});
  CHECK(run.path(world) == "h>v:v1 0-130, z>h:h1 130-140, z1 140-150");
}

TEST_CASE("RunSummary: a path through the end of an attempt does not count time twice",
          "[engine][run_summary]") {
  const TextWorld world("z1 > v1  z1 > v2");
  world.data().reactions["v"] = {{.name = "delete",
                                  .in_flight_max = 1,
                                  .shows_children = true,
                                  .retry = {.limit = 1, .backoff = 1ms}}};
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["z>v:v1#1"] = {.latency = 20ms, .kind = Treatment::Kind::FailBefore};
  treatments.by_name["z>v:v2#1"] = {.latency = 40ms, .kind = Treatment::Kind::FailBefore};
  const SummarizedRun run(world, treatments);
  CHECK(run.path(world) == "z>v:v1 0-20, z>v:v2 20-80, z1 80-90");
}

TEST_CASE("RunSummary: the outcome of a step is its worst act's", "[engine][run_summary]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > a  a > b");
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["h>v:v1"].kind = Treatment::Kind::FailBefore;
  const SummarizedRun run(world, treatments, {.schedule = Schedule::Sequential});
  REQUIRE(steps_text(*run.plan, world) == "z>a:\nh>v: v1(h1) v2(h1)\nz>h: h1(z1)\nz: z1");
  CHECK(run.step(0).outcome() == Outcome::Done);
  CHECK(run.step(1).outcome() == Outcome::Failed);
  CHECK(run.step(1).acts[static_cast<std::size_t>(Outcome::Done)] == 1);
  CHECK(run.step(2).outcome() == Outcome::NotRun);
  CHECK_FALSE(run.step(2).start.has_value());
  CHECK(run.summary.outcome() == Outcome::Failed);
}

TEST_CASE("RunSummary: an empty step that never started is not run", "[engine][run_summary]") {
  const TextWorld world("z1 > h1  z1 > q  q > r");
  TextTreatments treatments(world, {.latency = 10ms});
  treatments.by_name["z>h:h1"].kind = Treatment::Kind::FailBefore;
  const SummarizedRun run(world, treatments, {.schedule = Schedule::Sequential});
  REQUIRE(steps_text(*run.plan, world) == "z>h: h1(z1)\nz>q:\nz: z1");
  CHECK(run.step(1).outcome() == Outcome::NotRun);
  CHECK(StepSummary{}.outcome() == Outcome::NotRun);
}

TEST_CASE("RunSummary: passes over the events of other runs", "[engine][run_summary]") {
  const TextWorld world("z1 > h1");
  const auto plan = plan_of(world, "z1");
  RunSummary summary(plan, RunId{3}, true);
  summary.on_event({Instant{1ms}, RunId{2}, 0, 0, EventKind::RunEnded, Outcome::Done}, {});
  CHECK(summary.outcome() == Outcome::NotRun);
  summary.on_event({Instant{1ms}, RunId{3}, 0, 0, EventKind::RunEnded, Outcome::Done}, {});
  CHECK(summary.outcome() == Outcome::Done);
}
