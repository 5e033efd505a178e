// SPDX-License-Identifier: Apache-2.0
// What the planner does not believe: limits, requests and answers of extensions.
#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <stdexcept>

#include "engine/sinks.h"
#include "tests/support/graph_text.h"

using namespace cascade;
using namespace cascade::test;

namespace {

constexpr Merge kMerges[] = {Merge::PerPath, Merge::Union, Merge::FirstWins};

/// The same message from every merge.
std::string refusal(const TextWorld& world, std::string_view roots) {
  std::string message;
  for (const Merge merge : kMerges) {
    const auto plan = world.plan(roots, merge);
    if (plan) return "planned";
    if (!message.empty() && message != plan.error().message) return "differing messages";
    message = plan.error().message;
  }
  return message;
}

/// Lets the text's extensions tell something more at one edge.
void tell(const TextWorld& world, std::string_view child,
          const std::function<void(LinkSink&)>& links) {
  world.data().on_find = [child = std::string(child), links, data = &world.data()](
                             const CascadeAction&, LinkSink& sink) {
    const std::string& edge = data->asked.back().edge;
    if (edge == child || edge.ends_with(">" + child)) links(sink);
  };
}

class StepClock : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{std::chrono::seconds{reads_++}}; }

 private:
  mutable int reads_ = 0;
};

}  // namespace

TEST_CASE("Planner: a request that cannot be planned is refused in plain words",
          "[engine][planner]") {
  const TextWorld world("z1 > h1");
  CascadeRequest request = world.request("z1");
  const auto refused = [&](std::shared_ptr<const TypeGraph> graph) {
    const auto plan = make_plan(std::move(graph), request, {});
    return plan ? std::string("planned") : plan.error().message;
  };
  SECTION("no roots") {
    request.roots.clear();
    CHECK(refused(world.graph()) ==
          "action 'deletion.delete' on type 'z' names no resource; at least one is needed");
  }
  SECTION("a root out of range") {
    request.roots.push_back(std::uint32_t{1} << 31);
    CHECK(refused(world.graph()) ==
          "root resource 2147483648 of type 'z' is out of range, at "
          "most 2^31 - 1 resources of a type are possible");
  }
  SECTION("an unknown type") {
    request.root_type = TypeId{2};
    CHECK(refused(world.graph()) == "the root type has the number 2, but the graph has 2 types");
  }
  SECTION("a type that does not join") {
    TypeGraphBuilder builder;
    builder.declare("Nic", "here");
    request.root_type = TypeId{0};
    CHECK(refused(*builder.build()) ==
          "a cascade cannot start at type 'Nic': it is only declared "
          "and does not join the cascade");
  }
}

TEST_CASE("Planner: links from outside the asked contexts are refused", "[engine][planner]") {
  const TextWorld world("z1 > h1 > v1  z2  h2  h5");
  SECTION("parent") {
    tell(world, "v", [](LinkSink& sink) { sink.link(5, 9, kDelete); });
    CHECK(refusal(world, "z1") ==
          "the extension of type 'v' (edge 'h' -> 'v') linked resource 5 of type 'h', which is not "
          "in the parent context, to resource 9");
  }
  SECTION("root") {
    tell(world, "v", [](LinkSink& sink) { sink.root_link(2, 9, kDelete); });
    CHECK(refusal(world, "z1") ==
          "the extension of type 'v' (edge 'h' -> 'v') linked resource 2 of type 'z', which is not "
          "in the root context, to resource 9");
  }
  SECTION("at the root") {
    tell(world, "z", [](LinkSink& sink) { sink.link(1, 2, kDelete); });
    CHECK(refusal(world, "z1") ==
          "the extension of type 'z' (asked for the root) linked resource 1 to resource 2; at the "
          "root, each root resource is linked to itself and nothing else");
  }
  SECTION("a parent context with gaps, large and small questions") {
    const TextWorld gaps("z1 > h1 > v1  z1 > h3 > v3  z1 > h700 > v4");
    tell(gaps, "v", [](LinkSink& sink) { sink.link(2, 9, kDelete); });
    CHECK_THAT(refusal(gaps, "z1"), Catch::Contains("linked resource 2 of type 'h'"));
  }
}

TEST_CASE("Planner: answers out of range are refused", "[engine][planner]") {
  const TextWorld world("z1 > h1");
  SECTION("child") {
    tell(world, "h", [](LinkSink& sink) { sink.link(1, std::uint32_t{1} << 31, kDelete); });
    CHECK_THAT(refusal(world, "z1"), Catch::Contains("(edge 'z' -> 'h') told an index of 2^31"));
  }
  SECTION("parent, which must not pass for a root") {
    tell(world, "h", [](LinkSink& sink) { sink.link((std::uint32_t{1} << 31) + 1, 1, kDelete); });
    CHECK_THAT(refusal(world, "z1"), Catch::Contains("(edge 'z' -> 'h') told an index of 2^31"));
  }
  SECTION("reaction") {
    tell(world, "h", [](LinkSink& sink) { sink.link(1, 1, ReactionId{4}); });
    CHECK(refusal(world, "z1") ==
          "the extension of type 'h' (edge 'z' -> 'h') told reaction 4, "
          "but its table has 4 rows");
  }
}

TEST_CASE("Planner: two reactions for one resource are refused", "[engine][planner]") {
  const TextWorld world("z1 > h1 > v1  z1 > h2 > v1");
  tell(world, "v", [](LinkSink& sink) { sink.link(2, 1, kStop); });
  CHECK(refusal(world, "z1") ==
        "the extension of type 'v' (edge 'h' -> 'v') told two reactions for resource 1: row 1 "
        "('stop') and row 0 ('delete')");
}

TEST_CASE("Planner: an extension that throws is an error, not a crash", "[engine][planner]") {
  const TextWorld world("z1 > h1=clear");
  SECTION("find") {
    world.data().on_find = [](const CascadeAction&, LinkSink&) { throw std::runtime_error("no"); };
    CHECK(refusal(world, "z1") ==
          "the extension of type 'z' (asked for the root) threw from find: no");
  }
  SECTION("query_time") {
    world.data().on_query_time = [](const CascadeAction&, std::size_t) -> Duration { throw 1; };
    CHECK_THAT(refusal(world, "z1"), Catch::Contains("type 'z' (asked for the root) threw from "
                                                     "query_time: "));
  }
  SECTION("footprint") {
    world.data().on_footprint = [](const CascadeAction&, ResourceIndex, ReactionId, AccessSink&) {
      throw std::runtime_error("no");
    };
    CHECK(refusal(world, "z1") ==
          "the extension of type 'h' (edge 'z' -> 'h') threw from footprint: no");
  }
  SECTION("commutation") {
    world.data().on_commutation = [](ResourceIndex, const Reaction&,
                                     const Reaction&) -> Commutation {
      throw std::runtime_error("no");
    };
    CHECK_THAT(refusal(world, "z1"), Catch::Contains("threw from commutation: no"));
  }
}

TEST_CASE("Planner: nodes are counted as planning goes", "[engine][planner]") {
  PlannerOptions options;
  const TextWorld diamond("z1 > a1 > c1  z1 > b1 > c1");
  options.nodes_max = 5;
  CHECK(diamond.plan("z1", options));
  options.nodes_max = 4;
  const auto refused = diamond.plan("z1", options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Limit);
  CHECK(refused.error().message ==
        "planning was refused after 4 nodes: the tree of type 'z' has 5 type paths; plan with "
        "merge 'union', which asks every edge once, or raise the limit");
  const TextWorld ring("a1 > b1 > a2 > b2 > a3 > b3 > a4");
  const auto around = ring.plan("a1", options);
  REQUIRE_FALSE(around);
  CHECK_THAT(around.error().message, Catch::Contains("has more than 4 type paths"));
  options.merge = Merge::Union;
  const auto rounds = ring.plan("a1", options);
  REQUIRE_FALSE(rounds);
  CHECK_THAT(rounds.error().message,
             Catch::Contains("merge 'union' asks every edge once already, so only a higher limit"));
}

TEST_CASE("Planner: first_wins counts the nodes that it drops", "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1  z1 > b1 > c1 > d1");
  PlannerOptions options;
  options.merge = Merge::FirstWins;
  options.nodes_max = 6;
  CHECK_FALSE(world.plan("z1", options));
  options.nodes_max = 7;
  CHECK(world.plan("z1", options));
}

TEST_CASE("Planner: links are counted as planning goes and none is kept past the limit",
          "[engine][planner]") {
  const TextWorld world("z1 > h1 > v1  h1 > v2");
  PlannerOptions options;
  for (const Merge merge : kMerges) {
    options.merge = merge;
    options.links_max = 4;
    CHECK(world.plan("z1", options));
    options.links_max = 3;
    const auto refused = world.plan("z1", options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Limit);
    CHECK_THAT(refused.error().message, Catch::StartsWith("planning was refused after 3 links"));
  }
  LinkSink sink(2);
  sink.reserve(std::numeric_limits<std::size_t>::max());
  CHECK(sink.links().children.capacity() == 2);
  sink.link(0, 0, kDelete);
  CHECK_FALSE(sink.full());
  sink.link(0, 1, kDelete);
  CHECK(sink.full());
  CHECK_FALSE(sink.overflowed());
  sink.link(0, 2, kDelete);
  CHECK(sink.overflowed());
  CHECK(sink.size() == 2);
}

TEST_CASE("Planner: planning tells its progress and stops on request", "[engine][planner]") {
  const TextWorld world("z1 > h1 > v1");
  PlannerOptions options;
  std::stop_source stop;
  options.stop = stop.get_token();
  std::vector<std::pair<std::size_t, std::size_t>> seen;
  options.progress = [&](std::size_t steps, std::size_t links) {
    seen.emplace_back(steps, links);
    if (steps == 2) stop.request_stop();
  };
  const auto stopped = world.plan("z1", options);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().kind == ErrorKind::Refused);
  CHECK(seen == std::vector<std::pair<std::size_t, std::size_t>>{{1, 0}, {2, 1}});
}

TEST_CASE("Planner: query times come from the extension or from a clock", "[engine][planner]") {
  const TextWorld world("z1 > h1  z1 > h2");
  world.data().on_query_time = [](const CascadeAction&, std::size_t links) {
    return Duration{100 + static_cast<std::int64_t>(links)};
  };
  StepClock clock;
  PlannerOptions options;
  for (const Merge merge : kMerges) {
    options.merge = merge;
    options.clock = nullptr;
    CHECK((*world.plan("z1", options))->step(StepId{0}).query_time == Duration{102});
    CHECK((*world.plan("z1", options))->query_time() == Duration{203});
    options.clock = &clock;
    CHECK((*world.plan("z1", options))->query_time() == std::chrono::seconds{2});
  }
}

TEST_CASE("Planner: answers may come in any order, repeated and far apart", "[engine][planner]") {
  const auto links = GENERATE(
      std::vector<std::pair<ResourceIndex, ResourceIndex>>{{1, 2}, {1, 1}},
      std::vector<std::pair<ResourceIndex, ResourceIndex>>{{2, 7}, {1, 7}, {1, 3}, {2, 7}},
      std::vector<std::pair<ResourceIndex, ResourceIndex>>{
          {2, 2'000'000'000}, {1, 5}, {1, 2'000'000'000}, {1, 4'100'000}},
      std::vector<std::pair<ResourceIndex, ResourceIndex>>{{1, 4}, {1, 4}, {2, 9}, {2, 9}});
  for (const Merge merge : kMerges) {
    const TextWorld world("z1 > h1  z1 > h2  h > v > w");
    tell(world, "v", [&](LinkSink& sink) {
      for (const auto& [parent, child] : links) sink.link(parent, child, kStop);
    });
    const auto made = world.plan("z1", merge);
    REQUIRE(made);
    const Step& step = (*made)->step(StepId{0});
    std::set<std::pair<ResourceIndex, ResourceIndex>> expected(links.begin(), links.end());
    std::set<std::pair<ResourceIndex, ResourceIndex>> actual;
    ResourceIndex last = 0;
    for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
      const ResourceIndex child = (*made)->resources()[act];
      CHECK((act == step.acts_begin || last < child));
      last = child;
      for (const LinkParent parent : (*made)->links(step, ActId{act})) {
        actual.emplace(parent.index(), child);
      }
    }
    CHECK(actual == expected);
    CHECK(step.link_count() == expected.size());
  }
}

TEST_CASE("Planner: two plans of one request have one digest, other plans another",
          "[engine][planner]") {
  const TextWorld world("z1 > a1 > c1  z1 > b1 > c1=stop  z2 > b1");
  const std::uint64_t digest = (*world.plan("z1"))->digest();
  CHECK((*world.plan("z1"))->digest() == digest);
  CHECK((*world.plan("z2"))->digest() != digest);
  CHECK((*world.plan("z1", Merge::Union))->digest() != digest);
  CHECK((*TextWorld("z1 > a1 > c1  z1 > b1 > c1  z2 > b1").plan("z1"))->digest() != digest);
}

TEST_CASE("Planner: a plan takes at most 16 bytes per link", "[engine][planner]") {
  std::string text;
  for (int host = 0; host < 100; ++host) {
    const std::string name = "h" + std::to_string(host);
    text += "z1 > " + name + " ";
    for (int vm = host * 20; vm < host * 20 + 20; ++vm) {
      text += name + " > v" + std::to_string(vm) + " > n" + std::to_string(vm) + " ";
      text += "s" + std::to_string(vm % 7) + " > v" + std::to_string(vm) + " ";
    }
  }
  for (int storage = 0; storage < 7; ++storage) text += "z1 > s" + std::to_string(storage) + " ";
  const TextWorld world(text);
  for (const Merge merge : {Merge::PerPath, Merge::Union}) {
    const auto plan = world.plan("z1", merge);
    REQUIRE(plan);
    CHECK((*plan)->bytes() <= 16 * (*plan)->link_count());
  }
}
