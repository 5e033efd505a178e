// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/cloud_columns.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/base/random.h"

namespace cascade::bench {

const char* const kCloudTypeNames[kCloudTypes] = {
    "Zone", "Cluster",    "PrimaryStorage", "L2Network", "L3Network",     "IpRange",
    "Host", "VmInstance", "Volume",         "VmNic",     "VolumeSnapshot"};

namespace {

using Permutation = std::vector<std::uint32_t>;

Permutation make_permutation(std::uint32_t count, bool permuted, std::uint64_t seed) {
  Permutation ids(count);
  std::iota(ids.begin(), ids.end(), 0U);
  if (permuted) {
    sim::Random random(seed, "permutation");
    for (std::uint32_t i = count; i > 1; --i) std::swap(ids[i - 1], ids[random.below(i)]);
  }
  return ids;
}

void build_rows(CloudRelation& relation, std::uint32_t parents) {
  relation.offsets.assign(parents + 1, 0);
  for (const std::uint32_t parent : relation.parent_of) ++relation.offsets[parent + 1];
  std::partial_sum(relation.offsets.begin(), relation.offsets.end(), relation.offsets.begin());
  std::vector<std::uint32_t> next(relation.offsets.begin(), relation.offsets.end() - 1);
  relation.children.resize(relation.parent_of.size());
  for (std::uint32_t child = 0; child < relation.parent_of.size(); ++child) {
    relation.children[next[relation.parent_of[child]]++] = child;
  }
}

/// The parent of child `i` (both in natural order), as the baselines' table says.
std::uint32_t natural_parent(CloudType parent, CloudType child, std::uint32_t i) {
  switch (child) {
    case L3Network:
      return i / 4;
    case Host:
      return i / 32;
    case VmInstance:
      if (parent == Host) return i / 20;
      if (parent == PrimaryStorage) return i / 640;
      return (i / 640) * 4 + i % 4;
    case Volume:
      return parent == PrimaryStorage ? i / 640 : i;
    case VolumeSnapshot:
      return 4 * i;
    case VmNic:
    case IpRange:
      return i;
    default:
      return 0;
  }
}

}  // namespace

std::uint64_t CloudColumns::resource_count() const {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint64_t CloudColumns::link_count() const {
  std::uint64_t links = 0;
  for (const CloudRelation& relation : relations) links += relation.children.size();
  return links;
}

CloudColumns make_cloud(std::uint32_t vms, bool permuted) {
  const std::uint32_t hosts = (vms + 19) / 20;
  const std::uint32_t clusters = (hosts + 31) / 32;
  CloudColumns cloud;
  cloud.counts = {1,     clusters, clusters, clusters, 4 * clusters, 4 * clusters,
                  hosts, vms,      vms,      vms,      (vms + 3) / 4};
  std::vector<Permutation> ids;
  for (std::uint32_t type = 0; type < kCloudTypes; ++type) {
    ids.push_back(make_permutation(cloud.counts[type], permuted, type));
  }
  const std::pair<CloudType, CloudType> edges[] = {
      {Zone, Cluster},        {Zone, PrimaryStorage},       {Zone, L2Network},
      {L2Network, L3Network}, {L3Network, IpRange},         {Cluster, Host},
      {Host, VmInstance},     {PrimaryStorage, VmInstance}, {L3Network, VmInstance},
      {IpRange, VmInstance},  {PrimaryStorage, Volume},     {VmInstance, Volume},
      {VmInstance, VmNic},    {Volume, VolumeSnapshot}};
  for (const auto& [parent, child] : edges) {
    CloudRelation relation{parent, child, {}, {}, {}};
    relation.parent_of.resize(cloud.counts[child]);
    for (std::uint32_t i = 0; i < cloud.counts[child]; ++i) {
      relation.parent_of[ids[child][i]] = ids[parent][natural_parent(parent, child, i)];
    }
    build_rows(relation, cloud.counts[parent]);
    cloud.relations.push_back(std::move(relation));
  }
  return cloud;
}

std::uint64_t typed_push(const CloudColumns& cloud, std::vector<std::vector<std::uint8_t>>& marks) {
  marks.resize(kCloudTypes);
  for (std::uint32_t type = 0; type < kCloudTypes; ++type) {
    marks[type].assign(cloud.counts[type], 0);
  }
  marks[Zone][0] = 1;
  for (const CloudRelation& relation : cloud.relations) {
    const std::vector<std::uint8_t>& parents = marks[relation.parent];
    std::uint8_t* children = marks[relation.child].data();
    for (std::uint32_t parent = 0; parent < parents.size(); ++parent) {
      if (parents[parent] == 0) continue;
      const std::uint32_t end = relation.offsets[parent + 1];
      for (std::uint32_t at = relation.offsets[parent]; at < end; ++at) {
        children[relation.children[at]] = 1;
      }
    }
  }
  std::uint64_t marked = 0;
  for (const std::vector<std::uint8_t>& column : marks) {
    marked += static_cast<std::uint64_t>(std::count(column.begin(), column.end(), 1));
  }
  return marked;
}

}  // namespace cascade::bench
