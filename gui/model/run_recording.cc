// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_recording.h"

#include <algorithm>

#include "sim/recording/recording_header.h"

namespace cascade::gui {

sim::Recording recording_of(const History& history, std::uint64_t end) {
  const RunOrigin& origin = history.origin();
  sim::Recording recording;
  recording.header = sim::header_of(history.scenario(), origin.settings, origin.runner);
  recording.header.resumed = origin.resumed;
  const auto over = history.end();  // before the size, which grows until then
  const std::uint64_t size = history.size();
  end = std::min(end, size);
  recording.events.reserve(end);
  history.visit_events(0, end, [&](std::uint64_t /*first*/, auto events) {
    recording.events.insert(recording.events.end(), events.begin(), events.end());
    return true;
  });
  recording.texts = history.texts(end);
  if (over && end == size) {
    recording.end = sim::RecordingEnd{over->complete, size, over->event_digest, over->world_digest};
  }
  return recording;
}

}  // namespace cascade::gui
