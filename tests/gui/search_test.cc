// SPDX-License-Identifier: Apache-2.0
#include "gui/model/search.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/gui/desk.h"
#include "tests/support/lab.h"

namespace cascade::gui {
namespace {

using sim::test::lab_scenario;

std::uint64_t place(const History& history, Search search, bool expect_found = true) {
  SearchRun run(std::move(search));
  REQUIRE(run.advance(history));
  CHECK(run.found() == expect_found);
  return run.place();
}

const auto* const kSearched =
    "failure: isolate\nfaults: [{ kind: fail, type: Vm, ratio: [1, 2] }]\n";

TEST_CASE("Search: forward and backward steps stand at the same places", "[gui][search]") {
  const auto history = history_of(kSearched);
  for (const Unit unit : {Unit::Event, Unit::Step, Unit::Phase, Unit::Pass}) {
    std::vector<std::uint64_t> forward;
    for (std::uint64_t at = 0; true; forward.push_back(at)) {
      SearchRun run(search_unit(at, unit, 1, false));
      REQUIRE(run.advance(*history));
      at = run.place();
      if (!run.found()) break;
    }
    // Events with which no step ends stand at the end.
    if (unit != Unit::Step) CHECK(forward.back() == history->size());
    std::vector<std::uint64_t> backward;
    for (std::uint64_t at = history->size() + 1; at > forward.front();) {
      at = place(*history, search_unit(at, unit, 1, true));
      backward.insert(backward.begin(), at);
    }
    CHECK(backward == forward);
    if (forward.size() > 3) {
      CHECK(place(*history, search_unit(0, unit, 3, false)) == forward[2]);
      CHECK(place(*history, search_unit(forward[3], unit, 3, true)) == forward[0]);
    }
    CHECK(place(*history, search_unit(history->size(), unit, 1, false), false) == history->size());
    CHECK(place(*history, search_unit(forward[0], unit, 1, true), false) == 0);
    CHECK(place(*history, search_unit(0, unit, 1'000'000, false), false) == history->size());
  }
}

TEST_CASE("Search: failures are the marks of the history", "[gui][search]") {
  const auto history = history_of(kSearched);
  const auto marks = history->failures();
  REQUIRE(marks.size() > 1);
  CHECK(place(*history, search_failure(0, false)) == marks[0] + 1);
  CHECK(place(*history, search_failure(marks[0] + 1, false)) == marks[1] + 1);
  CHECK(place(*history, search_failure(marks[1] + 1, true)) == marks[0] + 1);
  CHECK(place(*history, search_failure(marks[0] + 1, true), false) == 0);
  CHECK(place(*history, search_failure(history->size(), true)) == marks.back() + 1);
}

TEST_CASE("Search: in a history that grows it waits and goes on", "[gui][search]") {
  const sim::Scenario scenario = lab_scenario();
  History history(std::make_shared<sim::Scenario>(scenario),
                  std::make_shared<sim::World>(scenario.model));
  SearchRun run(search_unit(0, Unit::Pass, 1, false));
  CHECK_FALSE(run.advance(history));
  Event event;
  event.kind = EventKind::ActStarted;
  for (int i = 0; i < 2000; ++i) history.append_event(event, "");
  history.publish(2000);
  CHECK_FALSE(run.advance(history));
  event.kind = EventKind::RunEnded;
  history.append_event(event, "");
  history.publish(2001);
  CHECK(run.advance(history));
  CHECK(run.place() == 2001);

  SearchRun vain(search_failure(0, false));
  CHECK_FALSE(vain.advance(history));
  history.finish({});
  CHECK(vain.advance(history));
  CHECK_FALSE(vain.found());
}

TEST_CASE("position_at: counts the events up to an instant", "[gui][search]") {
  const auto history = history_of("");
  for (const std::int64_t at : {-1LL, 0LL, 1'000'000LL, 2'000'000'000LL, 1'000'000'000'000LL}) {
    std::uint64_t expected = 0;
    while (expected < history->size() &&
           history->event(expected).at.time_since_epoch().count() <= at) {
      ++expected;
    }
    CHECK(position_at(*history, Instant{Duration{at}}) == expected);
  }
}

}  // namespace
}  // namespace cascade::gui
