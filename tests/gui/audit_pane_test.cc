// SPDX-License-Identifier: Apache-2.0
#include "gui/model/audit_pane.h"

#include <algorithm>

#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

struct Bench : Desk {
  explicit Bench(std::string_view rest) : Desk(rest), times(history, nullptr) {
    times.wait();
    settle();
  }
  void settle() {
    pane.update(source(), &times);
    pane.wait();
    pane.update(source(), &times);
  }
  RunTimes times;
  AuditPane pane{nullptr};
};

// Forced on over failures: what these hang on goes without them.
constexpr std::string_view kLost =
    "failure: force\nfaults: [{ kind: fail, resource: Vm/v3 }, { kind: fail, type: Nic }]";

TEST_CASE("AuditPane: every finding names its cause and leads behind it", "[gui][audit][threads]") {
  Bench bench(kLost);
  const auto end = bench.history->end();
  REQUIRE(end->audit);
  REQUIRE(end->audit->total() > 0);
  REQUIRE_FALSE(bench.pane.empty());
  const DataTable& table = *bench.pane.arranged().table();
  REQUIRE(table.rows.size() == end->audit->findings.size());
  std::size_t caused = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const sim::AuditFinding& finding = end->audit->findings[i];
    const DataRow& row = table.rows[i];
    CHECK(row.link->resource == finding.resource);
    CHECK(row.cells[1].text == bench.history->world().name(finding.resource));
    CHECK(row.position.has_value() == finding.cause.has_value());
    if (!finding.cause) continue;
    ++caused;
    const Event event = bench.history->event(*row.position - 1);
    CHECK(event.kind == EventKind::ActEnded);
    CHECK(ActId{event.subject} == finding.cause->act);
    CHECK(event.run == bench.history->passes()[finding.cause->pass]->run);
    CHECK_FALSE(row.cells[4].text.empty());
  }
  CHECK(caused > 0);
  bench.pane.go_to(table.rows[0], bench.selection);
  CHECK(bench.selection.resource == end->audit->findings[0].resource);
  CHECK(bench.pane.take_wanted_position() == table.rows[0].position);
}

TEST_CASE("AuditPane: a clean run, and none at all", "[gui][audit][threads]") {
  Bench bench("");
  CHECK(bench.pane.empty());
  CHECK(bench.pane.status() == "Nothing dangles, nothing is left over.");
  bench.go(3);
  bench.settle();
  CHECK(bench.pane.status() == "At the end of the run. Nothing dangles, nothing is left over.");
  bench.pane.update({nullptr, nullptr, bench.selection}, nullptr);
  CHECK(bench.pane.status().find("Run a scenario") == 0);
}

TEST_CASE("AuditPane: a run that goes on has no audit yet", "[gui][audit][threads]") {
  Bench bench("");
  const History& done = *bench.history;
  auto going = std::make_shared<History>(std::make_shared<const sim::Scenario>(done.scenario()),
                                         done.world().clone());
  const RunTimes times(going, nullptr);
  bench.pane.update({going, bench.snapshot, bench.selection}, &times);
  CHECK(bench.pane.empty());
  CHECK(bench.pane.status().find("when the run has ended") != std::string::npos);
}

}  // namespace
}  // namespace cascade::gui
