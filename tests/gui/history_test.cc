// SPDX-License-Identifier: Apache-2.0
#include "gui/model/history.h"

#include <catch2/catch.hpp>
#include <stop_token>
#include <thread>

#include "gui/model/cursor.h"
#include "gui/model/simulate.h"
#include "tests/support/lab.h"

namespace cascade::gui {
namespace {

using sim::test::EventList;
using sim::test::lab_scenario;
using sim::test::make_simulation;

History empty_history() {
  const sim::Scenario scenario = lab_scenario();
  return {std::make_shared<sim::Scenario>(scenario), std::make_shared<sim::World>(scenario.model)};
}

Event made_event(std::uint64_t nth) {
  Event event;
  event.at = Instant{Duration{static_cast<std::int64_t>(nth * 1000)}};
  event.kind = nth % 2 == 0 ? EventKind::ActStarted : EventKind::ActEnded;
  event.outcome = nth % 100 == 1 ? Outcome::Failed : Outcome::Done;
  event.subject = static_cast<std::uint32_t>(nth * 2654435761U);
  event.other = static_cast<std::uint32_t>(nth);
  event.run = RunId{static_cast<std::uint32_t>(nth / 1000)};
  return event;
}

TEST_CASE("History: events come back as they were appended, alone and in a row", "[gui][history]") {
  History history = empty_history();
  constexpr std::uint64_t kCount = 5000;  // some chunks and a piece of one
  for (std::uint64_t i = 0; i < kCount; ++i) {
    history.append_event(made_event(i), i % 700 == 3 ? "because" : "");
  }
  CHECK(history.size() == 0);
  history.publish(kCount - 1);
  CHECK(history.size() == kCount - 1);
  for (const std::uint64_t position : {0U, 1U, 1023U, 1024U, 1025U, 4998U}) {
    CHECK(history.event(position) == made_event(position));
  }
  CHECK(history.text(3) == "because");
  CHECK(history.text(703) == "because");
  CHECK(history.text(704).empty());

  std::uint64_t next = 1000;
  history.visit_events(1000, 3000, [&](std::uint64_t first, std::span<const Event> events) {
    REQUIRE(first == next);
    for (const Event& event : events) REQUIRE(event == made_event(next++));
    return true;
  });
  CHECK(next == 3000);
  history.visit_events(0, 3000, [&](std::uint64_t /*first*/, std::span<const Event> events) {
    next += events.size();
    return false;
  });
  CHECK(next == 3000 + 1024);
  CHECK(history.failures().size() == 50);
  CHECK(history.failures()[1] == 101);
  CHECK(history.bytes() < kCount * 16 + 27UL * 1024);
}

TEST_CASE("History: changes are found by position", "[gui][history]") {
  History history = empty_history();
  constexpr std::uint64_t kEvents = 20'000;
  std::vector<WorldChange> all;
  for (std::uint64_t i = 1; i <= kEvents; ++i) {
    // Some events change nothing, some two things.
    for (std::uint64_t n = 0; n < i % 3; ++n) {
      all.push_back({i,
                     {TypeId{static_cast<std::uint16_t>(n)}, static_cast<ResourceIndex>(i)},
                     sim::Life::Deleted,
                     static_cast<std::uint8_t>(i % 5)});
      history.append_change(all.back());
    }
    history.append_event(made_event(i), "");
  }
  history.publish(kEvents);
  const auto between = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<WorldChange> found;
    history.visit_changes(begin, end, [&](const WorldChange& change) {
      found.push_back(change);
      return true;
    });
    return found;
  };
  const auto expected = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<WorldChange> found;
    for (const WorldChange& change : all) {
      if (begin < change.position && change.position <= end) found.push_back(change);
    }
    return found;
  };
  CHECK(between(0, kEvents) == all);
  for (const std::uint64_t begin : {0U, 1U, 2U, 4095U, 4096U, 4097U, 6000U, 19'999U, 20'000U}) {
    for (const std::uint64_t length : {0U, 1U, 2U, 5000U}) {
      const std::uint64_t end = std::min(begin + length, kEvents);
      CHECK(between(begin, end) == expected(begin, end));
    }
  }
}

TEST_CASE("simulate: the history tells what the simulation told", "[gui][history]") {
  const auto* const rest = "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }]\n";
  EventList list;
  const auto simulation = make_simulation(lab_scenario(rest));
  simulation->add_observer(list);
  simulation->run();

  RunControl control;
  Progress progress;
  std::shared_ptr<const History> begun;
  control.begun = [&](const std::shared_ptr<const History>& history) { begun = history; };
  const auto history = simulate(lab_scenario(rest), control, progress, {});
  REQUIRE(history);
  CHECK(*history == begun);
  REQUIRE(begun->size() == list.events.size());
  for (std::size_t i = 0; i < list.events.size(); ++i) {
    CHECK(begun->event(i) == list.events[i]);
    CHECK(begun->text(i) == list.texts[i]);
  }
  const auto end = begun->end();
  REQUIRE(end);
  CHECK(end->outcome == simulation->outcome());
  CHECK(end->verdict == simulation->verdict());
  CHECK(end->event_digest == simulation->event_digest());
  CHECK(end->world_digest == simulation->world().digest());
  CHECK(end->makespan == simulation->makespan());
  CHECK(end->violations.empty());
  CHECK(begun->world().digest() == simulation->initial_digest());
  REQUIRE(begun->passes().size() == simulation->passes().size());
  CHECK_FALSE(end->summaries[1]->critical_path().empty());
  CHECK(progress.done() == progress.total());
}

TEST_CASE("simulate: a refused pass is told with its reason", "[gui][history]") {
  RunControl control;
  Progress progress;
  const auto history = simulate(lab_scenario("limits: { links: 5 }\n"), control, progress, {});
  REQUIRE(history);
  const auto passes = (*history)->passes();
  REQUIRE(passes.size() == 1);
  REQUIRE(passes[0]->refusal);
  CHECK(passes[0]->refusal->message.find('5') != std::string::npos);
  CHECK((*history)->end()->outcome == "refused");
}

TEST_CASE("simulate: cancelled at a position, it is the same up to there and then ends",
          "[gui][history]") {
  RunControl free;
  Progress progress;
  const auto whole = simulate(lab_scenario(), free, progress, {});
  REQUIRE(whole);
  for (const std::uint64_t at : {0U, 40U, 60U, 100U}) {
    CAPTURE(at);
    RunControl control;
    control.cancel_at = at;
    const auto cut = simulate(lab_scenario(), control, progress, {});
    REQUIRE(cut);
    const History& history = **cut;
    for (std::uint64_t i = 0; i < std::min(at, history.size()); ++i) {
      REQUIRE(history.event(i) == (*whole)->event(i));
    }
    CHECK(history.end()->outcome == "cancelled");
    CHECK(history.end()->violations.empty());
  }
}

TEST_CASE("simulate: given up, the history has no end", "[gui][history]") {
  RunControl control;
  Progress progress;
  std::stop_source stop;
  control.begun = [&](const auto& /*history*/) { stop.request_stop(); };
  const auto history = simulate(lab_scenario(), control, progress, stop.get_token());
  REQUIRE(history);
  CHECK_FALSE((*history)->end());
}

TEST_CASE("replay_history: a recording gives the history that was recorded", "[gui][history]") {
  for (const auto* const rest :
       {"", "failure: force\nfaults: [{ kind: lose_answer, type: Vm, ratio: [1, 2] }]\n"}) {
    CAPTURE(rest);
    RunControl control;
    Progress progress;
    const auto run = simulate(lab_scenario(rest), control, progress, {});
    REQUIRE(run);
    const auto simulation = make_simulation(lab_scenario(rest));
    const sim::Recording recording = sim::test::record(*simulation);
    const auto replayed = replay_history(recording, control, progress, {});
    REQUIRE(replayed);
    CHECK(replayed->report.same());
    Cursor first(*run);
    Cursor second(replayed->history);
    REQUIRE(replayed->history->size() == (*run)->size());
    for (std::uint64_t i = 0; i <= (*run)->size(); i += 3) {
      REQUIRE(second.seek(i)->digest() == first.seek(i)->digest());
    }
    CHECK(replayed->history->end()->world_digest == (*run)->end()->world_digest);
  }
}

TEST_CASE("History: readers on other threads see only what is whole", "[gui][history][threads]") {
  RunControl control;
  Progress progress;
  std::vector<std::uint64_t> digests;
  std::jthread reader;
  control.begun = [&](const std::shared_ptr<const History>& history) {
    reader = std::jthread([&digests, history] {
      Cursor cursor(history, 500);
      while (true) {
        const bool over = history->end() != nullptr;
        cursor.prepare();
        const auto snapshot = cursor.seek(history->size());
        digests.push_back(snapshot->digest());
        if (over) return;
        std::this_thread::yield();
      }
    });
  };
  const auto history =
      simulate(lab_scenario(sim::test::lab_topology(20, 600)), control, progress, {});
  REQUIRE(history);
  reader.join();
  Cursor cursor(*history);
  CHECK(digests.back() == cursor.seek((*history)->size())->digest());
}

}  // namespace
}  // namespace cascade::gui
