// SPDX-License-Identifier: Apache-2.0
// Acts that are tried again: when, how often, what they hold while they wait, and how they end
// when nothing starts any more.
#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "engine/act.h"
#include "tests/support/repeat.h"
#include "tests/support/run_text.h"
#include "tests/support/seeds.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

namespace {

const ActResult kNoDisk = ActResult::failed("no disk");
const Schedule kSchedules[] = {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource};

/// All types of the world try again so; `in_flight` limits each.
void set_retry(const TextWorld& world, const Retry& retry, std::uint32_t in_flight = kUnlimited) {
  for (std::size_t i = 0; i < world.graph()->type_count(); ++i) {
    const std::string& type = world.graph()->name(TypeId{static_cast<std::uint16_t>(i)});
    world.data().reactions[type] = {
        {.name = "delete", .in_flight_max = in_flight, .shows_children = true, .retry = retry},
        {.name = "stop", .in_flight_max = in_flight, .retry = retry},
        {.name = "nothing", .nothing = true},
        {.name = "clear", .has_footprint = true, .retry = retry},
    };
  }
}

Instant at(Duration time) {
  return Instant{} + time;
}

}  // namespace

TEST_CASE("Retry: waits grow by the factor and never overflow", "[engine][executor]") {
  const Retry retry{.limit = 5, .backoff = 2s, .factor = 3};
  CHECK(retry.wait_after(1) == 2s);
  CHECK(retry.wait_after(2) == 6s);
  CHECK(retry.wait_after(4) == 54s);
  CHECK(Retry{.limit = 1, .backoff = 7s}.wait_after(50) == 7s);
  CHECK(Retry{.limit = 1, .backoff = 0s, .factor = 9}.wait_after(4'000'000) == 0s);
  const Duration longest = Retry{.limit = 1, .backoff = 1h, .factor = 100}.wait_after(1000);
  CHECK(longest > std::chrono::hours{24 * 365 * 50});
  CHECK(saturated_add(at(longest), longest) > at(longest));
}

TEST_CASE("Executor: a failed attempt is followed by another after its wait",
          "[engine][executor]") {
  const TextWorld world("z1 > v1");
  set_retry(world, {.limit = 2, .backoff = 5s, .factor = 2});
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer("z>v:v1", kNoDisk);
  CHECK(run.runner.now() == at(5s));
  run.answer_attempt("z>v:v1", 2, kNoDisk);
  CHECK(run.runner.now() == at(15s));
  run.answer_attempt("z>v:v1", 3).answer_all();
  CHECK(run.transcript.text("+-~!e") ==
        "+z>v:v1 ~z>v:v1 failed (no disk) !z>v:v1 +z>v:v1#2 ~z>v:v1 failed (no disk) !z>v:v1 "
        "+z>v:v1#3 -z>v:v1 done +z1 -z1 done end done");
  CHECK(run.ends.at(0).outcome == Outcome::Done);
  const Event end = run.transcript.events().at(run.transcript.events().size() - 7);
  CHECK(end.kind == EventKind::ActEnded);
  CHECK(end.other == 3);
}

TEST_CASE("Executor: with the last attempt the act has failed", "[engine][executor]") {
  const TextWorld world("z1 > v1");
  set_retry(world, {.limit = 1, .backoff = 1s});
  FakeRun run(world, plan_of(world, "z1"), {.failure = FailurePolicy::Isolate});
  run.answer("z>v:v1", kNoDisk).answer_attempt("z>v:v1", 2, ActResult::failed("still no disk"));
  CHECK(run.outcomes() == "z>v:v1 failed, z1 blocked");
  CHECK(run.ends.at(0).message == "still no disk");
  CHECK(run.transcript.text("~") == "~z>v:v1 failed (no disk)");
}

TEST_CASE("Executor: timeouts are tried again, vetoes and skips are not", "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > w1  z1 > x1");
  set_retry(world, {.limit = 1, .backoff = 1s});
  FakeRun run(world, plan_of(world, "z1"), {.failure = FailurePolicy::Force});
  run.answer("z>v:v1", {Outcome::TimedOut, "no answer"});
  run.answer("z>w:w1", ActResult::vetoed("mine")).answer("z>x:x1", ActResult::skipped("gone"));
  run.answer_attempt("z>v:v1", 2, {Outcome::TimedOut, "no answer"}).answer_all();
  CHECK(run.outcomes() == "z>v:v1 timed out, z>w:w1 vetoed, z>x:x1 skipped, z1 done");
  CHECK(run.transcript.text("~") == "~z>v:v1 timed out (no answer)");
}

TEST_CASE("Executor: an act that waits to be tried again holds no slot", "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2  z1 > v3");
  const auto check = [&](const RunOptions& options) {
    FakeRun run(world, plan_of(world, "z1"), options);
    CHECK(run.in_flight() == "z>v:v1");
    run.runner.hold_timers(true);
    run.answer("z>v:v1", kNoDisk);
    CHECK(run.in_flight() == "z>v:v2");
    CHECK(run.ends.empty());
    run.answer("z>v:v2");
    CHECK(run.in_flight() == "z>v:v3");
    // Its wait is over, but the slot is taken.
    run.runner.hold_timers(false);
    run.executor.run();
    CHECK(run.in_flight() == "z>v:v3");
    CHECK(run.transcript.text("!") == "!z>v:v1");
    run.answer("z>v:v3");
    CHECK(run.in_flight() == "z>v:v1");
    run.answer_all();
    CHECK(run.ends.at(0).outcome == Outcome::Done);
  };
  SECTION("a slot of the run") {
    set_retry(world, {.limit = 1, .backoff = 1s});
    check({.workers = 1});
  }
  SECTION("a slot of its reaction") {
    set_retry(world, {.limit = 1, .backoff = 1s}, 1);
    check({});
  }
}

TEST_CASE("Executor: acts that are ready again start in plan order", "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2  z1 > v3  z1 > v4");
  set_retry(world, {.limit = 1, .backoff = 1s}, 1);
  FakeRun run(world, plan_of(world, "z1"), {});
  run.runner.hold_timers(true);
  run.answer("z>v:v1", kNoDisk).answer("z>v:v2", kNoDisk);
  run.runner.hold_timers(false);
  run.executor.run();
  CHECK(run.in_flight() == "z>v:v3");
  run.answer_all();
  CHECK(run.transcript.text("+") == "+z>v:v1 +z>v:v2 +z>v:v3 +z>v:v1#2 +z>v:v2#2 +z>v:v4 +z1");
}

TEST_CASE("Executor: what waits for an act waits until its last attempt", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  z1 > p1 > v1");
  for (const Schedule schedule : kSchedules) {
    set_retry(world, {.limit = 1, .backoff = 1s});
    FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule});
    run.runner.hold_timers(true);
    run.answer("h>v:v1", kNoDisk);
    CHECK(run.in_flight().empty());
    CHECK(run.ends.empty());
    run.runner.hold_timers(false);
    run.executor.run();
    CHECK(run.in_flight() == "h>v:v1");
    run.answer_all();
    CHECK(run.ends.at(0).outcome == Outcome::Done);
  }
}

TEST_CASE("Executor: an answer of an attempt that is over is ignored", "[engine][executor]") {
  const TextWorld world("z1 > v1");
  set_retry(world, {.limit = 2, .backoff = 1s});
  FakeRun run(world, plan_of(world, "z1"), {});
  run.runner.hold_timers(true);
  run.answer("z>v:v1", {Outcome::TimedOut, "no answer"});
  SECTION("while the act waits") {
    run.answer("z>v:v1");
    CHECK(run.transcript.text("?-") == "?z>v:v1 done");
    run.runner.hold_timers(false);
    run.executor.run();
  }
  SECTION("while the next attempt is in flight") {
    run.runner.hold_timers(false);
    run.executor.run();
    run.answer("z>v:v1");
    CHECK(run.transcript.text("?-") == "?z>v:v1 done");
  }
  CHECK(run.in_flight() == "z>v:v1");
  run.answer_attempt("z>v:v1", 3);
  CHECK(run.transcript.text("-").empty());  // there is no third attempt yet
  run.answer_attempt("z>v:v1", 2).answer_all();
  CHECK(run.outcomes() == "z>v:v1 done, z1 done");
}

TEST_CASE("Executor: after a failure under stop, what waits to be tried again ends as it was",
          "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2  z1 > w1");
  set_retry(world, {.limit = 1, .backoff = 1s});
  world.data().reactions["w"] = {{.name = "delete", .shows_children = true}};
  for (const Schedule schedule : {Schedule::ByStep, Schedule::ByResource}) {
    FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule});
    run.runner.hold_timers(true);
    run.answer("z>v:v1", {Outcome::TimedOut, "no answer"});
    run.answer("z>w:w1", kNoDisk);
    CHECK(run.ends.empty());  // v2 is awaited
    CHECK(run.outcomes() == "z>v:v1 timed out, z>v:v2 not run, z>w:w1 failed, z1 not run");
    run.answer("z>v:v2", kNoDisk);  // and not tried again
    REQUIRE(run.ends.size() == 1);
    CHECK(run.ends[0].message == "no disk");
    CHECK(run.outcomes() == "z>v:v1 timed out, z>v:v2 failed, z>w:w1 failed, z1 not run");
    run.runner.hold_timers(false);
    run.executor.run();  // the timer of the act that does not wait any more
    CHECK(run.ends.size() == 1);
    CHECK(run.transcript.events().back().kind == EventKind::RunEnded);
  }
}

TEST_CASE("Executor: the running step of a sequential run is completed with its retries",
          "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2  z1 > w1");
  set_retry(world, {.limit = 1, .backoff = 1s});
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential});
  run.runner.hold_timers(true);
  run.answer("z>v:v1", kNoDisk).answer("z>v:v2", kNoDisk);
  run.runner.hold_timers(false);
  run.executor.run();
  run.answer_attempt("z>v:v1", 2, kNoDisk);
  CHECK(run.in_flight() == "z>v:v2");
  run.answer_all();
  CHECK(run.outcomes() == "z>v:v1 failed, z>v:v2 done, z>w:w1 not run, z1 not run");
}

TEST_CASE("Executor: cancelled while acts wait to be tried again", "[engine][executor]") {
  const TextWorld world("z1 > v1  z1 > v2");
  set_retry(world, {.limit = 3, .backoff = 1h});
  FakeRun run(world, plan_of(world, "z1"), {});
  run.runner.hold_timers(true);
  run.answer("z>v:v2", kNoDisk);
  SECTION("others are in flight") {
    run.executor.cancel();
    CHECK(run.ends.empty());
    run.answer("z>v:v1");
    CHECK(run.outcomes() == "z>v:v1 done, z>v:v2 failed, z1 cancelled");
  }
  SECTION("nothing is in flight: it ends at once, not after the wait") {
    run.answer("z>v:v1", kNoDisk);
    run.executor.cancel();
    run.runner.hold_timers(false);
    run.executor.step();
    CHECK(run.runner.now() == at(0s));
    CHECK(run.outcomes() == "z>v:v1 failed, z>v:v2 failed, z1 cancelled");
    run.executor.run();
  }
  REQUIRE(run.ends.size() == 1);
  CHECK(run.ends[0].outcome == Outcome::Failed);
  const Event end = run.transcript.events().back();
  CHECK(end.kind == EventKind::RunEnded);
  CHECK(end.other == 1);
}

TEST_CASE("Executor: others go on under isolate while an act waits to be tried again",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  z1 > h2 > v2");
  for (const Schedule schedule : kSchedules) {
    set_retry(world, {.limit = 1, .backoff = 1s});
    FakeRun run(world, plan_of(world, "z1"),
                {.schedule = schedule, .failure = FailurePolicy::Isolate});
    run.answer("h>v:v1", kNoDisk).answer("h>v:v2");
    run.answer_attempt("h>v:v1", 2, kNoDisk).answer_all();
    CHECK(run.outcomes() == "h>v:v1 failed, h>v:v2 done, z>h:h1 blocked, z>h:h2 done, z1 blocked");
  }
}

TEST_CASE("Executor: with enough retries every schedule reaches the same end",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1 > n1  h1 > v2  z1 > h2 > v3  z1 > p1 > v1  p1 > v3");
  set_retry(world, {.limit = 4, .backoff = 1s, .factor = 2}, 2);
  for (const std::uint64_t seed : seeds(1, 30)) {
    INFO(repeat_with(seed));
    Chance chance(seed);
    for (const Schedule schedule : kSchedules) {
      for (const std::uint32_t workers : {1U, 3U}) {
        std::map<ActId, std::uint32_t> performed;
        FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule, .workers = workers});
        while (!run.runner.unanswered().empty()) {
          const auto& open = run.runner.unanswered();
          REQUIRE(open.size() <= workers);
          const Attempt attempt = open[chance.below(static_cast<std::uint32_t>(open.size()))];
          const bool fails = attempt.number < 5 && chance.one_in(2);
          if (!fails) ++performed[attempt.act];
          run.runner.answer(attempt, fails ? kNoDisk : ActResult::done());
          run.executor.run();
        }
        REQUIRE(run.ends.size() == 1);
        CHECK(run.ends[0].outcome == Outcome::Done);
        CHECK(performed.size() == run.plan->act_count());
        for (const auto& [act, times] : performed) CHECK(times == 1);
      }
    }
  }
}
