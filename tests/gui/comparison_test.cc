// SPDX-License-Identifier: Apache-2.0
#include "gui/model/comparison.h"

#include <algorithm>
#include <set>
#include <string>

#include "gui/model/compare_pane.h"
#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

const ComparedFact& fact(const Comparison& comparison, std::string_view name) {
  const auto found = std::find_if(comparison.facts.begin(), comparison.facts.end(),
                                  [name](const ComparedFact& one) { return one.name == name; });
  REQUIRE(found != comparison.facts.end());
  return *found;
}

std::vector<const ComparedNode*> nodes_of(const Comparison& comparison, std::string_view path) {
  std::vector<const ComparedNode*> found;
  for (const ComparedNode& node : comparison.nodes) {
    if (node.facts().path == path && node.facts().action_code == "lab.delete") {
      found.push_back(&node);
    }
  }
  return found;
}

TEST_CASE("Comparison: a run is like itself", "[gui][comparison]") {
  const auto run = history_of();
  const Comparison same = compare_histories(*run, *history_of());
  CHECK(same.same());
  REQUIRE_FALSE(same.nodes.empty());
  for (const ComparedNode& node : same.nodes) {
    CHECK(node.change == NodeChange::Same);
    CHECK(node.a == node.b);
    REQUIRE(node.link);
    // It leads to the step that it tells of.
    const PassInfo& pass = *run->passes()[*node.link->pass];
    CHECK(pass.plan->path(*node.link->step) == node.facts().path);
    CHECK(pass.action_code == node.facts().action_code);
  }
  for (const ComparedFact& one : same.facts) CHECK_FALSE(one.differs());
  CHECK(same.node_table.rows.size() == same.nodes.size());
  CHECK(same.world_table.rows.empty());
}

TEST_CASE("Comparison: what is above a step stands before it", "[gui][comparison]") {
  const Comparison both =
      compare_histories(*history_of("merge: per_path"), *history_of("merge: union"));
  std::set<std::string> seen;
  for (const ComparedNode& node : both.nodes) {
    const std::string path = node.facts().action_code + " " + node.facts().path;
    INFO(path);
    const auto below = seen.lower_bound(path + "/");
    CHECK((below == seen.end() || !below->starts_with(path + "/")));
    seen.insert(path);
  }
  CHECK(seen.size() > 5);
  for (const auto& column : both.node_table.columns) CHECK_FALSE(column.name.empty());
}

TEST_CASE("Comparison: another schedule takes other times to the same world", "[gui][comparison]") {
  const auto a = history_of("schedule: by_resource");
  const auto b = history_of("schedule: sequential");
  const Comparison both = compare_histories(*a, *b);
  CHECK(both.same());
  CHECK(fact(both, "policy").differs());
  CHECK(fact(both, "took").differs());
  CHECK_FALSE(fact(both, "world").differs());
  CHECK(both.longest == b->end()->makespan);
  CHECK(std::any_of(both.nodes.begin(), both.nodes.end(), [](const ComparedNode& node) {
    return node.change == NodeChange::Slower || node.change == NodeChange::Faster;
  }));
  for (const ComparedNode& node : both.nodes) {
    if (!node.a || !node.b) continue;
    CHECK(node.a->begin >= Instant{});
    CHECK(node.a->end <= Instant{both.longest});
    CHECK(node.a->end - node.a->begin == *node.pair.a->phase2);
    const bool longer = *node.pair.b->phase2 > *node.pair.a->phase2;
    if (node.change == NodeChange::Slower) CHECK(longer);
    if (node.change == NodeChange::Faster) CHECK_FALSE(longer);
  }
}

TEST_CASE("Comparison: another merge has other steps", "[gui][comparison]") {
  const auto a = history_of("merge: per_path");
  const auto b = history_of("merge: union");
  const Comparison both = compare_histories(*a, *b);
  CHECK_FALSE(both.same());
  const auto nics = nodes_of(both, "Zone/Storage/Vm/Nic");
  REQUIRE(nics.size() == 1);
  CHECK(nics[0]->change == NodeChange::OnlyA);
  CHECK_FALSE(nics[0]->b);
  // The other way round they are only in B, and lead nowhere in A.
  const Comparison back = compare_histories(*b, *a);
  const auto only_b = nodes_of(back, "Zone/Storage/Vm/Nic");
  REQUIRE(only_b.size() == 1);
  CHECK(only_b[0]->change == NodeChange::OnlyB);
  CHECK(only_b[0]->b == nics[0]->a);
  CHECK_FALSE(only_b[0]->link);
}

TEST_CASE("Comparison: what one run destroyed and the other kept", "[gui][comparison]") {
  const std::string fault = "faults: [{ kind: fail, resource: Vm/v3, action: destroy }]\n";
  const auto a = history_of(fault + "failure: isolate");
  const auto b = history_of(fault + "failure: force");
  const Comparison both = compare_histories(*a, *b);
  CHECK(fact(both, "acts blocked").differs());
  CHECK(fact(both, "world").differs());
  const auto& rows = both.world_table.rows;
  REQUIRE_FALSE(rows.empty());
  const auto zone = std::find_if(rows.begin(), rows.end(),
                                 [](const DataRow& row) { return row.cells[5].text == "Zone/z"; });
  REQUIRE(zone != rows.end());
  CHECK(zone->cells[3].text == "live");
  CHECK(zone->link->resource == a->world().find("Zone/z"));
  const auto roots = nodes_of(both, "Zone");
  REQUIRE(roots.size() == 1);
  CHECK(roots[0]->change == NodeChange::OtherOutcome);
}

TEST_CASE("ComparePane: it waits for both runs, and another run is compared anew",
          "[gui][comparison][threads]") {
  Desk desk;
  ComparePane pane(nullptr);
  const auto settle = [&] {
    pane.update(desk.source(), "run");
    pane.wait();
    pane.update(desk.source(), "run");
  };
  settle();
  CHECK(pane.comparison() == nullptr);
  CHECK(pane.empty());
  CHECK(pane.status().find("another policy") != std::string::npos);
  pane.set_other(history_of("schedule: sequential"), "sequential");
  settle();
  REQUIRE(pane.comparison() != nullptr);
  CHECK(pane.status().empty());
  CHECK(pane.arranged().table() == &pane.comparison()->node_table);
  pane.set_show(ComparePane::Show::Worlds);
  CHECK(pane.arranged().table() == &pane.comparison()->world_table);
  desk.open("merge: union");
  settle();
  REQUIRE(pane.comparison() != nullptr);
  CHECK(fact(*pane.comparison(), "policy").a.find("union") == 0);
  pane.set_other(nullptr, "");
  settle();
  CHECK(pane.empty());
}

}  // namespace
}  // namespace cascade::gui
