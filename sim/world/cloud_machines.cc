// SPDX-License-Identifier: Apache-2.0
// A generated cloud: user VMs and router VMs.
#include <algorithm>
#include <array>

#include "sim/world/cloud_topology.h"

namespace cascade::sim {

ResourceIndex CloudMaker::storage_of_vm(std::uint32_t vm) const {
  return layout_.storages_of(layout_.cluster_of_vm(vm)).pick(vm_storage_.at(vm));
}

ResourceIndex CloudMaker::owner_of_vm(std::uint32_t vm) const {
  if (accounts_ == 0 || !vm_owned_.percent(vm, owned_vms_percent_)) return kNoResource;
  return vm_owner_.below(vm, accounts_);
}

void CloudMaker::add_vms() {
  const std::uint32_t vms = fill_.populate("VmInstance", layout_.vms);
  const Link zone = fill_.link("VmInstance", {"zone"}, "Zone");
  const Link cluster = fill_.link("VmInstance", {"cluster"}, "Cluster");
  const Link host = fill_.link("VmInstance", {"host"}, "Host");
  const Link image = fill_.link("VmInstance", {"image"}, "Image");
  const Link offering = fill_.link("VmInstance", {"offering"}, "InstanceOffering");
  const Link account = fill_.link("VmInstance", {"account", "owner"}, "Account");
  const Link storage = fill_.link("VmInstance", {"storage", "primary_storage"}, "PrimaryStorage");
  const Draws which_image = fill_.draws("vm.image");
  const Draws which_offering = fill_.draws("vm.offering");
  const std::uint32_t images = count("Image");
  const std::uint32_t offerings = count("InstanceOffering");
  accounts_ = count("Account");
  std::uint32_t home = 0;  // The host's number within its cluster.
  for (std::uint32_t vm = 0; vm < vms; ++vm) {
    const std::uint32_t c = layout_.cluster_of_vm(vm);
    const std::uint32_t n = vm - layout_.vms_of(c).first;
    if (n == 0) home = 0;
    while (layout_.vms_before_host(home + 1) <= n) ++home;
    zone(vm, layout_.zone_of_cluster(c));
    cluster(vm, c);
    if (host.required() || !vm_is_off(vm)) host(vm, layout_.hosts_of(c).first + home);
    if (layout_.storages != 0) storage(vm, storage_of_vm(vm));
    if (images != 0) image(vm, which_image.below(vm, images));
    if (offerings != 0) offering(vm, which_offering.below(vm, offerings));
    if (const ResourceIndex owner = owner_of_vm(vm); owner != kNoResource) account(vm, owner);
  }
}

CloudMaker::VmState CloudMaker::state_of_vm(std::uint32_t vm) const {
  const auto draw = static_cast<std::int64_t>(vm_state_.below(vm, 100));
  const auto limit = std::upper_bound(vm_state_limits_.begin(), vm_state_limits_.end(), draw);
  return static_cast<VmState>(limit - vm_state_limits_.begin());
}

bool CloudMaker::vm_is_off(std::uint32_t vm) const {
  const VmState state = state_of_vm(vm);
  return (state == VmState::Stopped || state == VmState::Destroyed) &&
         static_cast<bool>(vm_marks_[static_cast<std::size_t>(state)]);
}

void CloudMaker::add_vm_states() {
  const std::uint32_t vms = count("VmInstance");
  for (std::uint32_t vm = 0; vm < vms; ++vm) {
    vm_marks_[static_cast<std::size_t>(state_of_vm(vm))](vm);
  }
  const Draws has_numa = fill_.draws("vm.numa");
  const std::int64_t percent = layout_.number("numa_vms_percent");
  std::uint32_t nodes = 0;
  for (std::uint32_t vm = 0; vm < vms; ++vm) nodes += has_numa.percent(vm, percent) ? 1U : 0U;
  nodes = fill_.populate("VmInstanceNumaNode", nodes);
  const Link vm_of = fill_.link("VmInstanceNumaNode", {"vm"}, "VmInstance");
  for (std::uint32_t vm = 0, node = 0; node < nodes; ++vm) {
    if (has_numa.percent(vm, percent)) vm_of(node++, vm);
  }
}

void CloudMaker::add_router_offerings() {
  const bool possible = count("Image") != 0 || !fill_.has("Image");
  const std::uint32_t offerings =
      fill_.populate("VirtualRouterOffering", possible ? layout_.router_offerings : 0);
  const Link public_l3 = fill_.link("VirtualRouterOffering", {"public_l3"}, "L3Network");
  const Link management_l3 = fill_.link("VirtualRouterOffering", {"management_l3"}, "L3Network");
  const Link image = fill_.link("VirtualRouterOffering", {"image"}, "Image");
  const Draws which = fill_.draws("router_offering.image");
  for (std::uint32_t i = 0; i < offerings; ++i) {
    const std::uint32_t group = i / layout_.router_offerings_per_group;
    const IndexRange l3s =
        layout_.l3s_of(layout_.clusters_of_group(group, layout_.clusters_per_l2).first);
    public_l3(i, l3s.pick(l3s.count - 1));
    management_l3(i, l3s.pick(l3s.count < 2 ? 0 : l3s.count - 2));
    if (count("Image") != 0) image(i, which.below(i, count("Image")));
  }
}

void CloudMaker::add_routers() {
  add_router_offerings();
  const std::uint32_t routers = fill_.populate("ApplianceVm", layout_.routers);
  const Link zone = fill_.link("ApplianceVm", {"zone"}, "Zone");
  const Link cluster = fill_.link("ApplianceVm", {"cluster"}, "Cluster");
  const Link host = fill_.link("ApplianceVm", {"host"}, "Host");
  const Link offering = fill_.link("ApplianceVm", {"offering"}, "VirtualRouterOffering");
  const Link account = fill_.link("ApplianceVm", {"account", "owner"}, "Account");
  const Mark stopped = fill_.state("ApplianceVm", "Stopped");
  const Mark vpc = fill_.attribute("ApplianceVm", "kind", "Vpc");
  const Draws is_stopped = fill_.draws("router.state");
  const Draws is_vpc = fill_.draws("router.kind");
  const Draws is_owned = fill_.draws("router.owned");
  const Draws owner = fill_.draws("router.owner");
  const Draws place = fill_.draws("router.host");
  const std::int64_t stopped_percent = layout_.number("routers_stopped_percent");
  const std::int64_t vpc_percent = layout_.number("vpc_routers_percent");
  const std::uint32_t offerings = count("VirtualRouterOffering");
  for (std::uint32_t i = 0; i < routers; ++i) {
    const std::uint32_t c = i / layout_.routers_per_cluster;
    const bool off = stopped && is_stopped.percent(i, stopped_percent);
    zone(i, layout_.zone_of_cluster(c));
    cluster(i, c);
    if (off) stopped(i);
    if (host.required() || !off) host(i, layout_.hosts_of(c).pick(place.at(i)));
    if (offerings != 0) {
      const std::uint32_t group = layout_.l2s_of(c).first / layout_.l2s_per_cluster;
      const std::uint32_t per_group = layout_.router_offerings_per_group;
      offering(i, group * per_group + i % per_group);
    }
    if (!is_vpc.percent(i, vpc_percent)) continue;
    vpc(i);
    if (accounts_ != 0 && is_owned.percent(i, owned_vms_percent_)) {
      account(i, owner.below(i, accounts_));
    }
  }
  const std::uint32_t roots =
      fill_.populate("Volume", layout_.storages == 0 ? 0 : std::uint64_t{routers});
  const Link router_of = fill_.link("Volume", {"router"}, "ApplianceVm");
  const Link root_of = fill_.link("ApplianceVm", {"root_volume"}, "Volume");
  const Link storage = fill_.link("Volume", {"storage", "primary_storage"}, "PrimaryStorage");
  const Draws which_storage = fill_.draws("router.storage");
  for (std::uint32_t i = 0; i < roots; ++i) {
    router_of(layout_.user_volumes + i, i);
    root_of(i, layout_.user_volumes + i);
    const std::uint32_t c = i / layout_.routers_per_cluster;
    storage(layout_.user_volumes + i, layout_.storages_of(c).pick(which_storage.at(i)));
  }
}

void CloudMaker::add_router_nics() {
  const std::uint32_t routers = layout_.l3s == 0 ? 0 : count("ApplianceVm");
  if (!fill_.has("VmNic")) return;
  const Link router_of = fill_.link("VmNic", {"router"}, "ApplianceVm");
  const Link main_of = fill_.link("ApplianceVm", {"main_nics"}, "VmNic");
  const Draws has_additional = fill_.draws("router.additional_nic");
  const std::int64_t percent = layout_.number("additional_nics_percent");
  for (std::uint32_t i = 0; i < routers; ++i) {
    const IndexRange l3s = layout_.l3s_of(i / layout_.routers_per_cluster);
    // Guest, public, management; then perhaps one more, where there is a network left.
    const std::array<ResourceIndex, 3> wanted = {l3s.pick(i), l3s.pick(l3s.count - 1),
                                                 l3s.pick(l3s.count < 2 ? 0 : l3s.count - 2)};
    for (std::size_t n = 0; n < wanted.size(); ++n) {
      const auto* const end = wanted.begin() + n;
      if (std::find(wanted.begin(), end, wanted[n]) != end) continue;
      const ResourceIndex nic = add_nic(wanted[n], i + n);
      router_of(nic, i);
      main_of(i, nic);
    }
    if (!has_additional.percent(i, percent)) continue;
    for (std::uint32_t n = 0; n < l3s.count; ++n) {
      if (std::find(wanted.begin(), wanted.end(), l3s.pick(n)) != wanted.end()) continue;
      router_of(add_nic(l3s.pick(n), i), i);
      break;
    }
  }
}

}  // namespace cascade::sim
