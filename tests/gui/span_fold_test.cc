// SPDX-License-Identifier: Apache-2.0
#include "gui/model/span_fold.h"

#include <catch2/catch.hpp>
#include <limits>
#include <utility>
#include <vector>

#include "tests/support/repeat.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using cascade::test::Chance;

struct SpanList {
  std::vector<std::pair<Moment, Moment>> spans;
  [[nodiscard]] std::size_t size() const { return spans.size(); }
  [[nodiscard]] Moment start(std::size_t nth) const { return spans[nth].first; }
  [[nodiscard]] Moment end(std::size_t nth) const { return spans[nth].second; }
};

/// One span after the other.
std::vector<FoldedPiece> fold_naively(const SpanList& spans, const PixelGrid& grid) {
  std::vector<FoldedPiece> pieces;
  bool open = false;  // the last piece is of narrow spans
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const int begin = grid.pixel(spans.start(i));
    const int end = grid.pixel(spans.end(i));
    if (end < 0) continue;
    if (begin >= grid.width()) break;
    const bool narrow = end - begin < kFoldPixels;
    if (narrow && open && begin - pieces.back().end < kFoldPixels) {
      pieces.back().end = end;
      ++pieces.back().count;
    } else {
      pieces.push_back({begin, end, i, 1});
    }
    open = narrow;
  }
  return pieces;
}

/// An index with nothing but instants.
void add_instants(RunIndex& index, Chance& chance, int count) {
  Instant now{};
  for (int i = 0; i < count; ++i) {
    Event event;
    event.at = now;
    event.kind = EventKind::AnswerIgnored;
    index.add(event);
    const std::uint32_t most = chance.one_in(20) ? 3'000 : chance.one_in(4) ? 100 : 3;
    now += Duration{1 + chance.below(most)};
  }
  index.publish();
}

TEST_CASE("SpanFold: binary search gives the pieces of a walk through all spans",
          "[gui][span_fold]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 40)) {
    INFO(cascade::test::repeat_with(seed));
    Chance chance(seed);
    RunIndex index;
    add_instants(index, chance, 2000);
    SpanList spans;
    Moment moment = chance.below(10);
    while (moment < 1990) {
      const Moment end = moment + chance.below(chance.one_in(10) ? 200 : 4);
      if (end >= 2000) break;
      spans.spans.emplace_back(moment, end);
      moment = end + chance.below(chance.one_in(10) ? 50 : 3);
    }
    if (chance.one_in(2)) spans.spans.emplace_back(1999, std::numeric_limits<Moment>::max());
    const Place last = index.instant(1999).time_since_epoch().count();
    for (int view = 0; view < 30; ++view) {
      const Place begin = static_cast<Place>(chance.next() % static_cast<std::uint64_t>(last));
      const Duration span{1 + chance.below(static_cast<std::uint32_t>(last))};
      const TimeAxis axis({}, begin - chance.below(2000), span,
                          static_cast<int>(10 + chance.below(700)));
      const PixelGrid grid(index, axis);
      std::vector<FoldedPiece> pieces;
      fold(spans, grid, pieces);
      REQUIRE(pieces == fold_naively(spans, grid));
      REQUIRE(pieces.size() <= static_cast<std::size_t>(grid.width()) + 2);
    }
  }
}

TEST_CASE("PixelGrid: every moment of a pixel lies between its first and the next one's",
          "[gui][span_fold]") {
  Chance chance(7);
  RunIndex index;
  add_instants(index, chance, 500);
  const TimeAxis axis({}, 100, Duration{5'000}, 333);
  const PixelGrid grid(index, axis);
  for (Moment moment = 0; moment < 500; ++moment) {
    const int pixel = grid.pixel(moment);
    if (pixel >= 0) REQUIRE(moment >= grid.first_moment(pixel));
    if (pixel < grid.width()) REQUIRE(moment < grid.first_moment(pixel + 1));
  }
  CHECK(grid.pixel(500) == grid.width());
}

}  // namespace
}  // namespace cascade::gui
