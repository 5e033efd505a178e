// SPDX-License-Identifier: Apache-2.0
// Protected resources: all breaches are told before anything changes, whatever the operation.
#include "sim/run/protection.h"

#include <catch2/catch.hpp>
#include <string>

#include "sim/run/preview.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::run_scenario;

std::string breaches(const Simulation& simulation) {
  std::string text;
  for (const ProtectionBreach& breach : simulation.passes().back()->breaches) {
    text += breach_text(breach, simulation.world()) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("Protection: every act on a protected resource is told, and nothing changes",
          "[sim][protection]") {
  for (const char* merge : {"per_path", "union", "first_wins"}) {
    const auto simulation = run_scenario(
        lab_scenario(std::string("protect: [Vm/v2, Host/h1]\nmerge: ") + merge + "\n"));
    CHECK(simulation->outcome() == "refused");
    CHECK(simulation->verdict() == Verdict::Refused);
    CHECK(simulation->world().digest() == simulation->initial_digest());
    CHECK(simulation->violations().empty());
    CHECK(breaches(*simulation) ==
          "Host/h1 is protected: delete by Zone/Host\n"
          "Vm/v2 is protected: destroy by Zone/Host/Vm\n"
          "Vm/v2 is protected: destroy by Zone/Storage/Vm\n");
  }
}

TEST_CASE("Protection: a resource that is not reached protects nothing", "[sim][protection]") {
  const auto simulation = run_scenario(
      lab_scenario("protect: [Host/h2]\noperations: [{ delete: Host/h1, mode: plain }]\n"));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->passes().back()->breaches.empty());
}

TEST_CASE("Protection: a resource that another one's reaction touches is protected as well",
          "[sim][protection]") {
  // `destroy` counts in the zone of the VM's storage: adding is no change of what the zone is.
  const auto counted = run_scenario(
      lab_scenario("protect: [Zone/z]\noperations: [{ delete: Storage/s1, mode: plain }]\n"));
  CHECK(counted->outcome() == "done");
}

TEST_CASE("Protection: breaches are told beside the vetoes of the check", "[sim][protection]") {
  const std::string world =
      "topology:\n  resources:\n    Zone: [z]\n    Host: { h: { zone: z } }\n"
      "    Storage: { s: { zone: z } }\n"
      "    Vm: { a: { host: h, storage: s, lock: locked }, b: { host: h, storage: s } }\n";
  const auto simulation = run_scenario(lab_scenario(world + "protect: Vm/b\n"));
  CHECK(simulation->outcome() == "vetoed");
  CHECK(simulation->world().digest() == simulation->initial_digest());
  REQUIRE(simulation->passes().size() == 2);
  CHECK_FALSE(simulation->passes()[0]->messages.empty());
  CHECK(breaches(*simulation) ==
        "Vm/b is protected: destroy by Zone/Host/Vm\n"
        "Vm/b is protected: destroy by Zone/Storage/Vm\n");

  const auto preview = make_preview(lab_scenario(world + "protect: Vm/b\n"));
  REQUIRE(preview);
  CHECK(preview->operations[0].vetoes.size() == 2);  // asked in both branches
  CHECK(preview->operations[0].breaches.size() == 2);
  CHECK(preview->operations[0].breaches == simulation->passes()[1]->breaches);
}

TEST_CASE("Protection: the second operation is refused when it would breach, the first has run",
          "[sim][protection]") {
  const auto simulation = run_scenario(
      lab_scenario("protect: [Host/h2]\noperations:\n"
                   "  - { delete: Host/h1, mode: plain }\n  - { delete: Zone/z, mode: plain }\n"));
  CHECK(simulation->outcome() == "refused");
  REQUIRE(simulation->passes().size() == 2);
  CHECK(simulation->passes()[0]->end->outcome == Outcome::Done);
  CHECK(breaches(*simulation) == "Host/h2 is protected: delete by Zone/Host\n");
}

TEST_CASE("Protection: an unknown resource to protect is a mistake with its place",
          "[sim][protection]") {
  auto scenario = parse_scenario(
      "model: zstack\ntopology: tiny\noperations: [{ delete: Zone/1 }]\nprotect: [Host/999]\n",
      "p.yaml");
  REQUIRE(scenario);
  const auto made = Simulation::create(*std::move(scenario), {});
  REQUIRE_FALSE(made);
  CHECK(made.error().message == "p.yaml:4:11: the world has no resource 'Host/999' to protect");
}

}  // namespace cascade::sim
