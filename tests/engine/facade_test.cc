// SPDX-License-Identifier: Apache-2.0
// The one call that most code needs, from outside, from inside an act, and from other threads.
#include "engine/facade.h"

#include <catch2/catch.hpp>
#include <thread>

#include "engine/thread_runner.h"
#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;
using namespace std::chrono_literals;

TEST_CASE("CascadeFacade: plans and runs a request and tells its end", "[engine][facade]") {
  const TextWorld world("z1 > h1");
  TextTreatments treatments(world, {.latency = 10ms});
  VirtualRunner runner(treatments);
  Executor executor(runner);
  std::vector<Result<RunEnd>> ends;
  {
    CascadeFacade facade(world.graph(), executor, {});
    facade.start(world.request("z1"), [&](Result<RunEnd> end) { ends.push_back(std::move(end)); });
    CHECK(ends.empty());  // it all happens in the executor's step
  }
  executor.run();
  REQUIRE(ends.size() == 1);
  REQUIRE(ends[0].has_value());
  CHECK(ends[0]->outcome == Outcome::Done);
  CHECK(runner.now() == Instant{20ms});
}

TEST_CASE("CascadeFacade: tells why a request cannot be planned", "[engine][facade]") {
  const TextWorld world("z1 > h1");
  FakeRunner runner;
  Executor executor(runner);
  CascadeFacade facade(world.graph(), executor, {});
  CascadeRequest request = world.request("z1");
  request.roots.clear();
  std::vector<Result<RunEnd>> ends;
  facade.start(request, [&](Result<RunEnd> end) { ends.push_back(std::move(end)); });
  executor.run();
  REQUIRE(ends.size() == 1);
  REQUIRE_FALSE(ends[0].has_value());
  CHECK(ends[0].error().kind == ErrorKind::Input);
  CHECK(runner.started().empty());
}

TEST_CASE("CascadeFacade: options of the facade go to its planner and its runs",
          "[engine][facade]") {
  const TextWorld world("z1 > h1  z1 > h2");
  FakeRunner runner;
  Executor executor(runner);
  FacadeOptions options;
  options.run.workers = 1;
  options.planner.merge = Merge::FirstWins;
  CascadeFacade facade(world.graph(), executor, options);
  facade.start(world.request("z1"), [](const Result<RunEnd>&) {});
  executor.run();
  CHECK(runner.in_flight().size() == 1);
  CHECK(executor.state(RunId{0}).plan().merge() == Merge::FirstWins);
}

TEST_CASE("CascadeFacade: a start from inside an act is recorded under it, with its run's options",
          "[engine][facade]") {
  const TextWorld world("z1 > h1  q1 > r1");
  TextTreatments treatments(world, {.latency = 10ms});
  VirtualRunner runner(treatments);
  Executor executor(runner);
  CascadeFacade facade(world.graph(), executor, {});
  world.data().on_cascade = [&](const Act& act, Completion done) {
    if (act_name(world, *act.plan, act.id()) != "z>h:h1") return done(ActResult::done());
    const auto kept = std::make_shared<Completion>(std::move(done));
    facade.start_under(act, world.request("q1"), [kept](const Result<RunEnd>& end) {
      (*kept)(end->outcome == Outcome::Done ? ActResult::done() : ActResult::failed("below"));
    });
  };
  const auto plan = plan_of(world, "z1");
  Transcript outer(world, plan);
  executor.add_observer(outer);
  executor.begin(plan, {.schedule = Schedule::Sequential, .workers = 7}, {});
  executor.run();
  CHECK(outer.text("-e") == "-z>h:h1 done -z1 done end done");
  CHECK(runner.now() == Instant{40ms});
  CHECK(executor.options(RunId{1}).schedule == Schedule::Sequential);
  CHECK(executor.options(RunId{1}).workers == 7);
  CHECK(executor.options(RunId{1}).under_run == RunId{0});
  CHECK(executor.options(RunId{1}).under_act == act_named(world, *plan, "z>h:h1"));
}

TEST_CASE("CascadeFacade: starts come from any thread, also from acts on a pool",
          "[engine][facade][threads]") {
  const TextWorld world("z1 > h1  z1 > h2  q1 > r1");
  for (const unsigned threads : {1U, 2U, 8U}) {
    ThreadRunner runner({.threads = threads});
    Executor executor(runner);
    CascadeFacade facade(world.graph(), executor, {});
    world.data().on_cascade = [&](const Act& act, Completion done) {
      if (act_name(world, *act.plan, act.id()) != "z>h:h1") return done(ActResult::done());
      const auto kept = std::make_shared<Completion>(std::move(done));
      facade.start_under(act, world.request("q1"),
                         [kept](const Result<RunEnd>&) { (*kept)(ActResult::done()); });
    };
    int done = 0;
    const auto note = [&](const Result<RunEnd>& end) {
      done += end.has_value() && end->outcome == Outcome::Done ? 1 : 0;
    };
    std::jthread([&] { facade.start(world.request("z1"), note); }).join();
    facade.start(world.request("z1"), note);
    executor.run();
    CHECK(done == 2);
  }
}
