// SPDX-License-Identifier: Apache-2.0
// Whatever bytes a recording is made of: an error or a recording, nothing else. Inputs that are no
// database are unpacked as events too, which the database's structure would hardly let through.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/assert.h"
#include "sim/recording/event_packing.h"
#include "sim/recording/recording.h"

namespace {

void check_events(std::span<const std::uint8_t> input) {
  std::vector<cascade::Event> events;
  if (!cascade::sim::append_events(input, events)) return;
  std::vector<std::uint8_t> packed;
  cascade::sim::pack_events(events, packed);
  std::vector<cascade::Event> again;
  const bool unpacked = cascade::sim::append_events(packed, again).has_value();
  CASCADE_ASSERT(unpacked && again == events, "what was unpacked can be packed and unpacked again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> input(data, size);
  check_events(input);
  const auto recording = cascade::sim::parse_recording(input, "input");
  if (!recording) {
    CASCADE_ASSERT(recording.error().message.find("input: ") == 0, "errors name the file");
  }
  const std::vector<std::uint32_t> counts{3, 2};
  (void)cascade::sim::unpack_keyframe(input.first(std::min<std::size_t>(size, 64)), counts);
  return 0;
}
