// SPDX-License-Identifier: Apache-2.0
// CLOUD(N): the topology of the baselines, so that figures can be compared. The number of VMs
// decides everything; nothing is drawn but the shuffle of `permuted`.
#include <fmt/format.h>

#include <array>
#include <vector>

#include "sim/world/topology_parts.h"

namespace cascade::sim {
namespace {

constexpr std::uint64_t kVmsPerHost = 20;
constexpr std::uint64_t kHostsPerCluster = 32;
constexpr std::uint64_t kVmsPerCluster = kVmsPerHost * kHostsPerCluster;
constexpr std::uint64_t kL3sPerCluster = 4;
constexpr std::uint64_t kVmsPerSnapshot = 4;

constexpr std::uint64_t round_up(std::uint64_t count, std::uint64_t per) {
  return (count + per - 1) / per;
}

class BaselineMaker {
 public:
  BaselineMaker(World& world, std::uint64_t seed, std::uint64_t vms, bool permuted)
      : world_(world), seed_(seed), permuted_(permuted), vms_(vms) {}

  std::optional<Error> fill() {
    const std::uint64_t hosts = round_up(vms_, kVmsPerHost);
    const std::uint64_t clusters = round_up(hosts, kHostsPerCluster);
    add("Zone", 1);
    add("Cluster", clusters);
    add("PrimaryStorage", clusters);
    add("L2Network", clusters);
    add("L3Network", clusters * kL3sPerCluster);
    add("IpRange", clusters * kL3sPerCluster);
    add("Host", hosts);
    add("VmInstance", vms_);
    add("Volume", vms_);
    add("VmNic", vms_);
    add("VolumeSnapshot", round_up(vms_, kVmsPerSnapshot));
    const auto first = [](std::uint64_t) { return std::uint64_t{0}; };
    const auto same = [](std::uint64_t i) { return i; };
    const auto by_cluster = [](std::uint64_t i) { return i / kVmsPerCluster; };
    const auto by_l3 = [](std::uint64_t i) { return i / kVmsPerCluster * kL3sPerCluster + i % 4; };
    connect("Cluster", "Zone", first);
    connect("PrimaryStorage", "Zone", first);
    connect("L2Network", "Zone", first);
    connect("L3Network", "L2Network", [](std::uint64_t i) { return i / kL3sPerCluster; });
    connect("IpRange", "L3Network", same);
    connect("Host", "Cluster", [](std::uint64_t i) { return i / kHostsPerCluster; });
    connect("VmInstance", "Host", [](std::uint64_t i) { return i / kVmsPerHost; });
    connect("VmInstance", "PrimaryStorage", by_cluster);
    connect("VmInstance", "L3Network", by_l3);
    connect("VmInstance", "IpRange", by_l3);
    connect("Volume", "PrimaryStorage", by_cluster);
    connect("Volume", "VmInstance", same);
    connect("VmNic", "VmInstance", same);
    connect("VolumeSnapshot", "Volume", [](std::uint64_t i) { return i * kVmsPerSnapshot; });
    return std::move(error_);
  }

 private:
  struct Column {
    std::optional<TypeId> type;
    std::vector<ResourceIndex> shuffled;  ///< Empty: natural order.
    [[nodiscard]] ResourceIndex at(std::uint64_t i) const {
      return shuffled.empty() ? static_cast<ResourceIndex>(i) : shuffled[i];
    }
  };

  void fail(std::string message) {
    if (!error_) error_ = Error{ErrorKind::Input, std::move(message)};
  }

  void add(std::string_view type, std::uint64_t count) {
    const auto id = world_.model().find_type(type);
    if (!id)
      return fail(fmt::format("a baseline topology needs type '{}', which model '{}' lacks", type,
                              world_.model().name));
    world_.add_many(*id, static_cast<std::uint32_t>(count));
    Column column{id, {}};
    if (permuted_) column.shuffled = shuffle(type, static_cast<std::uint32_t>(count));
    columns_.emplace_back(type, std::move(column));
  }

  std::vector<ResourceIndex> shuffle(std::string_view type, std::uint32_t count) const {
    std::vector<ResourceIndex> order(count);
    for (std::uint32_t i = 0; i < count; ++i) order[i] = i;
    Random random{seed_, fmt::format("topology.permuted.{}", type)};
    for (std::uint32_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    return order;
  }

  const Column* column(std::string_view type) const {
    for (const auto& [name, column] : columns_) {
      if (name == type) return &column;
    }
    return nullptr;
  }

  template <class ParentOf>
  void connect(std::string_view type, std::string_view parent, const ParentOf& parent_of) {
    const Column* from = column(type);
    const Column* to = column(parent);
    if (from == nullptr || to == nullptr) return;
    const Link link = WorldFiller{world_, seed_}.link(type, {}, parent);
    if (!link) {
      return fail(
          fmt::format("a baseline topology needs one stored relation from '{}' to '{}' in "
                      "model '{}'",
                      type, parent, world_.model().name));
    }
    const std::uint32_t count = world_.count(*from->type);
    for (std::uint32_t i = 0; i < count; ++i) link(from->at(i), to->at(parent_of(i)));
  }

  World& world_;
  std::uint64_t seed_;
  bool permuted_;
  std::uint64_t vms_;
  std::vector<std::pair<std::string_view, Column>> columns_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::unique_ptr<World>> generate_baseline(std::shared_ptr<const Model> model,
                                                 const Topology& topology, std::uint64_t seed) {
  auto world = std::make_unique<World>(std::move(model));
  BaselineMaker maker{*world, seed, static_cast<std::uint64_t>(topology.number("vms")),
                      topology.number("permuted") != 0};
  if (auto error = maker.fill()) return tl::unexpected(std::move(*error));
  if (auto error = find_missing_target(*world)) return tl::unexpected(std::move(*error));
  world->build_indices();
  return world;
}

}  // namespace cascade::sim
