// SPDX-License-Identifier: Apache-2.0
// A generated cloud: networks, NICs with their addresses, and the services on VIPs.
#include <algorithm>

#include "sim/world/cloud_topology.h"

namespace cascade::sim {

void CloudMaker::add_networks() {
  const std::uint32_t l2s = fill_.populate("L2Network", layout_.l2s);
  attach_to_clusters("L2Network", layout_.l2s_per_cluster, layout_.clusters_per_l2, l2s);
  const std::uint32_t l3s = fill_.populate("L3Network", layout_.l3s);
  const Link l2 = fill_.link("L3Network", {"l2", "l2_network"}, "L2Network");
  for (std::uint32_t i = 0; i < l3s; ++i) l2(i, i / layout_.l3s_per_l2);
  const std::uint32_t ranges = fill_.populate("IpRange", layout_.ranges);
  const Link l3 = fill_.link("IpRange", {"l3", "l3_network"}, "L3Network");
  for (std::uint32_t i = 0; i < ranges; ++i) l3(i, i / layout_.ranges_per_l3);
  give_to_accounts("L2Network", "owned_networks_percent");
  give_to_accounts("L3Network", "owned_networks_percent");
}

ResourceIndex CloudMaker::l3_of_nic(std::uint32_t vm, std::uint32_t n) const {
  const IndexRange l3s = layout_.l3s_of(layout_.cluster_of_vm(vm));
  return l3s.pick(std::uint64_t{nic_l3_.below(vm, l3s.count)} + n);
}

/// A NIC on `l3` with an address in one of its ranges, the one that `draw` falls on.
ResourceIndex CloudMaker::add_nic(ResourceIndex l3, std::uint64_t draw) {
  const ResourceIndex nic = count("VmNic");
  fill_.populate("VmNic", 1);
  fill_.link("VmNic", {"l3", "l3_network"}, "L3Network")(nic, l3);
  if (layout_.ranges_per_l3 != 0 && fill_.has("UsedIp")) {
    const ResourceIndex ip = count("UsedIp");
    fill_.populate("UsedIp", 1);
    fill_.link("UsedIp", {"nic"}, "VmNic")(ip, nic);
    fill_.link("UsedIp", {"range", "ip_range"}, "IpRange")(ip, layout_.ranges_of(l3).pick(draw));
  }
  return nic;
}

void CloudMaker::add_nics() {
  const std::uint32_t each = layout_.nics_per_vm;
  const std::uint32_t vms = layout_.vm_nics == 0 ? 0 : count("VmInstance");
  fill_.populate("VmNic", vms == 0 ? 0 : layout_.vm_nics);
  const Link vm_l3 = fill_.link("VmInstance", {"l3s", "nets", "l3", "l3_network"}, "L3Network");
  const Link vm_range = fill_.link("VmInstance", {"ip_ranges", "ip_range", "range"}, "IpRange");
  const Link vm_of = fill_.link("VmNic", {"vm"}, "VmInstance");
  const Link l3_of = fill_.link("VmNic", {"l3", "l3_network"}, "L3Network");
  const Link nic_range = fill_.link("VmNic", {"range", "ip_range"}, "IpRange");
  const bool has_ranges = layout_.ranges_per_l3 != 0;
  const std::uint32_t ips = fill_.populate("UsedIp", has_ranges ? count("VmNic") : 0);
  const Link nic_of = fill_.link("UsedIp", {"nic"}, "VmNic");
  const Link range_of = fill_.link("UsedIp", {"range", "ip_range"}, "IpRange");
  const Draws which_range = fill_.draws("nic.range");
  for (std::uint32_t vm = 0; vm < vms; ++vm) {
    for (std::uint32_t n = 0; n < each; ++n) {
      const ResourceIndex nic = vm * each + n;
      const ResourceIndex l3 = l3_of_nic(vm, n);
      vm_l3(vm, l3);
      vm_of(nic, vm);
      l3_of(nic, l3);
      if (!has_ranges) continue;
      const ResourceIndex range = layout_.ranges_of(l3).pick(which_range.at(nic));
      vm_range(vm, range);
      nic_range(nic, range);
      if (ips == 0) continue;
      nic_of(nic, nic);
      range_of(nic, range);
    }
  }
  add_second_addresses(which_range);
  add_security_groups();
}

void CloudMaker::add_second_addresses(const Draws& which_range) {
  const std::uint32_t first_ips = count("UsedIp");
  const std::int64_t percent = layout_.number("second_addresses_percent");
  if (layout_.ranges_per_l3 < 2 || first_ips == 0 || percent == 0) return;
  const Draws has_second = fill_.draws("nic.second_address");
  std::uint32_t extra = 0;
  for (std::uint32_t nic = 0; nic < first_ips; ++nic) {
    extra += has_second.percent(nic, percent) ? 1U : 0U;
  }
  fill_.populate("UsedIp", extra);
  const Link nic_of = fill_.link("UsedIp", {"nic"}, "VmNic");
  const Link range_of = fill_.link("UsedIp", {"range", "ip_range"}, "IpRange");
  ResourceIndex ip = first_ips;
  for (std::uint32_t nic = 0; nic < first_ips; ++nic) {
    if (!has_second.percent(nic, percent)) continue;
    const ResourceIndex l3 = l3_of_nic(nic / layout_.nics_per_vm, nic % layout_.nics_per_vm);
    nic_of(ip, nic);
    range_of(ip, layout_.ranges_of(l3).pick(which_range.at(nic) % layout_.ranges_per_l3 + 1));
    ++ip;
  }
}

void CloudMaker::add_security_groups() {
  const std::uint32_t groups = count("SecurityGroup");
  const std::uint32_t nics = count("VmNic");
  const std::int64_t percent = groups == 0 ? 0 : layout_.number("grouped_nics_percent");
  const Draws is_in = fill_.draws("nic.grouped");
  const Draws which = fill_.draws("nic.group");
  std::uint32_t members = 0;
  for (std::uint32_t nic = 0; nic < nics; ++nic) members += is_in.percent(nic, percent) ? 1U : 0U;
  members = fill_.populate("VmNicSecurityGroupRef", members);
  const Link nic_of = fill_.link("VmNicSecurityGroupRef", {"nic"}, "VmNic");
  const Link group_of = fill_.link("VmNicSecurityGroupRef", {"group"}, "SecurityGroup");
  for (std::uint32_t nic = 0, member = 0; member < members; ++nic) {
    if (!is_in.percent(nic, percent)) continue;
    nic_of(member, nic);
    group_of(member, which.below(nic, groups));
    ++member;
  }
}

void CloudMaker::add_vxlan() {
  const std::uint32_t l2s = count("L2Network");
  const std::int64_t percent = layout_.number("vxlan_pools_percent");
  const auto remotes = static_cast<std::uint32_t>(layout_.number("remote_vteps_per_pool"));
  const Draws is_pool = fill_.draws("l2.vxlan");
  const auto clusters_of = [&](std::uint32_t l2) {
    return layout_.clusters_of_group(l2 / layout_.l2s_per_cluster, layout_.clusters_per_l2);
  };
  std::uint64_t vteps = 0;
  std::uint64_t remote_vteps = 0;
  for (std::uint32_t l2 = 0; l2 < l2s; ++l2) {
    if (!is_pool.percent(l2, percent)) continue;
    vteps += std::uint64_t{clusters_of(l2).count} * layout_.hosts_per_cluster;
    remote_vteps += remotes;
  }
  if (count("Host") == 0) vteps = 0;
  const bool has_vteps = fill_.populate("Vtep", vteps) != 0;
  const bool has_remotes = fill_.populate("RemoteVtep", remote_vteps) != 0;
  const Link pool = fill_.link("Vtep", {"pool"}, "L2Network");
  const Link host = fill_.link("Vtep", {"host"}, "Host");
  const Link remote_pool = fill_.link("RemoteVtep", {"pool"}, "L2Network");
  const Link remote_cluster = fill_.link("RemoteVtep", {"cluster"}, "Cluster");
  ResourceIndex vtep = 0;
  ResourceIndex remote = 0;
  for (std::uint32_t l2 = 0; l2 < l2s; ++l2) {
    if (!is_pool.percent(l2, percent)) continue;
    const IndexRange clusters = clusters_of(l2);
    const std::uint32_t hosts = has_vteps ? clusters.count * layout_.hosts_per_cluster : 0;
    for (std::uint32_t n = 0; n < hosts; ++n, ++vtep) {
      pool(vtep, l2);
      host(vtep, layout_.hosts_of(clusters.first).first + n);
    }
    for (std::uint32_t n = 0; has_remotes && n < remotes; ++n, ++remote) {
      remote_pool(remote, l2);
      remote_cluster(remote, clusters.pick(n));
    }
  }
}

/// Steps of the golden ratio through 0 .. 99 keep the shares close even among few VIPs.
VipUse CloudMaker::use_of_vip(ResourceIndex vip) const {
  constexpr std::uint64_t kStep = 61;
  const auto draw = static_cast<std::int64_t>((vip_use_.below(0, 100) + kStep * vip) % 100);
  const auto limit = std::upper_bound(vip_use_limits_.begin(), vip_use_limits_.end(), draw);
  return static_cast<VipUse>(limit - vip_use_limits_.begin());
}

/// A NIC of some VM in a cluster that reaches the VIP's L2 network; none: kNoResource.
ResourceIndex CloudMaker::nic_behind(ResourceIndex vip) const {
  if (layout_.vm_nics == 0 || !fill_.has("VmNic")) return kNoResource;
  const std::uint32_t l2 = vip / layout_.vips_per_l3 / layout_.l3s_per_l2;
  const IndexRange clusters =
      layout_.clusters_of_group(l2 / layout_.l2s_per_cluster, layout_.clusters_per_l2);
  const std::uint64_t draw = vip_nic_.at(vip);
  const std::uint32_t vm = layout_.vms_of(clusters.pick(draw >> 32U)).pick(draw & 0xFFFFFFFFU);
  return vm * layout_.nics_per_vm;
}

void CloudMaker::add_rules(VipUse use, std::string_view type, std::uint32_t each) {
  const std::uint32_t vips = count("Vip");
  std::uint64_t wanted = 0;
  for (std::uint32_t vip = 0; vip < vips; ++vip) wanted += use_of_vip(vip) == use ? each : 0;
  const std::uint32_t rules = fill_.populate(type, wanted);
  const Link vip_of = fill_.link(type, {"vip"}, "Vip");
  const Link nic_of = fill_.link(type, {"nic"}, "VmNic");
  const Link vm_of = fill_.link(type, {"vm"}, "VmInstance");
  ResourceIndex rule = 0;
  for (std::uint32_t vip = 0; rule < rules; ++vip) {
    if (use_of_vip(vip) != use) continue;
    const ResourceIndex nic = nic_behind(vip);
    for (std::uint32_t n = 0; n < each; ++n, ++rule) {
      vip_of(rule, vip);
      if (nic == kNoResource) continue;
      nic_of(rule, nic);
      vm_of(rule, nic / layout_.nics_per_vm);
    }
  }
}

void CloudMaker::add_load_balancers() {
  const std::uint32_t vips = count("Vip");
  std::uint32_t wanted = 0;
  for (std::uint32_t vip = 0; vip < vips; ++vip) {
    wanted += use_of_vip(vip) == VipUse::LoadBalancer ? 1U : 0U;
  }
  const std::uint32_t balancers = fill_.populate("LoadBalancer", wanted);
  const Link vip_of = fill_.link("LoadBalancer", {"vips", "vip"}, "Vip");
  const Link acl_of = fill_.link("LoadBalancer", {"acls"}, "AccessControlList");
  const IndexRange acls{0, count("AccessControlList")};
  const Draws has_second = fill_.draws("load_balancer.second_vip");
  const Draws which_acl = fill_.draws("load_balancer.acl");
  const std::int64_t percent = layout_.number("two_vip_load_balancers_percent");
  ResourceIndex balancer = 0;
  for (std::uint32_t vip = 0; balancer < balancers; ++vip) {
    if (use_of_vip(vip) != VipUse::LoadBalancer) continue;
    vip_of(balancer, vip);
    const IndexRange siblings{vip - vip % layout_.vips_per_l3, layout_.vips_per_l3};
    if (has_second.percent(balancer, percent) && siblings.count > 1) {
      vip_of(balancer, siblings.pick(std::uint64_t{vip} - siblings.first + 1));
    }
    if (acls.count != 0) acl_of(balancer, acls.pick(which_acl.at(balancer)));
    ++balancer;
  }
  give_to_accounts("LoadBalancer", "owned_services_percent");
}

void CloudMaker::add_services() {
  const std::uint32_t vips = fill_.populate("Vip", layout_.vips);
  const Link l3_of = fill_.link("Vip", {"l3", "l3_network"}, "L3Network");
  const Link range_of = fill_.link("Vip", {"range", "ip_range"}, "IpRange");
  for (std::uint32_t vip = 0; vip < vips; ++vip) {
    const std::uint32_t l3 = vip / layout_.vips_per_l3;
    l3_of(vip, l3);
    if (layout_.ranges_per_l3 != 0) {
      range_of(vip, layout_.ranges_of(l3).pick(vip % layout_.vips_per_l3));
    }
  }
  give_to_accounts("Vip", "owned_services_percent");
  add_rules(VipUse::Eip, "Eip", 1);
  add_rules(VipUse::PortForwarding, "PortForwardingRule",
            static_cast<std::uint32_t>(layout_.number("rules_per_vip")));
  add_load_balancers();
}

}  // namespace cascade::sim
