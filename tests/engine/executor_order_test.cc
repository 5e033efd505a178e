// SPDX-License-Identifier: Apache-2.0
// The order of acts: what waits for what, whatever the schedule does beside it.
#include <catch2/catch.hpp>

#include "tests/support/run_text.h"

using namespace cascade;
using namespace cascade::test;

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
