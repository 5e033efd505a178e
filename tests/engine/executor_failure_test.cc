// SPDX-License-Identifier: Apache-2.0
// What failures, vetoes and a cancelled run do to the acts that have not started.
#include <catch2/catch.hpp>

#include "engine/sinks.h"
#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

const ActResult kFailed = ActResult::failed("no disk");

std::uint64_t count(const RunEnd& end, Outcome outcome) {
  return end.acts[static_cast<std::size_t>(outcome)];
}

}  // namespace

TEST_CASE("Executor: stop awaits what is in flight and starts nothing more", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > h2 > v3");
  for (const Schedule schedule : {Schedule::ByStep, Schedule::ByResource}) {
    FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule, .workers = 2});
    CHECK(run.in_flight() == "h>v:v1 h>v:v2");
    run.answer("h>v:v1", kFailed);
    CHECK(run.in_flight() == "h>v:v2");
    CHECK(run.ends.empty());
    run.answer("h>v:v2");
    REQUIRE(run.ends.size() == 1);
    CHECK(run.ends[0].outcome == Outcome::Failed);
    CHECK(run.ends[0].message == "no disk");
    CHECK(count(run.ends[0], Outcome::NotRun) == 4);
    CHECK(run.outcomes() ==
          "h>v:v1 failed, h>v:v2 done, h>v:v3 not run, z>h:h1 not run, z>h:h2 not run, z1 not run");
  }
}

TEST_CASE("Executor: stop completes the running step of a sequential run", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  h1 > v3  z1 > a");
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential, .workers = 1});
  run.answer("h>v:v1", kFailed);
  CHECK(run.in_flight() == "h>v:v2");
  run.answer("h>v:v2 h>v:v3");
  CHECK(run.ends.at(0).outcome == Outcome::Failed);
  CHECK(run.outcomes() == "h>v:v1 failed, h>v:v2 done, h>v:v3 done, z>h:h1 not run, z1 not run");
  CHECK(run.transcript.text("[]e") ==
        "[z>a ]z>a done [h>v ]h>v failed ]z>h not run ]z not run end failed");
}

TEST_CASE("Executor: stop leaves out what waits for the failed act in a sequential step",
          "[engine][executor]") {
  // v1 and v3 write c9, v4 reads it after them; v2 has nothing to do with it.
  const TextWorld world("z1 > a1 > v1=clear  a1 > v2=clear  a1 > v3=clear  a1 > v4=clear");
  world.data().on_footprint = [&](const CascadeAction&, ResourceIndex resource, ReactionId,
                                  AccessSink& sink) {
    if (resource == 2) return;
    sink.touch({world.type("z"), 9}, resource == 4 ? Access::Read : Access::Write);
  };
  FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential});
  CHECK(run.in_flight() == "a>v:v1 a>v:v2");
  SECTION("the first fails") {
    run.answer("a>v:v1", kFailed).answer("a>v:v2");
    CHECK(run.outcomes() ==
          "a>v:v1 failed, a>v:v2 done, a>v:v3 not run, a>v:v4 not run, z>a:a1 not run, z1 not run");
    CHECK(run.transcript.text("]") == "]a>v failed ]z>a not run ]z not run");
  }
  SECTION("one fails that nothing waits for") {
    run.answer("a>v:v2", kFailed).answer_all();
    CHECK(run.outcomes() ==
          "a>v:v1 done, a>v:v2 failed, a>v:v3 done, a>v:v4 done, z>a:a1 not run, z1 not run");
  }
}

TEST_CASE("Executor: isolate blocks what waits by links, the resource's later acts and the root",
          "[engine][executor]") {
  // n1 hangs below v1, which two branches act on; h2 and its machines have nothing to do with it.
  const TextWorld world("z1 > h1 > v1 > n1  z1 > h2 > v2  z1 > p1 > v1  p1 > v2");
  const std::string expected =
      "v>n:n1 failed, h>v:v1 blocked, h>v:v2 done, z>h:h1 blocked, z>h:h2 done, "
      "v>n:n1 blocked, p>v:v1 blocked, p>v:v2 done, z>p:p1 blocked, z1 blocked";
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    INFO(static_cast<int>(schedule));
    FakeRun run(world, plan_of(world, "z1"),
                {.schedule = schedule, .failure = FailurePolicy::Isolate});
    run.answer("v>n:n1", kFailed).answer_all();
    CHECK(run.outcomes() == expected);
    CHECK(run.ends.at(0).outcome == Outcome::Failed);
    CHECK(run.ends.at(0).message == "no disk");
    CHECK(count(run.ends.at(0), Outcome::Blocked) == 6);
  }
}

TEST_CASE("Executor: isolate does not block what merely conflicts", "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1=clear  z1 > b1 > w1=clear");
  world.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                  AccessSink& sink) {
    sink.touch({world.type("z"), 9}, Access::Write);
  };
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    FakeRun run(world, plan_of(world, "z1"),
                {.schedule = schedule, .failure = FailurePolicy::Isolate});
    CHECK(run.in_flight() == "a>v:v1");
    run.answer("a>v:v1", kFailed).answer_all();
    CHECK(run.outcomes() == "a>v:v1 failed, z>a:a1 blocked, b>w:w1 done, z>b:b1 done, z1 blocked");
  }
}

TEST_CASE("Executor: blocked wins over nothing to do", "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1  z1 > b1 > v1=nothing  z1 > c1 > v1=stop");
  FakeRun run(world, plan_of(world, "z1"), {.failure = FailurePolicy::Isolate});
  run.answer("a>v:v1", kFailed).answer_all();
  CHECK(run.outcomes() ==
        "a>v:v1 failed, z>a:a1 blocked, b>v:v1 blocked, z>b:b1 blocked, c>v:v1 blocked, "
        "z>c:c1 blocked, z1 blocked");
}

TEST_CASE("Executor: a failed root does not block another root", "[engine][executor]") {
  const TextWorld world("z1 > h1  z2 > h1");
  FakeRun run(world, plan_of(world, "z1 z2"), {.failure = FailurePolicy::Isolate, .workers = 1});
  run.answer("z>h:h1").answer("z1", kFailed).answer_all();
  CHECK(run.outcomes() == "z>h:h1 done, z1 failed, z2 done");
}

TEST_CASE("Executor: force goes on as if nothing had failed", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    FakeRun run(world, plan_of(world, "z1"),
                {.schedule = schedule, .failure = FailurePolicy::Force});
    run.answer("h>v:v1", kFailed).answer_all();
    CHECK(run.outcomes() == "h>v:v1 failed, h>v:v2 done, z>h:h1 done, z1 done");
    CHECK(run.ends.at(0).outcome == Outcome::Failed);
  }
}

TEST_CASE("Executor: ignored failures neither stop nor block nor count", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  world.data().reactions["v"] = {{.name = "delete", .failure_ignored = true}};
  for (const FailurePolicy policy : {FailurePolicy::Stop, FailurePolicy::Isolate}) {
    for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
      FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule, .failure = policy});
      run.answer("h>v:v1", kFailed).answer_all();
      CHECK(run.outcomes() == "h>v:v1 failed, h>v:v2 done, z>h:h1 done, z1 done");
      CHECK(run.ends.at(0).outcome == Outcome::Done);
      CHECK(run.ends.at(0).message.empty());
    }
  }
}

TEST_CASE("Executor: a veto lets the run go on and gather the others", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer("h>v:v1", ActResult::vetoed("protected")).answer("h>v:v2", ActResult::vetoed("too"));
  run.answer_all();
  CHECK(run.outcomes() == "h>v:v1 vetoed, h>v:v2 vetoed, z>h:h1 done, z1 done");
  CHECK(run.ends.at(0).outcome == Outcome::Vetoed);
  CHECK(run.ends.at(0).message == "protected");
  CHECK(run.transcript.text("]e") == "]h>v vetoed ]z>h done ]z done end vetoed");
}

TEST_CASE("Executor: a failure weighs more than an earlier veto", "[engine][executor]") {
  const TextWorld world("z1 > h1  z1 > h2");
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer("z>h:h1", ActResult::vetoed("protected")).answer("z>h:h2", kFailed).answer_all();
  CHECK(run.ends.at(0).outcome == Outcome::Failed);
  CHECK(run.ends.at(0).message == "no disk");
}

TEST_CASE("Executor: a skipped act is as good as a done one", "[engine][executor]") {
  const TextWorld world("z1 > h1");
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer("z>h:h1", ActResult::skipped("already gone")).answer_all();
  CHECK(run.transcript.text("-]e") ==
        "-z>h:h1 skipped (already gone) ]z>h skipped -z1 done ]z done end done");
}

TEST_CASE("Executor: what an extension cannot know is taken for a failure", "[engine][executor]") {
  const TextWorld world("z1 > h1");
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer("z>h:h1", {Outcome::Blocked, "?"});
  CHECK(run.transcript.text("-") ==
        "-z>h:h1 failed (the extension answered what only the engine can say) -z1 not run");
}

TEST_CASE("Executor: cancel awaits what is in flight and starts nothing more",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > a  a > b");
  for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
    FakeRun run(world, plan_of(world, "z1"), {.schedule = schedule, .workers = 1});
    CHECK(run.in_flight() == "h>v:v1");
    run.executor.cancel();
    CHECK(run.ends.empty());
    run.answer("h>v:v1");
    CHECK(run.outcomes() == "h>v:v1 done, h>v:v2 cancelled, z>h:h1 cancelled, z1 cancelled");
    CHECK(run.ends.at(0).outcome == Outcome::Cancelled);
    CHECK(run.transcript.text("[]e") ==
          "[z>a ]z>a done [h>v ]h>v cancelled ]z>h cancelled ]z cancelled end cancelled");
  }
}

TEST_CASE("Executor: a run that is cancelled before phase 2 starts nothing", "[engine][executor]") {
  const TextWorld world("z1 > h1");
  const auto plan = plan_of(world, "z1");
  FakeRunner runner;
  Executor executor(runner);
  RunEnd ended;
  executor.begin(plan, {}, [&](const RunEnd& end) { ended = end; });
  executor.cancel();
  executor.run();
  CHECK(runner.started().empty());
  CHECK(ended.outcome == Outcome::Cancelled);
  CHECK(count(ended, Outcome::Cancelled) == 2);
}

TEST_CASE("Executor: a run that is cancelled with its last act in flight is done",
          "[engine][executor]") {
  const TextWorld world("z1");
  FakeRun run(world, plan_of(world, "z1"), {});
  run.executor.cancel();
  run.answer("z1");
  CHECK(run.ends.at(0).outcome == Outcome::Done);
}

TEST_CASE("Executor: where vetoes come too late they are failures", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  z1 > h2 > v2");
  FakeRun run(world, plan_of(world, "z1"),
              {.failure = FailurePolicy::Isolate, .vetoes_fail = true});
  run.answer("h>v:v1", ActResult::vetoed("mine")).answer_all();
  CHECK(run.outcomes() == "h>v:v1 failed, h>v:v2 done, z>h:h1 blocked, z>h:h2 done, z1 blocked");
  CHECK(run.ends.at(0).outcome == Outcome::Failed);
  CHECK(run.ends.at(0).message == "vetoed too late: mine");
}

TEST_CASE("Executor: second answers and answers of unknown attempts are told and ignored",
          "[engine][executor]") {
  const TextWorld world("z1 > h1  z1 > h2");
  FakeRun run(world, plan_of(world, "z1"), {.workers = 1});
  run.answer("z>h:h2", kFailed);  // never started
  run.runner.answer(Attempt{RunId{0}, 2, act_named(world, *run.plan, "z>h:h1")});
  run.executor.run();
  run.answer("z>h:h1").answer("z>h:h1", kFailed).answer_all();
  run.answer("z1", kFailed);  // after the run's end
  CHECK(run.transcript.text("-?e") ==
        "?z>h:h2 failed (no disk) ?z>h:h1 done -z>h:h1 done ?z>h:h1 failed (no disk) "
        "-z>h:h2 done -z1 done end done ?z1 failed (no disk)");
  CHECK(run.ends.size() == 1);
}
