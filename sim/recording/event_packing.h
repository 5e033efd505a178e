// SPDX-License-Identifier: Apache-2.0
// Events and world keyframes as few bytes: what a recording's blobs hold. Packed with differences
// and variable-length numbers; unpacking believes nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/event.h"
#include "engine/result.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Packs one event after the other. A sequence that is to be unpacked alone needs a new packer.
class EventPacker {
 public:
  /// No event needs more.
  static constexpr std::size_t kBytesMax = 26;
  /// Each needs at least that many.
  static constexpr std::size_t kBytesMin = 4;
  /// Writes at `out`, which has room for kBytesMax; returns the end of what was written.
  std::uint8_t* pack(const Event& event, std::uint8_t* out);

 private:
  friend class EventUnpacker;
  std::int64_t at_ = 0;
  RunId run_{};
  std::array<std::uint32_t, kEventKindCount> subjects_{};  // the last of each kind
};

/// Appends to `out`.
void pack_events(std::span<const Event> events, std::vector<std::uint8_t>& out);
/// Unpacks all of them to the end of `events`; returns how many. Errors: bytes that are no event.
Result<std::size_t> append_events(std::span<const std::uint8_t> bytes, std::vector<Event>& events);
/// The first events.size() of them, or as many as there are; returns how many. Reads no byte behind
/// the last one's.
std::size_t unpack_events(std::span<const std::uint8_t> bytes, std::span<Event> events);

/// Lives and states of all resources of one type, by index.
struct KeyframeColumns {
  std::vector<Life> lives;
  std::vector<std::uint8_t> states;
};
std::vector<std::uint8_t> pack_keyframe(const World& world);
/// `counts`: how many resources of each type there are; a keyframe of another world is refused.
Result<std::vector<KeyframeColumns>> unpack_keyframe(std::span<const std::uint8_t> bytes,
                                                     std::span<const std::uint32_t> counts);

}  // namespace cascade::sim
