// SPDX-License-Identifier: Apache-2.0
// The world: what is put in comes out, indices follow, and the digest sees what counts and nothing
// else.
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "sim/base/random.h"
#include "sim/world/world.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

constexpr TypeId kHost{0};
constexpr TypeId kVm{1};
constexpr RelationId kHostVms{0};
constexpr RelationId kHostUsers{1};
constexpr RelationId kVmHost{0};
constexpr RelationId kVmHome{1};
constexpr RelationId kVmUses{2};

/// Host { vms: Vm.host*, users: Vm.uses* }, Vm { host: Host?, home: Host, uses: [Host] }.
std::shared_ptr<const Model> small_model() {
  auto model = std::make_shared<Model>();
  TypeSpec host;
  host.name = "Host";
  host.counters = {"load"};
  host.relations = {{"vms", kVm, Relation::Kind::Inverse, kVmHost},
                    {"users", kVm, Relation::Kind::Inverse, kVmUses}};
  TypeSpec vm;
  vm.name = "Vm";
  vm.states = {"Running", "Stopped"};
  vm.attributes = {{"platform", {"Linux", "Windows"}}};
  vm.relations = {{"host", kHost, Relation::Kind::Optional, {}},
                  {"home", kHost, Relation::Kind::Single, {}},
                  {"uses", kHost, Relation::Kind::Many, {}}};
  model->types = {host, vm};
  return model;
}

std::vector<ResourceIndex> ends(const World& world, Resource from, RelationId relation) {
  std::vector<ResourceIndex> result;
  world.for_each_target(from, relation, [&](ResourceIndex end) { result.push_back(end); });
  return result;
}

using Indices = std::vector<ResourceIndex>;

/// 3 hosts, 4 VMs; VM i runs on host i % 3 and has home 0.
std::unique_ptr<World> small_world() {
  auto owner = std::make_unique<World>(small_model());
  World& world = *owner;
  world.add_many(kHost, 3);
  world.add_many(kVm, 4);
  for (ResourceIndex i = 0; i < 4; ++i) {
    world.set_target({kVm, i}, kVmHost, i % 3);
    world.set_target({kVm, i}, kVmHome, 0);
  }
  world.build_indices();
  return owner;
}

}  // namespace

TEST_CASE("World: a new resource is live, in the first state, without relations", "[sim][world]") {
  World world(small_model());
  CHECK(world.add(kVm) == 0);
  CHECK(world.add_many(kVm, 3) == 1);
  CHECK(world.count(kVm) == 4);
  CHECK(world.count(kHost) == 0);
  CHECK(world.resource_count() == 4);
  CHECK(world.count(kVm, Life::Live) == 4);
  CHECK(world.state({kVm, 3}) == 0);
  CHECK(world.attribute({kVm, 3}, AttributeId{0}) == 0);
  CHECK(world.target({kVm, 3}, kVmHost) == kNoResource);
  CHECK(world.targets({kVm, 3}, kVmUses).empty());
}

TEST_CASE("World: relations are followed in both directions, without what is gone",
          "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  CHECK(ends(world, {kHost, 0}, kHostVms) == Indices{0, 3});
  CHECK(ends(world, {kHost, 2}, kHostVms) == Indices{2});
  CHECK(ends(world, {kVm, 1}, kVmHost) == Indices{1});
  world.set_life({kVm, 0}, Life::Deleted);
  CHECK(ends(world, {kHost, 0}, kHostVms) == Indices{0, 3});
  world.set_life({kVm, 0}, Life::Gone);
  CHECK(ends(world, {kHost, 0}, kHostVms) == Indices{3});
  world.set_life({kHost, 1}, Life::Gone);
  CHECK(ends(world, {kVm, 1}, kVmHost).empty());
  world.set_target({kVm, 3}, kVmHost, kNoResource);
  CHECK(ends(world, {kHost, 0}, kHostVms).empty());
  CHECK(world.indices_current());
}

TEST_CASE("World: a new target is indexed by the next build", "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  world.set_target({kVm, 0}, kVmHost, 2);
  CHECK_FALSE(world.indices_current());
  CHECK(ends(world, {kHost, 0}, kHostVms) == Indices{3});
  world.build_indices();
  CHECK(world.indices_current());
  CHECK(ends(world, {kHost, 2}, kHostVms) == Indices{0, 2});
  const ResourceIndex host = world.add(kHost);
  CHECK(ends(world, {kHost, host}, kHostVms).empty());
}

TEST_CASE("World: sets of targets grow in any order", "[sim][world]") {
  constexpr std::uint32_t kHosts = 40;
  constexpr std::uint32_t kVms = 25;
  World world(small_model());
  world.add_many(kHost, kHosts);
  world.add_many(kVm, kVms);
  Random random(7, "sets");
  std::vector<std::vector<ResourceIndex>> expected(kVms);
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 300; ++i) {
      const auto vm = static_cast<ResourceIndex>(random.below(kVms));
      const auto host = static_cast<ResourceIndex>(random.below(kHosts));
      auto& set = expected[vm];
      const auto found = std::find(set.begin(), set.end(), host);
      if (random.chance({1, 4})) {
        world.remove_target({kVm, vm}, kVmUses, host);
        if (found != set.end()) set.erase(found);
      } else {
        world.add_target({kVm, vm}, kVmUses, host);
        if (found == set.end()) set.push_back(host);
      }
    }
    if (round % 2 == 1) world.build_indices();
    for (ResourceIndex vm = 0; vm < kVms; ++vm) {
      Indices actual = ends(world, {kVm, vm}, kVmUses);
      Indices wanted = expected[vm];
      std::sort(actual.begin(), actual.end());
      std::sort(wanted.begin(), wanted.end());
      CHECK(actual == wanted);
    }
  }
  for (ResourceIndex host = 0; host < kHosts; ++host) {
    Indices users;
    for (ResourceIndex vm = 0; vm < kVms; ++vm) {
      const auto& set = expected[vm];
      if (std::find(set.begin(), set.end(), host) != set.end()) users.push_back(vm);
    }
    CHECK(ends(world, {kHost, host}, kHostUsers) == users);
  }
}

TEST_CASE("World: deleting resets the state", "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  world.set_state({kVm, 1}, 1);
  world.set_life({kVm, 1}, Life::Deleted);
  CHECK(world.state({kVm, 1}) == 0);
  CHECK(world.life({kVm, 1}) == Life::Deleted);
  CHECK(world.count(kVm, Life::Deleted) == 1);
}

TEST_CASE("World: resources are found by the names they show", "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  world.set_name({kVm, 1}, "web/1");
  world.set_name({kVm, 2}, "9");
  CHECK(world.name({kVm, 0}) == "Vm/1");
  CHECK(world.name({kVm, 1}) == "Vm/web/1");
  CHECK(world.find("Vm/1") == Resource{kVm, 0});
  CHECK(world.find("Vm/web/1") == Resource{kVm, 1});
  CHECK(world.find("Vm/9") == Resource{kVm, 2});
  for (const char* unknown : {"Vm/2", "Vm/3", "Vm/5", "Vm/0", "Vm/01", "Vm/", "Vm", "Vm/-1",
                              "Vm/1x", "Vm/4294967297", "Disk/1", "", "/"}) {
    INFO(unknown);
    CHECK_FALSE(world.find(unknown));
  }
  world.set_name({kVm, 1}, "db");
  CHECK_FALSE(world.find("Vm/web/1"));
  CHECK(world.find("Vm/db") == Resource{kVm, 1});
}

TEST_CASE("World: the digest sees every cell that counts", "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  world.set_name({kVm, 1}, "named");  // names do not count
  CHECK(world.digest() == small_world()->digest());
  std::vector<std::uint64_t> digests = {world.digest()};
  const auto changed = [&](auto change) {
    const auto other_owner = small_world();
    World& other = *other_owner;
    change(other);
    digests.push_back(other.digest());
  };
  changed([](World& w) { w.set_state({kVm, 2}, 1); });
  changed([](World& w) { w.set_attribute({kVm, 2}, AttributeId{0}, 1); });
  changed([](World& w) { w.add_to_counter({kHost, 1}, CounterId{0}, -1); });
  changed([](World& w) { w.set_target({kVm, 2}, kVmHost, 1); });
  changed([](World& w) { w.set_target({kVm, 2}, kVmHost, kNoResource); });
  changed([](World& w) { w.add_target({kVm, 2}, kVmUses, 1); });
  changed([](World& w) { w.set_life({kVm, 2}, Life::Deleted); });
  changed([](World& w) { w.set_life({kVm, 2}, Life::Gone); });
  changed([](World& w) { w.set_life({kHost, 2}, Life::Gone); });
  changed([](World& w) { w.add(kVm); });
  changed([](World& w) { w.add(kHost); });
  std::sort(digests.begin(), digests.end());
  CHECK(std::adjacent_find(digests.begin(), digests.end()) == digests.end());
}

TEST_CASE("World: the digest does not see what cannot be observed", "[sim][world]") {
  const auto a_owner = small_world();
  World& a = *a_owner;
  const auto b_owner = small_world();
  World& b = *b_owner;
  SECTION("the order in which a set was filled, and what was taken out") {
    for (const ResourceIndex host : {0U, 1U, 2U}) a.add_target({kVm, 0}, kVmUses, host);
    for (const ResourceIndex host : {2U, 0U, 1U}) b.add_target({kVm, 0}, kVmUses, host);
    a.remove_target({kVm, 0}, kVmUses, 1);
    b.remove_target({kVm, 0}, kVmUses, 1);
    b.build_indices();
  }
  SECTION("the cells of what is deleted") {
    a.set_target({kVm, 2}, kVmHost, 0);
    a.set_attribute({kVm, 2}, AttributeId{0}, 1);
    a.set_life({kVm, 2}, Life::Deleted);
    b.set_life({kVm, 2}, Life::Deleted);
  }
  SECTION("whether a reference to what is gone was cleared") {
    a.set_life({kHost, 1}, Life::Gone);
    b.set_life({kHost, 1}, Life::Gone);
    a.set_target({kVm, 1}, kVmHost, kNoResource);
  }
  CHECK(a.digest() == b.digest());
  CHECK(a.clone()->digest() == a.digest());
}

TEST_CASE("World: counters may be added to by several threads", "[sim][world][threads]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  constexpr std::int64_t kAdds = 20'000;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&world] {
        for (std::int64_t i = 0; i < kAdds; ++i) world.add_to_counter({kHost, 0}, CounterId{0}, 1);
      });
    }
  }
  CHECK(world.counter({kHost, 0}, CounterId{0}) == 4 * kAdds);
}

TEST_CASE("World: what is missing or out of range is named", "[sim][world]") {
  const auto world_owner = small_world();
  World& world = *world_owner;
  CHECK_FALSE(world.find_inconsistency());
  SECTION("a relation that needs a target") {
    world.set_target({kVm, 3}, kVmHome, kNoResource);
    CHECK(world.find_inconsistency() == "Vm/4 has no home; it needs exactly one");
    world.set_life({kVm, 3}, Life::Deleted);
    CHECK_FALSE(world.find_inconsistency());
  }
  SECTION("a target that was never added") {
    world.add_target({kVm, 3}, kVmUses, 3);
    CHECK(world.find_inconsistency() == "uses of Vm/4 is Host number 4, but there are only 3");
  }
}

TEST_CASE("World: a resource with eight relations stays below 100 bytes, indices included",
          "[sim][world]") {
  auto model = std::make_shared<Model>();
  model->types.resize(2);
  model->types[0].name = "Parent";
  model->types[1].name = "Child";
  for (int i = 0; i < 8; ++i) {
    model->types[1].relations.push_back(
        {"r" + std::to_string(i), TypeId{0}, Relation::Kind::Optional, {}});
  }
  constexpr std::uint32_t kChildren = 10'000;
  World world(model);
  world.add_many(TypeId{0}, 100);
  for (ResourceIndex i = 0; i < kChildren; ++i) {
    world.add(TypeId{1});
    for (std::uint8_t r = 0; r < 8; ++r) {
      world.set_target({TypeId{1}, i}, RelationId{r}, (i * 7 + r) % 100);
    }
  }
  world.build_indices();
  // 4 + 4 bytes per relation and two for life and state; some rest of growing.
  CHECK(world.bytes() < std::size_t{kChildren} * 80);
}
