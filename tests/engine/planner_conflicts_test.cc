// SPDX-License-Identifier: Apache-2.0
// The last part of phase 1: footprints and contradictions.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/sinks.h"
#include "tests/support/graph_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

/// "v1: stop x delete, v2: clear twice"
std::string contradictions(const Plan& plan, const TextWorld& world) {
  std::string text;
  for (const Contradiction& pair : plan.contradictions()) {
    const Step& first = plan.step(plan.step_of(pair.first));
    const Step& second = plan.step(plan.step_of(pair.second));
    text +=
        (text.empty() ? "" : ", ") + world.name({first.type, plan.resources()[value(pair.first)]}) +
        ": " + plan.reaction(first, pair.first).name +
        (pair.first == pair.second ? " twice" : " x " + plan.reaction(second, pair.second).name);
  }
  return text;
}

/// Reactions of different names give this answer, one repeated commutes.
auto answer_between_names(Commutation answer) {
  return [answer](ResourceIndex, const Reaction& first, const Reaction& second) {
    return first.name == second.name ? Commutation::Commutes : answer;
  };
}

}  // namespace

TEST_CASE("Contradictions: different reactions on one resource are asked about",
          "[engine][planner]") {
  const TextWorld world("z1 > a1 > v1=stop  z1 > b1 > v1  a1 > v2=stop  b1 > v3  a1 > v4  b1 > v4");
  for (const Merge merge : {Merge::PerPath, Merge::Union, Merge::FirstWins}) {
    world.data().on_commutation = answer_between_names(Commutation::Contradicts);
    auto plan = world.plan("z1", merge);
    REQUIRE(plan);
    CHECK(contradictions(**plan, world) == "v1: stop x delete");
    CHECK((*plan)->contradiction_count() == 1);
    CHECK((*plan)->unchecked_pairs() == 0);
    world.data().on_commutation = answer_between_names(Commutation::Unknown);
    plan = world.plan("z1", merge);
    REQUIRE(plan);
    CHECK((*plan)->contradiction_count() == 0);
    CHECK((*plan)->unchecked_pairs() == 1);
    world.data().on_commutation = answer_between_names(Commutation::Commutes);
    plan = world.plan("z1", merge);
    REQUIRE(plan);
    CHECK((*plan)->contradiction_count() == 0);
    CHECK((*plan)->unchecked_pairs() == 0);
  }
}

TEST_CASE("Contradictions: the answer may differ from resource to resource", "[engine][planner]") {
  const TextWorld world("z1 > a1 > v1=stop  z1 > b1 > v1  a1 > v2=stop  b1 > v2");
  world.data().on_commutation = [](ResourceIndex resource, const Reaction&, const Reaction&) {
    return resource == 2 ? Commutation::Contradicts : Commutation::Commutes;
  };
  const auto plan = world.plan("z1");
  REQUIRE(plan);
  CHECK(contradictions(**plan, world) == "v2: stop x delete");
}

TEST_CASE("Contradictions: a reaction that is not idempotent contradicts itself",
          "[engine][planner]") {
  const TextWorld world("z1 > v1=clear  z1 > v2=stop  z1 > v3=clear");
  std::vector<std::string> asked;
  world.data().on_commutation = [&](ResourceIndex, const Reaction& first, const Reaction& second) {
    asked.push_back(first.name + "/" + second.name);
    return first.name == "clear" ? Commutation::Contradicts : Commutation::Commutes;
  };
  const auto plan = world.plan("z1");
  REQUIRE(plan);
  CHECK(contradictions(**plan, world) == "v1: clear twice, v3: clear twice");
  std::sort(asked.begin(), asked.end());
  CHECK(asked == std::vector<std::string>{"clear/clear", "delete/delete", "stop/stop"});
}

TEST_CASE("Contradictions: nothing conflicts with doing nothing", "[engine][planner]") {
  const TextWorld world("z1 > a1=nothing  z1 > b1 > a1=stop  z1 > c1=nothing  b1 > c1=nothing");
  world.data().on_commutation = [](ResourceIndex, const Reaction& first, const Reaction& second) {
    return first.nothing || second.nothing ? Commutation::Contradicts : Commutation::Commutes;
  };
  const auto plan = world.plan("z1");
  REQUIRE(plan);
  CHECK((*plan)->contradiction_count() == 0);
}

TEST_CASE("Contradictions: pairs of which nothing is known are counted by resource",
          "[engine][planner]") {
  // Three acts "delete" on v1, two on v2, one of them "stop".
  const TextWorld world("z1 > a1 > v1  z1 > b1 > v1  z1 > c1 > v1  a1 > v2  b1 > v2=stop");
  world.data().on_commutation = [](ResourceIndex, const Reaction&, const Reaction&) {
    return Commutation::Unknown;
  };
  const auto plan = world.plan("z1");
  REQUIRE(plan);
  CHECK((*plan)->unchecked_pairs() == 3 + 1);
}

TEST_CASE("Contradictions: many are counted and the first thousand listed", "[engine][planner]") {
  std::string text = "z1 > a1  z1 > b1";
  for (int i = 0; i < 1500; ++i) {
    text += " a1 > v" + std::to_string(i) + "=stop b1 > v" + std::to_string(i);
  }
  const TextWorld world(text);
  world.data().on_commutation = answer_between_names(Commutation::Contradicts);
  const auto plan = world.plan("z1", Merge::Union);
  REQUIRE(plan);
  CHECK((*plan)->contradiction_count() == 1500);
  CHECK((*plan)->contradictions().size() == Plan::kContradictionsKept);
}

TEST_CASE("Footprints: what acts touch is asked, kept by act and checked", "[engine][planner]") {
  const TextWorld world("z1 > v1=clear  z1 > v2=stop  z1 > v3=clear  h1");
  const Resource host = world.resource("h1");
  const TypeId own = world.type("v");
  world.data().on_footprint = [&](const CascadeAction& action, ResourceIndex resource,
                                  ReactionId row, AccessSink& sink) {
    CHECK(action.parent.resources.size() == 1);
    CHECK(row == kClear);
    sink.touch({own, resource}, Access::Write);  // Its own: says nothing.
    sink.touch(host, resource == 1 ? Access::Read : Access::Add);
  };
  auto plan = world.plan("z1");
  REQUIRE(plan);
  const auto touches = (*plan)->touches();
  REQUIRE(touches.size() == 2);
  CHECK(touches[0].act == ActId{0});
  CHECK(touches[0].resource == host);
  CHECK(touches[0].access == Access::Read);
  CHECK(touches[1].act == ActId{2});
  CHECK(touches[1].access == Access::Add);
  CHECK((*plan)->unchecked_pairs() == 1);  // read against add
  world.data().on_footprint = [](const CascadeAction&, ResourceIndex, ReactionId,
                                 AccessSink& sink) {
    sink.touch({TypeId{9}, 0}, Access::Read);
  };
  plan = world.plan("z1");
  REQUIRE_FALSE(plan);
  CHECK(plan.error().message ==
        "the extension of type 'v' (edge 'z' -> 'v') told a footprint out "
        "of range: resource 0 of type number 9");
}

TEST_CASE("Footprints: conflicting pairs are counted unless a link orders them",
          "[engine][planner]") {
  const TextWorld world("z1 > h1 > v1=clear  h1 > v2=clear  z1 > h2 > v3=clear");
  const TypeId host = world.type("h");
  world.data().on_footprint = [&](const CascadeAction&, ResourceIndex, ReactionId,
                                  AccessSink& sink) {
    sink.touch({host, 1}, Access::Add);
  };
  auto plan = world.plan("z1");
  REQUIRE(plan);
  // Adding commutes; v1 and v2 wait below h1; v3 against the deletion of h1 is left.
  CHECK((*plan)->unchecked_pairs() == 1);
  world.data().on_footprint = [&](const CascadeAction&, ResourceIndex resource, ReactionId,
                                  AccessSink& sink) {
    sink.touch({host, 1}, resource == 1 ? Access::Write : Access::Read);
  };
  plan = world.plan("z1");
  REQUIRE(plan);
  CHECK((*plan)->unchecked_pairs() == 1 + 2);
}
