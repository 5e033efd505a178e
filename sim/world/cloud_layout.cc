// SPDX-License-Identifier: Apache-2.0
// Counts of a generated cloud, checked against what an index can name.
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/wide.h"
#include "sim/world/cloud_topology.h"

namespace cascade::sim {
namespace {

/// Multiplies counts and remembers the first that is too large.
class Counts {
 public:
  explicit Counts(const Topology& topology) : topology_(topology) {}

  std::uint32_t number(std::string_view name) const {
    return static_cast<std::uint32_t>(topology_.number(name));
  }
  std::uint32_t of(std::string_view what, std::uint64_t count) {
    if (count <= kResourcesMax) return static_cast<std::uint32_t>(count);
    if (!error_) {
      error_ =
          Error{ErrorKind::Limit, fmt::format("the topology has {} {}; a type may have {} at most",
                                              count, what, kResourcesMax)};
    }
    return 0;
  }
  std::uint32_t product(std::string_view what, std::uint64_t a, std::uint64_t b) {
    return of(what, a * b);  // Each below 2^31.
  }
  void require(bool condition, std::string_view message) {
    if (!condition && !error_) error_ = Error{ErrorKind::Input, std::string{message}};
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  const Topology& topology_;
  std::optional<Error> error_;
};

void read_numbers(CloudLayout& layout, const Counts& counts) {
  layout.clusters_per_zone = counts.number("clusters_per_zone");
  layout.hosts_per_cluster = counts.number("hosts_per_cluster");
  layout.routers_per_cluster = counts.number("routers_per_cluster");
  layout.clusters_per_storage = counts.number("clusters_per_storage");
  layout.clusters_per_l2 = counts.number("clusters_per_l2_network");
  layout.nics_per_vm = counts.number("nics_per_vm");
  layout.storages_per_cluster = counts.number("storages_per_cluster");
  layout.l2s_per_cluster = counts.number("l2_networks_per_cluster");
  layout.l3s_per_l2 = counts.number("l3_networks_per_l2");
  layout.ranges_per_l3 = counts.number("ip_ranges_per_l3");
  layout.vips_per_l3 = counts.number("vips_per_l3");
  layout.router_offerings_per_group = counts.number("router_offerings");
}

// How many groups of one zone's clusters share something, `sharing` clusters at a time.
std::uint64_t groups_per_zone(const CloudLayout& layout, std::uint32_t sharing) {
  return std::uint64_t{(layout.clusters_per_zone + sharing - 1) / sharing};
}

void count_machines(CloudLayout& layout, Counts& counts) {
  layout.zones = counts.number("zones");
  layout.clusters = counts.product("clusters", layout.zones, layout.clusters_per_zone);
  layout.hosts = counts.product("hosts", layout.clusters, layout.hosts_per_cluster);
  layout.vms_per_cluster =
      counts.product("VMs", layout.hosts_per_cluster, counts.number("vms_per_host"));
  layout.vms = counts.product("VMs", layout.clusters, layout.vms_per_cluster);
  layout.routers = counts.product("router VMs", layout.hosts == 0 ? 0 : layout.clusters,
                                  layout.routers_per_cluster);
}

void count_storages(CloudLayout& layout, Counts& counts) {
  const std::uint32_t groups =
      counts.product("groups", layout.zones, groups_per_zone(layout, layout.clusters_per_storage));
  layout.storages = counts.product("primary storages", groups, layout.storages_per_cluster);
  if (layout.storages == 0) return;
  layout.data_volumes = counts.of(
      "data volumes", std::uint64_t{layout.vms} * counts.number("data_volumes_percent") / 100);
  layout.user_volumes = counts.of("volumes", std::uint64_t{layout.vms} + layout.data_volumes);
  counts.of("volumes", std::uint64_t{layout.user_volumes} + layout.routers);
  layout.snapshots = counts.of(
      "snapshots", std::uint64_t{layout.user_volumes} * counts.number("snapshots_percent") / 100);
}

void count_networks(CloudLayout& layout, Counts& counts) {
  const std::uint32_t groups =
      counts.product("groups", layout.zones, groups_per_zone(layout, layout.clusters_per_l2));
  layout.l2s = counts.product("L2 networks", groups, layout.l2s_per_cluster);
  layout.l3s = counts.product("L3 networks", layout.l2s, layout.l3s_per_l2);
  layout.ranges = counts.product("IP ranges", layout.l3s, layout.ranges_per_l3);
  layout.vips = counts.product("VIPs", layout.l3s, layout.vips_per_l3);
  layout.router_offerings = counts.product("router offerings", layout.l3s == 0 ? 0 : groups,
                                           layout.router_offerings_per_group);
  layout.vm_nics = counts.product("NICs", layout.l3s == 0 ? 0 : layout.vms, layout.nics_per_vm);
}

// Types that nothing else is counted from.
void check_other_counts(const CloudLayout& layout, Counts& counts) {
  counts.of("NICs", 2 * std::uint64_t{layout.vm_nics} + 4 * std::uint64_t{layout.routers});
  counts.product("NUMA nodes", layout.hosts, counts.number("numa_nodes_per_host"));
  counts.product("pinned CPUs", layout.hosts, counts.number("pinned_cpus_per_host"));
  counts.product("port forwarding rules", layout.vips, counts.number("rules_per_vip"));
  counts.product("VTEPs", std::uint64_t{layout.hosts}, layout.l2s_per_cluster);
  counts.product("remote VTEPs", layout.l2s, counts.number("remote_vteps_per_pool"));
}

void check_what_excludes(Counts& counts) {
  counts.require(counts.number("vms_stopped_percent") + counts.number("vms_paused_percent") +
                         counts.number("vms_unknown_percent") +
                         counts.number("vms_destroyed_percent") <=
                     100,
                 "vms_stopped_percent, vms_paused_percent, vms_unknown_percent and "
                 "vms_destroyed_percent must not exceed 100 together");
  counts.require(counts.number("eips_percent") + counts.number("port_forwardings_percent") +
                         counts.number("load_balancers_percent") <=
                     100,
                 "eips_percent, port_forwardings_percent and load_balancers_percent must not "
                 "exceed 100 together: a VIP has one use");
  counts.require(counts.number("image_copies") <= counts.number("backup_storages"),
                 "image_copies must not exceed backup_storages");
}

}  // namespace

Result<CloudLayout> CloudLayout::make(const Topology& topology) {
  CloudLayout layout{topology};
  Counts counts{topology};
  read_numbers(layout, counts);
  count_machines(layout, counts);
  count_storages(layout, counts);
  count_networks(layout, counts);
  check_other_counts(layout, counts);
  check_what_excludes(counts);
  if (counts.error()) return tl::unexpected(*counts.error());
  layout.spread_vms();
  return layout;
}

IndexRange CloudLayout::clusters_of_group(std::uint32_t group, std::uint32_t sharing) const {
  const std::uint32_t groups = (clusters_per_zone + sharing - 1) / sharing;
  const std::uint32_t begin = group % groups * sharing;
  return {group / groups * clusters_per_zone + begin, std::min(sharing, clusters_per_zone - begin)};
}

std::uint32_t CloudLayout::host_of_vm(std::uint32_t vm) const {
  const std::uint32_t cluster = cluster_of_vm(vm);
  const std::uint32_t n = vm - vms_of(cluster).first;
  const auto next = std::upper_bound(vms_before_host_.begin(), vms_before_host_.end(), n);
  return hosts_of(cluster).first + static_cast<std::uint32_t>(next - vms_before_host_.begin()) - 1;
}

/// The n-th host's weight mixes "all alike" and 1/n; rounding the running sum keeps the total.
void CloudLayout::spread_vms() {
  constexpr std::uint64_t kScale = 10'000;
  const auto skew = static_cast<std::uint64_t>(number("vm_skew"));
  const auto weight = [&](std::uint64_t n) {
    return kScale * (100 - skew) + kScale * skew / (n + 1);
  };
  std::uint64_t total = 0;
  for (std::uint32_t n = 0; n < hosts_per_cluster; ++n) total += weight(n);
  vms_before_host_.assign(std::size_t{hosts_per_cluster} + 1, 0);
  std::uint64_t sum = 0;
  for (std::uint32_t n = 0; n < hosts_per_cluster; ++n) {
    sum += weight(n);
    vms_before_host_[n + 1] =
        static_cast<std::uint32_t>(static_cast<WideUint>(vms_per_cluster) * sum / total);
  }
}

}  // namespace cascade::sim
