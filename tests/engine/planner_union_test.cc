// SPDX-License-Identifier: Apache-2.0
// Phase 1 under union: edges asked once, contexts united, type cycles split into rounds. That the
// result is right for every small world is the oracle's matter; these tests are for reading.
#include <catch2/catch.hpp>

#include "tests/support/graph_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

std::string united(const TextWorld& world, std::string_view roots) {
  const auto plan = world.plan(roots, Merge::Union);
  return plan ? steps_text(**plan, world) : "error: " + plan.error().message;
}

std::size_t times_asked(const TextWorld& world, std::string_view edge) {
  std::size_t times = 0;
  for (const Asked& asked : world.data().asked) times += asked.edge == edge ? 1U : 0U;
  return times;
}

}  // namespace

TEST_CASE("Union: an edge is asked once, for all contexts that reach it", "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1 > d1  z1 > b1 > c2 > d2  b1 > c1  d > e");
  CHECK(united(world, "z1") ==
        "d>e:\n"
        "c>d: d1(c1) d2(c2)\n"
        "a>c: c1(a1)\n"
        "z>a: a1(z1)\n"
        "b>c: c1(b1) c2(b1)\n"
        "z>b: b1(z1)\n"
        "z: z1");
  CHECK(times_asked(world, "c>d") == 1);
  CHECK(world.data().asked.back().parents == std::vector<ResourceIndex>{1, 2});
}

TEST_CASE("Union: what one edge hides another may show", "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1=stop > d1  z1 > b1 > c1  a1 > c2=stop > d2");
  CHECK(united(world, "z1") ==
        "a>c: c1=stop(a1) c2=stop(a1)\n"
        "z>a: a1(z1)\n"
        "c>d: d1(c1)\n"
        "b>c: c1(b1)\n"
        "z>b: b1(z1)\n"
        "z: z1");
}

TEST_CASE("Union: a chain around a type cycle becomes one step per round, deepest first",
          "[engine][planner]") {
  const TextWorld world("r1 > a1 > b1 > a2 > b2 > a3  r1 > a2  b > c  b2 > c1");
  const auto plan = world.plan("r1", Merge::Union);
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "b>c: c1(b2)\n"
        "b>a#5: a3(b2)\n"
        "a>b#4: b2(a2)\n"
        "b>a#3: a2(b1)\n"
        "a>b#2: b1(a1)\n"
        "r>a: a1(r1) a2(r1)\n"
        "r: r1");
  CHECK((*plan)->cycle_links().empty());
  // The tree hangs together: every step below the one that first led to its parent type.
  CHECK((*plan)->path(StepId{0}) == "r/a/b/c");
  CHECK((*plan)->path(StepId{1}) == "r/a/b/a");
  CHECK((*plan)->step(StepId{1}).tree_parent == StepId{2});
  CHECK((*plan)->step(StepId{0}).tree_parent == StepId{4});
}

TEST_CASE("Union: of two resources that need each other the link back is dropped",
          "[engine][planner]") {
  const TextWorld world("r1 > a1 > b1 > a1  r1 > a2 > b2 > a1");
  const auto plan = world.plan("r1", Merge::Union);
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "a>b#4: b1(a1)\n"
        "b>a#3: a1(b2)\n"
        "a>b#2: b2(a2)\n"
        "r>a: a1(r1) a2(r1)\n"
        "r: r1");
  REQUIRE((*plan)->cycle_links().size() == 1);
  CHECK((*plan)->cycle_links()[0] ==
        CycleLink{world.type("b"), world.type("a"), LinkParent::parent(1), 1});
}

TEST_CASE("Union: inside a type cycle an edge is asked only for what is new", "[engine][planner]") {
  const TextWorld world("r1 > a1 > b1 > a2 > b2  r1 > b > a7 > b3");
  REQUIRE(world.plan("r1", Merge::Union));
  std::vector<ResourceIndex> told;
  for (const Asked& asked : world.data().asked) {
    if (asked.edge != "a>b") continue;
    told.insert(told.end(), asked.parents.begin(), asked.parents.end());
  }
  CHECK(told == std::vector<ResourceIndex>{1, 2, 7});
}

TEST_CASE("Union: the query of an edge is paid once however often a cycle asks it",
          "[engine][planner]") {
  const TextWorld world("r1 > a1 > b1 > a2 > b2 > a3");
  world.data().on_query_time = [](const CascadeAction& action, std::size_t links) {
    CHECK(action.with_root_links);
    return std::chrono::seconds{1} + std::chrono::milliseconds{links};
  };
  const auto plan = world.plan("r1", Merge::Union);
  REQUIRE(plan);
  // r, r>a with one link each; a>b with two; b>a with two.
  CHECK((*plan)->query_time() == std::chrono::milliseconds{4006});
}

TEST_CASE("Union: steps below one type share one context", "[engine][planner]") {
  const TextWorld world("z1 > a1 > b1  a1 > c1  z1 > a2 > b2");
  const auto plan = world.plan("z1", Merge::Union);
  REQUIRE(plan);
  const Step& first = (*plan)->step(StepId{0});
  const Step& second = (*plan)->step(StepId{1});
  CHECK(first.parents_begin == second.parents_begin);
  CHECK(first.parents_end == second.parents_end);
}

TEST_CASE("Union: a complete graph of 200 types is planned, which no path could",
          "[engine][planner]") {
  std::string text;
  for (int parent = 0; parent < 200; ++parent) {
    for (int child = parent + 1; child < 200; ++child) {
      text += "t" + std::to_string(parent) + "x1 > t" + std::to_string(child) + "x1 ";
    }
  }
  const TextWorld world(text);
  const auto plan = world.plan("t0x1", Merge::Union);
  REQUIRE(plan);
  CHECK((*plan)->steps().size() == 200 * 199 / 2 + 1);
  CHECK((*plan)->link_count() == 200 * 199 / 2 + 1);
  PlannerOptions options;
  options.nodes_max = 1000;
  const auto refused = world.plan("t0x1", options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Limit);
  CHECK(refused.error().message ==
        "planning was refused after 1000 nodes: the tree of type 't0x' has "
        "803469022129495137770981046170581301261101496891396417650688 type paths; plan with merge "
        "'union', which asks every edge once, or raise the limit");
}
