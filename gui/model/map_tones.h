// SPDX-License-Identifier: Apache-2.0
// What is to be seen of every resource at a position: one tone each, made of its life, its state
// and the acts of the pass that is going on. The view gives each tone a colour.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/plan.h"
#include "gui/model/snapshot.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// Where several share a pixel the last of these is shown: a failure never hides.
enum class MapTone : std::uint8_t {
  Nothing,  ///< No resource.
  Inside,   ///< The inside of a box.
  Absent,   ///< Not there yet: it will appear.
  Gone,
  Deleted,  ///< Marked, still stored.
  Skipped,
  Other,    ///< Not affected, in another state than the first of its type.
  Live,     ///< Not affected, in the first state.
  Done,     ///< Acted on and still there: stopped, detached.
  Waiting,  ///< Will be acted on.
  NotRun,
  Cancelled,
  Vetoed,
  Blocked,
  TimedOut,
  Failed,
  InFlight,
};
inline constexpr std::size_t kMapToneCount = 17;
/// "in flight", "deleted", ...
std::string_view to_string(MapTone tone);

struct MapTones {
  std::vector<std::vector<MapTone>> by_type;  ///< By TypeId and index.
  /// Of resources that were there at first, or will appear.
  std::array<std::uint64_t, kMapToneCount> counts{};
  [[nodiscard]] MapTone of(Resource resource) const {
    return by_type[value(resource.type)][resource.index];
  }
};

/// What a map shows. The pass may be null: nothing is acted on.
struct MapMoment {
  const Snapshot* snapshot = nullptr;  ///< Null: the world as it is.
  const Plan* plan = nullptr;          ///< Of `pass`.
  const PassState* pass = nullptr;
  bool rehearsal = false;  ///< Nothing is done in this pass, so nothing is shown as done.
  std::vector<Resource> appearing{};  ///< Not there at first, and may appear.
  std::vector<Resource> absent{};     ///< Those of them that have not appeared.
};

/// Null: stopped.
std::shared_ptr<const MapTones> make_map_tones(const sim::World& world, const MapMoment& moment,
                                               const std::stop_token& stop);

}  // namespace cascade::gui
