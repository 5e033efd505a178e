// SPDX-License-Identifier: Apache-2.0
#include "gui/model/cow_column.h"

#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

using Column = CowColumn<std::uint8_t>;

TEST_CASE("CowColumn: a frozen copy keeps what it had", "[gui][cow_column]") {
  Column column(3 * Column::kChunkSize - 1, 7);
  const Column before = column.freeze();
  column.set(0, 1);
  column.set(column.size() - 1, 2);
  const Column between = column.freeze();
  column.set(0, 3);

  CHECK(before[0] == 7);
  CHECK(before[before.size() - 1] == 7);
  CHECK(between[0] == 1);
  CHECK(between[between.size() - 1] == 2);
  CHECK(column[0] == 3);
  CHECK(column[1] == 7);
}

TEST_CASE("CowColumn: a column restored from a frozen copy does not change it",
          "[gui][cow_column]") {
  Column column(10, 0);
  const Column keyframe = column.freeze();
  Column restored = keyframe;
  restored.set(4, 9);
  column.set(5, 8);
  CHECK(keyframe[4] == 0);
  CHECK(keyframe[5] == 0);
  CHECK(restored[5] == 0);
  CHECK(column[4] == 0);
}

TEST_CASE("CowColumn: chunks cover every value once, the last one may be short",
          "[gui][cow_column]") {
  Column column(Column::kChunkSize + 2, 1);
  std::size_t next = 0;
  column.for_each_chunk([&](std::size_t begin, const std::uint8_t* values, std::size_t count) {
    CHECK(begin == next);
    CHECK(values[count - 1] == 1);
    next += count;
  });
  CHECK(next == column.size());
  CHECK(Column().size() == 0);
}

}  // namespace
}  // namespace cascade::gui
