// SPDX-License-Identifier: Apache-2.0
#include "gui/model/events_pane.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <span>
#include <stop_token>

#include "gui/model/cursor.h"
#include "gui/model/simulate.h"
#include "tests/support/lab.h"
#include "tests/support/repeat.h"
#include "tests/support/seeds.h"

namespace cascade::gui {
namespace {

using cascade::test::Chance;

std::shared_ptr<const History> run_lab() {
  RunControl control;
  Progress progress;
  auto made = simulate(
      sim::test::lab_scenario("failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3 }, "
                              "{ kind: hang, resource: Vm/v5 }]"),
      control, progress, {});
  REQUIRE(made);
  return *made;
}

std::vector<Event> all_events(const History& history) {
  std::vector<Event> events;
  history.visit_events(0, history.size(), [&](std::uint64_t, std::span<const Event> some) {
    events.insert(events.end(), some.begin(), some.end());
    return true;
  });
  return events;
}

/// The pass of an event, looked up in the plainest way.
std::shared_ptr<const PassInfo> pass_of(const History& history, const Event& event) {
  for (const auto& pass : history.passes()) {
    if (pass->run == event.run) return pass;
  }
  return nullptr;
}

bool is_about_act(EventKind kind) {
  return kind == EventKind::ActStarted || kind == EventKind::ActEnded ||
         kind == EventKind::AnswerIgnored || kind == EventKind::AttemptFailed ||
         kind == EventKind::RetryDue || kind == EventKind::RetryStarted;
}

bool is_about_step(EventKind kind) {
  return kind == EventKind::StepPlanned || kind == EventKind::StepStarted ||
         kind == EventKind::StepEnded;
}

bool fits_naively(const History& history, const EventFilter& filter, const Event& event,
                  std::uint64_t position) {
  const auto pass = pass_of(history, event);
  const Plan& plan = *pass->plan;
  std::optional<StepId> step;
  if (is_about_step(event.kind)) step = StepId{event.subject};
  if (is_about_act(event.kind)) step = plan.step_of(ActId{event.subject});
  if (filter.kinds != 0 && (filter.kinds & (1U << static_cast<unsigned>(event.kind))) == 0) {
    return false;
  }
  if (filter.outcomes != 0) {
    if (!has_outcome(event.kind)) return false;
    if ((filter.outcomes & (1U << static_cast<unsigned>(event.outcome))) == 0) return false;
  }
  if (filter.pass && pass->index != *filter.pass) return false;
  if (filter.step && step != filter.step) return false;
  if (filter.type && (!step || plan.step(*step).type != *filter.type)) return false;
  std::string words = history.text(position);
  if (step) words += "\n" + plan.path(*step);
  if (is_about_act(event.kind)) {
    const ActId act{event.subject};
    const Resource resource{plan.step(*step).type, plan.resources()[event.subject]};
    if (filter.resource && filter.resource != resource) return false;
    words += "\n" + history.world().name(resource);
    words += "\n" + plan.reaction(plan.step(*step), act).name;
  } else if (filter.resource) {
    return false;
  }
  return words.find(filter.text) != std::string::npos;
}

EventFilter random_filter(Chance& chance, const History& history) {
  EventFilter filter;
  if (chance.one_in(3)) filter.kinds = 1 + chance.below((1U << kEventKindCount) - 1);
  if (chance.one_in(4)) filter.outcomes = 1 + chance.below((1U << kOutcomeCount) - 1);
  if (chance.one_in(4)) filter.type = TypeId{static_cast<std::uint16_t>(chance.below(5))};
  if (chance.one_in(4)) {
    filter.pass = chance.below(static_cast<std::uint32_t>(history.passes().size()));
  }
  if (chance.one_in(6)) filter.step = StepId{chance.below(4)};
  if (chance.one_in(6)) filter.resource = Resource{TypeId{3}, chance.below(8)};
  constexpr std::string_view kTexts[] = {"v3", "destroy", "Vm", "Host/h1", "injected", "zzz"};
  if (chance.one_in(3)) filter.text = kTexts[chance.below(6)];
  return filter;
}

TEST_CASE("EventList: it lists what a walk through all events finds", "[gui][events][threads]") {
  const auto history = run_lab();
  const std::vector<Event> events = all_events(*history);
  EventList list(nullptr);
  std::size_t some = 0;
  for (const std::uint64_t seed : cascade::test::seeds(1, 120)) {
    INFO(cascade::test::repeat_with(seed));
    Chance chance(seed);
    const EventFilter filter = random_filter(chance, *history);
    list.set_filter(filter);
    list.update(history);
    list.wait();
    list.update(history);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t i = 0; i < events.size(); ++i) {
      if (fits_naively(*history, filter, events[i], i)) expected.push_back(i);
    }
    REQUIRE(list.looked_at() == events.size());
    REQUIRE(list.listed().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      REQUIRE(list.listed().position(i) == expected[i]);
    for (std::uint64_t position = 0; position < events.size(); position += 7) {
      const auto behind = std::lower_bound(expected.begin(), expected.end(), position);
      REQUIRE(list.listed().first_at(position) ==
              static_cast<std::uint64_t>(behind - expected.begin()));
    }
    if (!expected.empty() && expected.size() < events.size()) ++some;
  }
  if (!cascade::test::only_seed()) CHECK(some > 20);
}

TEST_CASE("EventsPane: lines tell time, subject, outcome and message, and lead there",
          "[gui][events][threads]") {
  const auto history = run_lab();
  EventsPane pane(nullptr);
  Selection selection;
  Cursor cursor(history);
  pane.update({history, cursor.seek(history->size() / 2), selection});
  CHECK(pane.current() == history->size() / 2 - 1);
  CHECK(pane.lines(0, history->size() + 10).size() == history->size());
  EventFilter failed;
  failed.outcomes = 1U << static_cast<unsigned>(Outcome::Failed);
  failed.kinds = 1U << static_cast<unsigned>(EventKind::ActEnded);
  pane.list().set_filter(failed);
  pane.update({history, cursor.seek(history->size()), selection});
  pane.list().wait();
  const auto lines = pane.lines(0, 100);
  REQUIRE(!lines.empty());
  CHECK(lines[0].subject == "Vm/v3");
  CHECK(lines[0].kind == EventKind::ActEnded);
  CHECK(lines[0].outcome == Outcome::Failed);
  CHECK(lines[0].detail.find("destroy") == 0);
  CHECK(lines[0].link.resource.has_value());
  CHECK(lines[0].link.step.has_value());
  CHECK(lines[0].link.position == lines[0].position);
  CHECK(pane.status().find(" of ") != std::string::npos);
  Progress progress;
  const TableText text = pane.text(1)(progress, {});
  CHECK(text.rows == 1);
  CHECK(text.of == pane.list().listed().size());
  CHECK(text.csv.find("number,time,pass,event,subject,outcome,detail\r\n") == 0);
  CHECK(text.csv.find("Vm/v3") != std::string::npos);
}

TEST_CASE("EventsPane: a long list is written whole, in pieces", "[gui][events][threads]") {
  const auto history = run_lab();
  EventsPane pane(nullptr);
  Selection selection;
  Cursor cursor(history);
  pane.update({history, cursor.seek(0), selection});
  Progress progress;
  const TableText text = pane.text(history->size() + 1)(progress, {});
  CHECK(text.rows == history->size());
  CHECK(static_cast<std::uint64_t>(std::count(text.csv.begin(), text.csv.end(), '\n')) ==
        history->size() + 1);
  CHECK(progress.done() == history->size());
  std::stop_source stopped;
  stopped.request_stop();
  CHECK(pane.text(10)(progress, stopped.get_token()).rows == 0);
}

TEST_CASE("EventList: of another run only words, kinds and outcomes go on filtering",
          "[gui][events][threads]") {
  EventList list(nullptr);
  list.update(run_lab());
  EventFilter filter;
  filter.text = "v3";
  filter.pass = 1;
  filter.step = StepId{2};
  filter.type = TypeId{900};
  filter.resource = Resource{TypeId{3}, 100'000};
  list.set_filter(filter);
  list.update(run_lab());
  EventFilter kept;
  kept.text = "v3";
  CHECK(list.filter() == kept);
}

TEST_CASE("EventsPane: a click selects what the event is about and leads behind it",
          "[gui][events][threads]") {
  const auto history = run_lab();
  EventsPane pane(nullptr);
  Selection selection;
  Cursor cursor(history);
  pane.update({history, cursor.seek(0), selection});
  const std::uint64_t failed = history->failures().front();
  pane.go_to(pane.lines(failed, failed + 1).front(), selection);
  CHECK(selection.resource == history->world().find("Vm/v3"));
  CHECK(selection.step.has_value());
  CHECK(selection.position == failed);
  CHECK(pane.take_wanted_position() == failed + 1);
  CHECK_FALSE(pane.take_wanted_position());
}

TEST_CASE("EventFilter: the selection becomes a filter whose parts can be named and taken off",
          "[gui][events][threads]") {
  const auto history = run_lab();
  EventFilter filter;
  filter.text = "kept";
  Selection selection;
  selection.pass = 1;
  CHECK(filter_words(only_selected(filter, selection), FilterPart::Pass, *history) ==
        history->passes()[1]->action_code);
  selection.step = history->passes()[1]->plan->root_step();
  selection.type = history->passes()[1]->plan->step(*selection.step).type;
  const EventFilter of_step = only_selected(filter, selection);
  CHECK(of_step.step == selection.step);
  CHECK_FALSE(of_step.type);
  CHECK_FALSE(filter_words(of_step, FilterPart::Step, *history).empty());
  CHECK(without(of_step, FilterPart::Pass) == filter);
  selection.resource = history->world().find("Vm/v3");
  const EventFilter of_vm = only_selected(of_step, selection);
  CHECK(of_vm.text == "kept");
  CHECK_FALSE(of_vm.step);
  CHECK(filter_words(of_vm, FilterPart::Resource, *history) == "Vm/v3");
  CHECK(filter_words(of_vm, FilterPart::Step, *history).empty());
  CHECK(without(of_vm, FilterPart::Resource) == filter);
  selection = {};
  selection.type = TypeId{0};
  CHECK(filter_words(only_selected({}, selection), FilterPart::Type, *history) ==
        history->model().types[0].name);
}

TEST_CASE("EventsPane: at the beginning of a run no line is current", "[gui][events]") {
  const auto history = run_lab();
  EventsPane pane(nullptr);
  Selection selection;
  Cursor cursor(history);
  pane.update({history, cursor.seek(0), selection});
  CHECK_FALSE(pane.current());
  // Numbers count from 1: right behind event n the window stands at position n.
  pane.update({history, cursor.seek(1), selection});
  REQUIRE(pane.current() == 0);
  CHECK(pane.lines(0, 1)[0].number() == 1);
  const DataTable table = event_table(pane.list().listed(), 0, 1);
  CHECK(table.columns[0].name == "number");
  CHECK(table.rows[0].cells[0].text == "1");
}

}  // namespace
}  // namespace cascade::gui
