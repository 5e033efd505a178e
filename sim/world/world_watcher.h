// SPDX-License-Identifier: Apache-2.0
// Hearing of every change of a world: how the checkers see what acts really do,
// and the desktop app what became of each resource.
#pragma once

#include <cstdint>

#include "engine/ids.h"

namespace cascade::sim {

enum class Life : std::uint8_t {
  Live,
  Deleted,  ///< Marked, still stored; relations are kept.
  Gone,     ///< Purged or removed; its index is not used again.
};

/// What of a resource changes.
enum class WorldChange : std::uint8_t { Life, State, Attribute, Counter, Relation };

class WorldWatcher {
 public:
  WorldWatcher() = default;
  WorldWatcher(const WorldWatcher&) = delete;
  WorldWatcher& operator=(const WorldWatcher&) = delete;
  virtual ~WorldWatcher() = default;
  /// Right before the change. `next`: the life that the resource gets, or has. Any thread that
  /// changes the world.
  virtual void on_change(Resource resource, WorldChange change, Life next) = 0;
};

}  // namespace cascade::sim
