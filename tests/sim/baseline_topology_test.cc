// SPDX-License-Identifier: Apache-2.0
// CLOUD(N) against the table of the baselines, for a model that is made here: the generator finds
// relations by what they lead to, not by name.
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/world/topology.h"

namespace cascade::sim {
namespace {

/// Child, and its parents.
const std::vector<std::pair<std::string, std::vector<std::string>>> kTypes = {
    {"Zone", {}},
    {"Cluster", {"Zone"}},
    {"PrimaryStorage", {"Zone"}},
    {"L2Network", {"Zone"}},
    {"L3Network", {"L2Network"}},
    {"IpRange", {"L3Network"}},
    {"Host", {"Cluster"}},
    {"VmInstance", {"Host", "PrimaryStorage", "L3Network", "IpRange"}},
    {"Volume", {"PrimaryStorage", "VmInstance"}},
    {"VmNic", {"VmInstance"}},
    {"VolumeSnapshot", {"Volume"}},
};

std::shared_ptr<const Model> cloud_model() {
  auto model = std::make_shared<Model>();
  model->name = "cloud";
  for (const auto& [name, parents] : kTypes) {
    TypeSpec type;
    type.name = name;
    for (const std::string& parent : parents) {
      type.relations.push_back(
          {"up_to_" + parent, *model->find_type(parent), Relation::Kind::Single, RelationId{}});
    }
    model->types.push_back(std::move(type));
  }
  return model;
}

std::unique_ptr<World> cloud(std::int64_t vms, bool permuted, std::uint64_t seed) {
  Topology topology;
  topology.shape = TopologyShape::Baseline;
  topology.numbers = {{"vms", vms}, {"permuted", permuted ? 1 : 0}};
  auto world = generate_world(cloud_model(), topology, seed);
  INFO((world ? std::string{} : world.error().message));
  REQUIRE(world);
  return std::move(*world);
}

std::uint32_t count(const World& world, const char* type) {
  return world.count(*world.model().find_type(type));
}

ResourceIndex parent(const World& world, const char* type, ResourceIndex index, const char* of) {
  const TypeId id = *world.model().find_type(type);
  return world.target({id, index}, *world.model().type(id).relation(std::string{"up_to_"} + of));
}

std::uint64_t link_count(const World& world) {
  std::uint64_t links = 0;
  for (const auto& [name, parents] : kTypes) {
    links += std::uint64_t{parents.size()} * count(world, name.c_str());
  }
  return links;
}

}  // namespace

TEST_CASE("Baseline: CLOUD(1,000,000) has the counts of the table", "[sim][topology][slow]") {
  const auto world = cloud(1'000'000, false, 1);
  CHECK(world->resource_count() == 3'317'194);
  CHECK(link_count(*world) == 7'317'193);
  CHECK(count(*world, "Cluster") == 1'563);
  CHECK(count(*world, "Host") == 50'000);
  CHECK(count(*world, "VolumeSnapshot") == 250'000);
  CHECK_FALSE(world->find_inconsistency());
}

TEST_CASE("Baseline: every relation follows the formulas", "[sim][topology]") {
  const auto world = cloud(1'301, false, 1);
  CHECK(count(*world, "Host") == 66);
  CHECK(count(*world, "Cluster") == 3);
  CHECK(count(*world, "PrimaryStorage") == 3);
  CHECK(count(*world, "L2Network") == 3);
  CHECK(count(*world, "L3Network") == 12);
  CHECK(count(*world, "IpRange") == 12);
  CHECK(count(*world, "VolumeSnapshot") == 326);
  CHECK(parent(*world, "Host", 65, "Cluster") == 2);
  CHECK(parent(*world, "L3Network", 7, "L2Network") == 1);
  CHECK(parent(*world, "IpRange", 7, "L3Network") == 7);
  CHECK(parent(*world, "VmInstance", 1'299, "Host") == 64);
  CHECK(parent(*world, "VmInstance", 1'299, "PrimaryStorage") == 2);
  CHECK(parent(*world, "VmInstance", 1'299, "L3Network") == 11);
  CHECK(parent(*world, "VmInstance", 1'299, "IpRange") == 11);
  CHECK(parent(*world, "Volume", 641, "PrimaryStorage") == 1);
  CHECK(parent(*world, "Volume", 641, "VmInstance") == 641);
  CHECK(parent(*world, "VmNic", 1'300, "VmInstance") == 1'300);
  CHECK(parent(*world, "VolumeSnapshot", 325, "Volume") == 1'300);
}

TEST_CASE("Baseline: permuted ids are the same cloud with other names", "[sim][topology]") {
  const auto natural = cloud(1'301, false, 7);
  const auto permuted = cloud(1'301, true, 7);
  CHECK(permuted->resource_count() == natural->resource_count());
  CHECK(permuted->digest() != natural->digest());
  CHECK_FALSE(permuted->find_inconsistency());
  // As many VMs on as many hosts, and volumes lie with their VMs.
  const auto sizes = [](const World& world) {
    std::map<ResourceIndex, int> per_host;
    for (ResourceIndex vm = 0; vm < count(world, "VmInstance"); ++vm) {
      ++per_host[parent(world, "VmInstance", vm, "Host")];
    }
    std::multiset<int> result;
    for (const auto& [host, vms] : per_host) result.insert(vms);
    return result;
  };
  CHECK(sizes(*permuted) == sizes(*natural));
  std::uint32_t moved = 0;
  for (ResourceIndex volume = 0; volume < count(*permuted, "Volume"); ++volume) {
    const ResourceIndex vm = parent(*permuted, "Volume", volume, "VmInstance");
    moved += vm == volume ? 0U : 1U;
    CHECK(parent(*permuted, "Volume", volume, "PrimaryStorage") ==
          parent(*permuted, "VmInstance", vm, "PrimaryStorage"));
  }
  CHECK(moved > 1'200);
}

TEST_CASE("Baseline: one seed gives one world, byte for byte", "[sim][topology]") {
  CHECK(cloud(777, true, 3)->digest() == cloud(777, true, 3)->digest());
  CHECK(cloud(777, true, 3)->digest() != cloud(777, true, 4)->digest());
  CHECK(cloud(777, false, 3)->digest() == cloud(777, false, 4)->digest());
}

TEST_CASE("Baseline: a model that lacks a type or relation is refused by name", "[sim][topology]") {
  Topology topology;
  topology.shape = TopologyShape::Baseline;
  auto model = std::make_shared<Model>(*cloud_model());
  model->types[10].relations.clear();
  auto world = generate_world(model, topology, 1);
  REQUIRE_FALSE(world);
  CHECK(world.error().message ==
        "a baseline topology needs one stored relation from 'VolumeSnapshot' to 'Volume' in model "
        "'cloud'");
  model->types.pop_back();
  world = generate_world(model, topology, 1);
  REQUIRE_FALSE(world);
  CHECK(world.error().message ==
        "a baseline topology needs type 'VolumeSnapshot', which model 'cloud' lacks");
}

}  // namespace cascade::sim
