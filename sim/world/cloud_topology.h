// SPDX-License-Identifier: Apache-2.0
// The arithmetic of a generated cloud: how many of each type, and which of them belong together.
// Resources of a type are numbered along zones, clusters, hosts and VMs, so that what belongs
// together lies together. Only for sim/cloud_*.cc.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/ids.h"
#include "engine/result.h"
#include "sim/world/topology.h"
#include "sim/world/topology_parts.h"

namespace cascade::sim {

/// Consecutive resources of one type.
struct IndexRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  /// The n-th of them, counted round and round.
  [[nodiscard]] ResourceIndex pick(std::uint64_t n) const {
    return first + static_cast<std::uint32_t>(n % count);
  }
};

/// What a VIP is used for.
enum class VipUse : std::uint8_t { Eip, PortForwarding, LoadBalancer, Nothing };

class CloudLayout {
 public:
  /// Errors: more than 2^31 - 1 resources of a type; numbers that exclude one another.
  static Result<CloudLayout> make(const Topology& topology);

  [[nodiscard]] std::int64_t number(std::string_view name) const { return topology_->number(name); }

  [[nodiscard]] std::uint32_t zone_of_cluster(std::uint32_t cluster) const {
    return cluster / clusters_per_zone;
  }
  [[nodiscard]] IndexRange hosts_of(std::uint32_t cluster) const {
    return {cluster * hosts_per_cluster, hosts_per_cluster};
  }
  [[nodiscard]] IndexRange vms_of(std::uint32_t cluster) const {
    return {cluster * vms_per_cluster, vms_per_cluster};
  }
  [[nodiscard]] std::uint32_t cluster_of_vm(std::uint32_t vm) const { return vm / vms_per_cluster; }
  /// First VM of the n-th host of a cluster, counted from the cluster's first VM.
  [[nodiscard]] std::uint32_t vms_before_host(std::uint32_t n) const { return vms_before_host_[n]; }
  /// Where it runs, or ran.
  [[nodiscard]] std::uint32_t host_of_vm(std::uint32_t vm) const;
  [[nodiscard]] IndexRange storages_of(std::uint32_t cluster) const {
    return shared(cluster, clusters_per_storage, storages_per_cluster);
  }
  [[nodiscard]] IndexRange l2s_of(std::uint32_t cluster) const {
    return shared(cluster, clusters_per_l2, l2s_per_cluster);
  }
  [[nodiscard]] IndexRange l3s_of(std::uint32_t cluster) const {
    const IndexRange l2 = l2s_of(cluster);
    return {l2.first * l3s_per_l2, l2.count * l3s_per_l2};
  }
  [[nodiscard]] IndexRange ranges_of(std::uint32_t l3) const {
    return {l3 * ranges_per_l3, ranges_per_l3};
  }
  /// The clusters that share the n-th group of storages or L2 networks.
  [[nodiscard]] IndexRange clusters_of_group(std::uint32_t group, std::uint32_t sharing) const;

  // All of a type.
  std::uint32_t zones = 0;
  std::uint32_t clusters = 0;
  std::uint32_t hosts = 0;
  std::uint32_t vms = 0;
  std::uint32_t routers = 0;
  std::uint32_t storages = 0;
  std::uint32_t data_volumes = 0;
  std::uint32_t user_volumes = 0;  ///< Root volumes of VMs, then data volumes.
  std::uint32_t snapshots = 0;
  std::uint32_t l2s = 0;
  std::uint32_t l3s = 0;
  std::uint32_t ranges = 0;
  std::uint32_t vips = 0;
  std::uint32_t router_offerings = 0;
  std::uint32_t vm_nics = 0;

  // Of one.
  std::uint32_t clusters_per_zone = 0;
  std::uint32_t hosts_per_cluster = 0;
  std::uint32_t vms_per_cluster = 0;
  std::uint32_t routers_per_cluster = 0;
  std::uint32_t storages_per_cluster = 0;
  std::uint32_t clusters_per_storage = 1;
  std::uint32_t l2s_per_cluster = 0;
  std::uint32_t clusters_per_l2 = 1;
  std::uint32_t l3s_per_l2 = 0;
  std::uint32_t ranges_per_l3 = 0;
  std::uint32_t vips_per_l3 = 0;
  std::uint32_t nics_per_vm = 0;
  std::uint32_t router_offerings_per_group = 0;

 private:
  explicit CloudLayout(const Topology& topology) : topology_(&topology) {}
  [[nodiscard]] IndexRange shared(std::uint32_t cluster, std::uint32_t sharing,
                                  std::uint32_t count) const {
    const std::uint32_t groups = (clusters_per_zone + sharing - 1) / sharing;
    const std::uint32_t group =
        zone_of_cluster(cluster) * groups + cluster % clusters_per_zone / sharing;
    return {group * count, count};
  }
  void spread_vms();

  const Topology* topology_;
  std::vector<std::uint32_t> vms_before_host_;
};

/// One cloud in the making: its layout and the world that it fills. Each function makes some of
/// the types, with their relations to the types made before.
class CloudMaker {
 public:
  CloudMaker(const CloudLayout& layout, World& world, std::uint64_t seed);

  void add_accounts();
  void add_zones_and_clusters();
  void add_hosts();
  void add_storages();
  void add_networks();
  void add_images();
  void add_vms();
  void add_vm_states();
  void add_volumes();
  void add_nics();
  void add_routers();
  void add_router_nics();
  void add_vxlan();
  void add_services();

 private:
  enum class VmState : std::uint8_t { Stopped, Paused, Unknown, Destroyed, Running };

  [[nodiscard]] std::uint32_t count(std::string_view type) const;
  template <std::size_t size>
  [[nodiscard]] std::array<std::int64_t, size> running_totals(
      const std::array<std::string_view, size>& percents) const;
  /// Gives a share of the resources of a type to accounts.
  void give_to_accounts(std::string_view type, std::string_view percent_name);
  void attach_to_clusters(std::string_view type, std::uint32_t per_group, std::uint32_t sharing,
                          std::uint32_t count);
  [[nodiscard]] ResourceIndex storage_of_vm(std::uint32_t vm) const;
  /// The account that owns a VM, or kNoResource.
  [[nodiscard]] ResourceIndex owner_of_vm(std::uint32_t vm) const;
  [[nodiscard]] VmState state_of_vm(std::uint32_t vm) const;
  /// Whether a VM stands without a host.
  [[nodiscard]] bool vm_is_off(std::uint32_t vm) const;
  void add_router_offerings();
  /// The L3 network of a VM's n-th NIC.
  [[nodiscard]] ResourceIndex l3_of_nic(std::uint32_t vm, std::uint32_t n) const;
  ResourceIndex add_nic(ResourceIndex l3, std::uint64_t draw);
  void add_second_addresses(const Draws& which_range);
  void add_security_groups();
  [[nodiscard]] VipUse use_of_vip(ResourceIndex vip) const;
  [[nodiscard]] ResourceIndex nic_behind(ResourceIndex vip) const;
  void add_rules(VipUse use, std::string_view type, std::uint32_t each);
  void add_load_balancers();

  const CloudLayout& layout_;
  World& world_;
  WorldFiller fill_;
  // Draws that are asked from several places.
  Draws vm_state_;
  Draws vm_storage_;
  Draws vm_owned_;
  Draws vm_owner_;
  Draws nic_l3_;
  Draws vip_use_;
  Draws vip_nic_;
  std::int64_t owned_vms_percent_;
  std::uint32_t accounts_ = 0;
  std::array<std::int64_t, 4> vm_state_limits_{};  ///< Running totals of percents, by VmState.
  std::array<Mark, 5> vm_marks_;                   ///< By VmState.
  std::array<std::int64_t, 3> vip_use_limits_{};   ///< Running totals of percents.
};

}  // namespace cascade::sim
