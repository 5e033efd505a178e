// SPDX-License-Identifier: Apache-2.0
// Breakpoints as text, and where they stop, against a plain walk over all events.
#include "gui/model/breakpoint.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "gui/model/break_finder.h"
#include "gui/model/event_filter.h"
#include "gui/model/run_times.h"
#include "sim/base/duration_text.h"
#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

Breakpoint parsed(std::string_view text) {
  auto made = parse_breakpoint(text);
  INFO(text);
  REQUIRE(made);
  return *std::move(made);
}

std::string mistake(std::string_view text) {
  const auto made = parse_breakpoint(text);
  return made ? "none" : made.error().message;
}

TEST_CASE("Breakpoint: what is typed is what is written", "[gui][breakpoint]") {
  for (const auto* const text :
       {"node Zone/Host/Vm", "type Vm outcome timed_out", "resource Vm/v1 action delete count 3",
        "outcome failed", "outcome not_run count 2 off", "time 1m30s", "time 0s",
        "time 59.000000001s", "resource \"Vm/a b\"", "resource \"Vm/a'\"'\"'\"b;c\""}) {
    CHECK(to_text(parsed(text)) == text);
  }
  CHECK(to_text(parsed("outcome 'timed out'")) == "outcome timed_out");
  CHECK(to_text(parsed("type Vm count 2 outcome failed")) == "type Vm outcome failed count 2");
  CHECK(parsed("resource \"Vm/a'\"'\"'\"b;c\"").name == "Vm/a'\"b;c");
  CHECK(parsed("time 1.5s").at == Instant{std::chrono::milliseconds(1500)});
  CHECK_FALSE(parsed("type Vm off").enabled);
}

TEST_CASE("Breakpoint: mistakes say what would be right", "[gui][breakpoint]") {
  CHECK(mistake("").find("a breakpoint is written") == 0);
  CHECK(mistake("nod Zone") ==
        "a breakpoint's kind is one of node, type, resource, outcome, time, not 'nod' (did you "
        "mean 'node'?)");
  CHECK(mistake("node") == "behind 'node' its value is missing");
  CHECK(mistake("resource Vm") == "a resource is written Type/name: Host/3, not 'Vm'");
  CHECK(mistake("outcome faild").find("did you mean 'failed'?") != std::string::npos);
  CHECK(mistake("time soon").find("a time is a duration, not 'soon'; write a number") == 0);
  CHECK(mistake("time 1s count 2") == "a time comes once: it has no conditions");
  CHECK(mistake("type Vm count 0") == "count is a whole number from 1, not '0'");
  CHECK(mistake("type Vm count -1") == "count is a whole number from 1, not '-1'");
  CHECK(mistake("type Vm always") ==
        "a condition is one of outcome, action, count, off, not 'always'");
  CHECK(mistake("outcome failed outcome done") == "a breakpoint has one outcome");
  CHECK(mistake("type Vm; type Host") == "one command ends where the next begins");
  CHECK(mistake("type 'Vm") == "the quote in \"'Vm\" is not closed");
}

TEST_CASE("Breakpoint: the model says what it does not have", "[gui][breakpoint]") {
  const Desk desk;
  const auto check = [&](std::string_view text) {
    const auto checked = check_breakpoint(parsed(text), desk.history->model());
    return checked ? "" : checked.error().message;
  };
  CHECK(check("node Zone/Host/Vm").empty());
  CHECK(check("node Zone/Hots") == "the model has no type 'Hots' (did you mean 'Host'?)");
  CHECK(check("type Nix action delete") == "the model has no type 'Nix' (did you mean 'Nic'?)");
  CHECK(check("resource Cm/1") == "the model has no type 'Cm' (did you mean 'Vm'?)");
  CHECK(check("outcome done action lab.delete").empty());
  CHECK(check("outcome done action delte") ==
        "the model has no action 'delte' (did you mean 'delete'?)");
}

TEST_CASE("Times are read as they are shown", "[gui][breakpoint]") {
  using namespace std::chrono_literals;
  CHECK(sim::parse_time("1m30s") == Duration{90s});
  CHECK(sim::parse_time("2h0m0.5s") == Duration{7200500ms});
  CHECK(sim::parse_time("0") == Duration{});
  for (const auto* const text :
       {"", "s", "1", "1m30", "-1s", "1m-3s", "1e3s", "9999999999h", "1000000h1ns"}) {
    CAPTURE(text);
    CHECK_FALSE(sim::parse_time(text));
  }
}

/// A run with all that finders need.
struct Indexed {
  explicit Indexed(std::string_view rest) : history(history_of(rest)), times(history, [] {}) {
    while (times.busy()) {
      times.update();
      times.wait();
    }
    times.update();
  }
  [[nodiscard]] BreakFinder finder(const Breakpoint& breakpoint) const {
    return {breakpoint, history, times.index()};
  }
  /// Places by looking at every event.
  [[nodiscard]] std::vector<std::uint64_t> walk(const Breakpoint& breakpoint) const;

  std::shared_ptr<const History> history;
  RunTimes times;
};

std::vector<std::uint64_t> Indexed::walk(const Breakpoint& breakpoint) const {
  std::vector<std::uint64_t> places;
  if (breakpoint.kind == Breakpoint::Kind::Time) {
    std::uint64_t behind = 0;
    bool reached = false;
    for (std::uint64_t i = 0; i < history->size(); ++i) {
      if (history->event(i).at <= breakpoint.at) behind = i + 1;
      reached = reached || history->event(i).at >= breakpoint.at;
    }
    if (reached) places.push_back(behind);
    return places;
  }
  const bool acts = breakpoint.outcome || breakpoint.kind == Breakpoint::Kind::Resource;
  for (std::uint64_t i = 0; i < history->size(); ++i) {
    const Event event = history->event(i);
    const EventSubject about = EventReader(*history).subject(event);
    const EventKind begin = acts ? EventKind::ActStarted : EventKind::StepStarted;
    if (!about.step || event.kind != (breakpoint.outcome ? EventKind::ActEnded : begin)) continue;
    if (breakpoint.outcome && event.outcome != *breakpoint.outcome) continue;
    if (breakpoint.outcome == Outcome::Done && event.other == 0) continue;
    const Plan& plan = *about.pass->plan;
    const std::string type = history->model().type(plan.step(*about.step).type).name;
    const auto& name = breakpoint.name;
    if (breakpoint.kind == Breakpoint::Kind::Node && plan.path(*about.step) != name) continue;
    if (breakpoint.kind == Breakpoint::Kind::Type && type != name) continue;
    if (breakpoint.kind == Breakpoint::Kind::Resource &&
        history->world().name(*about.resource) != name) {
      continue;
    }
    const bool check = about.pass->action_code == "lab.check";
    if (check && breakpoint.action.empty() && !breakpoint.outcome) continue;
    if (!breakpoint.action.empty() && about.pass->action_code != "lab." + breakpoint.action) {
      continue;
    }
    places.push_back(breakpoint.outcome ? i + 1 : i);
  }
  return places;
}

void check_places(const Indexed& run, const std::string& text) {
  CAPTURE(text);
  Breakpoint breakpoint = parsed(text);
  const std::vector<std::uint64_t> places = run.walk(breakpoint);
  const BreakFinder finder = run.finder(breakpoint);
  for (std::uint64_t position = 0; position <= run.history->size(); ++position) {
    CAPTURE(position);
    const auto behind = std::upper_bound(places.begin(), places.end(), position);
    const auto at = std::lower_bound(places.begin(), places.end(), position);
    REQUIRE(finder.hits(position) == static_cast<std::uint64_t>(behind - places.begin()));
    const auto next = finder.next(position);
    REQUIRE(next.has_value() == (behind != places.end()));
    if (next) REQUIRE(*next == *behind);
    const auto previous = finder.previous(position);
    REQUIRE(previous.has_value() == (at != places.begin()));
    if (previous) REQUIRE(*previous == *(at - 1));
  }
  if (breakpoint.kind == Breakpoint::Kind::Time) return;
  for (std::size_t nth = 1; nth <= places.size() + 1; ++nth) {
    CAPTURE(nth);
    breakpoint.hit = nth;
    const BreakFinder counted = run.finder(breakpoint);
    const auto end = run.history->size();
    const bool there = nth <= places.size();
    REQUIRE(counted.next(0).has_value() == (there && places[nth - 1] > 0));
    REQUIRE(counted.previous(end + 1).has_value() == there);
    if (!there) continue;
    CHECK(counted.next(0) == places[nth - 1]);
    CHECK(counted.previous(end + 1) == places[nth - 1]);
    CHECK_FALSE(counted.next(places[nth - 1]));
    CHECK_FALSE(counted.previous(places[nth - 1]));
  }
}

TEST_CASE("BreakFinder: the same places as a walk over all events",
          "[gui][breakpoint][threads][slow]") {
  const auto* const rest =
      GENERATE("", "faults: [{ kind: fail, resource: Vm/v3 }]\nfailure: isolate\n",
               "faults: [{ kind: hang, type: Vm, ratio: [1, 2] }]\nfailure: stop\nmerge: union\n",
               "operations: [{ delete: Host/h1 }, { delete: Zone/z, mode: permissive }]\n");
  const Indexed run(rest);
  for (const auto* const text : {"node Zone/Host/Vm",
                                 "node Zone/Storage/Vm/Nic",
                                 "node Zone",
                                 "type Vm",
                                 "type Nic",
                                 "resource Vm/v3",
                                 "resource Vm/v3 action check",
                                 "resource Vm/v1 action cleanup",
                                 "outcome failed",
                                 "outcome timed_out",
                                 "outcome blocked",
                                 "outcome not_run",
                                 "outcome skipped",
                                 "outcome done",
                                 "outcome done action delete",
                                 "type Vm outcome failed",
                                 "type Vm outcome done",
                                 "node Zone/Host/Vm outcome done",
                                 "resource Vm/v3 outcome failed",
                                 "resource Vm/v1 outcome done",
                                 "type Vm action delete",
                                 "time 0",
                                 "time 2ms",
                                 "time 20s",
                                 "time 100h"}) {
    check_places(run, text);
  }
}

TEST_CASE("BreakFinder: what is hit is told", "[gui][breakpoint][threads]") {
  const Indexed run("faults: [{ kind: fail, resource: Vm/v3 }]\nfailure: isolate\n");
  const BreakFinder finder = run.finder(parsed("outcome failed"));
  const auto place = finder.place(1);
  REQUIRE(place);
  const Selection hit = finder.hit_at(*place);
  CHECK(hit.resource == run.history->world().find("Vm/v3"));
  CHECK(hit.step);
  const BreakFinder node = run.finder(parsed("node Zone/Host"));
  CHECK_FALSE(node.hit_at(*node.place(1)).resource);
  CHECK(node.hit_at(*node.place(1)).step);
  CHECK(run.finder(parsed("time 2ms")).hit_at(3) == Selection{});
}

}  // namespace
}  // namespace cascade::gui
