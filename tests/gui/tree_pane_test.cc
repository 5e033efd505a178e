// SPDX-License-Identifier: Apache-2.0
// The tree as a pane, over runs of the lab: at any position, folded, searched, selected.
#include "gui/model/tree_pane.h"

#include <catch2/catch.hpp>

#include <future>

#include "tests/gui/desk.h"

namespace cascade::gui {
namespace {

// A window with a tree and nothing else.
struct TreeDesk : Desk {
  explicit TreeDesk(std::string_view rest = "", const PlaceGraph& place = nullptr)
      : Desk(rest), pane(nullptr, place) {
    pane.canvas().resize(800, 600);
    update();
  }
  void go(std::uint64_t position) {
    Desk::go(position);
    update();
  }
  bool update() { return pane.update(source()); }

  [[nodiscard]] std::uint32_t place(std::string_view path) const {
    for (std::uint32_t i = 0; i < pane.shape().nodes.size(); ++i) {
      if (pane.outline()->path(pane.shape().nodes[i].node) == path) return i;
    }
    FAIL("not shown: " << path);
    return 0;
  }
  [[nodiscard]] PicturePoint screen(std::uint32_t place) const {
    const PicturePoint at = pane.picture().nodes[place].centre;
    return pane.canvas().to_screen(at.x, at.y);
  }
  [[nodiscard]] std::size_t count(TreePane::Mark mark) const {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < pane.shape().nodes.size(); ++i) {
      if (pane.mark(i) == mark) ++count;
    }
    return count;
  }

  TreePane pane;
};

}  // namespace

TEST_CASE("Tree pane: shows the pass that does something, and any that is picked", "[gui][tree]") {
  TreeDesk desk;
  REQUIRE(desk.pane.pass());
  CHECK(desk.pane.pass()->action_code == "lab.delete");
  const auto chips = pass_chips(desk.source());
  REQUIRE(chips.size() == 3);
  CHECK(chips[0].label == "check");
  CHECK(chips[1].label == "delete");
  CHECK(chips[1].outcome == Outcome::Done);
  TreePane::select_pass(2, desk.selection);
  desk.update();
  CHECK(desk.pane.pass()->action_code == "lab.cleanup");
}

TEST_CASE("Tree pane: why a run was refused is told with its end", "[gui][tree]") {
  TreeDesk desk("keep: [Vm/v1]\n");
  const auto end = desk.history->end();
  REQUIRE(end);
  REQUIRE(end->refusals.size() == 1);
  const auto passes = desk.history->passes();
  REQUIRE(passes.back()->refusal);
  CHECK(end->refusals[0] == "lab.delete: " + passes.back()->refusal->message);
}

TEST_CASE("Tree pane: without a run it says what to do", "[gui][tree]") {
  TreePane pane(nullptr, nullptr);
  Selection selection;
  pane.update({nullptr, nullptr, selection});
  CHECK(pane.outline() == nullptr);
  CHECK(pane.status().find("Run") == 0);
  CHECK_FALSE(pane.place_at({10, 10}));
}

TEST_CASE("Tree pane: nodes live with the position, back and forth", "[gui][tree]") {
  TreeDesk desk;
  const std::uint32_t vm = desk.place("Zone / Host / Vm");
  CHECK(desk.pane.face(vm).status == "done");
  CHECK(desk.pane.face(vm).look == NodeFace::Look::Ended);
  CHECK(desk.pane.face(vm).count == "8");
  CHECK(desk.pane.face(vm).about == "via Host: destroy");
  desk.go(0);
  CHECK(desk.pane.face(vm).look == NodeFace::Look::Unplanned);
  CHECK(desk.pane.face(vm).status.empty());
  bool waited = false;
  bool ran = false;
  for (std::uint64_t position = 0; position <= desk.history->size(); ++position) {
    desk.go(position);
    const NodeFace& face = desk.pane.face(vm);
    if (face.look == NodeFace::Look::Waiting) {
      waited = true;
      CHECK(face.status == "waiting");
      CHECK(face.bar1.shown);
      CHECK_FALSE(face.bar2.shown);
    }
    if (face.look != NodeFace::Look::Running) continue;
    ran = true;
    CHECK(face.status.find(" %") != std::string::npos);
    CHECK(face.bar2.shown);
    CHECK(face.bar2.begin <= face.bar2.end);
  }
  CHECK(waited);
  CHECK(ran);
}

TEST_CASE("Tree pane: a collapsed node rolls up and stays under the cursor", "[gui][tree]") {
  TreeDesk desk("faults: [{ kind: fail, resource: Nic/n1, action: delete }]\nfailure: isolate\n");
  const std::uint32_t host = desk.place("Zone / Host");
  CHECK(desk.pane.face(host).outcome == Outcome::Blocked);
  const PicturePoint before = desk.screen(host);
  desk.pane.toggle(host);
  desk.update();
  CHECK(desk.screen(desk.place("Zone / Host")).x == Approx(before.x));
  CHECK(desk.screen(desk.place("Zone / Host")).y == Approx(before.y));
  const NodeFace& face = desk.pane.face(host);
  CHECK(face.outcome == Outcome::Failed);
  CHECK(face.count == "19");  // 3 hosts, 8 VMs, 8 NICs
  CHECK(face.hidden == 2);
  CHECK(face.about == "via Zone, 2 nodes inside");
  CHECK(desk.pane.shape().nodes.size() == 5);
  desk.pane.toggle(host);
  desk.update();
  CHECK(desk.screen(desk.place("Zone / Host")).y == Approx(before.y));
  CHECK(desk.pane.shape().nodes.size() == 7);
  desk.pane.toggle(desk.place("Zone / Host / Vm / Nic"));  // a leaf: nothing happens
  CHECK(desk.pane.shape().nodes.size() == 7);
}

TEST_CASE("Tree pane: folds survive another run of the same tree", "[gui][tree]") {
  TreeDesk desk;
  desk.pane.toggle(desk.place("Zone / Storage"));
  desk.open("seed: 2\n");
  desk.go(3);
  CHECK(desk.pane.shape().nodes.size() == 5);
}

TEST_CASE("Tree pane: clicks find nodes and edges, the selection is shared", "[gui][tree]") {
  TreeDesk desk;
  const std::uint32_t vm = desk.place("Zone / Storage / Vm");
  CHECK(desk.pane.place_at(desk.screen(vm)) == vm);
  desk.pane.select(vm, false, desk.selection);
  desk.update();
  CHECK(desk.selection.pass == desk.pane.pass()->index);
  CHECK(desk.pane.selected() == vm);
  CHECK(desk.pane.mark(vm) == TreePane::Mark::Selected);
  CHECK(desk.count(TreePane::Mark::Related) == 1);  // the other way to the VMs
  const GraphPicture::Edge& line = desk.pane.picture().edges[0];
  const PicturePoint start = line.points.front();
  const PicturePoint on = desk.pane.canvas().to_screen(start.x + 1, start.y);
  const auto edge = desk.pane.edge_at(on);
  REQUIRE(edge);
  desk.pane.select(*edge, true, desk.selection);
  desk.update();
  CHECK(desk.pane.edge_selected(*edge));
}

TEST_CASE("Tree pane: a type or a resource picked elsewhere lights its nodes", "[gui][tree]") {
  TreeDesk desk;
  desk.selection.type = *desk.history->model().find_type("Nic");
  CHECK(desk.update());
  CHECK(desk.count(TreePane::Mark::Related) == 2);
  desk.selection = {};
  desk.selection.resource = desk.history->world().find("Host/h2");
  desk.update();
  CHECK(desk.count(TreePane::Mark::Related) == 1);
  CHECK_FALSE(desk.update());
}

TEST_CASE("Tree pane: a search opens what hides its finds", "[gui][tree]") {
  TreeDesk desk;
  desk.pane.collapse_all();
  desk.update();
  CHECK(desk.pane.shape().nodes.size() == 3);
  desk.pane.search("nic", desk.selection);
  CHECK(desk.pane.find().count_text() == "1 of 2");
  CHECK(desk.pane.selected() == desk.place("Zone / Host / Vm / Nic"));
  desk.pane.search_next(true, desk.selection);
  CHECK(desk.pane.selected() == desk.place("Zone / Storage / Vm / Nic"));
  desk.pane.search_next(true, desk.selection);
  CHECK(desk.pane.find().count_text() == "1 of 2");
  desk.pane.search_next(false, desk.selection);
  CHECK(desk.pane.find().count_text() == "2 of 2");
  desk.pane.search("no such thing", desk.selection);
  CHECK(desk.pane.find().count_text() == "nothing");
}

TEST_CASE("Tree pane: focus leaves the branch, and gives the rest back", "[gui][tree]") {
  TreeDesk desk;
  desk.pane.focus(desk.place("Zone / Host"));
  desk.update();
  CHECK(desk.pane.shape().nodes.size() == 4);
  desk.pane.focus(desk.place("Zone / Host"));
  desk.update();
  CHECK(desk.pane.shape().nodes.size() == 7);
  CHECK_FALSE(desk.pane.focused());
}

TEST_CASE("Tree pane: keys walk along the tree", "[gui][tree]") {
  TreeDesk desk;
  using Way = TreePane::Way;
  const auto path = [&] {
    return desk.pane.outline()->path(desk.pane.shape().nodes[*desk.pane.selected()].node);
  };
  desk.pane.walk(Way::Down, desk.selection);
  CHECK(path() == "Zone");
  desk.pane.walk(Way::Down, desk.selection);
  CHECK(path() == "Zone / Host");
  desk.pane.walk(Way::Behind, desk.selection);
  CHECK(path() == "Zone / Storage");
  desk.pane.walk(Way::Behind, desk.selection);
  CHECK(path() == "Zone / Storage");
  desk.pane.walk(Way::Before, desk.selection);
  desk.pane.walk(Way::Up, desk.selection);
  CHECK(path() == "Zone");
}

TEST_CASE("Tree pane: the critical path is marked when the run has ended", "[gui][tree]") {
  TreeDesk desk;
  CHECK(desk.pane.critical(desk.place("Zone")));
  std::size_t marked = 0;
  for (std::uint32_t i = 0; i < 7; ++i) marked += desk.pane.critical(i) ? 1 : 0;
  CHECK(marked > 1);
  CHECK(marked < 7);
}

TEST_CASE("Tree pane: the better layout keeps what the eye is on", "[gui][tree][threads]") {
  std::promise<void> may_come;
  const PlaceGraph shifted =
      [may = may_come.get_future().share()](const GraphOutline& outline) -> Result<GraphPicture> {
    may.wait();
    GraphPicture picture = tidy_picture(outline);
    for (GraphPicture::Node& node : picture.nodes) node.centre.y += 1000;
    picture.height += 1000;
    return picture;
  };
  TreeDesk desk("", shifted);
  CHECK(desk.pane.better_layout_comes());
  desk.pane.canvas().zoom({400, 300}, 1);
  desk.pane.select(0, false, desk.selection);
  desk.update();
  const PicturePoint before = desk.screen(0);
  may_come.set_value();
  desk.pane.wait();
  CHECK(desk.update());
  CHECK_FALSE(desk.pane.better_layout_comes());
  CHECK(desk.pane.picture().nodes[0].centre.y > 1000);
  CHECK(desk.screen(0).y == Approx(before.y));
}

TEST_CASE("Tree pane: a layout that is refused leaves the tidy tree", "[gui][tree][threads]") {
  const PlaceGraph refuses = [](const GraphOutline&) -> Result<GraphPicture> {
    return tl::unexpected(Error{ErrorKind::Limit, "too large"});
  };
  TreeDesk desk("", refuses);
  desk.pane.wait();
  desk.update();
  CHECK_FALSE(desk.pane.busy());
  CHECK(desk.pane.picture().nodes.size() == 7);
}

TEST_CASE("Tree pane: another file is opened, and there is no run any more", "[gui][tree]") {
  TreeDesk desk;
  REQUIRE(desk.pane.outline() != nullptr);
  desk.history = nullptr;
  desk.snapshot = nullptr;
  CHECK(desk.update());
  CHECK(desk.pane.outline() == nullptr);
  CHECK(desk.pane.status() == "Run the scenario to see its cascade tree here.");
  CHECK_FALSE(desk.update());
  desk.open("merge: union");
  CHECK(desk.update());
  CHECK(desk.pane.outline() != nullptr);
}

}  // namespace cascade::gui
