// SPDX-License-Identifier: Apache-2.0
#include "gui/model/type_pane.h"

#include <catch2/catch.hpp>

#include "sim/reader/model_reader.h"
#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

std::uint32_t node_of(const TypePane& pane, std::string_view name) {
  for (std::uint32_t i = 0; i < pane.view().nodes.size(); ++i) {
    if (pane.view().nodes[i].label == name) return i;
  }
  FAIL("no type " << name);
  return 0;
}

}  // namespace

TEST_CASE("Type pane: every type once, with what is left of it", "[gui][types]") {
  Desk desk;
  TypePane pane(nullptr, nullptr);
  pane.update(desk.source(), nullptr);
  REQUIRE(pane.graph() != nullptr);
  CHECK(pane.view().nodes.size() == 5);
  CHECK(pane.view().edges.size() == 5);
  const TypeFace& vm = pane.face(node_of(pane, "Vm"));
  CHECK(vm.count == "8");
  CHECK(vm.about == "8 gone");
  CHECK(vm.lives[2] == 1);
  CHECK(vm.affected);
  CHECK(vm.outcome == Outcome::Done);
  CHECK(pane.face(node_of(pane, "Zone")).root);
  CHECK_FALSE(vm.cyclic);
  desk.go(0);
  CHECK(pane.update(desk.source(), nullptr));
  CHECK(pane.face(node_of(pane, "Vm")).about == "8 live");
  CHECK_FALSE(pane.update(desk.source(), nullptr));
}

TEST_CASE("Type pane: edges tell what flowed, over all steps of the pass", "[gui][types]") {
  Desk desk;
  TypePane pane(nullptr, nullptr);
  pane.update(desk.source(), nullptr);
  for (std::uint32_t e = 0; e < pane.view().edges.size(); ++e) {
    const sim::TreeEdge& edge = pane.view().edges[e];
    const bool to_nic = pane.view().nodes[edge.to].label == "Nic";
    CHECK(pane.flow(e).steps == (to_nic ? 2 : 1));
    if (to_nic) CHECK(pane.flow(e).resources == 16);
  }
  desk.open("operations: [{ delete: Host/h1 }]\n");
  pane.update(desk.source(), nullptr);
  CHECK_FALSE(pane.face(node_of(pane, "Storage")).affected);
  CHECK(pane.face(node_of(pane, "Host")).root);
}

TEST_CASE("Type pane: a model without a run shows its types, cycles too", "[gui][types]") {
  auto ring = sim::load_model("ring", "");
  REQUIRE(ring);
  TypePane pane(nullptr, nullptr);
  Selection selection;
  pane.update({nullptr, nullptr, selection}, nullptr);
  CHECK(pane.graph() == nullptr);
  CHECK(pane.status().find("Open") == 0);
  pane.update({nullptr, nullptr, selection}, *ring);
  REQUIRE(pane.graph() != nullptr);
  CHECK(pane.face(0).cyclic);
  CHECK(pane.face(1).cyclic);
  CHECK(pane.face(0).count.empty());
  CHECK(pane.picture().nodes.size() == 2);
}

TEST_CASE("Type pane: the selection goes both ways and keeps a pass that was picked",
          "[gui][types]") {
  Desk desk;
  desk.selection.pass = 1;
  TypePane pane(nullptr, nullptr);
  pane.canvas().resize(800, 600);
  pane.update(desk.source(), nullptr);
  const std::uint32_t vm = node_of(pane, "Vm");
  const PicturePoint at = pane.picture().nodes[vm].centre;
  CHECK(pane.node_at(pane.canvas().to_screen(at.x, at.y)) == vm);
  pane.select(vm, desk.selection);
  pane.update(desk.source(), nullptr);
  CHECK(desk.selection.type == desk.type("Vm"));
  CHECK(desk.selection.pass == 1U);
  CHECK(pane.selected() == vm);
  desk.selection.resource = desk.history->world().find("Host/h1");
  pane.update(desk.source(), nullptr);
  CHECK(pane.selected() == node_of(pane, "Host"));
  CHECK(pane.find("sto") == node_of(pane, "Storage"));
  CHECK_FALSE(pane.find("nothing"));
}

TEST_CASE("Type counts: only chunks that differ are counted again", "[gui][types]") {
  constexpr std::size_t kCount = std::size_t{10} * 4096;
  auto first = std::make_shared<Snapshot>();
  CowColumn<sim::Life> lives(kCount, sim::Life::Live);
  for (std::size_t i = 0; i < kCount; i += 4096) lives.set(i, sim::Life::Live);
  first->types.push_back({lives.freeze(), CowColumn<std::uint8_t>(kCount, 0)});
  TypeCounts counts;
  counts.count(first);
  CHECK(counts.chunks_counted() == 10);
  CHECK(counts.of(TypeId{0}) == LifeCounts{kCount, 0, 0});
  lives.set(5000, sim::Life::Deleted);
  lives.set(5001, sim::Life::Gone);
  auto second = std::make_shared<Snapshot>();
  second->types.push_back({lives.freeze(), CowColumn<std::uint8_t>(kCount, 0)});
  counts.count(second);
  CHECK(counts.chunks_counted() == 1);
  CHECK(counts.of(TypeId{0}) == LifeCounts{kCount - 2, 1, 1});
  counts.count(first);
  CHECK(counts.of(TypeId{0}) == LifeCounts{kCount, 0, 0});
}

}  // namespace cascade::gui
