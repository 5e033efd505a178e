// SPDX-License-Identifier: Apache-2.0
#include "gui/model/preview_pane.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "tests/support/lab.h"

namespace cascade::gui {
namespace {

std::shared_ptr<const PreviewModel> lab_preview(const std::string& rest) {
  Progress progress;
  auto made = preview_of(sim::test::lab_scenario(rest), progress, {});
  REQUIRE(made);
  return *made;
}

/// "Host 3/3 below 16: delete 3", ... a line per type.
std::string text_of(const PreviewOperation& operation) {
  std::string text;
  for (const PreviewType& type : operation.types) {
    text += type.name + " " + std::to_string(type.affected) + "/" + std::to_string(type.live) +
            " below " + std::to_string(type.below) + ":";
    for (const PreviewCount& count : type.counts) {
      text += " " + (count.state.empty() ? "" : count.state + " ") + count.reaction + " " +
              std::to_string(count.resources);
    }
    text += "\n";
  }
  return text;
}

std::string names(const PreviewModel& model, const PreviewInstances& instances) {
  std::string text;
  for (const auto& row : instances.rows()) {
    if (!text.empty()) text += " ";
    text += model.world().name(row.resource);
  }
  return text;
}

TEST_CASE("Preview: who refuses is told once", "[gui][preview]") {
  const auto text = [](std::string words) {
    return PreviewVeto{{}, "Vm/database", std::move(words)}.text();
  };
  CHECK(text("Vm/database does not allow it") == "Vm/database does not allow it");
  CHECK(text("no maintenance mode") == "Vm/database: no maintenance mode");
  CHECK(text("Vm/database2 is its replica") == "Vm/database: Vm/database2 is its replica");
}

TEST_CASE("PreviewModel: counts are by type and state, and of everything below", "[gui][preview]") {
  const auto model = lab_preview("");
  REQUIRE(model->operations().size() == 1);
  const PreviewOperation& operation = model->operations()[0];
  CHECK_FALSE(operation.refusal);
  CHECK(operation.title == "permissive Zone/z");
  CHECK(text_of(operation) ==
        "Host 3/3 below 16: Up delete 3\n"
        "Nic 8/8 below 0: delete 8\n"
        "Storage 2/2 below 16: delete 2\n"
        "Vm 8/8 below 8: Running destroy 8\n"
        "Zone 1/1 below 21: delete 1\n");
  CHECK(operation.affected == 22);
  CHECK(operation.predicted > Duration::zero());
  CHECK_FALSE(operation.critical_path.empty());
}

TEST_CASE("PreviewModel: what stands below is the same whatever the merge", "[gui][preview]") {
  const auto tree = lab_preview("");
  const auto united = lab_preview("merge: union\n");
  CHECK(text_of(united->operations()[0]) == text_of(tree->operations()[0]));
  CHECK(united->operations()[0].acts < tree->operations()[0].acts);
}

TEST_CASE("PreviewModel: protected resources are told, with what would be done to them",
          "[gui][preview]") {
  const auto model = lab_preview("protect: [Vm/v2]\n");
  const PreviewOperation& operation = model->operations()[0];
  REQUIRE_FALSE(operation.breaches.empty());
  CHECK(operation.breaches[0].name == "Vm/v2");
  CHECK(operation.breaches[0].words == "Vm/v2 is protected: destroy by Zone/Host/Vm");
}

TEST_CASE("PreviewModel: what is to be kept is told, with what it needs and what is impossible",
          "[gui][preview]") {
  const auto model = lab_preview("keep: [Vm/v1]\n");
  const PreviewOperation& operation = model->operations()[0];
  CHECK(operation.refused());
  REQUIRE(operation.keep.size() == 9);
  CHECK(operation.keep.front() == "kept: Vm/v1");
  CHECK(operation.keep.back() == "that makes 5 of 38 acts impossible, the root's too");
  CHECK_FALSE(lab_preview("")->operations()[0].refused());
}

TEST_CASE("PreviewModel: a preview can be stopped", "[gui][preview]") {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  CHECK_FALSE(preview_of(sim::test::lab_scenario(""), progress, stop.get_token()));
}

TEST_CASE("PreviewPane: filters offer what there is", "[gui][preview]") {
  PreviewPane pane;
  CHECK(pane.operation() == nullptr);
  CHECK(pane.states().empty());
  pane.begin();
  CHECK(pane.state() == PreviewPane::State::Working);
  pane.set(lab_preview(""));
  REQUIRE(pane.operation() != nullptr);
  CHECK(pane.states() == std::vector<std::string>{"Running", "Up"});
  CHECK(pane.reactions() == std::vector<std::string>{"delete", "destroy"});
  PreviewInstances::Filter filter;
  filter.type = pane.model()->world().model().find_type("Vm");
  pane.set_filter(filter);
  CHECK(pane.reactions() == std::vector<std::string>{"destroy"});
  CHECK_FALSE(pane.advance());
  CHECK(pane.rows().size() == 8);
  pane.fail("stopped");
  CHECK(pane.rows().empty());
  CHECK(pane.why() == "stopped");
}

TEST_CASE("PreviewModel: a refused plan says why", "[gui][preview]") {
  const auto model = lab_preview("limits: { nodes: 3 }\n");
  REQUIRE(model->operations().size() == 1);
  REQUIRE(model->operations()[0].refusal);
  CHECK(model->operations()[0].refusal->find("nodes") != std::string::npos);
  CHECK(model->operations()[0].types.empty());
  PreviewInstances instances;
  instances.set(model, 0, {});
  CHECK_FALSE(instances.advance(10));
}

TEST_CASE("PreviewInstances: found piece by piece, the same as at once", "[gui][preview]") {
  const auto model = lab_preview("");
  PreviewInstances whole;
  whole.set(model, 0, {});
  CHECK_FALSE(whole.advance(1'000));
  PreviewInstances pieces;
  pieces.set(model, 0, {});
  std::size_t rounds = 0;
  while (pieces.advance(1)) ++rounds;
  CHECK(rounds >= 20);
  CHECK(names(*model, pieces) == names(*model, whole));
}

TEST_CASE("PreviewInstances: filtered by type, reaction, state and words", "[gui][preview]") {
  const auto model = lab_preview("");
  PreviewInstances instances;
  PreviewInstances::Filter filter;
  filter.type = model->world().model().find_type("Host");
  instances.set(model, 0, filter);
  instances.advance(1'000);
  CHECK(names(*model, instances) == "Host/h1 Host/h2 Host/h3");
  filter = {};
  filter.words = "M/V2";
  instances.set(model, 0, filter);
  CHECK(instances.rows().empty());
  instances.advance(1'000);
  CHECK(names(*model, instances) == "Vm/v2");
  filter.reaction = "no such";
  instances.set(model, 0, filter);
  instances.advance(1'000);
  CHECK(instances.rows().empty());
  instances.set(model, 7, {});
  CHECK(instances.complete());
}

}  // namespace
}  // namespace cascade::gui
