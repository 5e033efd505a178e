// SPDX-License-Identifier: Apache-2.0
// A generated cloud: accounts, offerings, zones, clusters, hosts, storages, images and volumes.
// The other files of this generator make machines and networks.
#include "sim/world/cloud_topology.h"

namespace cascade::sim {

template <std::size_t size>
std::array<std::int64_t, size> CloudMaker::running_totals(
    const std::array<std::string_view, size>& percents) const {
  std::array<std::int64_t, size> totals{};
  std::int64_t total = 0;
  for (std::size_t i = 0; i < size; ++i) totals[i] = total += layout_.number(percents[i]);
  return totals;
}

CloudMaker::CloudMaker(const CloudLayout& layout, World& world, std::uint64_t seed)
    : layout_(layout),
      world_(world),
      fill_(world, seed),
      vm_state_(fill_.draws("vm.state")),
      vm_storage_(fill_.draws("vm.storage")),
      vm_owned_(fill_.draws("vm.owned")),
      vm_owner_(fill_.draws("vm.owner")),
      nic_l3_(fill_.draws("nic.l3")),
      vip_use_(fill_.draws("vip.use")),
      vip_nic_(fill_.draws("vip.nic")),
      owned_vms_percent_(layout.number("owned_vms_percent")) {
  constexpr std::array<std::string_view, 5> kStates = {"Stopped", "Paused", "Unknown", "Destroyed",
                                                       "Running"};
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    vm_marks_[i] = fill_.state("VmInstance", kStates[i]);
  }
  vm_state_limits_ = running_totals<4>({"vms_stopped_percent", "vms_paused_percent",
                                        "vms_unknown_percent", "vms_destroyed_percent"});
  vip_use_limits_ =
      running_totals<3>({"eips_percent", "port_forwardings_percent", "load_balancers_percent"});
}

std::uint32_t CloudMaker::count(std::string_view type) const {
  const auto id = world_.model().find_type(type);
  return id ? world_.count(*id) : 0;
}

void CloudMaker::give_to_accounts(std::string_view type, std::string_view percent_name) {
  const Link account = fill_.link(type, {"account", "owner"}, "Account");
  const std::uint32_t accounts = count("Account");
  if (!account || accounts == 0) return;
  const std::int64_t percent = layout_.number(percent_name);
  const Draws owned = fill_.draws(std::string{"owned."} + std::string{type});
  const Draws owner = fill_.draws(std::string{"owner."} + std::string{type});
  for (std::uint32_t i = 0; i < count(type); ++i) {
    if (owned.percent(i, percent)) account(i, owner.below(i, accounts));
  }
}

void CloudMaker::add_accounts() {
  const auto number = [&](std::string_view name) {
    return static_cast<std::uint64_t>(layout_.number(name));
  };
  fill_.populate("Account", number("accounts"));
  fill_.populate("InstanceOffering", number("instance_offerings"));
  fill_.populate("DiskOffering", number("disk_offerings"));
  fill_.populate("SdnController", number("sdn_controllers"));
  fill_.populate("Certificate", number("certificates"));
  fill_.populate("SecurityGroup", number("security_groups"));
  fill_.populate("AccessControlList", number("access_control_lists"));
  give_to_accounts("InstanceOffering", "owned_offerings_percent");
  give_to_accounts("DiskOffering", "owned_offerings_percent");
  give_to_accounts("SdnController", "owned_services_percent");
  give_to_accounts("Certificate", "owned_services_percent");
  give_to_accounts("SecurityGroup", "owned_services_percent");
  give_to_accounts("AccessControlList", "owned_services_percent");
}

void CloudMaker::add_zones_and_clusters() {
  fill_.populate("Zone", layout_.zones);
  const Link zone = fill_.link("Cluster", {"zone"}, "Zone");
  const std::uint32_t clusters = fill_.populate("Cluster", layout_.clusters);
  for (std::uint32_t i = 0; i < clusters; ++i) zone(i, layout_.zone_of_cluster(i));
}

void CloudMaker::add_hosts() {
  const std::uint32_t hosts = fill_.populate("Host", layout_.hosts);
  const Link cluster = fill_.link("Host", {"cluster"}, "Cluster");
  const Link zone = fill_.link("Host", {"zone"}, "Zone");
  const Mark disabled = fill_.state("Host", "Disabled");
  const Mark disconnected = fill_.attribute("Host", "status", "Disconnected");
  const Draws state = fill_.draws("host.state");
  const Draws status = fill_.draws("host.status");
  const std::int64_t disabled_percent = layout_.number("hosts_disabled_percent");
  const std::int64_t disconnected_percent = layout_.number("hosts_disconnected_percent");
  for (std::uint32_t i = 0; i < hosts; ++i) {
    const std::uint32_t home = i / layout_.hosts_per_cluster;
    cluster(i, home);
    zone(i, layout_.zone_of_cluster(home));
    if (state.percent(i, disabled_percent)) disabled(i);
    if (status.percent(i, disconnected_percent)) disconnected(i);
  }
  const auto add_rows = [&](std::string_view type, std::string_view per_host) {
    const auto each = static_cast<std::uint32_t>(layout_.number(per_host));
    const std::uint32_t rows = fill_.populate(type, std::uint64_t{hosts} * each);
    const Link host = fill_.link(type, {"host"}, "Host");
    for (std::uint32_t i = 0; i < rows; ++i) host(i, i / each);
  };
  add_rows("HostNumaNode", "numa_nodes_per_host");
  add_rows("HostAllocatedCpu", "pinned_cpus_per_host");
}

/// Zone and clusters of storages or L2 networks: `per_group` of them serve `sharing` clusters.
void CloudMaker::attach_to_clusters(std::string_view type, std::uint32_t per_group,
                                    std::uint32_t sharing, std::uint32_t count) {
  const Link zone = fill_.link(type, {"zone"}, "Zone");
  const Link attached = fill_.link(type, {"clusters", "cluster"}, "Cluster");
  for (std::uint32_t i = 0; i < count; ++i) {
    const IndexRange clusters = layout_.clusters_of_group(i / per_group, sharing);
    zone(i, layout_.zone_of_cluster(clusters.first));
    for (std::uint32_t c = 0; c < clusters.count; ++c) attached(i, clusters.first + c);
  }
}

void CloudMaker::add_storages() {
  const std::uint32_t storages = fill_.populate("PrimaryStorage", layout_.storages);
  attach_to_clusters("PrimaryStorage", layout_.storages_per_cluster, layout_.clusters_per_storage,
                     storages);
  const auto wanted = static_cast<std::uint64_t>(layout_.number("backup_storages"));
  const std::uint32_t backups = fill_.populate("BackupStorage", wanted);
  const Link zones = fill_.link("BackupStorage", {"zones"}, "Zone");
  for (std::uint32_t i = 0; i < backups; ++i) {
    for (std::uint32_t z = 0; z < layout_.zones; ++z) zones(i, z);
  }
}

void CloudMaker::add_images() {
  const std::uint32_t images =
      fill_.populate("Image", static_cast<std::uint64_t>(layout_.number("images")));
  const Link copy = fill_.link("Image", {"backup_storages", "backup_storage"}, "BackupStorage");
  const std::uint32_t backups = count("BackupStorage");
  const Draws place = fill_.draws("image.copy");
  const auto copies = static_cast<std::uint32_t>(layout_.number("image_copies"));
  for (std::uint32_t i = 0; i < images && backups != 0; ++i) {
    const IndexRange all{0, backups};
    const std::uint32_t first = place.below(i, backups);
    for (std::uint32_t n = 0; n < copies; ++n) copy(i, all.pick(std::uint64_t{first} + n));
  }
  give_to_accounts("Image", "owned_offerings_percent");
}

void CloudMaker::add_volumes() {
  const std::uint32_t volumes = fill_.populate("Volume", layout_.user_volumes);
  if (volumes == 0) return;
  const Link vm_of = fill_.link("Volume", {"vm"}, "VmInstance");
  const Link root_of = fill_.link("VmInstance", {"root_volume"}, "Volume");
  const Link storage = fill_.link("Volume", {"storage", "primary_storage"}, "PrimaryStorage");
  const Link account = fill_.link("Volume", {"account", "owner"}, "Account");
  const Mark data = fill_.attribute("Volume", "kind", "Data");
  for (std::uint32_t vm = 0; vm < layout_.vms; ++vm) {
    vm_of(vm, vm);
    root_of(vm, vm);
    storage(vm, storage_of_vm(vm));
    if (const ResourceIndex owner = owner_of_vm(vm); owner != kNoResource) account(vm, owner);
  }
  const Link bound = fill_.link("Volume", {"bound_host", "host"}, "Host");
  const Draws is_detached = fill_.draws("volume.detached");
  const Draws is_bound = fill_.draws("volume.bound");
  const Draws place = fill_.draws("volume.storage");
  const std::int64_t detached_percent = layout_.number("detached_volumes_percent");
  const std::int64_t bound_percent = layout_.number("bound_volumes_percent");
  for (std::uint32_t i = 0; i < layout_.data_volumes; ++i) {
    const std::uint32_t volume = layout_.vms + i;
    const auto vm =
        static_cast<std::uint32_t>(std::uint64_t{i} * layout_.vms / layout_.data_volumes);
    const std::uint32_t cluster = layout_.cluster_of_vm(vm);
    data(volume);
    if (vm_of.required() || !is_detached.percent(i, detached_percent)) vm_of(volume, vm);
    storage(volume, layout_.storages_of(cluster).pick(place.at(i)));
    if (bound.required() || is_bound.percent(i, bound_percent)) {
      bound(volume, layout_.host_of_vm(vm));
    }
    if (const ResourceIndex owner = owner_of_vm(vm); owner != kNoResource) account(volume, owner);
  }
  const Link offering = fill_.link("Volume", {"disk_offering", "offering"}, "DiskOffering");
  const Draws which = fill_.draws("volume.offering");
  const std::uint32_t offerings = count("DiskOffering");
  for (std::uint32_t volume = 0; volume < volumes && offerings != 0; ++volume) {
    offering(volume, which.below(volume, offerings));
  }
  const std::uint32_t snapshots = fill_.populate("VolumeSnapshot", layout_.snapshots);
  const Link volume_of = fill_.link("VolumeSnapshot", {"volume"}, "Volume");
  for (std::uint32_t i = 0; i < snapshots; ++i) {
    volume_of(i, static_cast<std::uint32_t>(std::uint64_t{i} * volumes / snapshots));
  }
}

Result<std::unique_ptr<World>> generate_cloud(std::shared_ptr<const Model> model,
                                              const Topology& topology, std::uint64_t seed,
                                              const WorkWatch& watch) {
  using Maker = CloudMaker;
  constexpr std::array kStages{&Maker::add_accounts, &Maker::add_zones_and_clusters,
                               &Maker::add_hosts,    &Maker::add_storages,
                               &Maker::add_networks, &Maker::add_images,
                               &Maker::add_vms,      &Maker::add_vm_states,
                               &Maker::add_volumes,  &Maker::add_nics,
                               &Maker::add_routers,  &Maker::add_router_nics,
                               &Maker::add_vxlan,    &Maker::add_services};
  const Result<CloudLayout> layout = CloudLayout::make(topology);
  if (!layout) return tl::unexpected(layout.error());
  auto world = std::make_unique<World>(std::move(model));
  CloudMaker maker{*layout, *world, seed};
  for (const auto stage : kStages) {
    watch.tell(Work::Kind::Generating, world->resource_count());
    if (watch.stop.stop_requested()) {
      return tl::unexpected<Error>(Error{ErrorKind::Refused, "generating the world was stopped"});
    }
    (maker.*stage)();
  }
  if (world->resource_count() == 0) {
    return input_error("model '" + world->model().name +
                       "' has none of the types of a generated cloud (Zone, Cluster, Host, "
                       "VmInstance, ...): write the resources out by name");
  }
  if (auto error = find_missing_target(*world)) return tl::unexpected(std::move(*error));
  world->build_indices();
  return world;
}

}  // namespace cascade::sim
