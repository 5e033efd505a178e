// SPDX-License-Identifier: Apache-2.0
// Building the type graph: what is accepted, what is refused and in which words.
#include "engine/type_graph.h"

#include <catch2/catch.hpp>

#include "tests/support/graph_text.h"

using namespace cascade;
using cascade::test::TextWorld;

namespace {

class Bare : public Extension {
 public:
  Bare(std::string type, std::vector<std::string> parents, std::vector<Reaction> rows = {})
      : type_(std::move(type)), parents_(std::move(parents)), rows_(std::move(rows)) {}
  const std::string& resource_type() const override { return type_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override { return rows_; }
  void find(const CascadeAction&, LinkSink&) const override {}
  void cascade(const Act&, Completion done) override { done(ActResult::done()); }

 private:
  std::string type_;
  std::vector<std::string> parents_;
  std::vector<Reaction> rows_;
};

class BareBranch : public BranchExtension {
 public:
  explicit BareBranch(std::string type) : type_(std::move(type)) {}
  const std::string& resource_type() const override { return type_; }
  bool takes(const CascadeAction&) const override { return true; }
  void cascade(const Act&, Completion done) override { done(ActResult::done()); }

 private:
  std::string type_;
};

std::unique_ptr<Extension> bare(std::string type, std::vector<std::string> parents = {},
                                std::vector<Reaction> rows = {}) {
  return std::make_unique<Bare>(std::move(type), std::move(parents), std::move(rows));
}

std::string mistakes(TypeGraphBuilder& builder) {
  const auto built = builder.build();
  return built ? "" : built.error().message;
}

std::string children(const TypeGraph& graph, std::string_view type) {
  std::string names;
  for (const Edge& edge : graph.children(*graph.find_type(type))) {
    names += (names.empty() ? "" : " ") + graph.name(edge.child);
  }
  return names;
}

}  // namespace

TEST_CASE("TypeGraph: types are numbered as registered and children ordered by name",
          "[engine][type_graph]") {
  TypeGraphBuilder builder;
  builder.add(bare("Zone"), "a:1").add(bare("vm", {"Zone"}), "a:2");
  builder.add(bare("Host", {"Zone"}), "a:3").add(bare("Cluster", {"Zone"}), "a:4");
  const auto graph = builder.build();
  REQUIRE(graph);
  CHECK((*graph)->type_count() == 4);
  CHECK((*graph)->find_type("Host") == TypeId{2});
  CHECK((*graph)->find_type("Hos") == std::nullopt);
  CHECK((*graph)->find_type("") == std::nullopt);
  CHECK(children(**graph, "Zone") == "Cluster Host vm");
  CHECK(children(**graph, "Host").empty());
  for (const Edge& edge : (*graph)->edges()) {
    CHECK(&(*graph)->edges()[(*graph)->index(edge)] == &edge);
    CHECK(edge.extension == (*graph)->extension(edge.child));
  }
}

TEST_CASE("TypeGraph: every mistake is named with the type and where it came from",
          "[engine][type_graph]") {
  TypeGraphBuilder builder;
  builder.add(bare("Zone"), "a:1");
  SECTION("duplicate type") {
    builder.add(bare("Zone"), "b:2");
    CHECK(mistakes(builder) == "type 'Zone' is registered twice, first by a:1 (b:2)");
  }
  SECTION("duplicate of a declared type") {
    builder.declare("Zone", "b:2");
    CHECK(mistakes(builder) == "type 'Zone' is registered twice, first by a:1 (b:2)");
  }
  SECTION("a type without a name") {
    builder.declare("", "b:2");
    CHECK(mistakes(builder) == "a type without a name is registered (b:2)");
  }
  SECTION("unknown parent") {
    builder.add(bare("Host", {"Cluster"}), "b:2");
    CHECK(mistakes(builder) ==
          "the type 'Host' names the parent 'Cluster', which nobody registers (b:2)");
  }
  SECTION("a parent that does not join") {
    builder.declare("Nic", "a:2").add(bare("Host", {"Nic"}), "b:2");
    CHECK(mistakes(builder) ==
          "the type 'Host' names the parent 'Nic', which is only declared "
          "and does not join the cascade (b:2)");
  }
  SECTION("self edge") {
    builder.add(bare("Host", {"Host"}), "b:2");
    CHECK(mistakes(builder) == "the type 'Host' names itself as its parent (b:2)");
  }
  SECTION("duplicate edge") {
    builder.add(bare("Host", {"Zone", "Zone"}), "b:2");
    CHECK(mistakes(builder) ==
          "the type 'Host' names the parent 'Zone', but that edge exists already, from b:2 (b:2)");
  }
  SECTION("an add-on's edge that the type already has") {
    builder.add(bare("Host", {"Zone"}), "b:2").add_addon(bare("Host", {"Zone"}), "c:3");
    CHECK(mistakes(builder) ==
          "the add-on to type 'Host' names the parent 'Zone', but that edge "
          "exists already, from b:2 (c:3)");
  }
  SECTION("an add-on for an unknown type") {
    builder.add_addon(bare("Host", {"Zone"}), "c:3");
    CHECK(mistakes(builder) == "an add-on adds edges to type 'Host', which nobody registers (c:3)");
  }
  SECTION("a branch for an unknown type") {
    builder.add_branch(std::make_unique<BareBranch>("Host"), "c:3");
    CHECK(mistakes(builder) ==
          "a branch extension is meant for type 'Host', which nobody registers (c:3)");
  }
  SECTION("several at once") {
    builder.add(bare("Host", {"Host", "Cluster"}), "b:2");
    CHECK(mistakes(builder) ==
          "the type 'Host' names itself as its parent (b:2)\n"
          "the type 'Host' names the parent 'Cluster', which nobody registers (b:2)");
  }
}

TEST_CASE("TypeGraph: a table of reactions is checked", "[engine][type_graph]") {
  TypeGraphBuilder builder;
  SECTION("too many rows") {
    builder.add(bare("Zone", {}, std::vector<Reaction>(256, Reaction{.name = "x"})), "a:1");
    CHECK(mistakes(builder) == "type 'Zone' has 256 reactions, at most 255 are possible (a:1)");
  }
  SECTION("rows out of range") {
    builder.add(bare("Zone", {}, {{.name = ""}}), "a:1");
    builder.add(bare("Host", {}, {{.name = "x", .in_flight_max = 0}}), "a:2");
    builder.add(bare("Vm", {}, {{.name = "x", .timeout = Duration::zero()}}), "a:3");
    CHECK(mistakes(builder) ==
          "reaction '' of type 'Zone' has no name (a:1)\n"
          "reaction 'x' of type 'Host' may never be in flight, its limit must be at least 1 (a:2)\n"
          "reaction 'x' of type 'Vm' has a timeout that is not positive (a:3)");
  }
  SECTION("two limits for one reaction, one of them an add-on's") {
    builder.add(bare("Zone"), "a:1").add(bare("Cluster"), "a:2");
    builder.add(bare("Vm", {"Zone"}, {{.name = "x", .in_flight_max = 3}}), "a:3");
    builder.add_addon(bare("Vm", {"Cluster"}, {{.name = "x", .in_flight_max = 4}}), "b:1");
    CHECK(mistakes(builder) == "reaction 'x' of type 'Vm' has two limits in flight, 3 and 4 (b:1)");
  }
}

TEST_CASE("TypeGraph: an add-on answers for the edges it brought and a branch waits at its type",
          "[engine][type_graph]") {
  TypeGraphBuilder builder;
  builder.add(bare("Zone"), "a").add(bare("Cluster", {"Zone"}), "a");
  builder.add(bare("Host", {"Cluster"}), "a").add_addon(bare("Host", {"Zone"}), "b");
  builder.add_branch(std::make_unique<BareBranch>("Host"), "c");
  const auto graph = builder.build();
  REQUIRE(graph);
  CHECK(children(**graph, "Zone") == "Cluster Host");
  const TypeId host = *(*graph)->find_type("Host");
  CHECK((*graph)->children(TypeId{0})[1].extension != (*graph)->extension(host));
  CHECK((*graph)->children(TypeId{1})[0].extension == (*graph)->extension(host));
  CHECK((*graph)->branches(host).size() == 1);
  CHECK((*graph)->branches(TypeId{0}).empty());
}

TEST_CASE("TypeGraph: components are numbered children first and cycles are seen from the root",
          "[engine][type_graph]") {
  const TextWorld world("a > b > c > b  c > d > e  f > d");
  const TypeGraph& graph = *world.graph();
  const auto component = [&](std::string_view type) { return graph.component(world.type(type)); };
  CHECK(component("b") == component("c"));
  CHECK(component("a") > component("b"));
  CHECK(component("c") > component("d"));
  CHECK(component("d") > component("e"));
  CHECK(component("f") > component("d"));
  CHECK(graph.cyclic_from(world.type("a")));
  CHECK(graph.cyclic_from(world.type("c")));
  CHECK_FALSE(graph.cyclic_from(world.type("d")));
  CHECK_FALSE(graph.cyclic_from(world.type("f")));
}

TEST_CASE("TypeGraph: paths are counted exactly where types form no cycle",
          "[engine][type_graph]") {
  const TextWorld world("a > b > d > f  a > c > d > e  a > d  g > h > g");
  const TypeGraph& graph = *world.graph();
  CHECK(graph.path_count(world.type("a")) == 12);  // a b c 3d 3e 3f
  CHECK(graph.path_count(world.type("e")) == 1);
  CHECK(graph.path_count(world.type("g")) == std::nullopt);
  CHECK(graph.path_count_text(world.type("g")).empty());
}

TEST_CASE("TypeGraph: the number of paths of a complete graph of 200 types has 60 digits",
          "[engine][type_graph]") {
  TypeGraphBuilder builder;
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) {
    const std::string name = "t" + std::to_string(i);
    builder.add(bare(name, names), "test");
    names.push_back(name);
  }
  const auto graph = builder.build();
  REQUIRE(graph);
  CHECK((*graph)->path_count(TypeId{200 - 60}) == std::uint64_t{1} << 59);
  CHECK((*graph)->path_count(TypeId{0}) == std::nullopt);
  CHECK((*graph)->path_count_text(TypeId{0}) ==
        "803469022129495137770981046170581301261101496891396417650688");  // 2^199
}
