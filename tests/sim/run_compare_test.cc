// SPDX-License-Identifier: Apache-2.0
// One scenario under several policies, and two recordings, side by side.
#include "sim/compare/run_compare.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;
using test::make_simulation;

constexpr std::string_view kEmptyZone =
    "topology:\n  resources:\n    Zone: [z]\n    Storage: { s1: { zone: z } }\n"
    "    Host: { h1: { zone: z }, h2: { zone: z } }\n";

std::vector<WayResult> compared(const Scenario& scenario, const CompareChoice& choice = {}) {
  const auto ways = ways_of(scenario, choice);
  REQUIRE(ways);
  auto results = compare_ways(scenario, *ways);
  REQUIRE(results);
  return *std::move(results);
}

std::string names(const std::vector<CompareWay>& ways) {
  std::string text;
  for (const CompareWay& way : ways) text += way_name(way) + "\n";
  return text;
}

const WayResult& result_of(const std::vector<WayResult>& results, CompareWay::Kind kind) {
  for (const WayResult& result : results) {
    if (result.way.kind == kind) return result;
  }
  FAIL("there is no such way");
  return results.front();
}

Recording recording_of(const std::string& rest) {
  const auto simulation = make_simulation(lab_scenario(rest));
  return test::record(*simulation);
}

}  // namespace

TEST_CASE("Compare: by default every merge and the traditional ways, the scenario's own first",
          "[sim][compare]") {
  const auto plain = ways_of(lab_scenario("merge: union\nschedule: by_step\n"), {});
  REQUIRE(plain);
  CHECK(names(*plain) ==
        "union, by_step, stop\nper_path, by_step, stop\nfirst_wins, by_step, stop\n"
        "refuse\nhard-coded\n");
  const auto faulty =
      ways_of(lab_scenario("faults: [{ kind: fail, resource: Vm/v1 }]\n"),
              {{Merge::Union}, {Schedule::Sequential, Schedule::ByResource}, {}, false, {}});
  REQUIRE(faulty);
  CHECK(names(*faulty) ==
        "union, sequential, stop\nunion, by_resource, stop\n"
        "union, sequential, isolate\nunion, by_resource, isolate\n"
        "union, sequential, force\nunion, by_resource, force\n");
}

TEST_CASE("Compare: merges that lose nothing end in the same world", "[sim][compare]") {
  const auto results = compared(lab_scenario(), {{}, {}, {}, false, {}});
  REQUIRE(results.size() == 3);
  for (const WayResult& result : results) {
    CHECK(result.facts.outcome == "done");
    CHECK(result.difference.empty());
    CHECK(result.facts.world_digest == results[0].facts.world_digest);
    CHECK(result.facts.violations.empty());
  }
  CHECK(results[0].facts.act_count() > results[1].facts.act_count());
}

TEST_CASE("Compare: a fault is met by every way and shows in its numbers", "[sim][compare]") {
  const auto results =
      compared(lab_scenario("faults: [{ kind: fail, resource: Vm/v1, action: destroy }]\n"),
               {{Merge::PerPath}, {}, {}, false, {}});
  REQUIRE(results.size() == 3);  // one for each failure policy
  CHECK(results[0].facts.outcome == "failed");
  CHECK(results[0].facts.not_done() > 0);
  CHECK(results[1].facts.not_done() <= results[0].facts.not_done());
  CHECK_FALSE(results[2].difference.empty());
}

TEST_CASE("Compare: refuse changes nothing and counts what a person has to do, leaves first",
          "[sim][compare]") {
  const auto results = compared(lab_scenario());
  const WayResult& refuse = result_of(results, CompareWay::Kind::Refuse);
  CHECK(refuse.facts.outcome == "refused");
  CHECK(*refuse.facts.refusal == "denied while something depends on it: 3 Host, 2 Storage");
  REQUIRE(refuse.manual);
  const ManualWork& work = *refuse.manual;
  // 8 NICs, 8 VMs, 3 hosts, 2 storages, the zone: each once, though VMs are reached on two ways.
  CHECK(work.operations == 22);
  CHECK_FALSE(work.unfinished);
  CHECK(work.machine_time > Duration::zero());
  std::string order;
  for (const ManualWork::Stretch& stretch : work.order) {
    order +=
        std::to_string(stretch.operations) + " " + stretch.reaction + " " + stretch.type + "\n";
  }
  CHECK(order == "8 delete Nic\n8 destroy Vm\n3 delete Host\n2 delete Storage\n1 delete Zone\n");
}

TEST_CASE("Compare: refuse lets an operation through on which nothing depends", "[sim][compare]") {
  const auto results = compared(lab_scenario(
      std::string(kEmptyZone) + "operations: [{ delete: Host/h1 }, { delete: Zone/z }]\n"));
  const WayResult& refuse = result_of(results, CompareWay::Kind::Refuse);
  CHECK(refuse.facts.outcome == "refused");
  CHECK(refuse.difference.resources == 3);  // h2, s1 and z are still there; h1 is not
  REQUIRE(refuse.manual);
  CHECK(refuse.manual->operations == 3);
  const auto harmless =
      compared(lab_scenario(std::string(kEmptyZone) + "operations: [{ delete: Host/h1 }]\n"));
  CHECK(result_of(harmless, CompareWay::Kind::Refuse).facts.outcome == "done");
  CHECK_FALSE(result_of(harmless, CompareWay::Kind::Refuse).manual);
}

TEST_CASE("Compare: hard-coded leaves dangling what its writer did not know", "[sim][compare]") {
  const auto results = compared(lab_scenario());
  const WayResult& usual = result_of(results, CompareWay::Kind::HardCoded);
  CHECK(usual.way.known == std::vector<std::string>{"Zone", "Host", "Storage"});
  CHECK(usual.facts.outcome == "done");
  CHECK(usual.facts.audit_findings == 8);
  REQUIRE_FALSE(usual.facts.audit.empty());
  CHECK_THAT(usual.facts.audit[0], Catch::Contains("8 Vm whose storage is gone"));
  CHECK_FALSE(usual.difference.empty());

  CompareChoice choice;
  choice.known = {"Host", "Storage", "Vm", "Nic"};
  const auto all = compared(lab_scenario(), choice);
  const WayResult& knowing = result_of(all, CompareWay::Kind::HardCoded);
  CHECK(knowing.facts.audit_findings == 0);
  CHECK(knowing.difference.empty());
}

TEST_CASE("Compare: a type that nobody can know is told", "[sim][compare]") {
  CompareChoice choice;
  choice.known = {"Hots"};
  const auto ways = ways_of(lab_scenario(), choice);
  REQUIRE_FALSE(ways);
  CHECK(ways.error().message == "model 'lab' has no type 'Hots' (did you mean 'Host'?)");
}

TEST_CASE("Compare: a stopped comparison is an error", "[sim][compare]") {
  std::stop_source source;
  source.request_stop();
  WorkWatch watch;
  watch.stop = source.get_token();
  const Scenario scenario = lab_scenario();
  const auto results = compare_ways(scenario, *ways_of(scenario, {}), watch);
  REQUIRE_FALSE(results);
  CHECK(results.error().kind == ErrorKind::Refused);
}

TEST_CASE("Compare: a recording is like itself", "[sim][compare]") {
  const Recording recording = recording_of("");
  const auto comparison = compare_recordings(recording, recording);
  REQUIRE(comparison);
  CHECK(comparison->same());
  CHECK(comparison->a.faithful);
  CHECK(comparison->b.complete);
  for (const NodePair& pair : comparison->nodes) {
    CHECK(pair.same());
    CHECK(pair.a->phase2 == pair.b->phase2);
  }
}

TEST_CASE("Compare: steps of two recordings are put side by side, those of one alone as well",
          "[sim][compare]") {
  const auto comparison = compare_recordings(
      recording_of(""),
      recording_of("merge: union\nfaults: [{ kind: fail, resource: Host/h1 }]\n"));
  REQUIRE(comparison);
  CHECK_FALSE(comparison->same());
  CHECK(comparison->a.facts.outcome == "done");
  CHECK(comparison->b.facts.outcome == "failed");
  int only_a = 0;
  int different = 0;
  for (const NodePair& pair : comparison->nodes) {
    if (!pair.b) ++only_a;
    if (pair.a && pair.b && pair.a->outcome != pair.b->outcome) ++different;
  }
  CHECK(only_a > 0);
  CHECK(different > 0);
  CHECK(comparison->world.resources > 0);
}

}  // namespace cascade::sim
