// SPDX-License-Identifier: Apache-2.0
// The tree of the lab's zone: Zone / Host / Vm / Nic and Zone / Storage / Vm / Nic; folded,
// collapsed, focused, searched and laid out.
#include "gui/model/tree_shape.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "gui/model/node_state.h"
#include "sim/base/random.h"
#include "tests/support/lab.h"

namespace cascade::gui {
namespace {

using sim::kNoNode;

std::unique_ptr<sim::Simulation> lab(std::string_view rest = "") {
  return sim::test::run_scenario(sim::test::lab_scenario(rest));
}

std::shared_ptr<const TreeOutline> outline_of_pass(const sim::Simulation& simulation,
                                                   std::size_t pass, bool fold = true) {
  return make_tree_outline(simulation.passes()[pass]->plan, fold);
}

std::string shown(const TreeOutline& outline, const TreeShape& shape) {
  std::string text;
  for (const TreeShape::Node& node : shape.nodes) {
    if (!text.empty()) text += ' ';
    text += outline.node(node.node).label;
    if (node.collapsed) text += '+';
  }
  return text;
}

std::uint32_t node_at(const TreeOutline& outline, std::string_view path) {
  for (std::uint32_t i = 0; i < outline.size(); ++i) {
    if (outline.path(i) == path) return i;
  }
  FAIL("no node " << path);
  return 0;
}

TreeFolds open_folds(const TreeOutline& outline) {
  TreeFolds folds;
  folds.collapsed.assign(outline.size(), 0);
  return folds;
}

}  // namespace

TEST_CASE("Tree outline: a subtree is a range, and every step has its node", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  REQUIRE(outline->size() == 7);
  CHECK(outline->ends[0] == 7);
  const std::uint32_t host = node_at(*outline, "Zone / Host");
  CHECK(outline->ends[host] == host + 3);
  CHECK(outline->is_inside(node_at(*outline, "Zone / Host / Vm / Nic"), host));
  CHECK_FALSE(outline->is_inside(node_at(*outline, "Zone / Storage"), host));
  for (std::uint32_t i = 0; i < outline->size(); ++i) {
    CHECK(outline->node_of_step[value(outline->node(i).step)] == i);
    CHECK((i == 0) == (outline->edge_to[i] == kNoNode));
  }
}

TEST_CASE("Tree outline: a folded step belongs to the node above it", "[gui][tree]") {
  // Hosts that stop their VMs show them to nobody: below Vm there is nothing to do.
  const auto simulation = lab("operations: [{ delete: Host/h1 }]\n");
  const auto outline = outline_of_pass(*simulation, 1);
  const auto whole = outline_of_pass(*simulation, 1, false);
  REQUIRE(whole->size() == simulation->passes()[1]->plan->steps().size());
  CHECK(outline->size() + outline->view.folded == whole->size());
  for (const std::uint32_t node : outline->node_of_step) CHECK(node < outline->size());
}

TEST_CASE("Tree shape: a collapsed node hides what is below it and stands for it", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  TreeFolds folds = open_folds(*outline);
  CHECK(shown(*outline, make_tree_shape(*outline, folds)) == "Zone Host Vm Nic Storage Vm Nic");
  folds.collapsed[node_at(*outline, "Zone / Host")] = 1;
  // A leaf has nothing to hide.
  folds.collapsed[node_at(*outline, "Zone / Storage / Vm / Nic")] = 1;
  const TreeShape shape = make_tree_shape(*outline, folds);
  CHECK(shown(*outline, shape) == "Zone Host+ Storage Vm Nic");
  CHECK(shape.places[node_at(*outline, "Zone / Host / Vm / Nic")] == 1);
  REQUIRE(shape.edges.size() == 4);
  for (const TreeShape::Edge& edge : shape.edges) {
    CHECK(shape.nodes[edge.to].parent == edge.from);
    CHECK(outline->view.edges[edge.edge].to == shape.nodes[edge.to].node);
  }
}

TEST_CASE("Tree shape: a focus leaves what is above and below", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  TreeFolds folds = open_folds(*outline);
  folds.focus = node_at(*outline, "Zone / Host / Vm");
  const TreeShape shape = make_tree_shape(*outline, folds);
  CHECK(shown(*outline, shape) == "Zone Host Vm Nic");
  CHECK(shape.places[node_at(*outline, "Zone / Storage")] == kNoNode);
}

TEST_CASE("Tree shape: in a merged plan the focus follows every way", "[gui][tree]") {
  const auto simulation = lab("merge: union\n");
  const auto outline = outline_of_pass(*simulation, 1);
  CHECK(outline->size() == 6);  // Nic once
  TreeFolds folds = open_folds(*outline);
  std::uint32_t further = kNoNode;  // a Vm step that is not above Nic in the tree
  for (const sim::TreeEdge& edge : outline->view.edges) {
    if (!edge.in_tree) further = edge.from;
  }
  REQUIRE(further != kNoNode);
  folds.focus = further;
  const TreeShape shape = make_tree_shape(*outline, folds);
  CHECK(shape.nodes.size() == 4);
  const GraphOutline graph = outline_of(shape, {100, 40}, 30);
  for (std::uint32_t i = 1; i < shape.nodes.size(); ++i) CHECK(graph.parents[i] < i);
}

TEST_CASE("Tree shape: a large tree opens collapsed, level by level", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  const auto count = [&](std::size_t most) {
    return make_tree_shape(*outline, fold_to(*outline, most)).nodes.size();
  };
  CHECK(count(7) == 7);
  CHECK(count(6) == 5);
  CHECK(count(4) == 3);
  CHECK(count(1) == 3);
}

TEST_CASE("Tree shape: opening to a node uncovers it", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  TreeFolds folds = fold_to(*outline, 1);
  const std::uint32_t nic = node_at(*outline, "Zone / Storage / Vm / Nic");
  folds.focus = node_at(*outline, "Zone / Host");
  CHECK(open_to(*outline, nic, folds));
  const TreeShape shape = make_tree_shape(*outline, folds);
  CHECK(shape.nodes[shape.places[nic]].node == nic);
  CHECK_FALSE(open_to(*outline, nic, folds));
}

TEST_CASE("Tree search: by type, by path, by resource", "[gui][tree]") {
  const auto simulation = lab("operations: [{ delete: [Host/h1] }]\n");
  const auto outline = outline_of_pass(*simulation, 1);
  const auto found = [&](std::string_view query) {
    return find_nodes(*outline, simulation->world(), query).size();
  };
  CHECK(found("") == 0);
  CHECK(found("vM") == 1);
  CHECK(found("host / vm") == 1);
  CHECK(found("Host/h1") == 1);
  CHECK(found("Host/h2") == 0);  // it is not affected
  CHECK(found("Vm/v3") == 1);
  CHECK(found("Vm/v1") == 0);
  CHECK(found("nothing like it") == 0);
}

TEST_CASE("Node state: a roll-up counts everything inside, worst outcome first", "[gui][tree]") {
  const auto simulation = lab();
  const auto outline = outline_of_pass(*simulation, 1);
  const Plan& plan = *outline->plan;
  PassState pass;
  pass.steps.resize(plan.steps().size());
  CHECK(rolled_up(node_states(*outline, nullptr), 0, 7).phase == StepState::Phase::Unplanned);
  for (std::uint32_t i = 0; i < outline->size(); ++i) {
    StepState& step = pass.steps[value(outline->node(i).step)];
    const bool vm = outline->node(i).label == "Vm";
    step.phase = vm ? StepState::Phase::Finished : StepState::Phase::Waiting;
    step.planned_at = Instant{std::chrono::milliseconds(100 + i)};
    if (!vm) continue;
    step.start = Instant{std::chrono::seconds(i)};
    step.end = Instant{std::chrono::seconds(20 + i)};
    step.outcome = Outcome::Failed;
    step.acts[static_cast<std::size_t>(Outcome::Failed)] = 1;
    step.acts[static_cast<std::size_t>(Outcome::Done)] = 7;
  }
  const std::vector<NodeState> states = node_states(*outline, &pass);
  const NodeState all = rolled_up(states, 0, outline->ends[0]);
  CHECK(all.phase == StepState::Phase::Running);
  CHECK(all.outcome == Outcome::Failed);
  CHECK(all.acts == plan.act_count());
  CHECK(all.ended == 16);
  CHECK(all.outcomes[static_cast<std::size_t>(Outcome::Done)] == 14);
  CHECK(all.phase1 == plan.query_time());
  CHECK(all.phase1_end == Instant{std::chrono::milliseconds(106)});
  CHECK(all.phase2_begin == Instant{std::chrono::seconds(2)});
  CHECK_FALSE(all.phase2_end);
  const std::uint32_t vm = node_at(*outline, "Zone / Host / Vm");
  CHECK(rolled_up(states, vm, vm + 1).phase2_end == Instant{std::chrono::seconds(22)});
}

TEST_CASE("Tidy picture: boxes do not overlap, lines lead from side to side", "[gui][tree]") {
  sim::Random random(7, "outline");
  GraphOutline graph;
  for (std::uint32_t i = 0; i < 300; ++i) {
    graph.nodes.push_back({static_cast<std::int32_t>(40 + random.below(80)),
                           static_cast<std::int32_t>(20 + random.below(40))});
    graph.parents.push_back(i == 0 ? kNoNode : static_cast<std::uint32_t>(random.below(i)));
    if (i != 0) graph.edges.push_back({graph.parents[i], i});
  }
  graph.edges.push_back({299, 0, false});
  const GraphPicture picture = tidy_picture(graph);
  REQUIRE(picture.nodes.size() == 300);
  const auto box = [&](std::size_t i) {
    const GraphPicture::Node& node = picture.nodes[i];
    return std::array{node.centre.x - node.width / 2, node.centre.y - node.height / 2,
                      node.centre.x + node.width / 2, node.centre.y + node.height / 2};
  };
  for (std::size_t a = 0; a < 300; ++a) {
    const auto one = box(a);
    CHECK(one[0] >= 0);
    CHECK(one[1] >= -1);
    CHECK(one[2] <= picture.width);
    CHECK(one[3] <= picture.height);
    for (std::size_t b = 0; b < a; ++b) {
      const auto two = box(b);
      const bool apart =
          one[0] >= two[2] || two[0] >= one[2] || one[1] >= two[3] || two[1] >= one[3];
      REQUIRE(apart);
    }
  }
  for (const GraphPicture::Edge& edge : picture.edges) {
    REQUIRE(edge.points.size() == 4);
    CHECK(edge.points.front().x == box(edge.from)[2]);
    CHECK(edge.points.back().x == box(edge.to)[0]);
  }
  CHECK(graph.key() == GraphOutline(graph).key());
  GraphOutline other = graph;
  other.edges.back().ranks = true;
  CHECK(other.key() != graph.key());
}

}  // namespace cascade::gui
