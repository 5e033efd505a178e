// SPDX-License-Identifier: Apache-2.0
// Schedules and limits: when steps start, and how many acts are in flight at once.
#include <catch2/catch.hpp>

#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

void limit(const TextWorld& world, const std::string& type, std::uint32_t deletes,
           std::uint32_t stops = kUnlimited) {
  world.data().reactions[type] = {
      {.name = "delete", .in_flight_max = deletes, .shows_children = true},
      {.name = "stop", .in_flight_max = stops},
      {.name = "nothing", .nothing = true}};
}

}  // namespace

TEST_CASE("Executor: sequential runs one step after the other", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > a1");
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential});
  CHECK(run.in_flight() == "z>a:a1");
  run.answer("z>a:a1");
  CHECK(run.in_flight() == "h>v:v1 h>v:v2");
  run.answer("h>v:v1");
  CHECK(run.in_flight() == "h>v:v2");
  run.answer("h>v:v2");
  CHECK(run.in_flight() == "z>h:h1");
  run.answer_all();
  CHECK(run.transcript.text("[]e") ==
        "[z>a ]z>a done [h>v ]h>v done [z>h ]z>h done [z ]z done end done");
}

TEST_CASE("Executor: by_step starts a step when its child steps are finished",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  z1 > h2 > v2  z1 > a1 > b1");
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::ByStep});
  CHECK(run.in_flight() == "a>b:b1 h>v:v1 h>v:v2");
  run.answer("h>v:v1");
  CHECK(run.in_flight() == "a>b:b1 h>v:v2");  // h1 could go, but its step waits for v2
  run.answer("h>v:v2");
  CHECK(run.in_flight() == "a>b:b1 z>h:h1 z>h:h2");
  run.answer("a>b:b1");
  CHECK(run.in_flight() == "z>h:h1 z>h:h2 z>a:a1");
  run.answer("z>a:a1 z>h:h2 z>h:h1");
  CHECK(run.in_flight() == "z1");
}

TEST_CASE("Executor: by_step under first_wins waits for the steps that its acts wait for",
          "[engine][executor]") {
  // v>n is a tree child of h>v only, but p>v shows the same v1.
  const TextWorld world("z1 > h1 > v1 > n1  h1 > v2  z1 > p1 > v1  z1 > q2 > v2");
  FakeRun run(world, plan_of(world, "z1", Merge::FirstWins), {.schedule = Schedule::ByStep});
  REQUIRE(steps_text(*run.plan, world) ==
          "v>n: n1(v1)\nh>v: v1(h1) v2(h1)\nz>h: h1(z1)\np>v: v1(p1)\nz>p: p1(z1)\n"
          "q>v: v2(q2)\nz>q: q2(z1)\nz: z1");
  // q>v has no act that waits for v>n; its v2 only follows the one of h>v.
  CHECK(run.transcript.text("[]") == "[v>n [q>v");
  run.answer("v>n:n1");
  CHECK(run.in_flight() == "h>v:v1 h>v:v2");
  CHECK(run.transcript.text("[]") == "[v>n [q>v ]v>n done [h>v [p>v");
  run.answer("h>v:v2");
  CHECK(run.in_flight() == "h>v:v1 q>v:v2");
  run.answer_all();
  CHECK(run.ends.at(0).outcome == Outcome::Done);
}

TEST_CASE("Executor: conflicts hold across the steps of by_step", "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1  z1 > b1 > v1");
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::ByStep});
  CHECK(run.transcript.text("[+") == "[a>v [b>v +a>v:v1");
  run.answer("a>v:v1");
  CHECK(run.in_flight() == "z>a:a1 b>v:v1");
}

TEST_CASE("Executor: every step starts and ends once, empty ones alone", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1=stop  v > n!  n > m  z1 > a  a > b");
  const auto plan = plan_of(world, "z1");
  REQUIRE(steps_text(*plan, world) == "z>a:\nh>v: v1=stop(h1)\nz>h: h1(z1)\nz: z1");
  SECTION("sequential") {
    FakeRun run(world, plan, {.schedule = Schedule::Sequential});
    run.answer_all();
    CHECK(run.transcript.text("[]") == "[z>a ]z>a done [h>v ]h>v done [z>h ]z>h done [z ]z done");
  }
  SECTION("by_step") {
    FakeRun run(world, plan, {.schedule = Schedule::ByStep});
    run.answer_all();
    CHECK(run.transcript.text("[]") == "[z>a ]z>a done [h>v ]h>v done [z>h ]z>h done [z ]z done");
  }
  SECTION("by_resource") {
    FakeRun run(world, plan, {});
    CHECK(run.transcript.text("[]+") == "[z>a ]z>a done [h>v +h>v:v1");
    run.answer_all();
    CHECK(run.transcript.text("[]") == "[z>a ]z>a done [h>v ]h>v done [z>h ]z>h done [z ]z done");
  }
}

TEST_CASE("Executor: a limit counts the acts of one reaction of one type in the whole run",
          "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1  a1 > v2  a1 > v3=stop  z1 > b1 > v4  b1 > v5=stop  z1 > c1");
  limit(world, "v", 2, 1);
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "a>v:v1 a>v:v2 a>v:v3 z>c:c1");
  run.answer("a>v:v2");
  CHECK(run.in_flight() == "a>v:v1 a>v:v3 z>c:c1 b>v:v4");
  run.answer("a>v:v3");
  CHECK(run.in_flight() == "a>v:v1 z>c:c1 b>v:v4 b>v:v5");
}

TEST_CASE("Executor: rows of one name share a limit", "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2=stop  z1 > v3");
  world.data().reactions["v"] = {{.name = "destroy", .in_flight_max = 1},
                                 {.name = "destroy", .in_flight_max = 1, .failure_ignored = true}};
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "z>v:v1");
  run.answer("z>v:v1");
  CHECK(run.in_flight() == "z>v:v2");
}

TEST_CASE("Executor: workers limit the acts in flight in the whole run", "[engine][executor]") {
  const TextWorld world("z1 > a1  z1 > a2  z1 > b1  z1 > b2");
  FakeRun run(world, plan_of(world, "z1"), {.workers = 3});
  CHECK(run.in_flight() == "z>a:a1 z>a:a2 z>b:b1");
  run.answer("z>b:b1");
  CHECK(run.in_flight() == "z>a:a1 z>a:a2 z>b:b2");
}

TEST_CASE("Executor: no workers at all are taken for one", "[engine][executor]") {
  const TextWorld world("z1 > a1  z1 > a2");
  FakeRun run(world, plan_of(world, "z1"), {.workers = 0});
  CHECK(run.in_flight() == "z>a:a1");
}

TEST_CASE("Executor: ready acts start in plan order, whichever became ready first",
          "[engine][executor]") {
  const TextWorld world("z1 > a1 > b1  z1 > a2 > b2  z1 > a3 > b3  z1 > c1  z1 > c2");
  limit(world, "a", 1);
  FakeRun run(world, plan_of(world, "z1"), {.workers = 3});
  CHECK(run.in_flight() == "a>b:b1 a>b:b2 a>b:b3");
  run.answer("a>b:b3");
  CHECK(run.in_flight() == "a>b:b1 a>b:b2 z>a:a3");
  run.answer("a>b:b2");  // a2 is ready, but a3 has the slot: c1 is next in plan order
  CHECK(run.in_flight() == "a>b:b1 z>a:a3 z>c:c1");
  run.answer("a>b:b1");
  CHECK(run.in_flight() == "z>a:a3 z>c:c1 z>c:c2");
  run.answer("z>a:a3");
  CHECK(run.in_flight() == "z>c:c1 z>c:c2 z>a:a1");
}

TEST_CASE("Executor: a limit holds inside a step of a sequential run, by reaction",
          "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2=stop  z1 > v3  z1 > v4  z1 > v5=stop  z1 > v6=nothing");
  limit(world, "v", 1, 1);
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential});
  CHECK(run.transcript.text("+-") == "+z>v:v1 +z>v:v2 -z>v:v6 done");
  run.answer("z>v:v1");
  CHECK(run.in_flight() == "z>v:v2 z>v:v3");
  run.answer("z>v:v2");
  CHECK(run.in_flight() == "z>v:v3 z>v:v5");
  run.answer_all();
  CHECK(run.ends.at(0).outcome == Outcome::Done);
}

TEST_CASE("Executor: phase 2 begins when the queries of phase 1 have passed",
          "[engine][executor]") {
  const TextWorld world("z1 > h1");
  world.data().on_query_time = [](const CascadeAction&, std::size_t links) {
    return std::chrono::seconds{1 + links};
  };
  const auto plan = plan_of(world, "z1");
  FakeRun run(world, plan, {});
  std::vector<std::pair<EventKind, Duration>> seen;
  for (const Event& event : run.transcript.events()) {
    if (event.kind <= EventKind::PhaseTwoBegan) {
      seen.emplace_back(event.kind, event.at.time_since_epoch());
    }
  }
  const Duration first = plan->steps()[0].query_time;
  CHECK(plan->query_time() == first + plan->steps()[1].query_time);
  CHECK(seen == std::vector<std::pair<EventKind, Duration>>{
                    {EventKind::RunBegan, Duration::zero()},
                    {EventKind::StepPlanned, first},
                    {EventKind::StepPlanned, plan->query_time()},
                    {EventKind::PhaseTwoBegan, plan->query_time()}});
}

TEST_CASE("Executor: a run's state stays within 24 bytes per act", "[engine][executor]") {
  std::string text = "z1 > h1  z1 > p1";
  for (int i = 0; i < 500; ++i) {
    text += " h1 > v" + std::to_string(i) + " p1 > v" + std::to_string(i) + " v" +
            std::to_string(i) + " > n" + std::to_string(i);
  }
  const TextWorld world(text);
  const auto plan = plan_of(world, "z1");
  TextTreatments treatments(world);
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    VirtualRunner runner(treatments);
    Executor executor(runner);
    const RunId run = executor.begin(plan, {.schedule = schedule}, {});
    executor.run();
    CHECK(executor.state(run).bytes() <= 24 * plan->act_count());
    CHECK(executor.state(run).outcomes().back() == Outcome::Done);
  }
}
