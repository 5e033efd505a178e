// SPDX-License-Identifier: Apache-2.0
// Worlds written out by name: what is written is there, and every mistake is told with its place.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/cloud_view.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::CloudView;

namespace {

Result<std::unique_ptr<World>> write_world(std::vector<WrittenResource> written) {
  const auto model = parse_model(
      "name: m\n"
      "actions: { delete: { code: d } }\n"
      "operations: { delete: { passes: [delete] } }\n"
      "types:\n"
      "  Zone: { relations: { hosts: Host.zone* } }\n"
      "  Host:\n"
      "    states: [Up, Down]\n"
      "    attributes: { rack: [A, B] }\n"
      "    relations: { zone: Zone }\n"
      "  Vm:\n"
      "    relations: { host: Host?, nets: [Net] }\n"
      "  Net:\n"
      "    states: [On]\n",
      "m.yaml");
  INFO((model ? std::string{} : model.error().message));
  REQUIRE(model);
  Topology topology;
  topology.shape = TopologyShape::Written;
  topology.file = "x.yaml";
  topology.written = std::move(written);
  for (std::size_t i = 0; i < topology.written.size(); ++i) {
    topology.written[i].line = static_cast<std::uint32_t>(10 + i);
    topology.written[i].column = 3;
  }
  return generate_world(*model, topology, 1);
}

WrittenResource resource(const char* type, const char* name) {
  WrittenResource result;
  result.type = type;
  result.name = name;
  return result;
}

std::string mistakes(std::vector<WrittenResource> written) {
  const auto world = write_world(std::move(written));
  REQUIRE_FALSE(world);
  return world.error().message;
}

}  // namespace

TEST_CASE("Written: what is written is there, in any order", "[sim][topology]") {
  auto vm = resource("Vm", "web");
  vm.relations = {{"host", {"Host/h1"}}, {"nets", {"Net/b", "Net/a"}}};
  auto host = resource("Host", "h1");
  host.state = "Down";
  host.attributes = {{"rack", "B"}};
  host.relations = {{"zone", {"Zone/east"}}};
  const auto world =
      write_world({vm, host, resource("Zone", "east"), resource("Net", "a"), resource("Net", "b")});
  INFO((world ? std::string{} : world.error().message));
  REQUIRE(world);
  const CloudView cloud{**world};
  CHECK((*world)->resource_count() == 5);
  CHECK((*world)->find("Host/h1") == Resource{cloud.type("Host"), 0});
  CHECK((*world)->name({cloud.type("Zone"), 0}) == "Zone/east");
  CHECK(cloud.state("Host", 0) == "Down");
  CHECK(cloud.attribute("Host", 0, "rack") == "B");
  CHECK(cloud.at("Host", 0, "zone") == 0);
  CHECK(cloud.at("Vm", 0, "host") == 0);
  CHECK(cloud.linked("Vm", 0, "nets", 0));
  CHECK(cloud.linked("Vm", 0, "nets", 1));
  CHECK(cloud.all("Zone", 0, "hosts") == std::vector<ResourceIndex>{0});
}

TEST_CASE("Written: all mistakes are told at once, each with its place and what would be right",
          "[sim][topology]") {
  auto host = resource("Host", "h1");
  host.state = "Dwn";
  host.attributes = {{"rack", "C"}, {"rak", "A"}};
  host.relations = {{"zone", {"Zone/west"}}, {"zon", {"Zone/east"}}};
  auto vm = resource("Vm", "web");
  vm.relations = {{"host", {"Zone/east"}}, {"nets", {"Net/a", "Net/x"}}};
  auto zone = resource("Zone", "east");
  zone.state = "Up";
  zone.relations = {{"hosts", {"Host/h1"}}};
  auto two = resource("Vm", "two");
  two.relations = {{"host", {"Host/h1", "Host/h1"}}};
  const std::string text =
      mistakes({resource("Hots", "h0"), host, vm, zone, resource("Net", "a"), resource("Net", "a"),
                resource("Host", "lost"), resource("Net", "a/b"), two});
  INFO(text);
  const auto told = [&](const char* what) { return text.find(what) != std::string::npos; };
  CHECK(told("x.yaml:10:3: unknown type 'Hots' in model 'm' (did you mean 'Host'?)"));
  CHECK(
      told("x.yaml:11:3: unknown state 'Dwn' of Host/h1 (did you mean 'Down'?); known: Up, Down"));
  CHECK(told("x.yaml:11:3: unknown value 'C' of attribute 'rack' of Host/h1"));
  CHECK(told("x.yaml:11:3: unknown attribute 'rak' of type Host (did you mean 'rack'?)"));
  CHECK(told("x.yaml:11:3: unknown resource 'Zone/west' as 'zone' of Host/h1"));
  CHECK(told("x.yaml:11:3: unknown relation 'zon' of type Host (did you mean 'zone'?)"));
  CHECK(told("x.yaml:12:3: 'host' of Vm/web must be a Host, not 'Zone/east'"));
  CHECK(told("x.yaml:12:3: unknown resource 'Net/x' as 'nets' of Vm/web"));
  CHECK(told("x.yaml:13:3: type Zone has no states, so east cannot be 'Up'"));
  CHECK(told("x.yaml:13:3: relation 'hosts' of Zone/east is the other side of 'zone' of Host"));
  CHECK(told("x.yaml:15:3: 'Net/a' is written twice"));
  CHECK(told("x.yaml:16:3: Host/lost lacks its 'zone': write zone: Zone/..."));
  CHECK(told("x.yaml:17:3: 'a/b' is no name for a Net"));
  CHECK(told("x.yaml:18:3: relation 'host' of Vm/two takes one target, not 2"));
}
