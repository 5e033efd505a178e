// SPDX-License-Identifier: Apache-2.0
// A plan in words: as text, as the difference of two plans, as the answer to "why".
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/plan_text.h"
#include "tests/support/graph_text.h"
#include "tests/support/run_text.h"

using namespace cascade;
using cascade::test::plan_of;
using cascade::test::TextWorld;

namespace {

std::vector<std::string> reasons_of(const TextWorld& world, const Plan& plan,
                                    std::string_view resource, std::size_t reasons_max = 100) {
  std::vector<std::string> texts;
  for (const Reason& reason : why(plan, world.resource(resource), reasons_max)) {
    texts.push_back(to_text(plan, reason, world));
  }
  return texts;
}

}  // namespace

TEST_CASE("Plan text: every step, act and link is a line, leaves first", "[engine][plan_text]") {
  const TextWorld world("z1 > c1 > h1  c1 > h2=stop");
  const auto plan = plan_of(world, "z1", Merge::PerPath);
  CHECK(to_text(*plan, world) ==
        "step 0 z/c/h: 2 acts, 2 links\n"
        "  h1 delete <- c1\n"
        "  h2 stop <- c1\n"
        "step 1 z/c: 1 acts, 1 links\n"
        "  c1 delete <- z1\n"
        "step 2 z: 1 acts, 1 links\n"
        "  z1 delete <- z1\n");
}

TEST_CASE("Plan text: acts beyond the asked number are counted", "[engine][plan_text]") {
  const TextWorld world("z1 > c1  z1 > c2  z1 > c3");
  const auto plan = plan_of(world, "z1", Merge::PerPath);
  CHECK_THAT(to_text(*plan, world, 1), Catch::Contains("  c1 delete <- z1\n  and 2 more\n"));
}

TEST_CASE("Plan text: what was lost is listed at the end", "[engine][plan_text]") {
  const TextWorld diamond("r1 > a1 > c1 > d1  r1 > b1 > c2 > d2");
  CHECK_THAT(to_text(*plan_of(diamond, "r1", Merge::FirstWins), diamond),
             Catch::Contains("dropped r/b/c/d: 1 resources, step "));
  const TextWorld ring("r1 > a1 > b1 > a1");
  CHECK_THAT(to_text(*plan_of(ring, "r1", Merge::PerPath), ring),
             Catch::EndsWith("cycle b1 -> a1\n"));
}

TEST_CASE("Why: every chain of links from the root is a reason", "[engine][plan_text]") {
  const TextWorld world("r1 > a1 > c1  r1 > b1 > c1");
  const std::vector<std::string> both = {"r1 (delete) > a1 (delete) > c1 (delete)",
                                         "r1 (delete) > b1 (delete) > c1 (delete)"};
  CHECK(reasons_of(world, *plan_of(world, "r1", Merge::PerPath), "c1") == both);
  CHECK(reasons_of(world, *plan_of(world, "r1", Merge::Union), "c1") == both);
}

TEST_CASE("Why: the number of reasons is bounded, and none means not in the plan",
          "[engine][plan_text]") {
  const TextWorld world("r1 > a1 > c1  r1 > b1 > c1  r2 > a2");
  const auto plan = plan_of(world, "r1", Merge::Union);
  CHECK(reasons_of(world, *plan, "c1", 1).size() == 1);
  CHECK(reasons_of(world, *plan, "a2").empty());
  CHECK(reasons_of(world, *plan, "r1") == std::vector<std::string>{"r1 (delete)"});
}

TEST_CASE("Compare: two plans differ by edge, resource and reaction", "[engine][plan_text]") {
  const TextWorld world("r1 > a1 > c1 > d1  r1 > b1 > c2 > d2");
  const auto per_path = plan_of(world, "r1", Merge::PerPath);
  const auto united = plan_of(world, "r1", Merge::Union);
  const auto first = plan_of(world, "r1", Merge::FirstWins);
  CHECK(compare(*per_path, *united).empty());
  const PlanDifference difference = compare(*per_path, *first);
  REQUIRE(difference.only_a.size() == 1);
  CHECK(world.name({difference.only_a[0].type, difference.only_a[0].resource}) == "d2");
  CHECK(difference.only_b.empty());
}
