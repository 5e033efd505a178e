// SPDX-License-Identifier: Apache-2.0
// The order of acts: what waits for what, whatever the schedule does beside it.
#include <catch2/catch.hpp>

#include "engine/sinks.h"
#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

// The footprint of every "clear": `touches(resource)` tells what it touches.
using Touches = std::vector<std::pair<Resource, Access>>;
void set_footprint(const TextWorld& world, const std::function<Touches(ResourceIndex)>& touches) {
  world.data().on_footprint = [touches](const CascadeAction&, ResourceIndex resource, ReactionId,
                                        AccessSink& sink) {
    for (const auto& [touched, access] : touches(resource)) sink.touch(touched, access);
  };
}

}  // namespace

TEST_CASE("Executor: a host goes as soon as its own machines are gone", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2  z1 > h2 > v3");
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "h>v:v1 h>v:v2 h>v:v3");
  run.answer("h>v:v3");
  CHECK(run.in_flight() == "h>v:v1 h>v:v2 z>h:h2");
  run.answer("h>v:v1 h>v:v2");
  CHECK(run.in_flight() == "z>h:h2 z>h:h1");
  run.answer("z>h:h1");
  CHECK(run.in_flight() == "z>h:h2");
  run.answer("z>h:h2");
  CHECK(run.in_flight() == "z1");
  run.answer("z1");
  REQUIRE(run.ends.size() == 1);
  CHECK(run.ends[0].outcome == Outcome::Done);
  CHECK(run.ends[0].acts[static_cast<std::size_t>(Outcome::Done)] == 6);
  CHECK(run.ends[0].message.empty());
}

TEST_CASE("Executor: the root waits for acts that no link ties to it", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1=stop  z1 > a2");
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "z>a:a2 h>v:v1");
  run.answer("h>v:v1");
  CHECK(run.in_flight() == "z>a:a2 z>h:h1");
  run.answer("z>h:h1");
  CHECK(run.in_flight() == "z>a:a2");
  run.answer("z>a:a2");
  CHECK(run.in_flight() == "z1");
}

TEST_CASE("Executor: roots do not wait for one another", "[engine][executor]") {
  const TextWorld world("z1 > h1  z2 > h1");
  FakeRun run(world, plan_of(world, "z1 z2"), {});
  CHECK(run.in_flight() == "z>h:h1");
  run.answer("z>h:h1");
  CHECK(run.in_flight() == "z1 z2");
}

TEST_CASE("Executor: an act waits for what is linked below it in its own branch only",
          "[engine][executor]") {
  // v1 is reached through h1 and through p1; n1 through both ways to v1.
  const TextWorld world("z1 > h1 > v1 > n1  z1 > p1 > v1");
  FakeRun run(world, plan_of(world, "z1"), {});
  REQUIRE(steps_text(*run.plan, world) ==
          "v>n: n1(v1)\nh>v: v1(h1)\nz>h: h1(z1)\nv>n: n1(v1)\np>v: v1(p1)\nz>p: p1(z1)\nz: z1");
  // The second act on n1 waits for the first, since both are on n1.
  CHECK(run.in_flight() == "v>n:n1");
  run.runner.answer(ActId{0});
  run.executor.run();
  CHECK(run.in_flight() == "h>v:v1 v>n:n1");
  // p1's branch is not held up by h1, but v1 runs in plan order.
  run.runner.answer(ActId{3});
  run.executor.run();
  CHECK(run.in_flight() == "h>v:v1");
  run.answer("h>v:v1");
  CHECK(run.in_flight() == "z>h:h1 p>v:v1");
}

TEST_CASE("Executor: a relation to the root orders nothing but the root", "[engine][executor]") {
  const TextWorld world("z1 > h1  h > v  z1 > h > v3");
  FakeRun run(world, plan_of(world, "z1"), {});
  REQUIRE(steps_text(*run.plan, world) == "h>v: v3(^z1)\nz>h: h1(z1)\nz: z1");
  CHECK(run.in_flight() == "h>v:v3 z>h:h1");
  run.answer("z>h:h1");
  CHECK(run.in_flight() == "h>v:v3");
  run.answer("h>v:v3");
  CHECK(run.in_flight() == "z1");
}

TEST_CASE("Executor: under first_wins every act that shows a resource waits for what is below it",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1 > n1  z1 > p1 > v1  z1 > q1 > v1=stop");
  FakeRun run(world, plan_of(world, "z1", Merge::FirstWins), {});
  REQUIRE(steps_text(*run.plan, world) ==
          "v>n: n1(v1)\nh>v: v1(h1)\nz>h: h1(z1)\np>v: v1(p1)\nz>p: p1(z1)\nq>v: v1=stop(q1)\n"
          "z>q: q1(z1)\nz: z1");
  CHECK(run.in_flight() == "v>n:n1");
  run.answer("v>n:n1");
  CHECK(run.in_flight() == "h>v:v1");
  run.answer("h>v:v1");
  CHECK(run.in_flight() == "z>h:h1 p>v:v1");
  run.answer("p>v:v1");
  CHECK(run.in_flight() == "z>h:h1 z>p:p1 q>v:v1");
}

TEST_CASE(
    "Executor: an act that shows nothing does not wait below, even if another act on its "
    "resource does",
    "[engine][executor]") {
  // Plan order: p>v stops v1 first, q>v deletes it and shows it to n.
  const TextWorld world("z1 > p1 > v1=stop  z1 > q1 > v1 > n1");
  FakeRun run(world, plan_of(world, "z1", Merge::FirstWins), {});
  REQUIRE(steps_text(*run.plan, world) ==
          "p>v: v1=stop(p1)\nz>p: p1(z1)\nv>n: n1(v1)\nq>v: v1(q1)\nz>q: q1(z1)\nz: z1");
  CHECK(run.in_flight() == "p>v:v1 v>n:n1");
  run.answer("v>n:n1");
  CHECK(run.in_flight() == "p>v:v1");
  run.answer("p>v:v1");
  CHECK(run.in_flight() == "z>p:p1 q>v:v1");
}

TEST_CASE("Executor: readers share a resource, adders share it, writers do not",
          "[engine][executor]") {
  const TextWorld world(
      "z1 > a > v  z1 > b1  z1 > c > v"
      "  a > v a1 > v1=clear a1 > v2=clear a1 > v3=clear a1 > v4=clear"
      "  a1 > v5=clear a1 > v6=clear  z1 > a1");
  const Resource counter{world.type("c"), 7};
  const auto run_with = [&](const std::vector<Access>& accesses) {
    set_footprint(world, [=](ResourceIndex resource) {
      return resource <= accesses.size() ? Touches{{counter, accesses[resource - 1]}} : Touches{};
    });
    return FakeRun(world, plan_of(world, "z1"), {});
  };
  using enum Access;
  SECTION("readers, then a writer, then adders") {
    FakeRun run = run_with({Read, Read, Write, Add, Add, Read});
    CHECK(run.in_flight() == "a>v:v1 a>v:v2 z>b:b1");
    run.answer("a>v:v2");
    CHECK(run.in_flight() == "a>v:v1 z>b:b1");
    run.answer("a>v:v1");
    CHECK(run.in_flight() == "z>b:b1 a>v:v3");
    run.answer("a>v:v3");
    CHECK(run.in_flight() == "z>b:b1 a>v:v4 a>v:v5");
    run.answer("a>v:v4 a>v:v5");
    CHECK(run.in_flight() == "z>b:b1 a>v:v6");
  }
  SECTION("only adders: all at once") {
    CHECK(run_with({Add, Add, Add, Add, Add, Add}).in_flight() ==
          "a>v:v1 a>v:v2 a>v:v3 a>v:v4 a>v:v5 a>v:v6 z>b:b1");
  }
  SECTION("reading and adding conflict") {
    CHECK(run_with({Read, Add, Read, Add, Read, Add}).in_flight() == "a>v:v1 z>b:b1");
  }
  SECTION("the order holds inside the steps of a sequential run") {
    set_footprint(world, [=](ResourceIndex resource) {
      return Touches{{counter, resource == 2 ? Write : Read}};
    });
    FakeRun run(world, plan_of(world, "z1"), {.schedule = Schedule::Sequential});
    CHECK(run.in_flight() == "a>v:v1");
    run.answer("a>v:v1");
    CHECK(run.in_flight() == "a>v:v2");
    run.answer("a>v:v2");
    CHECK(run.in_flight() == "a>v:v3 a>v:v4 a>v:v5 a>v:v6");
  }
}

TEST_CASE("Executor: what is touched conflicts with the acts on it", "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1=clear  z1 > b2 > w2  z1 > b3");
  set_footprint(world, [&](ResourceIndex) { return Touches{{{world.type("b"), 2}, Access::Add}}; });
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "a>v:v1 b>w:w2 z>b:b3");
  run.answer("b>w:w2");
  CHECK(run.in_flight() == "a>v:v1 z>b:b3");
  run.answer("a>v:v1");
  CHECK(run.in_flight() == "z>b:b3 z>a:a1 z>b:b2");
}

TEST_CASE("Executor: who reads and adds to one resource excludes everybody", "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1=clear  a1 > v2=clear  a1 > v3=clear");
  const Resource counter{world.type("z"), 9};
  set_footprint(world, [=](ResourceIndex resource) {
    if (resource == 2) return Touches{{counter, Access::Read}, {counter, Access::Add}};
    return Touches{{counter, Access::Read}};
  });
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "a>v:v1");
  run.answer("a>v:v1");
  CHECK(run.in_flight() == "a>v:v2");
  run.answer("a>v:v2");
  CHECK(run.in_flight() == "a>v:v3");
}

TEST_CASE("Executor: nothing to do is done at its turn, by no runner and without a slot",
          "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1=nothing  h1 > v2=nothing  z1 > h2=nothing  h1 > v3");
  FakeRun run(world, plan_of(world, "z1"), {.workers = 1});
  CHECK(run.transcript.text("+-") == "-h>v:v1 done -h>v:v2 done +h>v:v3 -z>h:h2 done");
  run.answer_all();
  CHECK(run.transcript.text("+-") ==
        "-h>v:v1 done -h>v:v2 done +h>v:v3 -z>h:h2 done -h>v:v3 done +z>h:h1 -z>h:h1 done +z1 "
        "-z1 done");
}

TEST_CASE("Executor: acts on one resource run in plan order, also those with nothing to do",
          "[engine][executor]") {
  const TextWorld world("z1 > a1 > v1  z1 > b1 > v1=nothing  z1 > c1 > v1");
  FakeRun run(world, plan_of(world, "z1"), {});
  CHECK(run.in_flight() == "a>v:v1");
  run.answer("a>v:v1");
  CHECK(run.in_flight() == "z>a:a1 z>b:b1 c>v:v1");
  CHECK(run.transcript.text("-") == "-a>v:v1 done -b>v:v1 done");
}

TEST_CASE("Executor: an act's start names the act whose end let it start", "[engine][executor]") {
  const TextWorld world("z1 > h1 > v1=nothing  h1 > v2  h1 > v3");
  world.data().reactions["v"] = {{.name = "delete", .in_flight_max = 1, .shows_children = true},
                                 {.name = "stop"},
                                 {.name = "nothing", .nothing = true}};
  FakeRun run(world, plan_of(world, "z1"), {});
  run.answer_all();
  std::vector<std::string> causes;
  for (const Event& event : run.transcript.events()) {
    if (event.kind != EventKind::ActStarted) continue;
    const ActId cause{event.other};
    causes.push_back(act_name(world, *run.plan, ActId{event.subject}) + " after " +
                     (cause == kNoAct ? "none" : act_name(world, *run.plan, cause)));
  }
  CHECK(causes == std::vector<std::string>{"h>v:v2 after none", "h>v:v3 after h>v:v2",
                                           "z>h:h1 after h>v:v3", "z1 after z>h:h1"});
}
