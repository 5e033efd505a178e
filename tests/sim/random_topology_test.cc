// SPDX-License-Identifier: Apache-2.0
// Random models and worlds: the numbers mean what they say, every model can be read, and one seed
// gives one model and one world.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/repeat.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

using Numbers = std::vector<std::pair<std::string, std::int64_t>>;

Topology random_topology(Numbers numbers, std::string preset = "") {
  Topology topology;
  topology.shape = TopologyShape::Random;
  topology.preset = std::move(preset);
  topology.numbers = std::move(numbers);
  return topology;
}

std::shared_ptr<const Model> make_model(const Topology& topology, std::uint64_t seed) {
  const auto model = random_model(topology, seed);
  INFO((model ? std::string{} : model.error().message));
  REQUIRE(model);
  return *model;
}

std::unique_ptr<World> make_world(const Topology& topology, std::uint64_t seed) {
  auto world = generate_world(make_model(topology, seed), topology, seed);
  INFO((world ? std::string{} : world.error().message));
  REQUIRE(world);
  return std::move(*world);
}

/// Parent and child of every edge, the roots' own entries left out.
std::set<std::pair<int, int>> edges_of(const Model& model) {
  std::set<std::pair<int, int>> edges;
  for (std::size_t child = 0; child < model.types.size(); ++child) {
    for (const EdgeSpec& edge : model.types[child].edges) {
      if (value(edge.parent) != child) edges.insert({value(edge.parent), static_cast<int>(child)});
    }
  }
  return edges;
}

std::size_t reached_from_root(const Model& model) {
  std::set<int> seen = {0};
  bool grown = true;
  while (grown) {
    grown = false;
    for (const auto& [parent, child] : edges_of(model)) {
      if (seen.contains(parent) && seen.insert(child).second) grown = true;
    }
  }
  return seen.size();
}

/// Whether resources refer to one another in a circle.
bool has_resource_cycle(const World& world) {
  enum class Colour : std::uint8_t { White, Grey, Black };
  const std::size_t types = world.model().types.size();
  std::vector<std::vector<Colour>> colours(types);
  for (std::size_t t = 0; t < types; ++t) {
    colours[t].assign(world.count(static_cast<TypeId>(t)), Colour::White);
  }
  const std::function<bool(Resource)> visit = [&](Resource resource) {
    Colour& colour = colours[value(resource.type)][resource.index];
    if (colour != Colour::White) return colour == Colour::Grey;
    colour = Colour::Grey;
    const TypeSpec& type = world.model().type(resource.type);
    bool found = false;
    for (std::size_t r = 0; r < type.relations.size(); ++r) {
      world.for_each_target(resource, static_cast<RelationId>(r), [&](ResourceIndex target) {
        found = found || visit({type.relations[r].target, target});
      });
    }
    colour = Colour::Black;
    return found;
  };
  for (std::size_t t = 0; t < types; ++t) {
    for (ResourceIndex i = 0; i < colours[t].size(); ++i) {
      if (visit({static_cast<TypeId>(t), i})) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("Random: every preset and seed gives a model that can be read and a world of it",
          "[sim][topology]") {
  for (const char* preset : {"dense", "deep", "cyclic", "diamonds"}) {
    for (const std::uint64_t seed : cascade::test::seeds(1, 20)) {
      INFO(preset << ", " << cascade::test::repeat_with(seed));
      const Topology topology = random_topology({}, preset);
      const auto world = make_world(topology, seed);
      CHECK(reached_from_root(world->model()) == world->model().types.size());
      CHECK_FALSE(world->find_inconsistency());
      CHECK(world->model().find_operation("delete") != nullptr);
      const auto again = parse_model(world->model().text, "again.yaml");
      REQUIRE(again);
      CHECK(edges_of(**again) == edges_of(world->model()));
    }
  }
}

TEST_CASE("Random: one seed gives one model and one world, byte for byte", "[sim][topology]") {
  const Topology topology = random_topology({{"back_edges", 30}, {"types", 9}});
  CHECK(make_model(topology, 4)->text == make_model(topology, 4)->text);
  CHECK(make_model(topology, 4)->text != make_model(topology, 5)->text);
  CHECK(make_world(topology, 4)->digest() == make_world(topology, 4)->digest());
  CHECK(make_world(topology, 4)->digest() != make_world(topology, 5)->digest());
}

TEST_CASE("Random: density, span, back edges and diamonds shape the type graph",
          "[sim][topology]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 10)) {
    INFO(cascade::test::repeat_with(seed));
    const auto edges = [&](Numbers numbers) {
      return edges_of(*make_model(random_topology(std::move(numbers)), seed));
    };
    CHECK(edges({{"types", 10}, {"density", 100}}).size() == 45);
    CHECK(edges({{"types", 10}, {"density", 0}}).size() == 9);  // A tree.
    const auto chain = edges({{"types", 10}, {"density", 100}, {"span", 1}});
    CHECK(chain.size() == 9);
    for (const auto& [parent, child] : chain) CHECK(child == parent + 1);
    for (const auto& [parent, child] : edges({{"types", 12}, {"density", 60}})) {
      CHECK(parent < child);
    }
    CHECK(edges({{"types", 6}, {"density", 100}, {"back_edges", 100}}).size() == 30);
    const auto tree = edges({{"types", 8}, {"density", 0}});
    const auto diamonds = edges({{"types", 8}, {"density", 0}, {"diamonds", 2}});
    CHECK(diamonds.size() > tree.size());
    CHECK(std::includes(diamonds.begin(), diamonds.end(), tree.begin(), tree.end()));
  }
}

TEST_CASE("Random: shares of reactions are what the numbers say", "[sim][topology]") {
  const auto reactions = [](Numbers numbers) {
    numbers.push_back({"types", 12});
    numbers.push_back({"density", 100});
    std::set<std::string> names;
    const auto model = make_model(random_topology(std::move(numbers)), 1);
    for (const TypeSpec& type : model->types) {
      for (const EdgeSpec& edge : type.edges) {
        if (model->type(edge.parent).name == type.name) continue;
        for (const Rule& rule : edge.rules) {
          names.insert(type.reactions[rule.reaction].name.substr(0, 5));
        }
      }
    }
    return names;
  };
  using Names = std::set<std::string>;
  const Numbers none = {{"stop_percent", 0}, {"clear_percent", 0}, {"mark_percent", 0}};
  const auto with = [&](const char* name, std::int64_t percent, Numbers more = {}) {
    Numbers numbers = none;
    numbers.push_back({name, percent});
    numbers.insert(numbers.end(), more.begin(), more.end());
    return numbers;
  };
  CHECK(reactions(none) == Names{"delet"});
  CHECK(reactions(with("stop_percent", 100)) == Names{"stop"});
  CHECK(reactions(with("stop_percent", 100, {{"contradictions", 1}})) == Names{"stop", "pause"});
  CHECK(reactions(with("clear_percent", 100)) == Names{"clear"});
  CHECK(reactions(with("mark_percent", 100)) == Names{"mark"});
  CHECK(reactions({}) == Names{"clear", "delet", "mark", "stop"});
}

TEST_CASE("Random: failures are ignored and parents counted down where the numbers say so",
          "[sim][topology]") {
  const auto text = [](Numbers numbers) {
    return make_model(random_topology(std::move(numbers)), 1)->text;
  };
  const auto has = [](const std::string& in, const char* what) {
    return in.find(what) != std::string::npos;
  };
  CHECK(has(text({{"ignore_percent", 100}}), "on_failure: ignore"));
  CHECK_FALSE(has(text({{"ignore_percent", 0}}), "on_failure: ignore"));
  CHECK(has(text({{"footprints", 1}}), "count:"));
  CHECK_FALSE(has(text({{"footprints", 0}}), "count:"));
}

TEST_CASE("Random: resources and links are as many as the numbers allow", "[sim][topology]") {
  const Topology topology =
      random_topology({{"types", 5}, {"resources_per_type", 40}, {"links_per_resource", 3}});
  const auto world = make_world(topology, 2);
  CHECK(world->resource_count() == 200);
  std::size_t most = 0;
  for (std::size_t t = 0; t < 5; ++t) {
    const TypeSpec& type = world->model().types[t];
    for (std::size_t r = 0; r < type.relations.size(); ++r) {
      for (ResourceIndex i = 0; i < 40; ++i) {
        std::size_t targets = 0;
        world->for_each_target({static_cast<TypeId>(t), i}, static_cast<RelationId>(r),
                               [&](ResourceIndex) { ++targets; });
        most = std::max(most, targets);
      }
    }
  }
  CHECK(most == 3);
}

TEST_CASE("Random: resources are linked in cycles only where that is asked for",
          "[sim][topology]") {
  int cyclic = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 20)) {
    INFO(cascade::test::repeat_with(seed));
    Numbers numbers = {{"types", 4}, {"density", 70}, {"back_edges", 60}, {"resource_cycles", 0}};
    CHECK_FALSE(has_resource_cycle(*make_world(random_topology(numbers), seed)));
    numbers.back().second = 1;
    cyclic += has_resource_cycle(*make_world(random_topology(numbers), seed)) ? 1 : 0;
    numbers[2].second = 0;
    CHECK_FALSE(has_resource_cycle(*make_world(random_topology(numbers), seed)));
  }
  if (!cascade::test::only_seed()) CHECK(cyclic > 10);
}

TEST_CASE("Random: a random world can be made for any model", "[sim][topology]") {
  const auto model = load_model("zstack", "");
  REQUIRE(model);
  const auto world = generate_world(*model, random_topology({{"resources_per_type", 7}}), 3);
  REQUIRE(world);
  CHECK((*world)->resource_count() == 7 * (*model)->types.size());
  CHECK_FALSE((*world)->find_inconsistency());
}

TEST_CASE("Random: wrong numbers are refused", "[sim][topology]") {
  CHECK_FALSE(random_model(Topology{}, 1));
  const auto model =
      random_model(random_topology({{"stop_percent", 60}, {"clear_percent", 60}}), 1);
  REQUIRE_FALSE(model);
  CHECK(model.error().message ==
        "stop_percent, clear_percent and mark_percent must not exceed 100 together");
}
