// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/frame_pacer.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace cascade::gui {
namespace {

using namespace std::chrono_literals;

constexpr Instant at(Duration since_start) {
  return Instant{since_start};
}

/// Draws whatever is due; the number of frames.
int draw_due(FramePacer& pacer, Instant& now, int frames_max = 100) {
  int frames = 0;
  for (auto wait = pacer.wait(now); wait && frames < frames_max; wait = pacer.wait(now)) {
    now += *wait;
    pacer.drawn(now, false);
    ++frames;
  }
  return frames;
}

TEST_CASE("FramePacer: after news it draws three frames, then it sleeps", "[gui][pacer]") {
  FramePacer pacer;
  Instant now = at(1s);
  CHECK(draw_due(pacer, now) == FramePacer::kFramesAfterNews);
  CHECK_FALSE(pacer.wait(now));
  pacer.news();
  pacer.news();
  CHECK(draw_due(pacer, now) == FramePacer::kFramesAfterNews);
  CHECK_FALSE(pacer.wait(now + 10s));
}

TEST_CASE("FramePacer: frames keep their distance, and the first comes at once", "[gui][pacer]") {
  FramePacer pacer;
  CHECK(pacer.wait(at(1s)) == Duration::zero());
  pacer.drawn(at(1s), false);
  CHECK(pacer.wait(at(1s)) == FramePacer::kInterval);
  CHECK(pacer.wait(at(1s) + 6666667ns) == 10ms);
  CHECK(pacer.wait(at(2s)) == Duration::zero());
}

TEST_CASE("FramePacer: while something moves there is always a next frame", "[gui][pacer]") {
  FramePacer pacer;
  Instant now = at(1s);
  draw_due(pacer, now);
  pacer.drawn(now, true);
  CHECK(pacer.wait(now) == FramePacer::kInterval);
  pacer.drawn(now + FramePacer::kInterval, false);
  CHECK_FALSE(pacer.wait(now + 1s));
}

TEST_CASE("FramePacer: the earliest deadline counts, once", "[gui][pacer]") {
  FramePacer pacer;
  Instant now = at(0s);
  draw_due(pacer, now);
  now = at(10s);
  pacer.wake_at(at(14s));
  pacer.wake_at(at(12s));
  pacer.wake_at(at(13s));
  CHECK(pacer.wait(now) == 2s);
  CHECK(pacer.wait(at(12s)) == Duration::zero());
  pacer.drawn(at(12s), false);
  CHECK_FALSE(pacer.wait(at(20s)));
}

TEST_CASE("FramePacer: a window that is not to be seen draws nothing", "[gui][pacer]") {
  FramePacer pacer;
  pacer.set_visible(false);
  pacer.news();
  CHECK_FALSE(pacer.wait(at(1s)));
  pacer.set_visible(true);
  CHECK(pacer.wait(at(1s)) == Duration::zero());
}

}  // namespace
}  // namespace cascade::gui
