// SPDX-License-Identifier: Apache-2.0
// How a World keeps its resources: columns per type and relation. Inner part of sim/world/world.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/ids.h"
#include "sim/world/world_watcher.h"

namespace cascade::sim {

/// One relation of all resources of a type.
struct RelationColumn {
  /// Where the targets of one resource stand in the column of a Many relation.
  struct Row {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  std::vector<ResourceIndex> targets;  ///< By resource; Many: by `rows`.
  std::vector<Row> rows;               ///< Many.
  // The other direction: sources[offsets[t] .. offsets[t + 1]) have target t.
  std::vector<std::uint32_t> offsets;
  std::vector<ResourceIndex> sources;
  bool gained = false;  ///< Targets that the index does not know. Set by several threads.
  void mark_gained() {
    std::atomic_ref<bool> flag(gained);
    if (!flag.load(std::memory_order_relaxed)) flag.store(true, std::memory_order_relaxed);
  }
};

/// All that is known of the resources of one type.
struct TypeColumns {
  std::vector<Life> life;
  std::vector<std::uint8_t> state;
  std::vector<std::vector<std::uint8_t>> attributes;
  std::vector<std::vector<std::int64_t>> counters;
  std::vector<RelationColumn> relations;
  std::unordered_map<ResourceIndex, std::string> names;  ///< Only given ones. Never iterated.
  std::unordered_map<std::string, ResourceIndex> by_name;
};

}  // namespace cascade::sim
