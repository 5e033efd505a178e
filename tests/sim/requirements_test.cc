// SPDX-License-Identifier: Apache-2.0
// What operations demand before and after them: told by resource and line, refused before the
// first change, failed after the last one.
#include "sim/run/requirements.h"

#include <catch2/catch.hpp>
#include <string>

#include "sim/reader/model_reader.h"
#include "sim/report/report.h"
#include "sim/run/preview.h"
#include "sim/scenario/scenario_reader.h"
#include "tests/support/cloud_script.h"
#include "tests/support/lab.h"

namespace cascade::sim {
namespace {

/// Boxes that hang on hooks; `operations` of the model are the test's, one line each.
std::string boxes_model(const std::string& operations) {
  return "name: boxes\n"
         "actions: { look: { code: look, like: drop, rehearsal: true }, drop: { code: drop },\n"
         "           hang: { code: hang } }\n"
         "operations:\n" +
         operations +
         "  attach: { passes: hang, roots: [Box], argument: Hook }\n"
         "types:\n"
         "  Hook:\n"
         "    reactions: { fall: { do: [delete] } }\n"
         "    cascade: { self: { drop: fall } }\n"
         "  Box:\n"
         "    states: [Full, Empty]\n"
         "    relations: { hooks: [Hook] }\n"
         "    reactions:\n"
         "      fall: { do: [delete], veto: { state: Full } }\n"
         "      hang: { do: [{ link: hooks, to: $argument }], from: { state: Empty } }\n"
         "    cascade: { self: { drop: fall, hang: hang } }\n";
}

Scenario scenario_of(const std::string& operations, const std::string& rest) {
  const std::string text =
      "model: boxes\n"
      "topology: { resources: { Hook: [h], Box: { a: { state: Empty }, b: { state: Empty, hooks: "
      "[h] }, c: { state: Empty, hooks: [h] }, full: { hooks: [h] } } } }\n" +
      rest;
  auto scenario = parse_scenario(text, "test.yaml", {}, [&](const auto&, const auto&) {
    return parse_model(boxes_model(operations), "boxes.yaml");
  });
  if (!scenario) FAIL(scenario.error().message);
  return *std::move(scenario);
}

std::string boxes_mistakes(const std::string& operations) {
  const auto model = parse_model(boxes_model(operations), "boxes.yaml");
  return model ? "" : model.error().message;
}

const std::string kDrop =
    "  drop:\n"
    "    passes: [look, drop]\n"
    "    roots: [Box]\n"
    "    before: { must: { empty: hooks }, message: it hangs on a hook }\n";

}  // namespace

TEST_CASE("Requirements: what does not hold before refuses the operation, and nothing changes",
          "[sim][requirements]") {
  const auto simulation =
      test::run_scenario(scenario_of(kDrop, "operations: [{ delete: [Box/a, Box/c, Box/b] }]\n"));
  CHECK(simulation->outcome() == "refused");
  CHECK(simulation->verdict() == Verdict::Refused);
  CHECK(simulation->world().digest() == simulation->initial_digest());
  const PassRun& refused = *simulation->passes().back();
  REQUIRE(refused.unmet_before.size() == 2);
  CHECK(requirement_text(refused.unmet_before[0], simulation->world()) ==
        "Box/b: it hangs on a hook (boxes.yaml:8)");
  CHECK(requirement_text(refused.unmet_before[1], simulation->world()) ==
        "Box/c: it hangs on a hook (boxes.yaml:8)");
  CHECK(report_pass_plan(*simulation, refused, {})
            .find("refused: 2 conditions not met before it\n"
                  "    Box/b: it hangs on a hook (boxes.yaml:8)\n") != std::string::npos);
}

TEST_CASE("Requirements: where all holds the operation runs", "[sim][requirements]") {
  const auto simulation =
      test::run_scenario(scenario_of(kDrop, "operations: [{ delete: Box/a }]\n"));
  CHECK(simulation->outcome() == "done");
}

TEST_CASE("Requirements: they are told beside the vetoes of the check", "[sim][requirements]") {
  const auto simulation =
      test::run_scenario(scenario_of(kDrop, "operations: [{ delete: [Box/full, Box/b] }]\n"));
  CHECK(simulation->outcome() == "vetoed");
  CHECK(simulation->passes().back()->unmet_before.size() == 2);
  CHECK(simulation->world().digest() == simulation->initial_digest());
}

TEST_CASE("Requirements: a root that is already gone demands nothing", "[sim][requirements]") {
  const std::string operations = kDrop + "  force: { passes: [drop], roots: [Box] }\n";
  const auto simulation = test::run_scenario(scenario_of(
      operations, "operations: [{ delete: Box/b, mode: force }, { delete: Box/b, mode: drop }]\n"));
  CHECK(simulation->outcome() == "done");
  CHECK(simulation->passes().back()->plan->act_count() == 0);
}

TEST_CASE("Requirements: what does not hold afterwards is a failure", "[sim][requirements]") {
  const std::string operations =
      "  hang:\n"
      "    passes: hang\n"
      "    roots: [Box]\n"
      "    argument: Hook\n"
      "    after: { must: { hooks: $argument }, message: it does not hang }\n"
      "  drop: { passes: drop, after: [{ life: [deleted, gone], message: it is still there },\n"
      "                                { type: Box, life: gone, message: it is not gone }] }\n";
  SECTION("it holds") {
    const auto simulation = test::run_scenario(
        scenario_of(operations, "operations: [{ run: hang, on: Box/a, with: Hook/h }]\n"));
    CHECK(simulation->outcome() == "done");
  }
  SECTION("it does not: a box is deleted, and should be gone") {
    const auto simulation = test::run_scenario(scenario_of(
        operations,
        "operations: [{ delete: Hook/h, mode: drop }, { run: drop, on: [Box/a, Box/full] },\n"
        "             { run: drop, on: Box/b }]\n"));
    CHECK(simulation->outcome() == "failed");
    CHECK(simulation->verdict() == Verdict::ActsFailed);
    REQUIRE(simulation->passes().size() == 2);
    const PassRun& last = *simulation->passes().back();
    CHECK(last.end->outcome == Outcome::Done);
    REQUIRE(last.unmet_after.size() == 2);
    CHECK(last.unmet_after[0].message == "it is not gone");
    CHECK(report_pass_outcome(*simulation, last, {}).find("2 conditions not met after it:") !=
          std::string::npos);
  }
}

TEST_CASE("Requirements: a preview tells them, too", "[sim][requirements]") {
  const auto preview =
      make_preview(scenario_of(kDrop, "operations: [{ delete: [Box/a, Box/b] }]\n"));
  REQUIRE(preview);
  REQUIRE(preview->operations[0].unmet.size() == 1);
  CHECK(preview->operations[0].unmet[0].message == "it hangs on a hook");
}

TEST_CASE("Requirements: mistakes of the model are told with their place", "[sim][requirements]") {
  CHECK(boxes_mistakes("  drop: { passes: drop, before: { message: no } }\n") ==
        "boxes.yaml:5:33: 'before' of operation 'drop' needs 'must', a condition of the root "
        "resources, or 'life': live, deleted or gone");
  CHECK(boxes_mistakes(
            "  drop: { passes: drop, roots: [Box], after: { must: { empty: hooks } } }\n") ==
        "boxes.yaml:5:46: 'after' of operation 'drop' needs a 'message': why not, in a few words");
  CHECK(boxes_mistakes("  drop: { passes: drop, after: { life: dead, message: no } }\n") ==
        "boxes.yaml:5:40: life is live, deleted or gone, not 'dead'");
  CHECK(boxes_mistakes(
            "  drop: { passes: drop, before: { must: { empty: hooks }, message: no } }\n") ==
        "boxes.yaml:5:41: 'before' of operation 'drop' needs a 'type' beside 'must': the root type "
        "that it is about");
  CHECK(boxes_mistakes("  drop: { passes: drop, roots: [Box], before: { type: Hook, life: live, "
                       "message: no } }\n") ==
        "boxes.yaml:5:55: operation 'drop' never starts at a Hook");
  CHECK(boxes_mistakes("  drop: { passes: drop, before: [] }\n") ==
        "boxes.yaml:5:33: 'before' of operation 'drop' needs at least one condition");
}

TEST_CASE("ZStack: a primary storage is deleted only when it is detached from every cluster",
          "[sim][zstack][requirements]") {
  test::CloudScript cloud;
  cloud.add("PrimaryStorage", "ps2", "zone: z, clusters: [c1, c2]");
  for (const char* mode : {"permissive", "enforcing"}) {
    CHECK(cloud.run(std::string("{ delete: PrimaryStorage/ps2, mode: ") + mode + " }") ==
          Verdict::Refused);
    CHECK(cloud.state("PrimaryStorage/ps2") == "Enabled");
  }
  CHECK(cloud.run("{ delete: Zone/z }") == Verdict::Ok);
  CHECK(cloud.state("PrimaryStorage/ps2") == "gone");
  CHECK(cloud.run("{ detach: PrimaryStorage/ps2, from: Cluster/c1 }, { detach: "
                  "PrimaryStorage/ps2, from: Cluster/c2 }, { delete: PrimaryStorage/ps2 }") ==
        Verdict::Ok);
  CHECK(cloud.state("PrimaryStorage/ps2") == "gone");
}

}  // namespace cascade::sim
