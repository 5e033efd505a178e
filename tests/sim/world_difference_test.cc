// SPDX-License-Identifier: Apache-2.0
// Two worlds side by side: what differs is named and counted, what does not is not.
#include "sim/world/world_difference.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;

std::string text_of(const WorldDifference& difference) {
  std::string text;
  for (const WorldDifference::Group& group : difference.groups) text += to_text(group) + "\n";
  return text;
}

}  // namespace

TEST_CASE("World difference: a world does not differ from its copy", "[sim][compare]") {
  const auto simulation = make_simulation(lab_scenario());
  const auto copy = simulation->world().clone();
  CHECK(compare_worlds(simulation->world(), *copy).empty());
  CHECK(compare_worlds(simulation->world(), *copy).resources == 0);
}

TEST_CASE("World difference: every kind of change is told, each resource counted once",
          "[sim][compare]") {
  const auto simulation = make_simulation(lab_scenario());
  World& here = simulation->world();
  const auto there = here.clone();
  const TypeId vm = here.find("Vm/v1")->type;
  const TypeSpec& spec = here.model().type(vm);
  here.set_life(*here.find("Host/h1"), Life::Gone);
  here.set_life(*here.find("Nic/n1"), Life::Deleted);
  here.set_state(*here.find("Vm/v1"), *spec.state("Stopped"));
  here.set_state(*here.find("Vm/v2"), *spec.state("Stopped"));
  here.set_attribute(*here.find("Vm/v2"), *spec.attribute("lock"), 1);
  here.set_target(*here.find("Vm/v4"), *spec.relation("storage"), here.find("Storage/s2")->index);
  here.add_to_counter(*here.find("Zone/z"), CounterId{0}, -3);
  // VMs 3 and 6 have lost their host, since it is gone.
  const WorldDifference difference = compare_worlds(here, *there);
  CHECK(text_of(difference) ==
        "1 Zone has another vms, like Zone/z: -3 instead of 0\n"
        "1 Host is gone instead of Up, like Host/h1\n"
        "2 Vm are Stopped instead of Running, like Vm/v1\n"
        "2 Vm have another host, like Vm/v3: none instead of Host/h1\n"
        "1 Vm has another lock, like Vm/v2: locked instead of open\n"
        "1 Vm has another storage, like Vm/v4: Storage/s2 instead of Storage/s1\n"
        "1 Nic is deleted instead of live, like Nic/n1\n");
  CHECK(difference.resources == 8);
}

TEST_CASE("World difference: what only one world has is not there in the other", "[sim][compare]") {
  const auto small =
      make_simulation(lab_scenario(test::lab_topology(1, 2) + "operations: [{ delete: Zone/z }]"));
  const auto large =
      make_simulation(lab_scenario(test::lab_topology(1, 3) + "operations: [{ delete: Zone/z }]"));
  CHECK(text_of(compare_worlds(small->world(), large->world())) ==
        "1 Vm is not there instead of Running, like Vm/v3\n"
        "1 Nic is not there instead of live, like Nic/n3\n");
  CHECK(text_of(compare_worlds(large->world(), small->world())) ==
        "1 Vm is Running instead of not there, like Vm/v3\n"
        "1 Nic is live instead of not there, like Nic/n3\n");
}

TEST_CASE("World difference: resources are the same by name, wherever they stand",
          "[sim][compare]") {
  const char* const one =
      "topology:\n  resources:\n    Zone: [z]\n    Host: { a: { zone: z }, b: { zone: z } }\n"
      "    Storage: { s: { zone: z } }\n    Vm: { v: { host: a, storage: s } }\n";
  const char* const other =
      "topology:\n  resources:\n    Zone: [z]\n    Host: { b: { zone: z }, a: { zone: z } }\n"
      "    Storage: { s: { zone: z } }\n    Vm: { v: { host: a, storage: s } }\n";
  const auto first = make_simulation(lab_scenario(one));
  const auto second = make_simulation(lab_scenario(other));
  CHECK(text_of(compare_worlds(first->world(), second->world())).empty());
}

}  // namespace cascade::sim
