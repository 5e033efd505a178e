// SPDX-License-Identifier: Apache-2.0
// ZStack's planner as it was written down, and what a comparison finds wrong with it.
#include "sim/compare/zstack_compare.h"

#include <catch2/catch.hpp>
#include <string>

#include "sim/compare/zstack_compare_text.h"
#include "sim/compare/zstack_planner.h"
#include "sim/extension/model_extension.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/world/topology.h"
#include "tests/support/scenario_text.h"
#include "tests/support/zstack_world.h"

namespace cascade::sim {
namespace {

/// A shipped scenario with and without ZStack's profile.
ZstackComparison compared(const std::string& name, OverrideList overrides = {}) {
  const std::string file = std::string(CASCADE_SHIPPED_SCENARIOS) + "/" + name + ".yaml";
  overrides.emplace_back("compat", "none");
  const auto own = load_scenario(file, overrides);
  INFO((own ? "" : own.error().message));
  REQUIRE(own);
  overrides.back().second = "zstack";
  const auto theirs = load_scenario(file, overrides);
  INFO((theirs ? "" : theirs.error().message));
  REQUIRE(theirs);
  auto comparison = compare_with_zstack(*own, *theirs);
  INFO((comparison ? "" : comparison.error().message));
  REQUIRE(comparison);
  return *std::move(comparison);
}

std::uint64_t acts(const ZstackComparison& comparison, ZstackFinding::Kind kind,
                   const std::string& weakness) {
  std::uint64_t found = 0;
  for (const ZstackOperation& operation : comparison.operations) {
    for (const ZstackFinding& finding : operation.findings) {
      if (finding.kind == kind && finding.why.starts_with(weakness)) found += finding.acts;
    }
  }
  return found;
}

std::vector<std::string> steps(const TypeGraph& graph, const ZstackPlan& plan) {
  std::vector<std::string> names;
  for (const ZstackStep& step : plan.steps) {
    names.push_back(graph.name(step.edge.parent) + "->" + graph.name(step.edge.child));
  }
  return names;
}

/// Types without resources worth the name: `type: parents` each.
std::string type_graph(const std::vector<std::pair<std::string, std::vector<std::string>>>& types) {
  std::string text =
      "name: types\nactions: { visit: { code: test, descend: always } }\n"
      "operations: { visit: { passes: visit } }\ntypes:\n";
  for (const auto& [type, parents] : types) {
    text += "  " + type + ":\n    attributes: { seen: [never, once] }\n    relations: {";
    for (const std::string& parent : parents) text += " of_" + parent + ": " + parent + "?,";
    text += " none: " + type + "? }\n";
    text += "    reactions: { note: { do: [{ set: { seen: once } }], shows_children: true } }\n";
    text += "    cascade:\n      self: { visit: note }\n";
    for (const std::string& parent : parents) {
      text += "      " + parent + ": { through: of_" + parent + ", visit: note }\n";
    }
  }
  return text;
}

}  // namespace

TEST_CASE("ZStack's planner: paths are cut where a type repeats, and merged by level",
          "[sim][zstack]") {
  // semantics: R->{A,D}, A->B, D->B, B->{A,D}; paths R A B, R A B D, R D B A, R D B.
  const auto model = parse_model(
      type_graph({{"R", {}}, {"A", {"R", "B"}}, {"B", {"A", "D"}}, {"D", {"R", "B"}}}), "m.yaml");
  INFO((model ? "" : model.error().message));
  REQUIRE(model);
  World world(*model);
  world.build_indices();
  const auto graph = make_type_graph(world);
  REQUIRE(graph);
  const auto tree = level_tree(**graph, TypeId{0}, 1000);
  REQUIRE(tree);
  CHECK(tree->cuts.size() == 4);
  std::vector<std::string> nodes;
  for (const LevelTree::Node& node : tree->nodes) {
    std::string text = (*graph)->name(node.type) + ":";
    for (const std::size_t child : node.children) {
      text += " " + (*graph)->name(tree->nodes[child].type);
    }
    nodes.push_back(text);
  }
  // Layers R, {A, D}, {B}, {A, D}: the walk R A B A is no path of the graph.
  CHECK(nodes == std::vector<std::string>{"R: A D", "A: B", "B: A D", "D:", "D: B", "A:"});
  CHECK_FALSE(level_tree(**graph, TypeId{0}, 3));
}

TEST_CASE("ZStack's planner: the steps that its own smallest cycle gives", "[sim][zstack]") {
  const std::string file = std::string(CASCADE_SHIPPED_SCENARIOS) + "/zstack/async-cascade.yaml";
  const auto scenario = load_scenario(file);
  REQUIRE(scenario);
  auto world = generate_world(scenario->model, scenario->topology, 1);
  REQUIRE(world);
  (*world)->build_indices();
  const auto graph = make_type_graph(**world);
  REQUIRE(graph);
  const auto plan = zstack_plan(**graph, {"test", TypeId{0}, {0}, {}}, {});
  REQUIRE(plan);
  CHECK(steps(**graph, *plan) ==
        std::vector<std::string>{"Cluster->Host", "Cluster->PrimaryStorage", "Zone->Cluster",
                                 "PrimaryStorage->Cluster", "Zone->PrimaryStorage", "Zone->Zone"});
}

TEST_CASE("ZStack's planner: where types form no cycle, steps are those of first_wins",
          "[sim][zstack]") {
  const test::ZstackCloud cloud;
  cloud.world->build_indices();
  for (const char* root : {"Zone", "Account", "L3Network", "PrimaryStorage", "Image"}) {
    INFO(root);
    const auto plan = cloud.plan("deletion.delete", root);
    const auto theirs = zstack_plan(*cloud.graph, plan->request(), {});
    REQUIRE(theirs);
    CHECK(steps(*cloud.graph, *theirs) == cloud.steps(*plan));
    CHECK(theirs->dropped.size() == plan->dropped_contexts().size());
  }
}

TEST_CASE("ZStack comparison: W1, contexts are lost", "[sim][zstack][compare]") {
  const ZstackComparison comparison = compared("zstack/w1-lost-contexts");
  CHECK(acts(comparison, ZstackFinding::Kind::Lost, "W1") > 0);
  CHECK_FALSE(comparison.operations.front().difference.empty());
  REQUIRE(comparison.theirs);
}

TEST_CASE("ZStack comparison: W2, a slow step holds up what does not depend on it",
          "[sim][zstack][compare]") {
  const ZstackComparison comparison = compared("zstack/w2-one-after-the-other");
  REQUIRE(comparison.theirs);
  CHECK(comparison.own.outcome == "done");
  CHECK(comparison.theirs->outcome == "done");
  CHECK(comparison.theirs->took > comparison.own.took);
  CHECK(zstack_text({}, comparison, {}).find("W2: ") != std::string::npos);
}

TEST_CASE("ZStack comparison: W3, a failure leaves the rest undone", "[sim][zstack][compare]") {
  const ZstackComparison comparison = compared("zstack/w3-half-deleted");
  REQUIRE(comparison.theirs);
  const auto count = [](const RunFacts& facts, Outcome outcome) {
    return facts.acts[static_cast<std::size_t>(outcome)];
  };
  CHECK(comparison.theirs->outcome == "failed");
  CHECK(count(*comparison.theirs, Outcome::NotRun) > 0);
  CHECK(count(comparison.own, Outcome::Done) > count(*comparison.theirs, Outcome::Done));
  CHECK(zstack_text({}, comparison, {}).find("W3: ") != std::string::npos);
}

TEST_CASE("ZStack comparison: without the fault of W3 nothing differs", "[sim][zstack][compare]") {
  // Machines that move leave out hosts whose turn is still to come.
  const ZstackComparison comparison = compared("zstack/w3-half-deleted", {{"faults", "[]"}});
  REQUIRE(comparison.operations.size() == 1);
  CHECK(comparison.operations.front().findings.empty());
  CHECK(comparison.operations.front().difference.empty());
  REQUIRE(comparison.theirs);
  CHECK(comparison.own.world_digest == comparison.theirs->world_digest);
}

TEST_CASE("ZStack comparison: a cycle that levels close again is walked twice",
          "[sim][zstack][compare]") {
  // Levels R, {A, D}, {B}, {A, D}: a, b and a again, which is no path of the type graph. The engine
  // sees that a is above itself there.
  const auto scenario = parse_scenario(
      "model: types\ntopology:\n  resources:\n    R: [r]\n    A: { a: { of_R: r, of_B: b } }\n"
      "    B: { b: { of_A: a } }\n    D: { d: { of_R: r } }\n"
      "operations: [{ run: visit, on: R/r }]\n",
      "twice.yaml", {}, [](const std::string& /*name*/, const std::string& /*from_file*/) {
        return parse_model(
            type_graph({{"R", {}}, {"A", {"R", "B"}}, {"B", {"A", "D"}}, {"D", {"R", "B"}}}),
            "types.yaml");
      });
  INFO((scenario ? "" : scenario.error().message));
  REQUIRE(scenario);
  const auto comparison = compare_with_zstack(*scenario, *scenario);
  INFO((comparison ? "" : comparison.error().message));
  REQUIRE(comparison);
  REQUIRE(comparison->operations.size() == 1);
  std::string twice;
  for (const ZstackFinding& finding : comparison->operations.front().findings) {
    if (finding.kind != ZstackFinding::Kind::Twice) continue;
    twice += finding.reaction + " " + finding.example + ": " + finding.why + "\n";
  }
  CHECK(twice == "note A/a: W5: in the steps B->A and R->A\n");
}

TEST_CASE("ZStack comparison: W5, cycles are cut at the type", "[sim][zstack][compare]") {
  const ZstackComparison comparison = compared("zstack/w5-cut-cycles");
  CHECK(acts(comparison, ZstackFinding::Kind::Lost, "W5") > 0);
  CHECK(acts(comparison, ZstackFinding::Kind::WrongOrder, "W5") > 0);
  CHECK_FALSE(comparison.theirs);
}

TEST_CASE("ZStack comparison: nothing is found where nothing is wrong", "[sim][zstack][compare]") {
  const ZstackComparison comparison = compared("zstack/cascade-deletion-2");
  REQUIRE(comparison.operations.size() == 1);
  CHECK(comparison.operations.front().findings.empty());
  CHECK(comparison.operations.front().difference.empty());
}

}  // namespace cascade::sim
