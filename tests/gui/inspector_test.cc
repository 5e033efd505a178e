// SPDX-License-Identifier: Apache-2.0
#include "gui/model/inspector.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>

#include "engine/plan_text.h"
#include "sim/report/blockers.h"
#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

constexpr std::string_view kFaults =
    "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3, action: destroy }]";

/// A run with its times, and the inspector of it.
struct Lamp : Desk {
  explicit Lamp(std::string_view rest = kFaults) : Lamp(history_of(rest)) {}
  explicit Lamp(std::shared_ptr<const History> of) : Desk(std::move(of)), times(history, nullptr) {
    times.wait();
  }
  const InspectorCard& look(const Selection& at) {
    selection = at;
    for (int i = 0; i < 2; ++i) {
      inspector.update(source(), &times);
      inspector.wait();
    }
    inspector.update(source(), &times);
    REQUIRE(inspector.card() != nullptr);
    return *inspector.card();
  }
  const InspectorCard& look_at(std::string_view resource) {
    Selection at;
    at.resource = history->world().find(resource);
    REQUIRE(at.resource);
    return look(at);
  }
  /// The step of that path in the pass that deletes.
  [[nodiscard]] Selection step(std::string_view path) const {
    Selection at;
    at.pass = 1;
    const Plan& plan = *history->passes()[1]->plan;
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      if (plan.path(StepId{i}) == path) at.step = StepId{i};
    }
    REQUIRE(at.step);
    return at;
  }
  RunTimes times;
  Inspector inspector{nullptr};
};

const DataTable& table(const InspectorCard& card, std::string_view title) {
  const auto found = std::find_if(card.tables.begin(), card.tables.end(),
                                  [title](const DataTable& one) { return one.title == title; });
  REQUIRE(found != card.tables.end());
  return *found;
}

bool has_table(const InspectorCard& card, std::string_view title) {
  return std::any_of(card.tables.begin(), card.tables.end(),
                     [title](const DataTable& one) { return one.title == title; });
}

std::string fact(const InspectorCard& card, std::string_view name) {
  for (const InspectorFact& one : card.facts) {
    if (one.name == name) return one.value;
  }
  return "none";
}

TEST_CASE("Inspector: a step tells action, issuers, contexts, reactions, times and outcomes",
          "[gui][inspector][threads]") {
  Lamp lamp;
  const InspectorCard& card = lamp.look(lamp.step("Zone/Host/Vm"));
  CHECK(card.kind == "step");
  CHECK(card.title == "Vm");
  CHECK(fact(card, "action") == "lab.delete");
  CHECK(fact(card, "root") == "Zone/z");
  CHECK(fact(card, "parent") == "3 Host");
  CHECK(fact(card, "reaction").find("destroy, 8 acts, 4 at once") == 0);
  CHECK(fact(card, "failed") == "1");
  CHECK(fact(card, "phase 1").find("8 links found") != std::string::npos);
  CHECK(fact(card, "in flight").find("4 at most") != std::string::npos);
  const DataTable& acts = table(card, "acts");
  REQUIRE(acts.rows.size() == 8);
  CHECK(acts.rows[0].cells[0].text == "Vm/v3");  // what failed comes first
  CHECK(acts.rows[0].outcome == Outcome::Failed);
  const PassIndex& index = *lamp.times.pass(1);
  for (const DataRow& row : acts.rows) {
    const auto act = position_of_act({lamp.history,
                                      lamp.snapshot,
                                      lamp.history->end(),
                                      lamp.times.index(),
                                      {{lamp.times.passes()[1].index, nullptr}},
                                      {}},
                                     *row.link);
    REQUIRE(act);
    const Event event = lamp.history->event(*act - 1);
    CHECK(event.kind == EventKind::ActEnded);
    CHECK(lamp.times.position_of_end(index, ActId{event.subject}) == act);
  }
  CHECK(table(card, "parents").rows.size() == 3);
  CHECK(table(card, "roots").rows.size() == 1);
}

TEST_CASE("Inspector: acts that were tried again tell their attempts",
          "[gui][inspector][threads]") {
  Lamp lamp(
      "retries: [{ action: destroy, limit: 3, backoff: 5s }]\n"
      "faults: [{ kind: fail, resource: Vm/v3, action: destroy, attempt: 1 }]");
  const InspectorCard& card = lamp.look(lamp.step("Zone/Host/Vm"));
  CHECK(fact(card, "reaction").find("tried again up to 3 times") != std::string::npos);
  const DataTable& acts = table(card, "acts");
  const auto again = std::find_if(acts.rows.begin(), acts.rows.end(),
                                  [](const DataRow& row) { return row.cells[0].text == "Vm/v3"; });
  REQUIRE(again != acts.rows.end());
  const bool told = std::any_of(again->cells.begin(), again->cells.end(), [](const DataCell& cell) {
    return cell.text == "done, 2 attempts";
  });
  CHECK(told);
}

TEST_CASE("Snapshot: between two attempts an act waits and is not in flight", "[gui][snapshot]") {
  Desk desk(
      "workers: 1\nretries: [{ limit: 3, backoff: 1h }]\n"
      "faults: [{ kind: fail, resource: Nic/n1, action: delete, attempt: 1 }]");
  std::optional<std::uint64_t> failed;
  ActId act = kNoAct;
  for (std::uint64_t i = 0; i < desk.history->size() && !failed; ++i) {
    const Event event = desk.history->event(i);
    if (event.kind != EventKind::AttemptFailed) continue;
    failed = i;
    act = ActId{event.subject};
  }
  REQUIRE(failed);
  desk.go(*failed);
  CHECK(desk.snapshot->current()->acts[value(act)] == ActStatus::InFlight);
  CHECK(desk.snapshot->current()->acts_in_flight == 1);
  desk.go(*failed + 1);
  CHECK(desk.snapshot->current()->acts[value(act)] == ActStatus::Waiting);
  CHECK(desk.snapshot->current()->acts_in_flight == 0);
  desk.go(desk.history->size());
  CHECK(desk.snapshot->passes[1]->acts[value(act)] == ActStatus::Done);
}

TEST_CASE("Inspector: an edge tells which resources flowed and every chain up to the root",
          "[gui][inspector][threads]") {
  Lamp lamp;
  Selection edge = lamp.step("Zone/Host/Vm/Nic");
  edge.edge = true;
  const InspectorCard& card = lamp.look(edge);
  CHECK(card.kind == "edge");
  CHECK(card.title == "Vm → Nic");
  const Plan& plan = *lamp.history->passes()[1]->plan;
  const Step& step = plan.step(*edge.step);
  const DataTable& links = table(card, "why");
  CHECK(links.rows.size() == step.link_count());  // one way up each in this cloud
  for (const DataRow& row : links.rows) {
    CHECK(row.cells[1].text.find("Vm/") == 0);
    CHECK(row.cells[3].text.find("Zone/z (delete) > Host/") == 0);
    CHECK(row.cells[3].text.find(row.cells[0].text) != std::string::npos);
  }
}

TEST_CASE("Inspector: a resource tells acts, states, reasons and the first cause",
          "[gui][inspector][threads]") {
  Lamp lamp;
  const InspectorCard& vm = lamp.look_at("Vm/v3");
  CHECK(fact(vm, "outcome") == "failed");
  CHECK(fact(vm, "message").find("v3") == std::string::npos);
  CHECK_FALSE(fact(vm, "message").empty());
  CHECK(fact(vm, "before") == "Running");
  CHECK(fact(vm, "now") == "Running");
  const DataTable reasons = table(vm, "why");
  std::size_t expected = 0;
  for (const auto& pass : lamp.history->passes()) {
    if (pass->plan) expected += why(*pass->plan, *lamp.selection.resource).size();
  }
  CHECK(reasons.rows.size() == expected);
  CHECK(has_table(vm, "relations"));
  const DataTable& acts = table(vm, "acts");
  REQUIRE(acts.columns[1].name == "outcome");
  CHECK(acts.columns[2].name == "step");
  const auto failed = std::find_if(acts.rows.begin(), acts.rows.end(), [](const DataRow& row) {
    return row.outcome == Outcome::Failed;
  });
  REQUIRE(failed != acts.rows.end());
  CHECK(failed->cells[1].text == "failed");
  CHECK(failed->cells[2].text == "Zone/Host/Vm");
  // Its act below the storage waits for the failed one below the host.
  CHECK(table(vm, "blocked by").rows.back().outcome == Outcome::Failed);

  const InspectorCard& zone = lamp.look_at("Zone/z");
  CHECK(fact(zone, "outcome") == "blocked");
  CHECK(fact(zone, "first cause") == "Vm/v3");
  const DataTable& chain = table(zone, "blocked by");
  CHECK(chain.rows.front().outcome == Outcome::Blocked);
  // Every row is the cause, or is followed by what blocked it, or that was told before.
  std::set<std::string> told;
  for (const DataRow& row : chain.rows) {
    const std::string blocks = row.cells[4].text;
    CHECK((blocks == "Zone/z" || told.contains(blocks)));
    told.insert(lamp.history->world().name(*row.link->resource));
  }
  CHECK(told.contains("Vm/v3"));

  const InspectorCard& gone = lamp.look_at("Vm/v1");
  CHECK(fact(gone, "now") == "deleted");
  CHECK_FALSE(has_table(gone, "blocked by"));
  const DataTable& states = table(gone, "states");
  REQUIRE(states.rows.size() == 2);
  CHECK(states.rows[0].cells[1].text == "Running");
  CHECK(states.rows[1].cells[1].text == "deleted");
  CHECK(states.rows[1].cells[2].text == "Zone/Host/Vm");
  const std::uint64_t position = *states.rows[1].position;
  lamp.go(position);
  CHECK(fact(lamp.look_at("Vm/v1"), "now") == "deleted");
  lamp.go(position - 1);
  CHECK(fact(lamp.look_at("Vm/v1"), "now") == "Running");
}

TEST_CASE("Inspector: of several causes each is told", "[gui][inspector][threads]") {
  Lamp lamp(
      "failure: isolate\nfaults: [{ kind: fail, resource: Vm/v3, action: destroy },\n"
      "  { kind: hang, resource: Vm/v6, action: destroy }, { kind: fail, resource: Nic/n8 }]");
  const InspectorCard& zone = lamp.look_at("Zone/z");
  std::set<std::string> causes;
  for (const InspectorFact& told : zone.facts) {
    if (told.name != "first cause" && told.name != "also") continue;
    REQUIRE(told.link);
    CHECK(told.outcome != Outcome::Blocked);
    causes.insert(told.value);
  }
  CHECK(causes == std::set<std::string>{"Vm/v3", "Vm/v6", "Nic/n8"});
  // An act is told once, behind one that it blocks.
  std::set<std::pair<std::uint32_t, std::uint32_t>> acts;
  for (const DataRow& row : table(zone, "blocked by").rows) {
    CHECK(acts.emplace(value(*row.link->step), row.link->resource->index).second);
  }
  const InspectorCard& host = lamp.look_at("Host/h3");
  CHECK(fact(host, "first cause") == "Nic/n8");
  CHECK(fact(host, "also") == "none");
}

TEST_CASE("Inspector: a filter looks at all rows, also at those that a table has no room for",
          "[gui][inspector][threads]") {
  Lamp lamp(sim::test::lab_topology(10'000, 20'500, 1) +
            "operations: [{ delete: Host/h1, mode: plain }]\n");
  Selection at;
  at.type = lamp.type("Vm");
  const auto index_of = [](const InspectorCard& card) {
    std::size_t i = 0;
    while (card.tables[i].title != "resources") ++i;
    return i;
  };
  const InspectorCard& all = lamp.look(at);
  CHECK(table(all, "resources").rows.size() == kInspectorRowsMax);
  CHECK(table(all, "resources").note == "the first 20,000 of 20,500; a filter looks at all");
  lamp.inspector.show_table(index_of(all));
  lamp.inspector.set_filter_text("vm/v20499");
  const InspectorCard& one = lamp.look(at);
  REQUIRE(table(one, "resources").rows.size() == 1);
  CHECK(table(one, "resources").rows[0].cells[0].text == "Vm/v20499");
  CHECK(table(one, "resources").note == "found among all 20,500");
  CHECK(lamp.inspector.arranged().rows().size() == 1);
  lamp.inspector.set_filter_text("no such thing");
  CHECK(table(lamp.look(at), "resources").rows.empty());
  lamp.inspector.set_filter_text("");
  CHECK(table(lamp.look(at), "resources").rows.size() == kInspectorRowsMax);
}

TEST_CASE("Inspector: every link of every chain leads on", "[gui][inspector][threads]") {
  Lamp lamp;
  lamp.look_at("Zone/z");
  // As a user does who clicks the first blocker, again and again.
  for (int clicks = 0; clicks < 10; ++clicks) {
    const InspectorCard& card = *lamp.inspector.card();
    if (!has_table(card, "blocked by")) break;
    lamp.inspector.follow(*table(card, "blocked by").rows.front().link, lamp.selection);
    lamp.look(lamp.selection);
  }
  CHECK(lamp.inspector.card()->title == "Vm/v3");
  while (lamp.inspector.can_go_back()) lamp.inspector.go_back(lamp.selection);
  CHECK(lamp.selection.resource == lamp.history->world().find("Zone/z"));
}

TEST_CASE("Inspector: it tells of the position of the window", "[gui][inspector][threads]") {
  Lamp lamp;
  lamp.go(0);
  CHECK(fact(lamp.look(lamp.step("Zone/Host/Vm")), "failed") == "none");
  CHECK(fact(lamp.look_at("Zone/z"), "outcome") == "none");
  lamp.go(lamp.history->failures().front());
  CHECK(fact(lamp.look_at("Vm/v3"), "outcome") == "not yet: in flight");
  lamp.go(lamp.history->failures().front() + 1);
  CHECK(fact(lamp.look_at("Vm/v3"), "outcome") == "failed");
  CHECK(fact(lamp.look({}), "outcome") == "none");
  CHECK(fact(lamp.look({}), "verdict") == "none");
  CHECK(fact(lamp.look({}), "at the end").find("failed; ") == 0);
  lamp.go(lamp.history->size());
  CHECK(fact(lamp.look({}), "outcome") == "failed");
  CHECK(fact(lamp.look({}), "at the end") == "none");
}

TEST_CASE("Inspector: a run that was refused tells why", "[gui][inspector][threads]") {
  Lamp lamp("operations: [{ delete: Zone/z, mode: plain }]\nprotect: [Vm/v3, Storage/s1]");
  REQUIRE(lamp.history->size() == 0);
  const InspectorCard& card = lamp.look({});
  CHECK(fact(card, "outcome") == "refused");
  CHECK(fact(card, "refused").find(" is protected: ") != std::string::npos);
  CHECK(std::count_if(card.facts.begin(), card.facts.end(), [](const InspectorFact& one) {
          return one.value.find(" is protected: ") != std::string::npos &&
                 one.value.find(';') == std::string::npos;
        }) >= 2);
  CHECK(table(card, "passes").rows[0].cells[2].text == "refused");
}

TEST_CASE("Inspector: a card is made anew when the run has ended", "[gui][inspector][threads]") {
  Lamp lamp("operations: [{ delete: Zone/z, mode: plain }]\nprotect: [Vm/v3]");
  const auto going =
      std::make_shared<History>(lamp.history->shared_scenario(), lamp.history->world().clone());
  Lamp other(going);
  CHECK(fact(other.look({}), "outcome") == "none");
  going->finish(*lamp.history->end());
  CHECK(fact(other.look({}), "outcome") == "refused");
}

TEST_CASE("Inspector: what a pass before did is no outcome while the next is at work",
          "[gui][inspector][threads]") {
  Lamp lamp("");
  lamp.go(lamp.history->passes()[1]->begin - 1);
  CHECK(fact(lamp.look_at("Vm/v3"), "outcome") == "done");  // the check, and nothing else yet
  lamp.go(lamp.history->passes()[1]->begin + 1);
  CHECK(fact(lamp.look_at("Vm/v3"), "outcome") == "not yet: waiting");
  lamp.go(lamp.history->size());
  CHECK(fact(lamp.look_at("Vm/v3"), "outcome") == "done");
}

TEST_CASE("Inspector: what appears during the run was not gone before",
          "[gui][inspector][threads]") {
  Lamp lamp("faults: [{ kind: appear, appears: Nic/n8, resource: Nic/n1, action: delete }]");
  lamp.go(0);
  CHECK(fact(lamp.look_at("Nic/n8"), "before") == "not there yet");
  CHECK(fact(lamp.look_at("Nic/n8"), "now") == "not there yet");
  CHECK(fact(lamp.look_at("Nic/n7"), "now") == "live");
  lamp.go(lamp.history->size());
  CHECK(fact(lamp.look_at("Nic/n8"), "before") == "not there yet");
  CHECK(fact(lamp.look_at("Nic/n8"), "now") == "live");
  const DataTable& states = table(lamp.look_at("Nic/n8"), "states");
  CHECK(states.rows.front().cells[1].text == "not there yet");
  CHECK(states.rows.back().cells[1].text == "live");
}

TEST_CASE("Inspector: passes of several operations say whose they are",
          "[gui][inspector][threads]") {
  const auto first_cells = [](Lamp& lamp) {
    const DataTable& passes = table(lamp.look({}), "passes");
    return passes.columns[0].name + " " + passes.rows.back().cells[0].text;
  };
  Lamp two("operations: [{ delete: Host/h1, mode: plain }, { delete: Host/h2, mode: plain }]\n");
  CHECK(first_cells(two) == "operation 2");
  // The last pass is of the first operation.
  Lamp together(
      "operations: [{ together: [{ delete: Zone/z }, { delete: Host/h2, mode: plain }] }]\n");
  CHECK(first_cells(together) == "operation 1");
  Lamp one("operations: [{ delete: Host/h1, mode: plain }]\n");
  CHECK(first_cells(one) == "pass lab.delete");
}

TEST_CASE("Inspector: types, passes and the run lead to their parts", "[gui][inspector][threads]") {
  Lamp lamp;
  Selection at;
  const InspectorCard& run = lamp.look(at);
  CHECK(run.kind == "run");
  CHECK(table(run, "passes").rows.size() == lamp.history->passes().size());
  const InspectorCard& pass = lamp.look(*table(run, "passes").rows[1].link);
  CHECK(pass.kind == "pass");
  CHECK(table(pass, "steps").rows.size() == lamp.history->passes()[1]->plan->steps().size());
  at.type = lamp.type("Vm");
  const InspectorCard& type = lamp.look(at);
  CHECK(type.kind == "type");
  CHECK(fact(type, "states") == "Running, Stopped");
  CHECK(table(type, "resources").rows.size() == 8);
  CHECK(table(type, "lab.delete").rows.size() == 2);
  CHECK(type.tables.front().title == "lab.delete");  // not the check before it
  CHECK(has_table(type, "lab.check"));
}

TEST_CASE("Inspector: contexts that first_wins drops, of a pass and of a resource",
          "[gui][inspector][threads]") {
  Lamp lamp("merge: first_wins");
  Selection at;
  at.pass = 1;
  const Plan& plan = *lamp.history->passes()[1]->plan;
  const DataTable dropped = table(lamp.look(at), "dropped contexts");
  REQUIRE_FALSE(dropped.rows.empty());
  REQUIRE(dropped.rows.size() == plan.dropped_contexts().size());
  const DroppedContext& first = plan.dropped_contexts()[0];
  CHECK(dropped.rows[0].link->step == first.kept);
  CHECK(dropped.rows[0].cells[2].number == static_cast<std::int64_t>(first.resources.size()));
  at = {};
  at.resource = Resource{first.path.back(), first.resources.front()};
  CHECK(has_table(lamp.look(at), "dropped contexts"));
  CHECK_FALSE(has_table(lamp.look_at("Zone/z"), "dropped contexts"));
}

TEST_CASE("Inspector: what a failure that stopped the run kept from being done",
          "[gui][inspector][threads]") {
  Lamp lamp("schedule: sequential\nfaults: [{ kind: fail, resource: Nic/n1 }]");
  const DataTable acts = table(lamp.look_at("Zone/z"), "acts");
  const auto stopped = std::find_if(acts.rows.begin(), acts.rows.end(), [](const DataRow& row) {
    return row.outcome == Outcome::NotRun;
  });
  if (stopped == acts.rows.end()) FAIL("the zone's act was to be not run");
  CHECK(stopped->cells.back().text == "after Nic/n1 failed");
}

TEST_CASE("Inspector: what is not there any more shows what is around it",
          "[gui][inspector][threads]") {
  Lamp lamp;
  Selection at;
  at.resource = Resource{TypeId{3}, 5000};
  CHECK(lamp.look(at).kind == "run");
  at.pass = 1;
  at.step = StepId{5000};
  CHECK(lamp.look(at).kind == "pass");
  at.pass = 77;
  CHECK(lamp.look(at).kind == "run");
  at.type = TypeId{77};
  CHECK(lamp.look(at).kind == "run");
}

TEST_CASE("Inspector: tables are filtered, ordered and copied as they are seen",
          "[gui][inspector][threads]") {
  Lamp lamp;
  lamp.look(lamp.step("Zone/Host/Vm"));
  Inspector& inspector = lamp.inspector;
  inspector.arranged().set_order({0, true, ""});
  inspector.set_filter_text("v");
  REQUIRE(inspector.arranged().rows().size() == 8);
  CHECK(inspector.arranged().table()->rows[inspector.arranged().rows().front()].cells[0].text ==
        "Vm/v8");
  inspector.set_filter_text("failed");
  CHECK(inspector.arranged().rows().size() == 1);
  Progress progress;
  const TableText text = inspector.text(10)(progress, {});
  CHECK(text.rows == 1);
  CHECK(text.csv.find("resource,reaction,outcome,start,took,links\r\nVm/v3,destroy,failed") == 0);
  // Another position keeps table, filter and order; another kind of thing does not.
  lamp.go(lamp.history->size() - 1);
  lamp.look(lamp.step("Zone/Host/Vm"));
  CHECK(inspector.filter_text() == "failed");
  lamp.look_at("Zone/z");
  CHECK(inspector.filter_text().empty());
}

}  // namespace
}  // namespace cascade::gui
