// SPDX-License-Identifier: Apache-2.0
// The audit finds what was planted, says which step did it, and finds nothing where nothing is
// wrong.
#include "sim/run/audit.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/report/audit_text.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::kLabModel;
using test::lab_scenario;
using test::run_scenario;

/// The lab's model with pieces of its text replaced.
std::string changed_model(const std::vector<std::pair<std::string, std::string>>& changes) {
  std::string text(kLabModel);
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
  }
  return text;
}

std::unique_ptr<Simulation> run_on(const std::string& model, const std::string& rest) {
  auto scenario = parse_scenario(test::lab_text(rest), "audit.yaml", {},
                                 [&](const std::string& /*name*/, const std::string& /*from*/) {
                                   return parse_model(model, "changed.yaml");
                                 });
  INFO((scenario ? "" : scenario.error().message));
  REQUIRE(scenario);
  return run_scenario(*std::move(scenario));
}

std::string text_of(const Simulation& simulation, std::size_t lines_max = 20) {
  std::string text;
  for (const std::string& line :
       audit_lines(*simulation.audit(), simulation.world(), simulation.passes(), lines_max)) {
    text += line + "\n";
  }
  return text;
}

const std::string kPlain = "operations: [{ delete: Zone/z, mode: plain }]\n";

}  // namespace

TEST_CASE("Audit: a world that went as its model says has no findings", "[sim][audit]") {
  for (const char* merge : {"per_path", "union"}) {
    const auto simulation = run_scenario(lab_scenario(std::string("merge: ") + merge + "\n"));
    CHECK(text_of(*simulation).empty());
    CHECK(simulation->audit()->total() == 0);
  }
}

TEST_CASE("Audit: what had to go and failed is left over when its owner goes all the same",
          "[sim][audit]") {
  const auto simulation = run_scenario(lab_scenario(
      "failure: force\nfaults: [{ kind: fail, resource: Nic/n3, action: delete }]\n" + kPlain));
  CHECK(text_of(*simulation) ==
        "1 Nic left over, like Nic/n3 of Vm/v3, which is deleted (own act failed): "
        "destroy by Zone/Host/Vm\n");
}

TEST_CASE("Audit: what was to be acted on with its owner and was not is left undone",
          "[sim][audit]") {
  auto scenario = parse_scenario(
      "model: zstack\ntopology: { preset: tiny, accounts: 1 }\n"
      "operations: [{ delete: Account/1, mode: account }]\nfailure: isolate\n"
      "faults: [{ kind: fail, type: VmInstance, action: discard, ratio: [1, 2] }]\n",
      "audit.yaml");
  REQUIRE(scenario);
  const auto simulation = run_scenario(*std::move(scenario));
  CHECK(simulation->outcome() == "done");
  const Audit audit = *simulation->audit();
  CHECK(audit.counts[static_cast<std::size_t>(AuditKind::Undone)] == 2);
  CHECK(audit.total() == 2);
  CHECK_THAT(
      text_of(*simulation),
      Catch::StartsWith("2 VmInstance not acted on though it was to be, like VmInstance/") &&
          Catch::Contains("of Account/1, which is gone (own act failed): delete by Account"));
}

TEST_CASE("Audit: a stopped run leaves nothing over as long as owners stay", "[sim][audit]") {
  const auto simulation = run_scenario(
      lab_scenario("faults: [{ kind: fail, resource: Nic/n3, action: delete }]\n" + kPlain));
  CHECK(simulation->outcome() == "failed");
  CHECK(text_of(*simulation).empty());
}

TEST_CASE("Audit: an edge that a model forgot leaves a reference dangling", "[sim][audit]") {
  const auto simulation =
      run_on(changed_model({{"      Storage: { through: storage, delete: destroy }\n", ""}}),
             "operations: [{ delete: Storage/s1, mode: plain }]\n");
  CHECK(text_of(*simulation) ==
        "4 Vm whose storage is deleted, like Vm/v2 of Storage/s1 (in no step): delete by "
        "Storage\n");
}

TEST_CASE("Audit: what dangled before the run is told apart", "[sim][audit]") {
  auto model = parse_model(
      changed_model({{"      Storage: { through: storage, delete: destroy }\n", ""}}), "m.yaml");
  REQUIRE(model);
  auto scenario =
      parse_scenario(test::lab_text("operations: [{ delete: Host/h1, mode: plain }]\n"), "a.yaml",
                     {}, [&](const std::string&, const std::string&) { return model; });
  REQUIRE(scenario);
  auto world = generate_world(*model, scenario->topology, 1);
  REQUIRE(world);
  (*world)->set_life(*(*world)->find("Storage/s2"), Life::Gone);
  auto simulation = Simulation::create(*std::move(scenario), {}, *std::move(world));
  REQUIRE(simulation);
  (*simulation)->run();
  CHECK(text_of(**simulation) ==
        "3 Vm whose storage is gone, like Vm/v1 of Storage/s2 (in no step): was so before the "
        "run\n"
        "1 Vm whose storage is gone, like Vm/v3 of Storage/s2 (own act done): was so before the "
        "run\n");
}

TEST_CASE("Audit: a type that cleanup does not reach stays stored", "[sim][audit]") {
  const auto simulation =
      run_on(changed_model({{"    relations: { vm: Vm }\n    reactions: { delete: { do: [delete] "
                             "}, purge: { do: [purge], latency: zero } }\n",
                             "    relations: { vm: Vm }\n    reactions: { delete: { do: [delete] "
                             "} }\n"}}),
             "");
  CHECK(text_of(*simulation) ==
        "8 Nic deleted and not purged, like Nic/n1 (in no step): delete by Zone/Host/Vm/Nic\n");
}

TEST_CASE("Audit: a context lost by first_wins lets owners go first", "[sim][audit]") {
  // Cables hang on their VM and, directly, on the zone. A VM without a host is reached through its
  // storage only, and that context of the edge to Cable is dropped: its cable goes with the zone.
  const std::string model = changed_model(
      {{"  Nic:\n    relations: { vm: Vm }\n", "  Wire:\n    relations: { vm: Vm, zone: Zone }\n"},
       {"    cascade: { Vm: { through: vm, delete: delete } }\n",
        "    cascade: { Vm: { through: vm, delete: delete }, Zone: { through: zone, delete: "
        "delete } }\n"}});
  const std::string world =
      "topology:\n  resources:\n    Zone: [z]\n    Host: { h: { zone: z } }\n"
      "    Storage: { s: { zone: z } }\n"
      "    Vm: { with: { host: h, storage: s }, without: { storage: s } }\n"
      "    Wire: { a: { vm: with, zone: z }, b: { vm: without, zone: z } }\n";
  const auto lost = run_on(model, "merge: first_wins\nschedule: sequential\n" + kPlain + world);
  CHECK(text_of(*lost) ==
        "1 Wire that went after their owner, like Wire/b of Vm/without: destroy by "
        "Zone/Storage/Vm\n");
  const auto kept = run_on(model, "schedule: sequential\n" + kPlain + world);
  CHECK(text_of(*kept).empty());
}

TEST_CASE("Audit: two reactions that contradict each other are found when both were done",
          "[sim][audit]") {
  const std::string model = changed_model(
      {{"      destroy:\n",
        "      up: { do: [{ state: Running }] }\n"
        "      down: { do: [{ state: Stopped }] }\n      destroy:\n"},
       {"delete: [{ when: { root: Zone }, do: destroy }, { do: stop }]", "delete: up"},
       {"Storage: { through: storage, delete: destroy }",
        "Storage: { through: storage, delete: down }"}});
  const auto both = run_on(model, kPlain + "failure: force\n");
  const Audit audit = *both->audit();
  CHECK(audit.counts[static_cast<std::size_t>(AuditKind::Contradiction)] == 8);
  CHECK(text_of(*both).find("8 Vm with two acts whose order matters, like Vm/v1 with Vm/v1: down "
                            "by Zone/Storage/Vm\n") != std::string::npos);
  const auto one =
      run_on(model, kPlain + "failure: force\nfaults: [{ kind: fail, type: Vm, action: down }]\n");
  CHECK(one->audit()->counts[static_cast<std::size_t>(AuditKind::Contradiction)] == 0);
}

TEST_CASE("Audit: long lists are cut and the rest is counted", "[sim][audit]") {
  const auto simulation = run_scenario(lab_scenario(
      "failure: force\nfaults: [{ kind: fail, type: Vm }, { kind: fail, type: Nic, ratio: [1, 2] "
      "}]\n" +
      kPlain));
  const std::uint64_t total = simulation->audit()->total();
  REQUIRE(total > 2);
  const std::string text = text_of(*simulation, 1);
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  CHECK(text == "and " + std::to_string(total) + " more findings\n");
}

TEST_CASE("Audit: without checkers there is none, unless an expectation asks", "[sim][audit]") {
  SimulationOptions options;
  options.checkers = false;
  CHECK_FALSE(run_scenario(lab_scenario(kPlain), options)->audit());
  const auto asked = run_scenario(lab_scenario(kPlain + "expect: { audit: 1 }\n"), options);
  REQUIRE(asked->audit());
  CHECK(asked->verdict() == Verdict::ExpectationNotMet);
}

}  // namespace cascade::sim
