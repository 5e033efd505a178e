// SPDX-License-Identifier: Apache-2.0
// CLOUD(N) as bare arrays of 32-bit ids, apart from everything of the engine: the physical floor
// ("typed push") that the benchmarks compare with, and the rows for the database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cascade::bench {

enum CloudType : std::uint8_t {
  Zone,
  Cluster,
  PrimaryStorage,
  L2Network,
  L3Network,
  IpRange,
  Host,
  VmInstance,
  Volume,
  VmNic,
  VolumeSnapshot,
};
inline constexpr std::size_t kCloudTypes = VolumeSnapshot + 1;
extern const char* const kCloudTypeNames[kCloudTypes];

/// One relation: for each parent, its children as a row of a compressed row set.
struct CloudRelation {
  CloudType parent{};
  CloudType child{};
  std::vector<std::uint32_t> parent_of;  ///< Per child.
  std::vector<std::uint32_t> offsets;    ///< Per parent, and one more.
  std::vector<std::uint32_t> children;
};

/// Parents come before children in `relations`.
struct CloudColumns {
  std::vector<std::uint32_t> counts;  ///< By CloudType.
  std::vector<CloudRelation> relations;

  [[nodiscard]] std::uint64_t resource_count() const;
  [[nodiscard]] std::uint64_t link_count() const;
};

/// `permuted`: the ids of every type are shuffled (seeded), so that memory is visited at random.
CloudColumns make_cloud(std::uint32_t vms, bool permuted);

/// The floor: marks everything below zone 0, type by type, parents to children. Returns how many
/// resources were marked. `marks` is scratch, kept between calls.
std::uint64_t typed_push(const CloudColumns& cloud, std::vector<std::vector<std::uint8_t>>& marks);

}  // namespace cascade::bench
