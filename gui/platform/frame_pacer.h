// SPDX-License-Identifier: Apache-2.0
// When the next frame is drawn. Without input, news or movement there is none: the program sleeps.
#pragma once

#include <optional>

#include "engine/time.h"

namespace cascade::gui {

/// Pure: the caller brings the time. Thread: the UI's.
class FramePacer {
 public:
  /// Frames after any input or news: a click shows its effect one frame after it was seen, and
  /// windows find their size in a second one.
  static constexpr int kFramesAfterNews = 3;
  /// Frames are this far apart, as on a screen with 60 Hz, also where nothing else slows them.
  static constexpr Duration kInterval{16'666'667};

  /// Input arrived, or a worker has something new.
  void news() { frames_left_ = kFramesAfterNews; }
  /// A frame is wanted then: a message disappears. The earliest asked for counts, once.
  void wake_at(Instant when);
  /// Nothing is drawn while the window is not to be seen.
  void set_visible(bool visible) { visible_ = visible; }
  /// A frame has been drawn; `moving`: something in it still moves.
  void drawn(Instant now, bool moving);

  /// The next frame is the last before it sleeps: whatever follows from news has been drawn.
  [[nodiscard]] bool last_frame() const { return frames_left_ <= 1; }

  /// How long to wait for events before the next frame. Zero: draw now. Nothing: until something
  /// comes.
  [[nodiscard]] std::optional<Duration> wait(Instant now) const;

 private:
  int frames_left_ = kFramesAfterNews;
  bool moving_ = false;
  bool visible_ = true;
  std::optional<Instant> deadline_;
  std::optional<Instant> last_;
};

}  // namespace cascade::gui
