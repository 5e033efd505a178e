// SPDX-License-Identifier: Apache-2.0
// What third parties add to a model: add-ons bring edges, branches stand in for a type's reactions;
// from the model's file or the scenario's; and compatibility profiles.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "sim/model/model_rows.h"
#include "sim/reader/model_reader.h"
#include "sim/recording/replay.h"
#include "sim/report/report.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_text;

Result<Scenario> read(const std::string& rest, const std::string& more_model = "") {
  return parse_scenario(lab_text(rest), "lab_scenario.yaml", {}, [&](const auto&, const auto&) {
    return parse_model(std::string(test::kLabModel) + more_model, "lab.yaml");
  });
}

Scenario good(const std::string& rest, const std::string& more_model = "") {
  auto scenario = read(rest, more_model);
  if (!scenario) FAIL(scenario.error().message);
  return *std::move(scenario);
}

std::string mistake(const std::string& rest, const std::string& more_model = "") {
  const auto scenario = read(rest, more_model);
  REQUIRE_FALSE(scenario);
  return scenario.error().message;
}

/// Outcomes of the acts of one edge, in the pass with that action code: "done done".
std::string outcomes(const Simulation& simulation, const std::string& code,
                     const std::string& edge) {
  std::string text;
  for (const auto& pass : simulation.passes()) {
    if (pass->action_code != code || !pass->plan) continue;
    const Plan& plan = *pass->plan;
    for (const Step& step : plan.steps()) {
      if (plan.graph().name(step.parent_type) + "->" + plan.graph().name(step.type) != edge) {
        continue;
      }
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        text += (text.empty() ? "" : " ") + std::string(to_string(pass->summary->outcomes()[act]));
      }
    }
  }
  return text;
}

const std::string kWatch =
    "extend:\n"
    "  addons:\n"
    "    watch:\n"
    "      type: Vm\n"
    "      reactions: { look: { do: [], latency: [1ms, 1ms, 1ms, 1ms, 1ms], veto: { state: Stopped "
    "} } }\n"
    "      cascade: { Zone: { through: storage.zone, delete: look } }\n";

}  // namespace

TEST_CASE("Add-ons: a scenario brings an edge, the add-on answers for it, the type for its own",
          "[sim][additions]") {
  const auto simulation = test::run_scenario(
      good(kWatch + "topology: { resources: { Zone: [z], Storage: { s: { zone: z "
                    "} }, Host: { h: { zone: z } }, Vm: { v1: { host: h, storage: "
                    "s }, v2: { storage: s } } } }\n"));
  CHECK(simulation->outcome() == "done");
  CHECK(outcomes(*simulation, "lab.check", "Zone->Vm") == "done done");
  // The VMs are gone with their hosts and storages when the add-on's turn comes.
  CHECK(outcomes(*simulation, "lab.delete", "Zone->Vm") == "skipped skipped");
  CHECK(outcomes(*simulation, "lab.delete", "Storage->Vm") == "skipped done");
  CHECK(simulation->violations().empty());
}

TEST_CASE("Add-ons: they may veto", "[sim][additions]") {
  const auto simulation = test::run_scenario(
      good(kWatch + "topology: { resources: { Zone: [z], Storage: { s: { zone: z "
                    "} }, Vm: { v1: { state: Stopped, storage: s } } } }\n"));
  CHECK(simulation->outcome() == "vetoed");
}

TEST_CASE("Add-ons: they may do what the type itself knows", "[sim][additions]") {
  const auto simulation = test::run_scenario(
      good("extend: { addons: { all: { type: Nic, cascade: { Zone: { through: vm.storage.zone, "
           "delete: delete } } } } }\n"));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->violations().empty());
}

TEST_CASE("Add-ons: a run with them is replayed", "[sim][additions]") {
  const auto simulation = test::make_simulation(good(kWatch));
  const Recording recording = test::record(*simulation);
  const auto replayed = replay(recording, {});
  REQUIRE(replayed);
  CHECK(replayed->same());
}

TEST_CASE("Branches: they stand in for the type in the steps that they take", "[sim][additions]") {
  const std::string keep =
      "extend: { branches: { keep: { type: Nic, under: Vm, actions: [delete], do: [] } } }\n";
  const auto simulation = test::run_scenario(good(keep));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->world().count(*simulation->scenario().model->find_type("Nic"), Life::Live) ==
        8);
  CHECK(simulation->violations().empty());
  const PassRun& pass = *simulation->passes()[1];
  CHECK(report_pass_plan(*simulation, pass, {}).find("Branch keep stands in for Nic: 16 acts") !=
        std::string::npos);
}

TEST_CASE("Branches: what they touch is in the plan, from the model's file as well",
          "[sim][additions]") {
  const std::string more =
      "branches:\n"
      "  note: { type: Vm, under: [Host, Storage], actions: delete, from: { state: Running },\n"
      "          do: [{ count: { storage.zone.vms: 1 } }, { state: Stopped }] }\n";
  const auto simulation = test::run_scenario(good("", more));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->violations().empty());
  const World& world = simulation->world();
  CHECK(world.counter(*world.find("Zone/z"), CounterId{0}) == 8);
  CHECK_FALSE(simulation->passes()[1]->plan->touches().empty());
}

TEST_CASE("Additions: mistakes are told with their place in the file that brings them",
          "[sim][additions]") {
  CHECK_THAT(mistake("extend: { addons: { a: { type: Vn } } }\n"),
             Catch::Contains("lab_scenario.yaml:2:32: ") && Catch::Contains("'Vn'"));
  CHECK_THAT(mistake("extend: { addons: { a: { type: Vm } } }\n"),
             Catch::Contains("add-on 'a' needs a 'cascade' with a parent"));
  CHECK_THAT(
      mistake("extend: { addons: { a: { type: Vm, cascade: { Host: { through: host, delete: stop "
              "} } } } }\n"),
      Catch::Contains("type 'Vm' has the parent 'Host' already, itself"));
  CHECK_THAT(mistake("extend: { addons: { a: { type: Vm, reactions: { stop: { do: [] } }, cascade: "
                     "{ Zone: { through: storage.zone, delete: stop } } } } }\n"),
             Catch::Contains("type 'Vm' has a reaction 'stop' already"));
  CHECK_THAT(
      mistake("extend: { addons: { a: { type: Vm, cascade: { self: { delete: stop } } } } }\n"),
      Catch::Contains("'self' is the type's own"));
  CHECK_THAT(mistake("extend: { branches: { b: { type: Vm, under: [Nic], do: [] } } }\n"),
             Catch::Contains("type 'Nic' is no parent of type 'Vm'"));
  CHECK_THAT(mistake("extend: { branches: { b: { type: Vm, actions: [destroy], do: [] } } }\n"),
             Catch::Contains("unknown action 'destroy' in branch 'b'"));
  CHECK_THAT(mistake("extend: { branches: { b: { type: Vm } } }\n"),
             Catch::Contains("branch 'b' needs 'do'"));
  CHECK_THAT(mistake("extend: { branch: {} }\n"), Catch::Contains("'branch'"));
  CHECK_THAT(mistake("extend: { branches: { b: { type: Vm, do: [] } } }\n",
                     "branches: { b: { type: Nic, do: [] } }\n"),
             Catch::Contains("has 'b' in its branches already"));
}

TEST_CASE("Additions: what is no map is told once", "[sim][additions]") {
  const std::string told = mistake("extend: { addons: 7, branches: [keep] }\n");
  CHECK(std::count(told.begin(), told.end(), '\n') == 1);
  CHECK(told.find("'addons' must be a map") != std::string::npos);
  CHECK(told.find("'branches' must be a map") != std::string::npos);
}

TEST_CASE("Compatibility: a profile sets the run, but for what the scenario says itself",
          "[sim][compat]") {
  const std::string profile =
      "compat: { old: { merge: first_wins, schedule: sequential, failure: force, descend: { "
      "delete: "
      "Storage } } }\n";
  const Scenario scenario = good("compat: old\nfailure: isolate\n", profile);
  CHECK(scenario.merge == Merge::FirstWins);
  CHECK(scenario.schedule == Schedule::Sequential);
  CHECK(scenario.failure == FailurePolicy::Isolate);
  CHECK(good("", profile).schedule == Schedule::ByResource);
  CHECK(good("compat: none\n", profile).merge == Merge::PerPath);
  CHECK_THAT(
      mistake("compat: odl\n", profile),
      Catch::Contains("model 'lab' has no compatibility profile 'odl'; there is old, zstack"));
  CHECK_THAT(mistake("", "compat: { old: { merge: first } }\n"),
             Catch::Contains("merge must be per_path or union or first_wins, not 'first'"));
  CHECK_THAT(mistake("", "compat: { old: { strict: { destroy: Vm } } }\n"),
             Catch::Contains("unknown action 'destroy' in 'strict'"));
}

TEST_CASE("Compatibility: types that always descend are asked under all actions like the one",
          "[sim][compat]") {
  const std::string profile = "compat: { old: { descend: { delete: Storage } } }\n";
  const std::string empty = "topology: { resources: { Zone: [z], Host: { h: { zone: z } } } }\n";
  const auto steps = [&](const std::string& rest, std::size_t pass) {
    const auto simulation = test::run_scenario(good(rest + empty, profile));
    return simulation->passes()[pass]->plan->steps().size();
  };
  CHECK(steps("", 1) == steps("compat: old\n", 1) - 1);  // Storage->Vm
}

TEST_CASE("ZStack compatibility: force mode is not lenient for VIPs, load balancers and ACLs",
          "[sim][zstack][compat]") {
  const auto model = load_model("zstack", "");
  REQUIRE(model);
  const auto compatible = with_compat(**model, *(*model)->find_compat("zstack"));
  const auto ignored = [&](const Model& of, const char* type, const char* action) {
    const TypeId id = *of.find_type(type);
    const auto rules = effective_rules(of, id, of.type(id).edges.front(), *of.find_action(action));
    return rules.front().failure_ignored;
  };
  for (const char* type : {"Vip", "LoadBalancer", "AccessControlList"}) {
    INFO(type);
    CHECK(ignored(**model, type, "force"));
    CHECK_FALSE(ignored(*compatible, type, "force"));
    CHECK_FALSE(ignored(*compatible, type, "delete"));
  }
  CHECK(ignored(*compatible, "Host", "force"));
}

}  // namespace cascade::sim
