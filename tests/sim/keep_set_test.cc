// SPDX-License-Identifier: Apache-2.0
// "Everything except this": what a kept resource needs, and what is then impossible.
#include "sim/run/keep_set.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/run/preview.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::run_scenario;

/// Of the only operation's preview, a line each.
std::string told(const Scenario& scenario) {
  const auto simulation = test::make_simulation(scenario);
  const auto preview = make_preview(scenario, simulation->world());
  REQUIRE(preview);
  const KeepSet& set = preview->operations[0].keep;
  if (set.empty()) return "nothing";
  std::string text;
  for (const std::string& line : keep_lines(set, simulation->world(), 20)) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("Keep: a kept VM needs all that it hangs on, the rest could go", "[sim][keep]") {
  CHECK(told(lab_scenario("keep: Vm/v1\n")) ==
        "kept: Vm/v1\n"
        "Vm/v1 needs Host/h2, through which the cascade reaches it\n"
        "Vm/v1 needs Storage/s2, through which the cascade reaches it\n"
        "Host/h2 needs Zone/z, through which the cascade reaches it\n"
        "impossible: delete 1 Host\n"
        "impossible: delete 1 Storage\n"
        "impossible: destroy 2 Vm\n"
        "impossible: delete 1 Zone\n"
        "that makes 5 of 38 acts impossible, the root's too\n");
}

TEST_CASE("Keep: a resource that is only referred to is needed as well", "[sim][keep]") {
  // The host's VMs are stopped; who keeps a NIC needs its VM running, and that its host.
  CHECK(told(lab_scenario("operations: [{ delete: Host/h1, mode: plain }]\nkeep: Nic/n3\n")) ==
        "nothing");
  CHECK(told(lab_scenario("operations: [{ delete: Host/h1, mode: plain }]\nkeep: Vm/v3\n")) ==
        "kept: Vm/v3\n"
        "Vm/v3 needs Host/h1, through which the cascade reaches it\n"
        "impossible: delete 1 Host\n"
        "impossible: stop 1 Vm\n"
        "that makes 2 of 3 acts impossible, the root's too\n");
}

TEST_CASE("Keep: what leads to a needed resource is told, though nothing is done to it itself",
          "[sim][keep]") {
  // An address needs its NIC, which goes with its machine and has no act of its own.
  auto scenario = parse_scenario(
      "model: zstack\ntopology: tiny\noperations: [{ delete: Zone/1 }]\nkeep: [UsedIp/3]\n",
      "keep.yaml");
  REQUIRE(scenario);
  const auto simulation = test::make_simulation(*scenario);
  const auto preview = make_preview(*scenario, simulation->world());
  REQUIRE(preview);
  const KeepSet& set = preview->operations[0].keep;
  // Each that needs something is kept or was told to be needed.
  std::set<Resource> known(set.kept.begin(), set.kept.end());
  std::set<std::string> types;
  for (const KeepSet::Need& need : set.needs) {
    INFO(simulation->world().name(need.by));
    CHECK(known.contains(need.by));
    known.insert(need.resource);
    types.insert(simulation->world().model().type(need.resource.type).name);
  }
  CHECK(types.contains("VmNic"));
  CHECK(types.contains("VmInstance"));
}

TEST_CASE("Keep: the operation is refused before its first act, and told why", "[sim][keep]") {
  for (const char* merge : {"per_path", "union", "first_wins"}) {
    const auto simulation =
        run_scenario(lab_scenario(std::string("keep: [Nic/n1]\nmerge: ") + merge + "\n"));
    CHECK(simulation->outcome() == "refused");
    CHECK(simulation->verdict() == Verdict::Refused);
    CHECK(simulation->world().digest() == simulation->initial_digest());
    const PassRun& refused = *simulation->passes().back();
    CHECK_THAT(refused.refusal->message,
               Catch::StartsWith("to keep Nic/n1, 4 resources have to stay as well: "));
    REQUIRE(refused.keep);
    CHECK(refused.keep->roots);
  }
}

TEST_CASE("Keep: an operation that does not come near goes through", "[sim][keep]") {
  const auto simulation =
      run_scenario(lab_scenario("keep: Host/h2\noperations: [{ delete: Host/h1, mode: plain }]\n"));
  CHECK(simulation->outcome() == "done");
}

TEST_CASE("Keep: what is possible touches nothing that stays", "[sim][keep]") {
  const Scenario scenario = lab_scenario("keep: [Vm/v1, Nic/n5]\n");
  const auto simulation = test::make_simulation(scenario);
  const auto preview = make_preview(scenario, simulation->world());
  REQUIRE(preview);
  const Preview::OperationPreview& operation = preview->operations[0];
  std::set<Resource> stays(operation.keep.kept.begin(), operation.keep.kept.end());
  for (const KeepSet::Need& need : operation.keep.needs) stays.insert(need.resource);
  const Plan& plan = *operation.plan;
  std::uint64_t possible = 0;
  for (const Step& step : plan.steps()) {
    for (std::uint32_t i = step.acts_begin; i < step.acts_end; ++i) {
      if (stays.contains({step.type, plan.resources()[i]})) {
        // Nothing above what stays is possible.
        for (const LinkParent link : plan.links(step, ActId{i})) {
          const TypeId type = link.is_root() ? plan.request().root_type : step.parent_type;
          CHECK(stays.contains({type, link.index()}));
        }
      } else {
        ++possible;
      }
    }
  }
  CHECK(possible == operation.keep.possible_acts);
  CHECK(possible > 0);
}

TEST_CASE("Keep: an unknown resource is a mistake with its place", "[sim][keep]") {
  auto scenario = parse_scenario(
      "model: zstack\ntopology: tiny\noperations: [{ delete: Zone/1 }]\nkeep: [Host/999]\n",
      "k.yaml");
  REQUIRE(scenario);
  const auto made = Simulation::create(*std::move(scenario), {});
  REQUIRE_FALSE(made);
  CHECK(made.error().message == "k.yaml:4:8: the world has no resource 'Host/999' to keep");
}

}  // namespace cascade::sim
