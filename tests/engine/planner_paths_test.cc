// SPDX-License-Identifier: Apache-2.0
// Phase 1 path by path: merges per_path and first_wins.
#include <catch2/catch.hpp>

#include "tests/support/graph_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

std::string planned(const TextWorld& world, std::string_view roots, Merge merge = Merge::PerPath) {
  const auto plan = world.plan(roots, merge);
  return plan ? steps_text(**plan, world) : "error: " + plan.error().message;
}

std::string cycles(const Plan& plan, const TextWorld& world) {
  std::string text;
  for (const CycleLink& link : plan.cycle_links()) {
    if (!text.empty()) text += ' ';
    text += world.name({link.parent_type, link.parent.index()}) + ">" +
            world.name({link.type, link.child});
  }
  return text;
}

}  // namespace

TEST_CASE("Planner: children come before their parent, siblings in name order, the root last",
          "[engine][planner]") {
  const TextWorld world("z1 > l1 > v1  z1 > c1 > h2 > v1  c1 > h1 > v3  h1 > v2");
  CHECK(planned(world, "z1") ==
        "h>v: v1(h2) v2(h1) v3(h1)\n"
        "c>h: h1(c1) h2(c1)\n"
        "z>c: c1(z1)\n"
        "l>v: v1(l1)\n"
        "z>l: l1(z1)\n"
        "z: z1");
}

TEST_CASE("Planner: every path is a branch of its own under per_path", "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1 > d1  z1 > b1 > c1  b1 > c2 > d1  c2 > d2");
  CHECK(planned(world, "z1") ==
        "c>d: d1(c1)\n"
        "a>c: c1(a1)\n"
        "z>a: a1(z1)\n"
        "c>d: d1(c1 c2) d2(c2)\n"
        "b>c: c1(b1) c2(b1)\n"
        "z>b: b1(z1)\n"
        "z: z1");
}

TEST_CASE("Planner: every visited edge is a step, also with nothing to do in it",
          "[engine][planner]") {
  const TextWorld world("z1 > h1 > v  z > l > v");
  CHECK(planned(world, "z1") == "h>v:\nz>h: h1(z1)\nz>l:\nz: z1");
}

TEST_CASE("Planner: a reaction that hides its resource ends the branch, resource by resource",
          "[engine][planner]") {
  const TextWorld world("z1 > h1=stop > v1  z1 > h2 > v2  z1 > l1=stop > w1");
  CHECK(planned(world, "z1") == "h>v: v2(h2)\nz>h: h1=stop(z1) h2(z1)\nz>l: l1=stop(z1)\nz: z1");
  CHECK(planned(TextWorld("z1=stop > h1"), "z1") == "z: z1=stop");
}

TEST_CASE("Planner: an edge marked so is descended through with nothing visible",
          "[engine][planner]") {
  const TextWorld world("z > h! > v  z1 > h > v3  z1");
  CHECK(planned(world, "z1") == "h>v: v3(^z1)\nz>h:\nz: z1");
  const TextWorld ring("z! > a! > b! > c! > a  a > d");
  // Below the second visit of a, there is nothing and all types were seen.
  CHECK(planned(ring, "z1") == "b>c:\na>b:\na>d:\nz>a:\nz: z1");
}

TEST_CASE("Planner: root resources are asked for as links to themselves", "[engine][planner]") {
  const TextWorld world("z > h");
  CHECK(planned(world, "z3 z1 z3") == "z>h:\nz: z1 z3");
  REQUIRE(world.data().asked.size() == 2);
  CHECK(world.data().asked[0] == Asked{"z", {1, 3}, true});
  CHECK(world.data().asked[1] == Asked{"z>h", {1, 3}, true});
}

TEST_CASE("Planner: a link along a cycle of resources is dropped, others of its kind stay",
          "[engine][planner]") {
  // Both clusters use both storages; zone z2 belongs to nobody's cycle.
  const TextWorld world("c1 > p1 > c1  p1 > c2 > p2 > c1  c2 > p1");
  const auto plan = world.plan("c1");
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "p>c:\n"
        "c>p: p2(c2)\n"
        "p>c: c2(p1)\n"
        "c>p: p1(c1)\n"
        "c: c1");
  CHECK(cycles(**plan, world) == "c2>p1 p1>c1 p2>c1");
}

TEST_CASE("Planner: a resource met again on the path but not above its parent is kept",
          "[engine][planner]") {
  // b1 is on the path when a2 leads to it, but a2 came through b2.
  const TextWorld world("r1 > a1 > b1 > a3  a1 > b2 > a2 > b1");
  const auto plan = world.plan("r1");
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "a>b:\n"
        "b>a: a3(b1)\n"
        "a>b: b1(a2)\n"
        "b>a: a2(b2) a3(b1)\n"
        "a>b: b1(a1) b2(a1)\n"
        "r>a: a1(r1)\n"
        "r: r1");
  CHECK(cycles(**plan, world).empty());
}

TEST_CASE("Planner: root links are asked for once per edge and path", "[engine][planner]") {
  const TextWorld world("r1 > a1 > b1 > a2 > b2  r1 > a > b3  r1");
  CHECK(planned(world, "r1") ==
        "b>a:\n"
        "a>b: b2(a2)\n"
        "b>a: a2(b1)\n"
        "a>b: b1(a1) b3(^r1)\n"
        "r>a: a1(r1)\n"
        "r: r1");
  std::size_t with_root_links = 0;
  for (const Asked& asked : world.data().asked) {
    with_root_links += asked.edge == "a>b" && asked.with_root_links ? 1 : 0;
  }
  CHECK(with_root_links == 1);
}

TEST_CASE("Planner: first_wins keeps the first recorded context and lists what it dropped",
          "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1 > d1  z1 > b1 > c2 > d2  d > e  d2 > e2");
  const auto plan = world.plan("z1", Merge::FirstWins);
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "d>e:\n"
        "c>d: d1(c1)\n"
        "a>c: c1(a1)\n"
        "z>a: a1(z1)\n"
        "b>c: c2(b1)\n"
        "z>b: b1(z1)\n"
        "z: z1");
  const auto dropped = (*plan)->dropped_contexts();
  REQUIRE(dropped.size() == 2);
  CHECK(dropped[0].kept == StepId{0});
  CHECK(dropped[0].resources == std::vector<ResourceIndex>{2});
  CHECK(dropped[0].path == std::vector<TypeId>{world.type("z"), world.type("b"), world.type("c"),
                                               world.type("d"), world.type("e")});
  CHECK(dropped[1].kept == StepId{1});
  CHECK(dropped[1].resources == std::vector<ResourceIndex>{2});
  CHECK((*plan)->path(StepId{4}) == "z/b/c");
}

TEST_CASE("Planner: first_wins visits the children of a dropped context", "[engine][planner]") {
  const TextWorld world(
      "z1 > a1 > c  z1 > b1 > c  a > c > d  b1 > e1 > c1  e1 > c2 > d2"
      "  f > e  z1 > f1 > e1");
  const auto plan = world.plan("z1", Merge::FirstWins);
  REQUIRE(plan);
  CHECK(steps_text(**plan, world) ==
        "a>c:\n"
        "z>a: a1(z1)\n"
        "b>c:\n"
        "c>d: d2(c2)\n"
        "e>c: c1(e1) c2(e1)\n"
        "b>e: e1(b1)\n"
        "z>b: b1(z1)\n"
        "f>e: e1(f1)\n"
        "z>f: f1(z1)\n"
        "z: z1");
  CHECK((*plan)->dropped_contexts().size() == 2);
}

TEST_CASE("Planner: first_wins refuses a type cycle and says what to use instead",
          "[engine][planner]") {
  const TextWorld world("z1 > a1 > b1 > a1");
  CHECK(planned(world, "z1", Merge::FirstWins) ==
        "error: merge 'first_wins' needs types without a cycle, but a cycle can be reached from "
        "type 'z'; use 'per_path' or 'union'");
}

TEST_CASE("Planner: the plan knows the tree and finds the step of an act", "[engine][planner]") {
  const TextWorld world("z1 > c1 > h2 > v1  z > l > v  c1 > h1 > v3");
  const auto made = world.plan("z1");
  REQUIRE(made);
  const Plan& plan = **made;
  CHECK(plan.root_step() == StepId{4});
  CHECK(plan.path(StepId{0}) == "z/c/h/v");
  CHECK(plan.step(StepId{0}).tree_parent == StepId{1});
  CHECK(plan.step(StepId{0}).depth == 3);
  CHECK(plan.step(StepId{3}).tree_parent == StepId{4});
  CHECK(plan.step(StepId{4}).tree_parent == kNoStep);
  CHECK(plan.step(StepId{4}).depth == 0);
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.step(StepId{i});
    for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
      CHECK(plan.step_of(ActId{act}) == StepId{i});
    }
  }
  const CascadeAction action = plan.action(StepId{0});
  CHECK(action.action_code == "deletion.delete");
  CHECK(action.parent.type == world.type("h"));
  CHECK(std::vector(action.parent.resources.begin(), action.parent.resources.end()) ==
        std::vector<ResourceIndex>{1, 2});
  const CascadeAction root = plan.action(StepId{4});
  CHECK(root.parent.type == root.root.type);
  CHECK(std::equal(root.parent.resources.begin(), root.parent.resources.end(),
                   root.root.resources.begin(), root.root.resources.end()));
}
