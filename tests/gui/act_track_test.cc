// SPDX-License-Identifier: Apache-2.0
#include "gui/model/act_track.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/repeat.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using cascade::test::Chance;

TEST_CASE("GrowingColumn: values stay where they are while it grows", "[gui][growing_column]") {
  GrowingColumn<std::uint32_t> column;
  CHECK(column.empty());
  column.push_back(7);
  const std::uint32_t* first = &column[0];
  for (std::uint32_t i = 1; i < 5000; ++i) column.push_back(i * i);
  CHECK(first == &column[0]);
  REQUIRE(column.size() == 5000);
  bool all = column[0] == 7;
  for (std::uint32_t i = 1; i < 5000; ++i) all = all && column[i] == i * i;
  CHECK(all);
  CHECK(column.bytes() >= 5000 * sizeof(std::uint32_t));
}

TEST_CASE("GrowingColumn: the rank of a bound does not depend on the hint",
          "[gui][growing_column]") {
  Chance chance(1);
  for (std::uint32_t size : {0U, 1U, 2U, 17U, 300U}) {
    std::vector<std::uint32_t> values(size);
    for (auto& value : values) value = chance.below(200);
    std::sort(values.begin(), values.end());
    for (std::uint32_t bound = 0; bound <= 201; bound += 3) {
      const auto right = static_cast<std::size_t>(
          std::lower_bound(values.begin(), values.end(), bound) - values.begin());
      for (std::size_t hint = 0; hint <= size + 5; hint += 1 + size / 16) {
        INFO(size << " values, below " << bound << ", hint " << hint);
        CHECK(rank_below(values, size, bound, hint) == right);
      }
    }
  }
}

// Acts that start and end at random, several at one moment; the naive peak walks through all.
TEST_CASE("ActTrack: the peak of any stretch is that of a walk through it", "[gui][act_track]") {
  for (const std::uint64_t seed : cascade::test::seeds(1, 8)) {
    INFO(cascade::test::repeat_with(seed));
    Chance chance(seed);
    ActTrack track;
    struct Change {
      Moment at;
      int by;
    };
    std::vector<Change> changes;
    int in_flight = 0;
    Moment moment = 0;
    for (int i = 0; i < 1000; ++i) {
      if (chance.one_in(3)) ++moment;
      const bool start = in_flight == 0 || chance.one_in(2);
      in_flight += start ? 1 : -1;
      changes.push_back({moment, start ? 1 : -1});
      if (start) {
        track.start(moment);
      } else {
        track.end(moment);
      }
    }
    ActTrack::Counts near;
    for (int i = 0; i < 400; ++i) {
      const Moment begin = chance.below(moment + 2);
      const Moment end = begin + chance.below(moment + 2 - begin);
      int level = 0;
      for (const Change& change : changes) level += change.at < begin ? change.by : 0;
      int most = level;
      for (const Change& change : changes) {
        if (change.at < begin || change.at >= end) continue;
        level += change.by;
        most = std::max(most, level);
      }
      const auto from = track.counts_before(begin, near);
      const auto to = track.counts_before(end, from);
      near = to;
      INFO(begin << " to " << end);
      REQUIRE(track.peak(from, to) == static_cast<std::uint32_t>(most));
    }
  }
}

}  // namespace
}  // namespace cascade::gui
