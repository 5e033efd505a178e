// SPDX-License-Identifier: Apache-2.0
// Reviewed plans: saved, read again, and refused when the world has changed in between.
#include "sim/recording/reviewed_plan.h"

#include <catch2/catch.hpp>
#include <string>

#include "sim/scenario/scenario_reader.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

using test::lab_scenario;

ReviewedPlan reviewed(const Scenario& scenario) {
  auto plan = review(scenario);
  REQUIRE(plan);
  return *std::move(plan);
}

ReviewedPlan again(const ReviewedPlan& plan) {
  auto read = parse_reviewed_plan(write_reviewed_plan(plan), "plan.yaml");
  if (!read) FAIL(read.error().message);
  return *std::move(read);
}

std::string changes(const Scenario& before, const Scenario& after) {
  const ReviewedPlan then = again(reviewed(before));
  const ReviewedPlan now = reviewed(after);
  std::string text;
  for (std::size_t i = 0; i < then.operations.size(); ++i) {
    for (const auto& line : compare_reviews(then.operations[i], now.operations[i]).lines) {
      text += line + "\n";
    }
  }
  return text;
}

std::string message_of(std::string_view text) {
  const auto read = parse_reviewed_plan(text, "p.yaml");
  return read ? "read" : read.error().message;
}

constexpr std::string_view kHosts =
    "operations: [{ delete: Host/h1, mode: plain }]\ntopology:\n  resources:\n    Zone: [z]\n"
    "    Host: { h1: { zone: z }, h2: { zone: z } }\n    Storage: { s: { zone: z } }\n";

}  // namespace

TEST_CASE("Reviewed plan: the file holds what was reviewed", "[sim][review]") {
  const ReviewedPlan plan = reviewed(lab_scenario("merge: union\nschedule: by_step\nseed: 7\n"));
  const ReviewedPlan read = again(plan);
  CHECK(read.merge == Merge::Union);
  CHECK(read.schedule == Schedule::ByStep);
  CHECK(read.seed == 7);
  CHECK(read.scenario == plan.scenario);
  REQUIRE(read.operations.size() == 1);
  CHECK(read.operations[0].text == plan.operations[0].text);
  CHECK(read.operations[0].acts.size() == plan.operations[0].acts.size());
  CHECK(compare_reviews(plan.operations[0], read.operations[0]).empty());
  CHECK(write_reviewed_plan(read) == write_reviewed_plan(plan));
}

TEST_CASE("Reviewed plan: an unchanged world gives the same plan, numbered resources too",
          "[sim][review]") {
  const auto scenario = parse_scenario(
      "model: zstack\ntopology: tiny\noperations: [{ delete: Zone/1 }]\n", "zone.yaml");
  REQUIRE(scenario);
  CHECK(changes(*scenario, *scenario).empty());
}

TEST_CASE("Reviewed plan: what is new, gone or different is told", "[sim][review]") {
  const std::string kept = "      v1: { host: h1, storage: s }\n";
  const auto with = [&](const std::string& vms) {
    return lab_scenario(std::string(kHosts) + "    Vm:\n" + kept + vms);
  };
  const Scenario before =
      with("      v2: { host: h1, storage: s }\n      v3: { host: h1, storage: s }\n");
  CHECK(changes(before, before).empty());
  CHECK(changes(before, with("      v2: { host: h2, storage: s }\n"
                             "      v3: { host: h1, storage: s, state: Stopped }\n"
                             "      v4: { host: h1, storage: s }\n")) ==
        "stop Vm/v2 is not to be done any more, it was Running under Host/h1: Host/Vm\n"
        "stop Vm/v3 was Running under Host/h1, is Stopped under Host/h1: Host/Vm\n"
        "stop Vm/v4 is new, Running under Host/h1: Host/Vm\n");
}

TEST_CASE("Reviewed plan: long differences are counted beyond the first lines", "[sim][review]") {
  ReviewedOperation many;
  many.acts.push_back({{"Zone", "delete", "", "Zone/1"}, {{1, 2'000'000'000}}, {}});
  ReviewedOperation some = many;
  some.acts[0].numbers = {{1, 10}, {21, 30}, {1'000'000'000, 2'000'000'000}};
  const PlanChanges changes = compare_reviews(many, some);
  CHECK(changes.lines.size() == PlanChanges::kLines);
  CHECK(changes.lines.size() + changes.more == 10 + (999'999'999 - 30));
  CHECK_THAT(stale_plan_error(changes).message, Catch::Contains("more acts"));
  CHECK(compare_reviews(some, many).more == changes.more);
}

TEST_CASE("Reviewed plan: what was asked for has to be the same", "[sim][review]") {
  const ReviewedPlan plan = reviewed(lab_scenario());
  CHECK(request_differences(plan, lab_scenario()).empty());
  const auto lines = request_differences(
      plan, lab_scenario("merge: union\noperations: [{ delete: Host/h1 }, { delete: Zone/z }]\n"));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "merge is union, reviewed was per_path");
  CHECK(lines[1] == "operation 1 is permissive on Host/h1, reviewed was permissive on Zone/z");
  CHECK(lines[2] == "operation 2 is permissive on Zone/z, reviewed was none");
}

TEST_CASE("Reviewed plan: operations in a row are reviewed one after the other", "[sim][review]") {
  const ReviewedPlan plan = reviewed(lab_scenario(
      "operations: [{ delete: Host/h1, mode: plain }, { delete: Zone/z, mode: plain }]\n"));
  REQUIRE(plan.operations.size() == 2);
  for (const ReviewedActs& acts : plan.operations[1].acts) {
    CHECK(std::find(acts.names.begin(), acts.names.end(), "h1") == acts.names.end());
  }
}

TEST_CASE("Reviewed plan: what would be refused cannot be reviewed", "[sim][review]") {
  const auto plan = review(lab_scenario("protect: Vm/v1\n"));
  REQUIRE_FALSE(plan);
  CHECK(plan.error().kind == ErrorKind::Refused);
  CHECK_THAT(plan.error().message, Catch::Contains("Vm/v1"));
}

TEST_CASE("Reviewed plan: every mistake in the file has its place", "[sim][review]") {
  const std::string head =
      "reviewed_plan: 1\nscenario: s\nmodel: m\nseed: 1\nmerge: union\nschedule: by_step\n"
      "failure: stop\n";
  CHECK(message_of(head + "operations: []\n") == "read");
  CHECK_THAT(message_of("reviewed_plan: 2\n"), Catch::StartsWith("p.yaml:1:16: "));
  CHECK_THAT(message_of("seed: 1\n"), Catch::Contains("needs 'reviewed_plan'"));
  CHECK_THAT(message_of(head), Catch::Contains("needs 'operations'"));
  CHECK_THAT(message_of(head + "operations: 3\n"), Catch::StartsWith("p.yaml:8:13: "));
  const auto act = [&](const std::string& resources) {
    return message_of(head + "operations:\n  - operation: o\n    acts:\n    - { step: Z, do: d, " +
                      "under: Z/1, resources: " + resources + " }\n");
  };
  CHECK(act("[1, 3..9, \"own name\"]") == "read");
  for (const char* wrong : {"[0]", "[9..3]", "[x]", "[1..]", "[..2]", "[-1]", "[99999999999]"}) {
    CHECK_THAT(act(wrong), Catch::Contains("a resource is a number from 1 to"));
  }
  CHECK_THAT(act("[1..5, 5]"), Catch::Contains("stands twice"));
  CHECK_THAT(act("[\"a\", \"a\"]"), Catch::Contains("stands twice"));
  CHECK_THAT(act("[]"), Catch::Contains("'resources' must be a list"));
  CHECK_THAT(message_of("merge: [\n"), Catch::StartsWith("p.yaml:"));
}

}  // namespace cascade::sim
