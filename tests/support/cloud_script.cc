// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cloud_script.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/scenario/scenario_reader.h"

namespace cascade::sim::test {

CloudScript::CloudScript() {
  add("Zone", "z", "");
  add("Cluster", "c1", "zone: z").add("Cluster", "c2", "zone: z");
  add("Host", "h1", "cluster: c1")
      .add("Host", "h2", "cluster: c1")
      .add("Host", "h3", "cluster: c2");
  add("PrimaryStorage", "ps", "zone: z, clusters: [c1, c2]");
  add("L2Network", "l2", "zone: z, clusters: [c1, c2]");
  add("L3Network", "red", "l2: l2");
  add("IpRange", "red1", "l3: red");
}

CloudScript::~CloudScript() = default;

CloudScript& CloudScript::add(const std::string& type, const std::string& name,
                              const std::string& details) {
  resources_[type][name] = details;
  return *this;
}

CloudScript& CloudScript::vm(const std::string& name, const std::string& details,
                             const std::string& storage) {
  const bool elsewhere = details.find("cluster:") != std::string::npos;
  add("VmInstance", name,
      "zone: z, root_volume: root-" + name + (elsewhere ? "" : ", cluster: c1") +
          (details.empty() ? "" : ", " + details));
  return add("Volume", "root-" + name, "storage: " + storage + ", vm: " + name);
}

CloudScript& CloudScript::router(const std::string& name, const std::string& details) {
  add("ApplianceVm", name, "zone: z, cluster: c1, root_volume: root-" + name + ", " + details);
  return add("Volume", "root-" + name, "storage: ps, router: " + name);
}

CloudScript& CloudScript::nic(const std::string& name, const std::string& vm, const std::string& l3,
                              const std::vector<std::string>& ranges) {
  for (const std::string& range : ranges) {
    add("UsedIp", name + "-" + range, "nic: " + name + ", range: " + range);
  }
  return add("VmNic", name, "l3: " + l3 + ", vm: " + vm);
}

CloudScript& CloudScript::router_nic(const std::string& name, const std::string& router,
                                     const std::string& l3, const std::vector<std::string>& ranges,
                                     bool main) {
  nic(name, "", l3, ranges);
  if (main) main_nics_[router] += (main_nics_[router].empty() ? "" : ", ") + name;
  return add("VmNic", name, "l3: " + l3 + ", router: " + router);
}

Verdict CloudScript::run(const std::string& operation, const std::string& more) {
  for (const auto& [router, nics] : main_nics_) {
    resources_["ApplianceVm"][router] += ", main_nics: [" + nics + "]";
  }
  std::string text = "model: zstack\ntopology:\n  resources:\n";
  for (const auto& [type, named] : resources_) {
    text += "    " + type + ":\n";
    for (const auto& [name, details] : named) {
      text += "      " + name + ": { " + details + " }\n";
    }
  }
  text += "operations: [" + operation + "]\n" + more + "\n";
  auto scenario = parse_scenario(text, "test.yaml");
  INFO(text);
  INFO((scenario ? std::string{} : scenario.error().message));
  REQUIRE(scenario);
  auto simulation = Simulation::create(std::move(*scenario), {});
  INFO((simulation ? std::string{} : simulation.error().message));
  REQUIRE(simulation);
  simulation_ = std::move(*simulation);
  simulation_->run();
  for (const std::string& violation : simulation_->violations()) FAIL_CHECK(violation);
  return simulation_->verdict();
}

std::string CloudScript::state(const std::string& resource) const {
  const World& world = simulation_->world();
  const auto found = world.find(resource);
  INFO(resource);
  REQUIRE(found);
  switch (world.life(*found)) {
    case Life::Live:
      break;
    case Life::Deleted:
      return "deleted";
    case Life::Gone:
      return "gone";
  }
  const auto& states = world.model().type(found->type).states;
  return states.empty() ? "Live" : states[world.state(*found)];
}

std::string CloudScript::targets(const std::string& resource, std::string_view relation) const {
  const World& world = simulation_->world();
  const auto found = world.find(resource);
  INFO(resource << " " << relation);
  REQUIRE(found);
  const TypeSpec& type = world.model().type(found->type);
  const auto id = type.relation(relation);
  REQUIRE(id);
  std::vector<std::string> names;
  world.for_each_target(*found, *id, [&](ResourceIndex target) {
    names.push_back(world.name({type.relations[value(*id)].target, target}));
  });
  std::sort(names.begin(), names.end());
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : " ") + name;
  return result;
}

}  // namespace cascade::sim::test
