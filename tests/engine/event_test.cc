// SPDX-License-Identifier: Apache-2.0
// Events, outcomes and times in words.
#include "engine/event.h"

#include <catch2/catch.hpp>
#include <set>

#include "engine/time_text.h"

using namespace cascade;
using namespace std::chrono_literals;

TEST_CASE("Event: every kind has its line of text", "[engine][event]") {
  const auto line = [](EventKind kind, std::uint32_t subject, std::uint32_t other,
                       Outcome outcome = Outcome::Done, std::string_view text = {}) {
    return to_text(Event{Instant{12500us}, RunId{1}, subject, other, kind, outcome}, text);
  };
  const std::uint32_t none = value(kNoAct);
  CHECK(line(EventKind::RunBegan, 0, none) == "12.5ms run 1 began");
  CHECK(line(EventKind::RunBegan, 0, 17) == "12.5ms run 1 began under act 17 of run 0");
  CHECK(line(EventKind::StepPlanned, 3, 20) == "12.5ms run 1 step 3 planned: 20 links");
  CHECK(line(EventKind::PhaseTwoBegan, 0, 0) == "12.5ms run 1 phase 2 began");
  CHECK(line(EventKind::StepStarted, 3, 0) == "12.5ms run 1 step 3 started");
  CHECK(line(EventKind::ActStarted, 17, none) == "12.5ms run 1 act 17 started");
  CHECK(line(EventKind::ActStarted, 17, 4) == "12.5ms run 1 act 17 started after act 4");
  CHECK(line(EventKind::ActEnded, 17, 1, Outcome::Failed, "timed out") ==
        "12.5ms run 1 act 17 ended: failed (timed out)");
  CHECK(line(EventKind::ActEnded, 17, 0, Outcome::NotRun) == "12.5ms run 1 act 17 ended: not run");
  CHECK(line(EventKind::ActEnded, 17, 3) == "12.5ms run 1 act 17 ended at attempt 3: done");
  CHECK(line(EventKind::StepEnded, 3, 0, Outcome::Blocked) == "12.5ms run 1 step 3 ended: blocked");
  CHECK(line(EventKind::AnswerIgnored, 17, 1, Outcome::Done) ==
        "12.5ms run 1 act 17 answered too late or twice (attempt 1): done");
  CHECK(line(EventKind::RunEnded, 0, 0, Outcome::Vetoed, "protected") ==
        "12.5ms run 1 ended: vetoed (protected)");
  CHECK(line(EventKind::AttemptFailed, 17, 2, Outcome::TimedOut, "no answer") ==
        "12.5ms run 1 act 17 timed out at attempt 2 and is tried again (no answer)");
  CHECK(line(EventKind::RetryDue, 17, 3) == "12.5ms run 1 act 17 is ready for attempt 3");
  CHECK(line(EventKind::RetryStarted, 17, 3) == "12.5ms run 1 act 17 started attempt 3");
}

TEST_CASE("Event: kinds and outcomes have words of their own", "[engine][event]") {
  std::set<std::string_view> words;
  for (int kind = 0; kind < kEventKindCount; ++kind) {
    words.insert(to_string(static_cast<EventKind>(kind)));
  }
  CHECK(words.size() == kEventKindCount);
  words.clear();
  for (int outcome = 0; outcome < kOutcomeCount; ++outcome) {
    words.insert(to_string(static_cast<Outcome>(outcome)));
  }
  CHECK(words == std::set<std::string_view>{"failed", "timed out", "blocked", "vetoed", "cancelled",
                                            "not run", "done", "skipped"});
}

TEST_CASE("Duration: the text is exact and has the unit that fits", "[engine][time]") {
  CHECK(to_text(Duration::zero()) == "0s");
  CHECK(to_text(Duration{90ns}) == "90ns");
  CHECK(to_text(Duration{1500ns}) == "1.5us");
  CHECK(to_text(Duration{12500us}) == "12.5ms");
  CHECK(to_text(Duration{1s}) == "1s");
  CHECK(to_text(Duration{59s + 1ns}) == "59.000000001s");
  CHECK(to_text(Duration{60s}) == "1m0s");
  CHECK(to_text(Duration{2h + 500ms}) == "2h0m0.5s");
  CHECK(to_text(Duration{-5ms}) == "-5ms");
  CHECK(to_text(Duration::min()) == "-2562047h47m16.854775808s");
  CHECK(to_text(Instant{3ms}) == "3ms");
}
