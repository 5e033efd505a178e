// SPDX-License-Identifier: Apache-2.0
// How many resources of each type are live, deleted and gone at a position. From one position to
// the next only the chunks that differ are counted again, so that a million VMs cost nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "gui/model/snapshot.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// By life, in the order of sim::Life.
using LifeCounts = std::array<std::uint64_t, 3>;

/// Thread: the UI's.
class TypeCounts {
 public:
  /// Those of the world as it is.
  void count(const sim::World& world);
  /// Keeps the snapshot.
  void count(std::shared_ptr<const Snapshot> snapshot);

  [[nodiscard]] const LifeCounts& of(TypeId type) const { return counts_[value(type)]; }
  /// Chunks that had to be counted since the last call but one.
  [[nodiscard]] std::size_t chunks_counted() const { return chunks_counted_; }

 private:
  struct Chunk {
    const sim::Life* lives = nullptr;  ///< Of the snapshot that is kept.
    LifeCounts counts{};
  };
  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<std::vector<Chunk>> chunks_;  // by type
  std::vector<LifeCounts> counts_;          // by type
  std::size_t chunks_counted_ = 0;
};

}  // namespace cascade::gui
