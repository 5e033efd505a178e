// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/frame_pacer.h"

#include <algorithm>

namespace cascade::gui {

void FramePacer::wake_at(Instant when) {
  deadline_ = deadline_ ? std::min(*deadline_, when) : when;
}

void FramePacer::drawn(Instant now, bool moving) {
  frames_left_ = std::max(0, frames_left_ - 1);
  moving_ = moving;
  last_ = now;
  if (deadline_ && *deadline_ <= now) deadline_.reset();
}

std::optional<Duration> FramePacer::wait(Instant now) const {
  if (!visible_) return std::nullopt;
  const bool due = frames_left_ > 0 || moving_ || (deadline_ && *deadline_ <= now);
  if (due) {
    if (!last_) return Duration::zero();
    return std::max(Duration::zero(), *last_ + kInterval - now);
  }
  if (deadline_) return *deadline_ - now;
  return std::nullopt;
}

}  // namespace cascade::gui
