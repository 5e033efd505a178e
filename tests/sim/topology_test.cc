// SPDX-License-Identifier: Apache-2.0
// Generated clouds over ZStack's model: relations fit one another in every preset, each number
// changes what it says and nothing else, and one seed gives one world.
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/cloud_view.h"
#include "tests/support/repeat.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::CloudView;

namespace {

using Numbers = std::vector<std::pair<std::string, std::int64_t>>;

std::shared_ptr<const Model> zstack() {
  static const auto kModel = load_model("zstack", "");
  INFO((kModel ? std::string{} : kModel.error().message));
  REQUIRE(kModel);
  return *kModel;
}

Result<std::unique_ptr<World>> try_generate(std::string preset, Numbers numbers,
                                            std::uint64_t seed = 1) {
  Topology topology;
  topology.preset = std::move(preset);
  topology.numbers = std::move(numbers);
  return generate_world(zstack(), topology, seed);
}

std::unique_ptr<World> generate(std::string preset, Numbers numbers, std::uint64_t seed = 1) {
  auto world = try_generate(std::move(preset), std::move(numbers), seed);
  INFO((world ? std::string{} : world.error().message));
  REQUIRE(world);
  return std::move(*world);
}

/// Many of everything that may be shared or doubled.
const Numbers kRich = {{"zones", 2},
                       {"clusters_per_zone", 5},
                       {"hosts_per_cluster", 3},
                       {"vm_skew", 60},
                       {"storages_per_cluster", 2},
                       {"clusters_per_storage", 2},
                       {"clusters_per_l2_network", 3},
                       {"l2_networks_per_cluster", 2},
                       {"l3_networks_per_l2", 3},
                       {"ip_ranges_per_l3", 2},
                       {"nics_per_vm", 3},
                       {"second_addresses_percent", 40},
                       {"bound_volumes_percent", 30},
                       {"vms_paused_percent", 5},
                       {"vms_unknown_percent", 5},
                       {"vms_destroyed_percent", 5},
                       {"routers_per_cluster", 2},
                       {"routers_stopped_percent", 30},
                       {"additional_nics_percent", 60},
                       {"backup_storages", 3},
                       {"image_copies", 2},
                       {"router_offerings", 2}};

/// Adds up what is wrong, so that a failure names the rule and one resource.
class Rules {
 public:
  explicit Rules(const World& world) : cloud_(world) {}

  void check() {
    REQUIRE(cloud_.count("Zone") != 0);
    machines("VmInstance");
    machines("ApplianceVm");
    storages();
    networks();
    nics();
    services();
    for (const std::string& wrong : wrong_) CHECK(wrong.empty());
  }

 private:
  void expect(bool right, const char* rule, ResourceIndex index) {
    if (!right && wrong_.size() < 10)
      wrong_.push_back(std::string{rule} + " " + std::to_string(index + 1));
  }
  bool attached(const char* type, ResourceIndex index, ResourceIndex cluster) {
    return cloud_.linked(type, index, "clusters", cluster);
  }

  void machines(const char* type) {
    for (ResourceIndex vm = 0; vm < cloud_.count(type); ++vm) {
      const ResourceIndex cluster = cloud_.at(type, vm, "cluster");
      const ResourceIndex host = cloud_.at(type, vm, "host");
      const auto state = cloud_.state(type, vm);
      expect(cloud_.at("Cluster", cluster, "zone") == cloud_.at(type, vm, "zone"),
             "zone of a VM is its cluster's", vm);
      expect((host == kNoResource) == (state == "Stopped" || state == "Destroyed"),
             "only VMs that are off have no host", vm);
      if (host != kNoResource) {
        expect(cloud_.at("Host", host, "cluster") == cluster, "host of a VM is in its cluster", vm);
      }
      const ResourceIndex root = cloud_.at(type, vm, "root_volume");
      const bool user = type == std::string_view{"VmInstance"};
      expect(cloud_.attribute("Volume", root, "kind") == "Root" &&
                 cloud_.at("Volume", root, user ? "vm" : "router") == vm,
             "root volume belongs to its VM", vm);
      expect(attached("PrimaryStorage", cloud_.at("Volume", root, "storage"), cluster),
             "storage of a root volume serves the VM's cluster", vm);
    }
  }

  void storages() {
    for (ResourceIndex i = 0; i < cloud_.count("PrimaryStorage"); ++i) {
      const auto clusters = cloud_.all("PrimaryStorage", i, "clusters");
      expect(!clusters.empty(), "a storage is attached somewhere", i);
      for (const ResourceIndex cluster : clusters) {
        expect(cloud_.at("Cluster", cluster, "zone") == cloud_.at("PrimaryStorage", i, "zone"),
               "a storage serves clusters of its zone", i);
      }
    }
    for (ResourceIndex i = 0; i < cloud_.count("Volume"); ++i) {
      const ResourceIndex vm = cloud_.at("Volume", i, "vm");
      const ResourceIndex bound = cloud_.at("Volume", i, "bound_host");
      if (bound != kNoResource) {
        expect(attached("PrimaryStorage", cloud_.at("Volume", i, "storage"),
                        cloud_.at("Host", bound, "cluster")),
               "a bound volume's host reaches its storage", i);
      }
      if (vm == kNoResource) continue;
      expect(attached("PrimaryStorage", cloud_.at("Volume", i, "storage"),
                      cloud_.at("VmInstance", vm, "cluster")),
             "a volume's storage serves its VM's cluster", i);
      expect(cloud_.at("Volume", i, "account") == cloud_.at("VmInstance", vm, "account"),
             "a volume's owner is its VM's", i);
      const ResourceIndex host = cloud_.at("VmInstance", vm, "host");
      expect(bound == kNoResource || host == kNoResource || bound == host,
             "a bound volume is where its VM runs", i);
    }
    const auto copies = [&](ResourceIndex i) { return cloud_.all("Image", i, "backup_storages"); };
    for (ResourceIndex i = 0; i < cloud_.count("Image"); ++i) {
      expect(!copies(i).empty(), "an image is on some backup storage", i);
    }
  }

  void networks() {
    for (ResourceIndex i = 0; i < cloud_.count("L2Network"); ++i) {
      const auto clusters = cloud_.all("L2Network", i, "clusters");
      expect(!clusters.empty(), "an L2 network is attached somewhere", i);
      for (const ResourceIndex cluster : clusters) {
        expect(cloud_.at("Cluster", cluster, "zone") == cloud_.at("L2Network", i, "zone"),
               "an L2 network serves clusters of its zone", i);
      }
    }
    for (ResourceIndex i = 0; i < cloud_.count("Vtep"); ++i) {
      expect(attached("L2Network", cloud_.at("Vtep", i, "pool"),
                      cloud_.at("Host", cloud_.at("Vtep", i, "host"), "cluster")),
             "a VTEP's host is in a cluster of its pool", i);
    }
    for (ResourceIndex i = 0; i < cloud_.count("RemoteVtep"); ++i) {
      expect(attached("L2Network", cloud_.at("RemoteVtep", i, "pool"),
                      cloud_.at("RemoteVtep", i, "cluster")),
             "a remote VTEP's cluster is one of its pool", i);
    }
    for (ResourceIndex i = 0; i < cloud_.count("VirtualRouterOffering"); ++i) {
      const auto l2 = [&](const char* relation) {
        return cloud_.at("L3Network", cloud_.at("VirtualRouterOffering", i, relation), "l2");
      };
      expect(cloud_.all("L2Network", l2("public_l3"), "clusters") ==
                 cloud_.all("L2Network", l2("management_l3"), "clusters"),
             "a router offering's networks reach the same clusters", i);
    }
  }

  void nics() {
    for (ResourceIndex i = 0; i < cloud_.count("VmNic"); ++i) {
      const ResourceIndex vm = cloud_.at("VmNic", i, "vm");
      const ResourceIndex router = cloud_.at("VmNic", i, "router");
      const ResourceIndex l3 = cloud_.at("VmNic", i, "l3");
      expect((vm == kNoResource) != (router == kNoResource), "a NIC has one machine", i);
      const ResourceIndex cluster = vm != kNoResource ? cloud_.at("VmInstance", vm, "cluster")
                                                      : cloud_.at("ApplianceVm", router, "cluster");
      expect(attached("L2Network", cloud_.at("L3Network", l3, "l2"), cluster),
             "a NIC's network reaches its machine's cluster", i);
      std::set<ResourceIndex> ranges;
      for (const ResourceIndex ip : cloud_.all("VmNic", i, "ips")) {
        const ResourceIndex range = cloud_.at("UsedIp", ip, "range");
        expect(cloud_.at("IpRange", range, "l3") == l3, "an address is in a range of its L3", i);
        expect(ranges.insert(range).second, "a NIC's addresses are in different ranges", i);
      }
      expect(!ranges.empty(), "a NIC has an address", i);
    }
    for (ResourceIndex i = 0; i < cloud_.count("ApplianceVm"); ++i) {
      const auto main = cloud_.all("ApplianceVm", i, "main_nics");
      expect(!main.empty(), "a router has main NICs", i);
      for (const ResourceIndex nic : main) {
        expect(cloud_.at("VmNic", nic, "router") == i, "a main NIC is the router's", i);
      }
      const ResourceIndex offering = cloud_.at("ApplianceVm", i, "offering");
      for (const char* relation : {"public_l3", "management_l3"}) {
        const ResourceIndex l3 = cloud_.at("VirtualRouterOffering", offering, relation);
        expect(std::any_of(main.begin(), main.end(),
                           [&](ResourceIndex nic) { return cloud_.at("VmNic", nic, "l3") == l3; }),
               "a router is on its offering's networks", i);
      }
    }
    for (ResourceIndex i = 0; i < cloud_.count("VmNicSecurityGroupRef"); ++i) {
      const ResourceIndex nic = cloud_.at("VmNicSecurityGroupRef", i, "nic");
      expect(cloud_.at("VmNic", nic, "vm") != kNoResource, "grouped NICs are of VMs", i);
    }
  }

  void services() {
    for (ResourceIndex i = 0; i < cloud_.count("Vip"); ++i) {
      expect(cloud_.at("IpRange", cloud_.at("Vip", i, "range"), "l3") == cloud_.at("Vip", i, "l3"),
             "a VIP's range is one of its L3's", i);
    }
    for (const char* type : {"Eip", "PortForwardingRule"}) {
      for (ResourceIndex i = 0; i < cloud_.count(type); ++i) {
        const ResourceIndex vm = cloud_.at("VmNic", cloud_.at(type, i, "nic"), "vm");
        const ResourceIndex l3 = cloud_.at("Vip", cloud_.at(type, i, "vip"), "l3");
        expect(vm != kNoResource && attached("L2Network", cloud_.at("L3Network", l3, "l2"),
                                             cloud_.at("VmInstance", vm, "cluster")),
               "a service's NIC is in a cluster that its VIP's network reaches", i);
      }
    }
    for (ResourceIndex i = 0; i < cloud_.count("LoadBalancer"); ++i) {
      const auto vips = cloud_.all("LoadBalancer", i, "vips");
      expect(vips.size() == 1 || vips.size() == 2, "a load balancer has one or two VIPs", i);
      expect(cloud_.at("Vip", vips.front(), "l3") == cloud_.at("Vip", vips.back(), "l3"),
             "a load balancer's VIPs are of one L3", i);
    }
  }

  CloudView cloud_;
  std::vector<std::string> wrong_;
};

}  // namespace

TEST_CASE("Topology: the relations of every preset fit one another", "[sim][topology]") {
  const std::vector<std::pair<const char*, std::uint32_t>> presets = {
      {"tiny", 10}, {"small", 100}, {"medium", 1'000}, {"large", 10'000}};
  for (const auto& [preset, vms] : presets) {
    INFO(preset);
    const auto world = generate(preset, {});
    CHECK(CloudView{*world}.count("VmInstance") == vms);
    CHECK_FALSE(world->find_inconsistency());
    Rules{*world}.check();
  }
}

TEST_CASE("Topology: a cloud with everything shared and doubled fits together, whatever the seed",
          "[sim][topology]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 5)) {
    INFO(cascade::test::repeat_with(seed));
    const auto world = generate("", kRich, seed);
    CHECK_FALSE(world->find_inconsistency());
    Rules{*world}.check();
  }
}

TEST_CASE("Topology: presets name their numbers rightly", "[sim][topology]") {
  for (const TopologyPreset& preset : topology_presets()) {
    INFO(preset.name);
    Topology topology;
    topology.preset = preset.name;
    for (const auto& [name, number] : preset.numbers) {
      const auto known = topology_numbers(preset.shape);
      const auto found = std::find_if(known.begin(), known.end(),
                                      [&, key = name](const auto& n) { return n.name == key; });
      REQUIRE(found != known.end());
      CHECK(number >= found->min);
      CHECK(number <= found->max);
      CHECK(topology.number(name) == number);
    }
  }
  std::set<std::string_view> names;
  for (const TopologyNumber& number : topology_numbers(TopologyShape::Cloud)) {
    CHECK(names.insert(number.name).second);
    CHECK(number.fallback >= number.min);
    CHECK(number.fallback <= number.max);
  }
}

TEST_CASE("Topology: an explicit number wins over the preset's, and that over the default",
          "[sim][topology]") {
  Topology topology;
  CHECK(topology.number("hosts_per_cluster") == 4);
  topology.preset = "small";
  CHECK(topology.number("hosts_per_cluster") == 5);
  CHECK(topology.number("nics_per_vm") == 1);
  topology.numbers = {{"hosts_per_cluster", 7}};
  CHECK(topology.number("hosts_per_cluster") == 7);
  topology.preset = "cyclic";
  CHECK(topology.effective_shape() == TopologyShape::Random);
}

TEST_CASE("Topology: one seed gives one world, byte for byte", "[sim][topology]") {
  CHECK(generate("", kRich, 5)->digest() == generate("", kRich, 5)->digest());
  CHECK(generate("", kRich, 5)->digest() != generate("", kRich, 6)->digest());
}

TEST_CASE("Topology: each number of things changes the count that it names", "[sim][topology]") {
  struct Case {
    const char* number;
    std::int64_t value;
    const char* type;
    std::uint32_t count;
  };
  const std::vector<Case> cases = {
      {"zones", 3, "Zone", 3},
      {"clusters_per_zone", 7, "Cluster", 7},
      {"hosts_per_cluster", 9, "Host", 18},
      {"vms_per_host", 3, "VmInstance", 30},
      {"numa_nodes_per_host", 4, "HostNumaNode", 40},
      {"pinned_cpus_per_host", 3, "HostAllocatedCpu", 30},
      {"storages_per_cluster", 3, "PrimaryStorage", 6},
      {"clusters_per_storage", 2, "PrimaryStorage", 1},
      {"data_volumes_percent", 30, "Volume", 132},
      {"snapshots_percent", 50, "VolumeSnapshot", 75},
      {"backup_storages", 4, "BackupStorage", 4},
      {"images", 8, "Image", 8},
      {"l2_networks_per_cluster", 3, "L2Network", 6},
      {"clusters_per_l2_network", 2, "L2Network", 1},
      {"l3_networks_per_l2", 5, "L3Network", 10},
      {"ip_ranges_per_l3", 3, "IpRange", 12},
      {"vips_per_l3", 6, "Vip", 24},
      {"eips_percent", 0, "Eip", 0},
      {"load_balancers_percent", 0, "LoadBalancer", 0},
      {"port_forwardings_percent", 0, "PortForwardingRule", 0},
      {"rules_per_vip", 0, "PortForwardingRule", 0},
      {"nics_per_vm", 2, "UsedIp", 204},
      {"numa_vms_percent", 100, "VmInstanceNumaNode", 100},
      {"grouped_nics_percent", 100, "VmNicSecurityGroupRef", 100},
      {"routers_per_cluster", 3, "ApplianceVm", 6},
      {"router_offerings", 2, "VirtualRouterOffering", 4},
      {"vxlan_pools_percent", 100, "Vtep", 10},
      {"access_control_lists", 5, "AccessControlList", 5},
      {"security_groups", 6, "SecurityGroup", 6},
      {"sdn_controllers", 4, "SdnController", 4},
      {"certificates", 5, "Certificate", 5},
      {"instance_offerings", 7, "InstanceOffering", 7},
      {"disk_offerings", 6, "DiskOffering", 6},
      {"accounts", 9, "Account", 9},
  };
  const auto usual = generate("small", {});
  for (const Case& c : cases) {
    INFO(c.number << " = " << c.value);
    const auto world = generate("small", {{c.number, c.value}, {"additional_nics_percent", 0}});
    CHECK(CloudView{*world}.count(c.type) == c.count);
    CHECK(CloudView{*usual}.count(c.type) != c.count);
    Rules{*world}.check();
  }
  CHECK(CloudView{*generate("small", {{"vxlan_pools_percent", 100}, {"remote_vteps_per_pool", 3}})}
            .count("RemoteVtep") == 6);
}

TEST_CASE("Topology: each percent and state changes what it says", "[sim][topology]") {
  const auto with = [](const char* number, std::int64_t value) {
    return generate("medium", {{number, value}});
  };
  const auto near = [](std::uint32_t count, std::uint32_t total, std::uint32_t percent) {
    const std::uint32_t expected = total * percent / 100;
    return count > expected * 7 / 10 && count < expected * 13 / 10;
  };
  SECTION("states of hosts") {
    CHECK(CloudView{*with("hosts_disabled_percent", 100)}.count_state("Host", "Disabled") == 50);
    const auto world = with("hosts_disconnected_percent", 100);
    CHECK(CloudView{*world}.attribute("Host", 49, "status") == "Disconnected");
  }
  SECTION("states of VMs") {
    CHECK(near(CloudView{*with("vms_stopped_percent", 30)}.count_state("VmInstance", "Stopped"),
               1'000, 30));
    CHECK(near(CloudView{*with("vms_paused_percent", 30)}.count_state("VmInstance", "Paused"),
               1'000, 30));
    CHECK(near(CloudView{*with("vms_unknown_percent", 30)}.count_state("VmInstance", "Unknown"),
               1'000, 30));
    CHECK(near(CloudView{*with("vms_destroyed_percent", 30)}.count_state("VmInstance", "Destroyed"),
               1'000, 30));
    CHECK(CloudView{*with("routers_stopped_percent", 100)}.count_state("ApplianceVm", "Stopped") ==
          5);
  }
  SECTION("volumes") {
    const auto world = with("detached_volumes_percent", 40);
    // 1,000 root volumes of VMs and 500 data volumes.
    CHECK(near(1'500 - CloudView{*world}.count_linked("Volume", "vm"), 500, 40));
    CHECK(CloudView{*with("bound_volumes_percent", 100)}.count_linked("Volume", "bound_host") ==
          500);
  }
  SECTION("owners") {
    CHECK(CloudView{*with("owned_vms_percent", 100)}.count_linked("VmInstance", "account") ==
          1'000);
    CHECK(CloudView{*with("owned_vms_percent", 0)}.count_linked("Volume", "account") == 0);
    CHECK(CloudView{*with("owned_networks_percent", 100)}.count_linked("L3Network", "account") ==
          10);
    CHECK(CloudView{*with("owned_services_percent", 100)}.count_linked("Vip", "account") == 20);
    CHECK(CloudView{*with("owned_offerings_percent", 100)}.count_linked("Image", "account") == 3);
  }
  SECTION("addresses, routers and services") {
    const auto two =
        generate("medium", {{"ip_ranges_per_l3", 2}, {"second_addresses_percent", 50}});
    CHECK(near(CloudView{*two}.count("UsedIp") - CloudView{*two}.count("VmNic"), 1'000, 50));
    const auto vpc = with("vpc_routers_percent", 100);
    CHECK(CloudView{*vpc}.attribute("ApplianceVm", 4, "kind") == "Vpc");
    const auto more =
        generate("medium", {{"l3_networks_per_l2", 4}, {"additional_nics_percent", 100}});
    for (ResourceIndex router = 0; router < 5; ++router) {
      CHECK(CloudView{*more}.all("ApplianceVm", router, "nics").size() ==
            CloudView{*more}.all("ApplianceVm", router, "main_nics").size() + 1);
    }
    const auto pairs = generate("medium", {{"eips_percent", 0},
                                           {"port_forwardings_percent", 0},
                                           {"load_balancers_percent", 100},
                                           {"two_vip_load_balancers_percent", 100}});
    CHECK(CloudView{*pairs}.count("LoadBalancer") == 20);
    CHECK(CloudView{*pairs}.all("LoadBalancer", 7, "vips").size() == 2);
    const auto copies = generate("medium", {{"backup_storages", 3}, {"image_copies", 2}});
    CHECK(CloudView{*copies}.all("Image", 2, "backup_storages").size() == 2);
  }
}

TEST_CASE("Topology: skew moves VMs to the first hosts and keeps their number", "[sim][topology]") {
  const auto vms_of = [](std::int64_t skew) {
    const auto world = generate("medium", {{"vm_skew", skew}, {"vms_stopped_percent", 0}});
    std::vector<std::uint32_t> result(50);
    for (ResourceIndex vm = 0; vm < 1'000; ++vm) {
      ++result[CloudView{*world}.at("VmInstance", vm, "host")];
    }
    return result;
  };
  const auto even = vms_of(0);
  CHECK(even == std::vector<std::uint32_t>(50, 20));
  const auto skewed = vms_of(100);
  CHECK(skewed[0] > 60);           // 200 / H(10)
  CHECK(skewed[10] == skewed[0]);  // Every cluster alike.
  CHECK(std::is_sorted(skewed.rbegin() + 40, skewed.rend()));
  CHECK(std::max(skewed[1] * 2, skewed[0]) - std::min(skewed[1] * 2, skewed[0]) <= 2);
}

TEST_CASE("Topology: changing one number shifts no other draw", "[sim][topology]") {
  const auto usual = generate("medium", {});
  const auto other = generate("medium", {{"vms_paused_percent", 20},
                                         {"vips_per_l3", 5},
                                         {"data_volumes_percent", 90},
                                         {"routers_per_cluster", 3},
                                         {"hosts_disabled_percent", 50}});
  const CloudView a{*usual};
  const CloudView b{*other};
  std::uint32_t stopped = 0;
  for (ResourceIndex vm = 0; vm < 1'000; ++vm) {
    for (const char* relation : {"host", "image", "offering", "account", "root_volume"}) {
      CHECK(a.at("VmInstance", vm, relation) == b.at("VmInstance", vm, relation));
    }
    const bool is_stopped = a.state("VmInstance", vm) == "Stopped";
    stopped += is_stopped ? 1U : 0U;
    CHECK(is_stopped == (b.state("VmInstance", vm) == "Stopped"));
    CHECK(a.at("VmNic", vm, "l3") == b.at("VmNic", vm, "l3"));
    CHECK(a.at("Volume", vm, "storage") == b.at("Volume", vm, "storage"));
  }
  CHECK(stopped > 50);
}

TEST_CASE("Topology: wrong numbers are refused with what would be right", "[sim][topology]") {
  const auto message = [](const char* preset, Numbers numbers) {
    const auto world = try_generate(preset, std::move(numbers));
    REQUIRE_FALSE(world);
    return world.error().message;
  };
  CHECK(message("smal", {}).find("did you mean 'small'?") != std::string::npos);
  CHECK(message("small", {{"host_per_cluster", 3}}).find("did you mean 'hosts_per_cluster'?") !=
        std::string::npos);
  CHECK(message("small", {{"vm_skew", 101}}) ==
        "topology number 'vm_skew' is 101, but must be between 0 and 100");
  CHECK(message("small", {{"vms_stopped_percent", 60}, {"vms_paused_percent", 50}})
            .find("must not exceed 100 together") != std::string::npos);
  CHECK(message("small", {{"eips_percent", 90}}).find("a VIP has one use") != std::string::npos);
  CHECK(message("small", {{"image_copies", 2}}) == "image_copies must not exceed backup_storages");
  CHECK(message("small", {{"ip_ranges_per_l3", 0}}).find("gives Vip/1 no range (IpRange)") !=
        std::string::npos);
  const auto huge = try_generate("million", {{"vms_per_host", 1'000'000}});
  REQUIRE_FALSE(huge);
  CHECK(huge.error().kind == ErrorKind::Limit);
  CHECK(huge.error().message ==
        "the topology has 50000000000 VMs; a type may have 2147483647 at most");
}

TEST_CASE("Topology: numbers may be zero", "[sim][topology]") {
  for (const TopologyNumber& number : topology_numbers(TopologyShape::Cloud)) {
    if (number.min != 0) continue;
    const std::string name{number.name};
    INFO(name);
    Numbers numbers = {{name, 0}};
    // What must go with it.
    if (name == "ip_ranges_per_l3") numbers.push_back({"vips_per_l3", 0});
    if (name == "backup_storages") numbers.push_back({"image_copies", 0});
    const auto world = generate("small", numbers);
    CHECK_FALSE(world->find_inconsistency());
  }
}
