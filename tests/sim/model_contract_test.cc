// SPDX-License-Identifier: Apache-2.0
// Every shipped model keeps the contract, over generated worlds; and the checks themselves see a
// model that does not.
#include <catch2/catch.hpp>
#include <string>

#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/model_contract.h"
#include "tests/support/model_text.h"
#include "tests/support/model_world.h"

using namespace cascade;
using namespace cascade::sim;
using namespace cascade::sim::test;

namespace {

WorldMaker generated(const std::string& model_name, const Topology& topology) {
  return [=] {
    const auto model = load_model(model_name, "");
    if (!model) FAIL(model.error().message);
    auto world = generate_world(*model, topology, 1);
    if (!world) FAIL(world.error().message);
    return std::move(*world);
  };
}

WorldMaker written(const std::string& model, const std::string& world) {
  return [=] { return world_from(model_from(model), world); };
}

}  // namespace

TEST_CASE("Model contract: zstack keeps it", "[sim][model]") {
  Topology topology;
  topology.preset = "tiny";
  check_model_contract(generated("zstack", topology), 1);
}

TEST_CASE("Model contract: cloud and whitepaper keep it", "[sim][model]") {
  Topology topology;
  topology.shape = TopologyShape::Baseline;
  topology.numbers = {{"vms", 41}, {"permuted", 1}};
  check_model_contract(generated("cloud", topology));
  check_model_contract(generated("whitepaper", topology));
}

TEST_CASE("Model contract: the small models keep it", "[sim][model]") {
  const auto shipped = [](const std::string& name) {
    const auto model = load_model(name, "");
    if (!model) FAIL(model.error().message);
    return (*model)->text;
  };
  check_model_contract(written(shipped("maintenance"),
                               "Site/s\nRack/r site=Site/s\nPowerDomain/p site=Site/s\n"
                               "Server/a rack=Rack/r power=PowerDomain/p\nServer/b rack=Rack/r\n"));
  check_model_contract(written(shipped("guarded"),
                               "Project/p\nVm/a project=Project/p\nVm/b project=Project/p "
                               "lock=locked\n"));
  check_model_contract(written(shipped("ring"),
                               "Cluster/a boots_from=Storage/s\nCluster/b boots_from=Storage/s\n"
                               "Storage/s cluster=Cluster/b\nStorage/t cluster=Cluster/a\n"));
  check_model_contract(
      written(shipped("typering"),
              "Zone/z\nPrimaryStorage/s zone=Zone/z\nPrimaryStorage/t zone=Zone/z\n"
              "Cluster/a zone=Zone/z storages=PrimaryStorage/s\n"
              "Cluster/b zone=Zone/z storages=PrimaryStorage/s,PrimaryStorage/t\n"
              "Host/h cluster=Cluster/a\n"));
}

TEST_CASE("Model contract: a reaction that counts each time it is done is seen", "[sim][model]") {
  const std::string model = kModelHead +
                            "  Vm:\n"
                            "    counters: [restarts]\n"
                            "    reactions: { restart: { do: [{ count: { restarts: 1 } }] } }\n"
                            "    cascade: { self: { delete: restart } }\n";
  CHECK(find_repetition_differences(written(model, "Vm/a\n")) ==
        std::vector<std::string>{"default of Vm/a, pass delete"});
}
