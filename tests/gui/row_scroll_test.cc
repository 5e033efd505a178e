// SPDX-License-Identifier: Apache-2.0
#include "gui/model/row_scroll.h"

#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

TEST_CASE("RowScroll: it stays inside the list, whatever its size becomes", "[gui][row_scroll]") {
  RowScroll scroll;
  scroll.set_size(100, 10);
  scroll.scroll(1000);
  CHECK(scroll.first() == 90);
  CHECK(scroll.end() == 100);
  scroll.set_size(40, 10);
  CHECK(scroll.first() == 30);
  scroll.scroll(-7);
  CHECK(scroll.first() == 23);
  scroll.scroll(-1000);
  CHECK(scroll.first() == 0);
  scroll.set_size(4, 10);
  scroll.scroll(3);
  CHECK(scroll.first() == 0);
  CHECK(scroll.end() == 4);
  scroll.set_size(0, 0);
  CHECK(scroll.end() == 0);
}

TEST_CASE("RowScroll: a row that is seen moves nothing, another comes to the middle",
          "[gui][row_scroll]") {
  RowScroll scroll;
  scroll.set_size(1000, 10);
  scroll.show(9);
  CHECK(scroll.first() == 0);
  scroll.show(10);
  CHECK(scroll.first() == 5);
  scroll.show(999);
  CHECK(scroll.first() == 990);
  scroll.show(2);
  CHECK(scroll.first() == 0);
}

TEST_CASE("RowScroll: every row of a long list can be reached with the bar", "[gui][row_scroll]") {
  constexpr std::uint64_t kRows = 50'000'000;
  constexpr double kShortest = 0.05;
  RowScroll scroll;
  scroll.set_size(kRows, 30);
  CHECK(scroll.thumb(kShortest).begin == 0);
  scroll.drag_thumb(1, kShortest);
  CHECK(scroll.first() == kRows - 30);
  CHECK(scroll.thumb(kShortest).end == Approx(1));
  for (const std::uint64_t row : {1ULL, 16'777'217ULL, 33'333'333ULL, 49'999'969ULL}) {
    scroll.show(row);
    const std::uint64_t first = scroll.first();
    scroll.drag_thumb(scroll.thumb(kShortest).begin, kShortest);
    CHECK(scroll.first() == first);
  }
  scroll.set_size(20, 30);
  CHECK(scroll.thumb(kShortest).end == 1);
  scroll.drag_thumb(0.7, kShortest);
  CHECK(scroll.first() == 0);
}

}  // namespace
}  // namespace cascade::gui
