// SPDX-License-Identifier: Apache-2.0
#include "gui/model/time_axis.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/repeat.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using cascade::test::Chance;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Instant at(Duration since) {
  return Instant{since};
}

std::vector<IdleGap> random_gaps(Chance& chance, Instant& end) {
  std::vector<IdleGap> gaps;
  Instant now{};
  for (std::uint32_t i = 0; i < 20; ++i) {
    now += Duration{1 + chance.below(1000)};
    const Instant begin = now;
    now += Duration{1 + chance.below(chance.one_in(3) ? 1'000'000 : 500)};
    gaps.push_back({begin, now});
  }
  end = now + Duration{100};
  return gaps;
}

TEST_CASE("TimeWarp: squeezing keeps order, and an instant's place leads back to it",
          "[gui][time_axis]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 20)) {
    INFO(cascade::test::repeat_with(seed));
    Chance chance(seed);
    Instant end;
    const auto gaps = random_gaps(chance, end);
    const TimeWarp warp = TimeWarp::squeezed(gaps, Duration{700});
    Instant before{};
    for (Instant now{}; now < end; now += Duration{1 + chance.below(2000)}) {
      REQUIRE(warp.place(before) <= warp.place(now));
      // The first instant of the place: no later one, and in the same place.
      REQUIRE(warp.instant(warp.place(now)) <= now);
      REQUIRE(warp.place(warp.instant(warp.place(now))) == warp.place(now));
      before = now;
    }
  }
}

TEST_CASE("TimeWarp: a long gap takes no more than the given length, all else keeps its own",
          "[gui][time_axis]") {
  const std::vector<IdleGap> gaps{{at(seconds{1}), at(seconds{2})}, {at(seconds{5}), at(hours{2})}};
  const TimeWarp warp = TimeWarp::squeezed(gaps, seconds{3});
  CHECK(warp.place(at(seconds{5})) == Duration(seconds{5}).count());
  CHECK(warp.place(at(hours{2})) == Duration(seconds{8}).count());
  CHECK(warp.place(at(hours{2} + seconds{4})) == Duration(seconds{12}).count());
  REQUIRE(warp.squeezes().size() == 1);
  CHECK(warp.squeezes()[0] == gaps[1]);
  CHECK(TimeWarp().place(at(hours{2})) == Duration(hours{2}).count());
}

TEST_CASE("TimeWarp: a gap is long when it is much of what the longer ones leave",
          "[gui][time_axis]") {
  const std::vector<IdleGap> gaps{{at(seconds{1}), at(seconds{2})},
                                  {at(seconds{50}), at(hours{1})},
                                  {at(hours{1} + seconds{10}), at(hours{2})}};
  // Without the two long ones 60 seconds and a second less than a minute are left.
  const Duration length = TimeWarp::gap_length(gaps, hours{2}, 40);
  CHECK(length > milliseconds{1000});
  CHECK(length < seconds{2});
  CHECK(TimeWarp::gap_length({}, hours{2}, 40) == minutes{3});
}

TEST_CASE("TimeAxis: a pixel begins at its first instant", "[gui][time_axis]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 10)) {
    INFO(cascade::test::repeat_with(seed));
    Chance chance(seed);
    Instant end;
    const auto gaps = random_gaps(chance, end);
    const int width = 50 + static_cast<int>(chance.below(900));
    const Duration span{1000 + chance.below(2'000'000)};
    const TimeAxis axis(TimeWarp::squeezed(gaps, Duration{300}), chance.below(1000), span, width);
    for (int pixel = -3; pixel <= width; ++pixel) {
      const Instant first = axis.instant(pixel);
      REQUIRE(axis.pixel(first) >= pixel);
      REQUIRE(axis.pixel(first - Duration{1}) < pixel);
    }
  }
}

TEST_CASE("TimeAxis: zooming keeps what is under the pointer, within limits", "[gui][time_axis]") {
  TimeAxis axis({}, 0, minutes{10}, 1000);
  const Instant under = axis.instant(300);
  axis.zoom(300, 1, 2, hours{1});
  CHECK(axis.span() == minutes{5});
  CHECK(axis.pixel(under) == 300);
  axis.zoom(300, 1'000'000, 1, hours{1});
  CHECK(axis.span() == hours{1});
  axis.zoom(300, 1, 1'000'000'000'000, hours{1});
  CHECK(axis.span() == TimeAxis::kSpanMin);
  CHECK(std::abs(axis.pixel(under) - 300) <= 1);
}

TEST_CASE("TimeAxis: showing a range fits it between the margins", "[gui][time_axis]") {
  TimeAxis axis({}, 0, minutes{10}, 1000);
  axis.show(at(seconds{10}), at(seconds{20}), 50);
  CHECK(axis.pixel(at(seconds{10})) == 50);
  CHECK(axis.pixel(at(seconds{20})) >= 949);
  CHECK(axis.pixel(at(seconds{20})) <= 950);
  axis.pan(100);
  CHECK(axis.pixel(at(seconds{10})) <= -50);
  axis.keep_in(at(hours{1}), at(hours{2}));
  CHECK(axis.pixel(at(hours{1})) < 1000);
  axis.centre(at(seconds{3}));
  CHECK(axis.pixel(at(seconds{3})) == 500);
  // A single instant is shown in the middle of the shortest view.
  axis.show(at(seconds{3}), at(seconds{3}));
  CHECK(axis.span() == TimeAxis::kSpanMin);
  CHECK(std::abs(axis.pixel(at(seconds{3})) - 500) <= 1);
}

TEST_CASE("TimeAxis: ticks stand at round times and apart from each other", "[gui][time_axis]") {
  for (const Duration span :
       {Duration{1'000}, Duration{milliseconds{3}}, Duration{seconds{7}}, Duration{minutes{7}},
        Duration{hours{7}}, Duration{hours{24 * 400}}}) {
    TimeAxis axis({}, 12345, span, 1200);
    const auto ticks = axis.ticks(at(Duration{0}), 90);
    INFO(span.count());
    CHECK(ticks.size() >= 4);
    CHECK(ticks.size() <= 14);
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      CHECK(ticks[i].pixel - ticks[i - 1].pixel >= 90);
      CHECK(ticks[i].text != ticks[i - 1].text);
    }
  }
  // A squeezed day does not make a tick for each of its seconds.
  const std::vector<IdleGap> gaps{{at(seconds{5}), at(hours{24})}};
  const TimeAxis axis(TimeWarp::squeezed(gaps, seconds{1}), 0, seconds{10}, 1000);
  CHECK(axis.ticks(at(Duration{0}), 100).size() <= 11);
}

TEST_CASE("TimeAxis: tick texts are exact", "[gui][time_axis]") {
  CHECK(tick_text(Duration{0}, seconds{1}) == "0");
  CHECK(tick_text(Duration{250}, Duration{50}) == "250ns");
  CHECK(tick_text(Duration{12'500}, Duration{500}) == "12.5us");
  CHECK(tick_text(milliseconds{12}, milliseconds{1}) == "12ms");
  CHECK(tick_text(Duration{2'000'500}, Duration{500}) == "2.0005ms");
  CHECK(tick_text(milliseconds{1500}, milliseconds{500}) == "1.5s");
  CHECK(tick_text(seconds{42}, seconds{1}) == "42s");
  CHECK(tick_text(seconds{125}, seconds{5}) == "2m 05s");
  CHECK(tick_text(minutes{2}, minutes{1}) == "2m");
  CHECK(tick_text(milliseconds{125'500}, milliseconds{500}) == "2m 5.5s");
  CHECK(tick_text(hours{2} + minutes{5}, minutes{5}) == "2h 05m");
  CHECK(tick_text(hours{2} + minutes{5} + seconds{30}, seconds{30}) == "2h 05m 30s");
  CHECK(tick_text(-seconds{3}, seconds{1}) == "-3s");
}

}  // namespace
}  // namespace cascade::gui
