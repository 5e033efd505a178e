// SPDX-License-Identifier: Apache-2.0
// Every shipped model keeps the contract, over a world of its own; and the checks themselves see a
// model that does not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "sim/reader/model_reader.h"
#include "sim/reader/shipped.h"
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

WorldMaker written_for(const std::string& model_name, const std::string& world) {
  return [=] {
    const auto model = load_model(model_name, "");
    if (!model) FAIL(model.error().message);
    return world_from(*model, world);
  };
}

/// A world for every shipped model, by the model's name: a new model needs a row here.
std::map<std::string, WorldMaker> worlds_of_models() {
  Topology tiny;
  tiny.preset = "tiny";
  Topology baseline;
  baseline.shape = TopologyShape::Baseline;
  baseline.numbers = {{"vms", 41}, {"permuted", 1}};
  return {
      {"cloud", generated("cloud", baseline)},
      {"guarded", written_for("guarded",
                              "Project/p\nVm/a project=Project/p\nVm/b project=Project/p "
                              "lock=locked\n")},
      {"maintenance", written_for("maintenance",
                                  "Site/s\nRack/r site=Site/s\nPowerDomain/p site=Site/s\n"
                                  "Server/a rack=Rack/r power=PowerDomain/p\n"
                                  "Server/b rack=Rack/r\n")},
      {"ring", written_for("ring",
                           "Cluster/a boots_from=Storage/s\nCluster/b boots_from=Storage/s\n"
                           "Storage/s cluster=Cluster/b\nStorage/t cluster=Cluster/a\n")},
      {"typering",
       written_for("typering",
                   "Zone/z\nPrimaryStorage/s zone=Zone/z\nPrimaryStorage/t zone=Zone/z\n"
                   "Cluster/a zone=Zone/z storages=PrimaryStorage/s\n"
                   "Cluster/b zone=Zone/z storages=PrimaryStorage/s,PrimaryStorage/t\n"
                   "Host/h cluster=Cluster/a\n")},
      {"whitepaper", generated("whitepaper", baseline)},
      {"zstack", generated("zstack", tiny)},
  };
}

}  // namespace

TEST_CASE("Model contract: no shipped model is forgotten here", "[sim][model]") {
  std::set<std::string> shipped;
  for (const auto& entry : std::filesystem::directory_iterator(shipped_folder() + "/models")) {
    if (entry.path().extension() == ".yaml") shipped.insert(entry.path().stem().string());
  }
  std::set<std::string> known;
  for (const auto& [name, world] : worlds_of_models()) known.insert(name);
  CHECK(known == shipped);
}

TEST_CASE("Model contract: zstack keeps it", "[sim][model]") {
  check_model_contract(worlds_of_models().at("zstack"), 1);
}

TEST_CASE("Model contract: all other shipped models keep it", "[sim][model]") {
  for (const auto& [name, world] : worlds_of_models()) {
    INFO(name);
    if (name != "zstack") check_model_contract(world);
  }
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
