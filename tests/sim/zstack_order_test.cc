// SPDX-License-Identifier: Apache-2.0
// ZStack's step order: with `first_wins` the steps of every root are those of ZStack's planner,
// one by one, for deletion, check, force and cleanup, and for both detaches.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/zstack_world.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::ZstackCloud;

namespace {

using Steps = std::vector<std::string>;

/// "Host->ApplianceVm, ..." with ZStack's short names: PS, BS, L2, L3.
Steps split(const std::string& text) {
  const std::map<std::string, std::string> longer = {
      {"PS", "PrimaryStorage"}, {"BS", "BackupStorage"}, {"L2", "L2Network"}, {"L3", "L3Network"}};
  const auto full = [&](const std::string& name) {
    const auto found = longer.find(name);
    return found == longer.end() ? name : found->second;
  };
  Steps result;
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    const std::size_t arrow = word.find("->");
    REQUIRE(arrow != std::string::npos);
    result.push_back(full(word.substr(0, arrow)) + "->" + full(word.substr(arrow + 2)));
  }
  return result;
}

const std::string kIpRangeBlock =
    "IpRange->ApplianceVm Vip->Eip Vip->LoadBalancer Vip->PortForwardingRule IpRange->Vip "
    "IpRange->VmInstance ";
const std::string kL3Block = "L3->ApplianceVm " + kIpRangeBlock +
                             "L3->IpRange L3->Vip L3->VirtualRouterOffering L3->VmInstance ";
const std::string kL2Block =
    "L2->ApplianceVm " + kL3Block + "L2->L3 L2->RemoteVtep L2->VmInstance L2->Vtep ";
const std::string kVmBlock = "VmInstance->VmInstanceNumaNode VmInstance->VmNicSecurityGroupRef ";

struct Case {
  const char* root;
  std::string steps;
  /// Nodes that ZStack's phase 1 visits when nothing is pruned but by type and op.
  std::size_t visits;
};

const std::vector<Case> kDeletions = {
    {"Zone",
     "Host->ApplianceVm Host->HostAllocatedCpu Host->HostNumaNode " + kVmBlock +
         "Host->VmInstance Cluster->Host Zone->Cluster " + kL2Block +
         "Zone->L2 PS->ApplianceVm PS->VmInstance Volume->VolumeSnapshot PS->Volume Zone->PS "
         "Zone->Zone",
     36},
    {"Cluster",
     "Host->ApplianceVm Host->HostAllocatedCpu Host->HostNumaNode Host->VmInstance Cluster->Host "
     "Cluster->Cluster",
     6},
    {"Host",
     "Host->ApplianceVm Host->HostAllocatedCpu Host->HostNumaNode Host->VmInstance Host->Host", 5},
    {"PrimaryStorage",
     "PS->ApplianceVm " + kVmBlock + "PS->VmInstance Volume->VolumeSnapshot PS->Volume PS->PS", 7},
    {"L2Network", kL2Block + "L2->L2", 20},
    {"L3Network", kL3Block + "L3->L3", 15},
    {"IpRange", kIpRangeBlock + "IpRange->IpRange", 7},
    {"VmInstance", kVmBlock + "VmInstance->VmInstance", 3},
    {"BackupStorage", "Image->VirtualRouterOffering BS->Image BS->BS", 3},
    {"Image", "Image->VirtualRouterOffering Image->Image", 2},
    {"InstanceOffering", "InstanceOffering->VmInstance InstanceOffering->InstanceOffering", 2},
    {"DiskOffering", "DiskOffering->Volume DiskOffering->DiskOffering", 2},
    {"Volume", "Volume->VolumeSnapshot Volume->Volume", 2},
    {"Vip", "Vip->Eip Vip->LoadBalancer Vip->PortForwardingRule Vip->Vip", 4},
    {"AccessControlList", "AccessControlList->LoadBalancer AccessControlList->AccessControlList",
     2},
    {"Account",
     "AccessControlList->LoadBalancer Account->AccessControlList Account->ApplianceVm "
     "DiskOffering->Volume Account->DiskOffering Image->VirtualRouterOffering Account->Image "
     "InstanceOffering->VmInstance Account->InstanceOffering " +
         kL2Block +
         "Account->L2 Account->L3 Account->LoadBalancer Account->SdnController Account->Vip " +
         kVmBlock +
         "Account->VmInstance Account->VmNicSecurityGroupRef Volume->VolumeSnapshot "
         "Account->Volume Account->Account",
     57},
};

/// Everything that is kept until cleanup is deleted, as it is after a delete pass.
void delete_all(World& world) {
  for (std::size_t t = 0; t < world.model().types.size(); ++t) {
    const auto type = static_cast<TypeId>(t);
    for (ResourceIndex i = 0; i < world.count(type); ++i) world.set_life({type, i}, Life::Deleted);
  }
}

}  // namespace

TEST_CASE("ZStack: every root's deletion has the steps of its planner, in order", "[sim][zstack]") {
  const ZstackCloud cloud;
  for (const Case& c : kDeletions) {
    for (const char* code : {"deletion.delete", "deletion.check", "deletion.forceDelete"}) {
      INFO(c.root << " " << code);
      const auto plan = cloud.plan(code, c.root);
      CHECK(cloud.steps(*plan) == split(c.steps));
      CHECK(plan->steps().size() + plan->dropped_contexts().size() == c.visits);
    }
  }
}

TEST_CASE("ZStack: the cloud of these tests leaves no context empty that ZStack fills",
          "[sim][zstack]") {
  const ZstackCloud cloud;
  // Steps that never affect anything under that root: see the edges' rules.
  const std::map<std::string, std::set<std::string>> silent = {
      {"Zone", {"IpRange->ApplianceVm", "L2Network->ApplianceVm", "L2Network->VmInstance"}},
      {"L2Network", {"IpRange->ApplianceVm", "L2Network->ApplianceVm", "L2Network->VmInstance"}},
      {"L3Network", {"IpRange->ApplianceVm"}},
      {"Account",
       {"IpRange->ApplianceVm", "L2Network->ApplianceVm", "L2Network->VmInstance",
        "Volume->VolumeSnapshot"}},
      {"Volume", {"Volume->VolumeSnapshot"}},
  };
  for (const Case& c : kDeletions) {
    const auto plan = cloud.plan("deletion.delete", c.root);
    const auto quiet = silent.find(c.root);
    for (const auto& [step, names] : cloud.reactions(*plan)) {
      INFO(c.root << ": " << step);
      CHECK(names.empty() == (quiet != silent.end() && quiet->second.contains(step)));
    }
  }
}

TEST_CASE("ZStack: cleanup walks everything, and its steps are in order too", "[sim][zstack]") {
  const std::string ip_range_block =
      "IpRange->ApplianceVm Vip->Eip Vip->LoadBalancer Vip->PortForwardingRule IpRange->Vip " +
      kVmBlock + "IpRange->VmInstance ";
  const std::string l3_block = "L3->ApplianceVm " + ip_range_block +
                               "L3->IpRange L3->Vip L3->VirtualRouterOffering L3->VmInstance ";
  const std::string l2_block =
      "L2->ApplianceVm " + l3_block + "L2->L3 L2->RemoteVtep L2->VmInstance L2->Vtep ";
  const std::vector<std::pair<const char*, std::string>> cleanups = {
      {"Zone", kDeletions[0].steps},
      {"Cluster", "Host->ApplianceVm Host->HostAllocatedCpu Host->HostNumaNode " + kVmBlock +
                      "Host->VmInstance Cluster->Host Cluster->Cluster"},
      {"Host", "Host->ApplianceVm Host->HostAllocatedCpu Host->HostNumaNode " + kVmBlock +
                   "Host->VmInstance Host->Host"},
      {"PrimaryStorage", kDeletions[3].steps},
      {"L2Network", l2_block + "L2->L2"},
      {"L3Network", l3_block + "L3->L3"},
      {"IpRange", ip_range_block + "IpRange->IpRange"},
      {"InstanceOffering",
       kVmBlock + "InstanceOffering->VmInstance InstanceOffering->InstanceOffering"},
      {"DiskOffering", "Volume->VolumeSnapshot DiskOffering->Volume DiskOffering->DiskOffering"},
      {"BackupStorage", "Image->VirtualRouterOffering BS->Image BS->BS"},
      {"Account",
       "AccessControlList->LoadBalancer Account->AccessControlList Account->ApplianceVm "
       "Volume->VolumeSnapshot DiskOffering->Volume Account->DiskOffering "
       "Image->VirtualRouterOffering Account->Image " +
           kVmBlock + "InstanceOffering->VmInstance Account->InstanceOffering " + kL2Block +
           "Account->L2 Account->L3 Account->LoadBalancer Account->SdnController Account->Vip "
           "Account->VmInstance Account->VmNicSecurityGroupRef Account->Volume Account->Account"},
  };
  const ZstackCloud cloud;
  delete_all(*cloud.world);
  for (const auto& [root, steps] : cleanups) {
    INFO(root);
    CHECK(cloud.steps(*cloud.plan("deletion.cleanup", root)) == split(steps));
  }
}

TEST_CASE("ZStack: both detaches have the steps of its planner, in order", "[sim][zstack]") {
  const ZstackCloud cloud;
  CHECK(cloud.steps(*cloud.plan("primaryStorage.detach", "PrimaryStorage", "Cluster")) ==
        split("PS->ApplianceVm PS->VmInstance PS->Volume PS->PS"));
  CHECK(cloud.steps(*cloud.plan("l2Network.detach", "L2Network", "Cluster")) ==
        split("L2->ApplianceVm L2->L3 L2->RemoteVtep L2->VmInstance L2->Vtep L2->L2"));
}

TEST_CASE("ZStack: what each step does depends on the root as in its extensions", "[sim][zstack]") {
  struct Fact {
    const char* root;
    const char* step;
    std::set<std::string> reactions;
  };
  const std::vector<Fact> facts = {
      {"Zone", "Host->VmInstance", {"destroy"}},
      {"Zone", "Host->ApplianceVm", {"destroy"}},
      {"Zone", "PrimaryStorage->VmInstance", {"destroy"}},
      {"Zone", "PrimaryStorage->Volume", {"delete"}},
      {"Zone", "L3Network->VmInstance", {"detach"}},
      {"Zone", "IpRange->VmInstance", {"detach_addresses"}},
      {"Zone", "L3Network->ApplianceVm", {"destroy"}},
      {"Cluster", "Host->VmInstance", {"stop"}},
      {"Cluster", "Host->ApplianceVm", {"migrate"}},
      {"Host", "Host->VmInstance", {"stop"}},
      {"Host", "Host->ApplianceVm", {"migrate"}},
      {"PrimaryStorage", "PrimaryStorage->VmInstance", {"destroy"}},
      {"PrimaryStorage", "PrimaryStorage->ApplianceVm", {"destroy"}},
      {"L2Network", "L3Network->ApplianceVm", {"destroy"}},
      {"IpRange", "IpRange->VmInstance", {"detach_addresses"}},
      {"IpRange", "Vip->LoadBalancer", {"lose_vip"}},
      {"VmInstance", "VmInstance->VmInstance", {"discard"}},
      {"BackupStorage", "BackupStorage->Image", {"delete"}},
      {"InstanceOffering", "InstanceOffering->VmInstance", {"clear_offering"}},
      {"DiskOffering", "DiskOffering->Volume", {"clear_offering"}},
      {"AccessControlList", "AccessControlList->LoadBalancer", {"detach_acl"}},
      {"Volume", "Volume->Volume", {"discard"}},
      {"Account", "Account->VmInstance", {"discard"}},
      {"Account", "Account->Volume", {"discard"}},
      {"Account", "Account->Image", {"discard"}},
      {"Account", "Account->ApplianceVm", {"destroy"}},
      {"Account", "L3Network->ApplianceVm", {"destroy"}},
  };
  const ZstackCloud cloud;
  for (const Fact& fact : facts) {
    INFO(fact.root << ": " << fact.step);
    const auto plan = cloud.plan("deletion.delete", fact.root);
    const auto reactions = cloud.reactions(*plan);
    REQUIRE(reactions.count(fact.step) == 1);
    CHECK(reactions.at(fact.step) == fact.reactions);
  }
}

TEST_CASE("ZStack: check does nothing, force forgives everything", "[sim][zstack]") {
  const ZstackCloud cloud;
  for (const Case& c : kDeletions) {
    INFO(c.root);
    const auto check = cloud.plan("deletion.check", c.root);
    const auto force = cloud.plan("deletion.forceDelete", c.root);
    bool all_nothing = true;
    bool all_forgiven = true;
    for (const Step& step : check->steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        all_nothing = all_nothing && check->reaction(step, ActId{act}).nothing;
      }
    }
    for (const Step& step : force->steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        all_forgiven = all_forgiven && force->reaction(step, ActId{act}).failure_ignored;
      }
    }
    CHECK(all_nothing);
    CHECK(all_forgiven);
  }
}
