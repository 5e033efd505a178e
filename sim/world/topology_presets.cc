// SPDX-License-Identifier: Apache-2.0
// The tables of topologies: every number with its default and range, and the presets. The parser,
// the schema and the help are made from these.
#include <array>

#include "sim/world/topology.h"

namespace cascade::sim {
namespace {

constexpr std::int64_t kMany = 1'000'000;
constexpr std::int64_t kPercent = 100;
/// "Per 100 of them": more than one each is allowed.
constexpr std::int64_t kPer100 = 100'000;

constexpr std::array kCloudNumbers = {
    // Where things run.
    TopologyNumber{"zones", "zones", 1, 1, kMany},
    TopologyNumber{"clusters_per_zone", "clusters in each zone", 2, 0, kMany},
    TopologyNumber{"hosts_per_cluster", "hosts in each cluster", 4, 0, kMany},
    TopologyNumber{"hosts_disabled_percent", "percent of hosts in state Disabled", 0, 0, kPercent},
    TopologyNumber{"hosts_disconnected_percent", "percent of hosts with status Disconnected", 0, 0,
                   kPercent},
    TopologyNumber{"numa_nodes_per_host", "NUMA nodes of each host", 2, 0, kMany},
    TopologyNumber{"pinned_cpus_per_host", "CPUs of each host that are pinned", 1, 0, kMany},
    // User VMs.
    TopologyNumber{"vms_per_host", "user VMs per host, on the average of a cluster", 10, 0, kMany},
    TopologyNumber{"vm_skew",
                   "percent: 0 gives every host as many VMs, 100 the n-th host of a cluster 1/n of "
                   "the first one's",
                   0, 0, kPercent},
    TopologyNumber{"vms_stopped_percent", "percent of VMs that are Stopped and without a host", 10,
                   0, kPercent},
    TopologyNumber{"vms_paused_percent", "percent of VMs that are Paused", 0, 0, kPercent},
    TopologyNumber{"vms_unknown_percent", "percent of VMs in state Unknown", 0, 0, kPercent},
    TopologyNumber{"vms_destroyed_percent",
                   "percent of VMs that are Destroyed, not yet expunged and without a host", 0, 0,
                   kPercent},
    TopologyNumber{"numa_vms_percent", "percent of VMs with a virtual NUMA node", 5, 0, kPercent},
    TopologyNumber{"nics_per_vm", "NICs of each VM, on different L3 networks while there are any",
                   1, 0, 1000},
    TopologyNumber{"second_addresses_percent",
                   "percent of NICs with a second address, in another range of their L3 network", 0,
                   0, kPercent},
    TopologyNumber{"grouped_nics_percent", "percent of VM NICs that are in a security group", 30, 0,
                   kPercent},
    TopologyNumber{"security_groups", "security groups in all", 3, 0, kMany},
    // Router VMs.
    TopologyNumber{"routers_per_cluster", "router VMs in each cluster", 1, 0, kMany},
    TopologyNumber{"routers_stopped_percent", "percent of router VMs that are Stopped", 0, 0,
                   kPercent},
    TopologyNumber{"vpc_routers_percent", "percent of router VMs that are VPC routers", 50, 0,
                   kPercent},
    TopologyNumber{"additional_nics_percent",
                   "percent of router VMs with a NIC on an additional public network", 20, 0,
                   kPercent},
    TopologyNumber{"router_offerings",
                   "router offerings per group of clusters with the same L2 networks", 1, 0, kMany},
    // Storage.
    TopologyNumber{"storages_per_cluster", "primary storages that a cluster uses", 1, 0, kMany},
    TopologyNumber{"clusters_per_storage", "clusters of a zone that share their primary storages",
                   1, 1, kMany},
    TopologyNumber{"data_volumes_percent", "data volumes per 100 VMs", 50, 0, kPer100},
    TopologyNumber{"detached_volumes_percent", "percent of data volumes attached to no VM", 10, 0,
                   kPercent},
    TopologyNumber{"bound_volumes_percent", "percent of data volumes that live on one host", 0, 0,
                   kPercent},
    TopologyNumber{"snapshots_percent", "snapshots per 100 volumes", 25, 0, kPer100},
    TopologyNumber{"backup_storages", "backup storages, attached to every zone", 1, 0, kMany},
    TopologyNumber{"images", "images", 3, 0, kMany},
    TopologyNumber{"image_copies", "backup storages that hold a copy of each image", 1, 0, kMany},
    // Networks.
    TopologyNumber{"l2_networks_per_cluster", "L2 networks that a cluster uses", 1, 0, kMany},
    TopologyNumber{"clusters_per_l2_network", "clusters of a zone that share their L2 networks", 1,
                   1, kMany},
    TopologyNumber{"vxlan_pools_percent",
                   "percent of L2 networks that are VXLAN pools, with a VTEP on every host", 20, 0,
                   kPercent},
    TopologyNumber{"remote_vteps_per_pool", "remote VTEPs of each VXLAN pool", 1, 0, kMany},
    TopologyNumber{"l3_networks_per_l2", "L3 networks on each L2 network", 2, 0, kMany},
    TopologyNumber{"ip_ranges_per_l3", "IP ranges of each L3 network", 1, 0, kMany},
    TopologyNumber{"vips_per_l3", "VIPs on each L3 network", 2, 0, kMany},
    TopologyNumber{"eips_percent", "percent of VIPs that carry an EIP", 40, 0, kPercent},
    TopologyNumber{"port_forwardings_percent", "percent of VIPs that carry port forwarding rules",
                   20, 0, kPercent},
    TopologyNumber{"rules_per_vip", "port forwarding rules of a VIP that carries any", 2, 0, kMany},
    TopologyNumber{"load_balancers_percent", "percent of VIPs that carry a load balancer", 20, 0,
                   kPercent},
    TopologyNumber{"two_vip_load_balancers_percent",
                   "percent of load balancers with a second VIP, of the same L3 network", 20, 0,
                   kPercent},
    TopologyNumber{"access_control_lists", "access control lists in all", 2, 0, kMany},
    TopologyNumber{"sdn_controllers", "SDN controllers in all", 1, 0, kMany},
    // Offerings and accounts.
    TopologyNumber{"instance_offerings", "instance offerings", 3, 0, kMany},
    TopologyNumber{"disk_offerings", "disk offerings", 2, 0, kMany},
    TopologyNumber{"accounts", "accounts beside the admin", 2, 0, kMany},
    TopologyNumber{"owned_vms_percent",
                   "percent of VMs and VPC routers that an account owns, with their volumes", 50, 0,
                   kPercent},
    TopologyNumber{"owned_networks_percent", "percent of L2 and L3 networks that an account owns",
                   20, 0, kPercent},
    TopologyNumber{"owned_services_percent",
                   "percent of VIPs, load balancers, access control lists, security groups, SDN "
                   "controllers and certificates that an account owns",
                   50, 0, kPercent},
    TopologyNumber{"owned_offerings_percent",
                   "percent of images and offerings that an account owns", 30, 0, kPercent},
    TopologyNumber{"certificates", "certificates in all", 1, 0, kMany},
};

constexpr std::array kBaselineNumbers = {
    TopologyNumber{"vms", "number of VMs; decides every other number", 10'000, 1, 1'000'000'000},
    TopologyNumber{"permuted", "1: the indices of every type are shuffled", 0, 0, 1},
};

constexpr std::array kRandomNumbers = {
    TopologyNumber{"types", "resource types", 6, 1, 200},
    TopologyNumber{"density", "percent of the possible edges between types that exist", 30, 0,
                   kPercent},
    TopologyNumber{"span", "how far apart the types of an edge may be; 1 makes one deep chain", 200,
                   1, 200},
    TopologyNumber{"back_edges", "percent of the possible edges back up, which make type cycles", 0,
                   0, kPercent},
    TopologyNumber{"diamonds", "diamonds of four types that are added", 0, 0, 1000},
    TopologyNumber{"resources_per_type", "resources of each type", 5, 0, 10'000'000},
    TopologyNumber{"links_per_resource", "targets of a resource along each relation, at most", 2, 0,
                   1000},
    TopologyNumber{"resource_cycles", "1: resources may be linked in cycles where types are", 1, 0,
                   1},
    TopologyNumber{"stop_percent", "percent of edges whose reaction leaves the resource, stopped",
                   20, 0, kPercent},
    TopologyNumber{"clear_percent", "percent of edges whose reaction clears the reference", 15, 0,
                   kPercent},
    TopologyNumber{"mark_percent",
                   "percent of edges whose reaction leaves the resource and shows it to children",
                   10, 0, kPercent},
    TopologyNumber{"contradictions", "1: reactions of one type may set different states", 0, 0, 1},
    TopologyNumber{"ignore_percent", "percent of edges where a failure is ignored", 10, 0,
                   kPercent},
    TopologyNumber{"footprints", "1: deletions also count down at the resources they refer to", 1,
                   0, 1},
};

const std::vector<TopologyPreset>& presets() {
  using Numbers = std::vector<std::pair<std::string_view, std::int64_t>>;
  const auto cloud = [](std::int64_t zones, std::int64_t clusters, std::int64_t hosts,
                        std::int64_t vms) {
    return Numbers{{"zones", zones},
                   {"clusters_per_zone", clusters},
                   {"hosts_per_cluster", hosts},
                   {"vms_per_host", vms}};
  };
  using enum TopologyShape;
  static const std::vector<TopologyPreset> kPresets = {
      {"tiny", "10 VMs on 2 hosts of one cluster", Cloud, cloud(1, 1, 2, 5)},
      {"small", "100 VMs in 2 clusters", Cloud, cloud(1, 2, 5, 10)},
      {"medium", "1,000 VMs in 5 clusters", Cloud, cloud(1, 5, 10, 20)},
      {"large", "10,000 VMs in 25 clusters", Cloud, cloud(1, 25, 20, 20)},
      {"huge", "100,000 VMs in 5 zones", Cloud, cloud(5, 50, 20, 20)},
      {"million", "1,000,000 VMs in 10 zones", Cloud, cloud(10, 100, 50, 20)},
      {"dense", "random: 8 types, nearly all edges", Random, {{"types", 8}, {"density", 80}}},
      {"deep", "random: a chain of 20 types", Random, {{"types", 20}, {"span", 2}}},
      {"cyclic", "random: type cycles", Random, {{"types", 6}, {"back_edges", 25}}},
      {"diamonds", "random: several ways to one type", Random, {{"types", 9}, {"diamonds", 3}}},
  };
  return kPresets;
}

}  // namespace

std::span<const TopologyNumber> topology_numbers(TopologyShape shape) {
  switch (shape) {
    case TopologyShape::Cloud:
      return kCloudNumbers;
    case TopologyShape::Baseline:
      return kBaselineNumbers;
    case TopologyShape::Random:
      return kRandomNumbers;
    case TopologyShape::Written:
      break;
  }
  return {};
}

std::span<const TopologyPreset> topology_presets() {
  return presets();
}

}  // namespace cascade::sim
