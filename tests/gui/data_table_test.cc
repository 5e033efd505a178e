// SPDX-License-Identifier: Apache-2.0
#include "gui/model/data_table.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace cascade::gui {
namespace {

DataTable fruits() {
  DataTable table;
  table.columns = {{"name"}, {"count", true}};
  table.rows = {{{{"pear"}, number_cell(9)}},
                {{{"apple"}, number_cell(1200)}},
                {{{"Quince, ripe"}, {"?"}}},
                {{{"fig"}, number_cell(9)}}};
  return table;
}

using Rows = std::vector<std::uint32_t>;

TEST_CASE("DataTable: rows are sorted by number, then those without, equal ones as they stood",
          "[gui][data_table]") {
  const DataTable table = fruits();
  CHECK(ordered_rows(table, {}) == Rows{0, 1, 2, 3});
  CHECK(ordered_rows(table, {.column = 1}) == Rows{0, 3, 1, 2});
  CHECK(ordered_rows(table, {.column = 1, .descending = true}) == Rows{2, 1, 0, 3});
  CHECK(ordered_rows(table, {.column = 0}) == Rows{2, 1, 3, 0});
  CHECK(ordered_rows(table, {.column = 7}) == Rows{0, 1, 2, 3});
}

TEST_CASE("DataTable: the filter looks into every cell and at letters of either case",
          "[gui][data_table]") {
  const DataTable table = fruits();
  CHECK(ordered_rows(table, {.filter = "QUINCE"}) == Rows{2});
  CHECK(ordered_rows(table, {.filter = "1,2"}) == Rows{1});
  CHECK(ordered_rows(table, {.column = 0, .filter = "e"}) == Rows{2, 1, 0});
  CHECK(ordered_rows(table, {.filter = "no such"}).empty());
}

TEST_CASE("DataTable: CSV quotes what has to be quoted and nothing else", "[gui][data_table]") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("") == "");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field("\r") == "\"\r\"");
  const DataTable table = fruits();
  CHECK(to_csv(table, {2, 1}) == "name,count\r\n\"Quince, ripe\",?\r\napple,\"1,200\"\r\n");
  CHECK(to_csv(table, {}) == "name,count\r\n");
  CHECK(to_csv(DataTable{}, {}).empty());
}

TEST_CASE("DataTable: durations sort by their length", "[gui][data_table]") {
  DataTable table;
  table.columns = {{"time"}};
  table.rows = {{{duration_cell(std::chrono::seconds{2})}},
                {{duration_cell(std::chrono::milliseconds{900})}},
                {{duration_cell(std::chrono::hours{1})}}};
  CHECK(ordered_rows(table, {.column = 0}) == Rows{1, 0, 2});
}

}  // namespace
}  // namespace cascade::gui
