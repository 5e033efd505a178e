// SPDX-License-Identifier: Apache-2.0
// ZStack's model against the facts read from its code: types, edges, what each edge does for each
// root and action, how many at a time, and what a failure means there.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/reader/model_reader.h"

using namespace cascade;
using namespace cascade::sim;

namespace {

const Model& zstack_model() {
  static const auto kModel = load_model("zstack", "");
  INFO((kModel ? std::string{} : kModel.error().message));
  REQUIRE(kModel);
  return **kModel;
}

const TypeSpec& type_of(const std::string& name) {
  const auto id = zstack_model().find_type(name);
  INFO(name);
  REQUIRE(id);
  return zstack_model().type(*id);
}

const EdgeSpec* edge_of(const std::string& child, const std::string& parent) {
  for (const EdgeSpec& edge : type_of(child).edges) {
    if (zstack_model().type(edge.parent).name == parent) return &edge;
  }
  return nullptr;
}

/// Each type and its parents.
const std::map<std::string, std::set<std::string>> kParents = {
    {"Zone", {}},
    {"Cluster", {"Zone"}},
    {"Host", {"Cluster"}},
    {"HostAllocatedCpu", {"Host"}},
    {"HostNumaNode", {"Host"}},
    {"PrimaryStorage", {"Zone"}},
    {"L2Network", {"Account", "Zone"}},
    {"L3Network", {"Account", "L2Network"}},
    {"IpRange", {"L3Network"}},
    {"VmInstance",
     {"Account", "Host", "InstanceOffering", "IpRange", "L2Network", "L3Network",
      "PrimaryStorage"}},
    {"VmInstanceNumaNode", {"VmInstance"}},
    {"VmNicSecurityGroupRef", {"Account", "VmInstance"}},
    {"Volume", {"Account", "DiskOffering", "PrimaryStorage"}},
    {"VolumeSnapshot", {"Volume"}},
    {"BackupStorage", {}},
    {"Image", {"Account", "BackupStorage"}},
    {"Account", {}},
    {"InstanceOffering", {"Account"}},
    {"DiskOffering", {"Account"}},
    {"Vip", {"Account", "IpRange", "L3Network"}},
    {"Eip", {"Vip"}},
    {"PortForwardingRule", {"Vip"}},
    {"LoadBalancer", {"AccessControlList", "Account", "Vip"}},
    {"AccessControlList", {"Account"}},
    {"VirtualRouterOffering", {"Image", "L3Network"}},
    {"ApplianceVm", {"Account", "Host", "IpRange", "L2Network", "L3Network", "PrimaryStorage"}},
    {"SdnController", {"Account"}},
    {"Vtep", {"L2Network"}},
    {"RemoteVtep", {"L2Network"}},
};

struct Window {
  const char* type;
  const char* reaction;
  std::uint32_t in_flight;
};

struct Failure {
  const char* child;
  const char* parent;
  const char* action;
  bool ignored;
};

/// Whether any rule of the edge for the action lets its failure count, or does not.
std::set<bool> ignores(const EdgeSpec& edge, const TypeSpec& child, const std::string& action) {
  std::set<bool> result;
  for (const Rule& rule : edge.rules) {
    if (zstack_model().actions[value(rule.action)].name != action) continue;
    result.insert(rule.failure_ignored.value_or(child.reactions[rule.reaction].failure_ignored));
  }
  return result;
}

}  // namespace

TEST_CASE("ZStack: 29 types join, along 48 edges", "[sim][zstack]") {
  std::size_t edges = 0;
  std::size_t joining = 0;
  for (const TypeSpec& type : zstack_model().types) {
    if (type.edges.empty()) {
      CHECK_FALSE(kParents.contains(type.name));
      continue;
    }
    INFO(type.name);
    ++joining;
    std::set<std::string> parents;
    for (const EdgeSpec& edge : type.edges) {
      const std::string& parent = zstack_model().type(edge.parent).name;
      if (parent != type.name) parents.insert(parent);
    }
    REQUIRE(kParents.count(type.name) == 1);
    CHECK(parents == kParents.at(type.name));
    edges += parents.size();
  }
  CHECK(joining == 29);
  CHECK(edges == 48);
}

TEST_CASE("ZStack: children of a type are in the same order with the suffix VO and without",
          "[sim][zstack]") {
  std::map<std::string, std::vector<std::string>> children;
  for (const auto& [child, parents] : kParents) {
    for (const std::string& parent : parents) children[parent].push_back(child);
  }
  for (auto& [parent, plain] : children) {
    std::vector<std::string> suffixed;
    for (const std::string& child : plain) suffixed.push_back(child + "VO");
    std::sort(plain.begin(), plain.end());
    std::sort(suffixed.begin(), suffixed.end());
    for (std::string& child : suffixed) child.resize(child.size() - 2);
    INFO(parent);
    CHECK(plain == suffixed);
  }
}

TEST_CASE("ZStack: six actions with their codes, and operations as its callers run them",
          "[sim][zstack]") {
  const std::map<std::string, std::string> codes = {{"check", "deletion.check"},
                                                    {"delete", "deletion.delete"},
                                                    {"force", "deletion.forceDelete"},
                                                    {"cleanup", "deletion.cleanup"},
                                                    {"detach_storage", "primaryStorage.detach"},
                                                    {"detach_l2", "l2Network.detach"}};
  // Ours follow: deletion policies and simple operations, which ZStack does without its cascade.
  const auto& actions = zstack_model().actions;
  REQUIRE(actions.size() >= codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    INFO(actions[i].name);
    REQUIRE(codes.contains(actions[i].name));
    CHECK(codes.at(actions[i].name) == actions[i].code);
  }
  const auto passes = [](const char* name) {
    std::vector<std::string> result;
    const OperationSpec* operation = zstack_model().find_operation(name);
    REQUIRE(operation != nullptr);
    for (const ActionId action : operation->passes) {
      result.push_back(zstack_model().actions[value(action)].name);
    }
    return result;
  };
  using Passes = std::vector<std::string>;
  CHECK(zstack_model().operations.front().name == "permissive");
  CHECK(passes("permissive") == Passes{"check", "delete", "cleanup"});
  CHECK(passes("enforcing") == Passes{"force", "cleanup"});
  CHECK(passes("account") == Passes{"delete"});
  CHECK(passes("detach_storage") == Passes{"detach_storage"});
  CHECK(passes("detach_l2") == Passes{"detach_l2"});
  CHECK(passes("destroy_direct") == Passes{"check", "destroy_direct", "cleanup"});
  CHECK(passes("destroy_db_only") == Passes{"check", "destroy_rows", "cleanup"});
  CHECK(passes("destroy_keep_volume") == Passes{"check", "keep_volume", "cleanup"});
  CHECK(passes("start") == Passes{"start"});
}

TEST_CASE("ZStack: as many acts are in flight as its extensions send messages", "[sim][zstack]") {
  const std::vector<Window> windows = {
      {"Host", "delete", 10},
      {"VmInstance", "stop", 20},
      {"VmInstance", "destroy", 10},
      {"VmInstance", "discard", 10},
      {"VmInstance", "detach", 10},
      {"VmInstance", "detach_addresses", 10},
      {"VmInstance", "detach_l2", 10},
      {"Volume", "delete", 10},
      {"Volume", "discard", 10},
      {"Volume", "unbind", 1},
      {"Vip", "delete", 10},
      {"Eip", "delete", 10},
      {"PortForwardingRule", "delete", 10},
      {"AccessControlList", "delete", 10},
      {"Account", "delete", 10},
      {"ApplianceVm", "destroy", 20},
      {"ApplianceVm", "migrate", 2},
      {"PrimaryStorage", "detach", 1},
      {"Zone", "delete", kUnlimited},
      {"Cluster", "delete", kUnlimited},
      {"PrimaryStorage", "delete", kUnlimited},
      {"L2Network", "delete", kUnlimited},
      {"L3Network", "delete", kUnlimited},
      {"IpRange", "delete", kUnlimited},
      {"BackupStorage", "delete", kUnlimited},
      {"Image", "delete", kUnlimited},
      {"InstanceOffering", "delete", kUnlimited},
      {"DiskOffering", "delete", kUnlimited},
      {"VirtualRouterOffering", "delete", kUnlimited},
  };
  for (const Window& window : windows) {
    INFO(window.type << " " << window.reaction);
    const TypeSpec& type = type_of(window.type);
    const auto reaction = type.reaction(window.reaction);
    REQUIRE(reaction);
    CHECK(type.reactions[*reaction].in_flight == window.in_flight);
  }
}

TEST_CASE("ZStack: a failure counts or is ignored as in each extension", "[sim][zstack]") {
  const std::vector<Failure> failures = {
      {"Zone", "Zone", "delete", false},
      {"Cluster", "Zone", "delete", false},
      {"Host", "Cluster", "delete", false},
      {"HostAllocatedCpu", "Host", "delete", true},
      {"HostNumaNode", "Host", "delete", true},
      {"PrimaryStorage", "Zone", "delete", false},
      {"PrimaryStorage", "PrimaryStorage", "detach_storage", false},
      {"L2Network", "Zone", "delete", false},
      {"L2Network", "L2Network", "detach_l2", false},
      {"L3Network", "L2Network", "delete", false},
      {"IpRange", "L3Network", "delete", true},
      {"VmInstance", "PrimaryStorage", "delete", true},
      {"VmInstance", "PrimaryStorage", "detach_storage", true},
      {"VmInstance", "L2Network", "detach_l2", true},
      {"VmInstance", "L3Network", "delete", true},
      {"VmInstance", "IpRange", "delete", true},
      {"VmInstance", "Account", "delete", true},
      {"VmInstance", "InstanceOffering", "delete", false},
      {"VmInstanceNumaNode", "VmInstance", "delete", true},
      {"VmNicSecurityGroupRef", "VmInstance", "delete", true},
      {"VmNicSecurityGroupRef", "Account", "delete", true},
      {"Volume", "PrimaryStorage", "delete", false},
      {"Volume", "PrimaryStorage", "detach_storage", true},
      {"Volume", "Account", "delete", false},
      {"VolumeSnapshot", "Volume", "delete", false},
      {"BackupStorage", "BackupStorage", "delete", false},
      {"Image", "BackupStorage", "delete", false},
      {"Account", "Account", "delete", false},
      {"InstanceOffering", "Account", "delete", false},
      {"DiskOffering", "Account", "delete", false},
      {"Vip", "L3Network", "delete", false},
      {"Eip", "Vip", "delete", true},
      {"PortForwardingRule", "Vip", "delete", true},
      {"LoadBalancer", "Vip", "delete", false},
      {"LoadBalancer", "Account", "delete", false},
      {"AccessControlList", "Account", "delete", false},
      {"VirtualRouterOffering", "Image", "delete", false},
      {"ApplianceVm", "L3Network", "delete", false},
      {"ApplianceVm", "Host", "delete", false},
      {"ApplianceVm", "PrimaryStorage", "detach_storage", true},
      {"ApplianceVm", "L2Network", "detach_l2", true},
      {"SdnController", "Account", "delete", true},
      {"Vtep", "L2Network", "delete", true},
      {"RemoteVtep", "L2Network", "detach_l2", true},
  };
  for (const Failure& failure : failures) {
    INFO(failure.parent << "->" << failure.child << " " << failure.action);
    const EdgeSpec* edge = edge_of(failure.child, failure.parent);
    REQUIRE(edge != nullptr);
    CHECK(ignores(*edge, type_of(failure.child), failure.action) ==
          std::set<bool>{failure.ignored});
  }
  // A VM that cannot be stopped fails the deletion of its host; one that cannot be destroyed with
  // its zone does not.
  CHECK(ignores(*edge_of("VmInstance", "Host"), type_of("VmInstance"), "delete") ==
        std::set<bool>{false, true});
  CHECK(zstack_model().actions[value(*zstack_model().find_action("force"))].failures_ignored);
  CHECK_FALSE(
      zstack_model().actions[value(*zstack_model().find_action("delete"))].failures_ignored);
}

TEST_CASE("ZStack: every reaction has a latency, and every edge a query time", "[sim][zstack]") {
  for (const TypeSpec& type : zstack_model().types) {
    for (const ReactionSpec& reaction : type.reactions) {
      INFO(type.name << " " << reaction.name);
      const auto& quantiles = reaction.latency.quantiles;
      CHECK(quantiles.front() > Duration::zero());
      CHECK(std::is_sorted(quantiles.begin(), quantiles.end()));
      CHECK(reaction.timeout == std::chrono::hours{1});
    }
    for (const EdgeSpec& edge : type.edges) {
      CHECK(edge.query_fixed > Duration::zero());
      CHECK(edge.query_each > Duration::zero());
    }
  }
}
