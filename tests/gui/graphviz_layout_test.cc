// SPDX-License-Identifier: Apache-2.0
#include "gui/layout/graphviz_layout.h"

#include <catch2/catch.hpp>

#include "sim/report/draw_dot.h"
#include "sim/report/tidy_tree.h"

namespace cascade::gui {

TEST_CASE("Graphviz layout: a picture of the outline's own boxes and lines", "[gui][layout]") {
  GraphOutline outline;
  for (std::uint32_t i = 0; i < 20; ++i) {
    outline.nodes.push_back({120, 60});
    outline.parents.push_back(i == 0 ? sim::kNoNode : (i - 1) / 3);
    if (i != 0) outline.edges.push_back({(i - 1) / 3, i});
  }
  outline.edges.push_back({19, 1, false});
  const Result<GraphPicture> picture = place_with_graphviz(outline);
  REQUIRE(picture);
  REQUIRE(picture->nodes.size() == 20);
  REQUIRE(picture->edges.size() == 20);
  CHECK_FALSE(picture->preliminary);
  for (const GraphPicture::Node& node : picture->nodes) {
    CHECK(node.width == 120);
    CHECK(node.height == 60);
    CHECK(node.centre.x >= 59);
    CHECK(node.centre.y >= 29);
    CHECK(node.centre.x <= picture->width - 59);
    CHECK(node.centre.y <= picture->height - 29);
  }
  for (std::size_t e = 0; e < picture->edges.size(); ++e) {
    const GraphPicture::Edge& edge = picture->edges[e];
    CHECK(edge.from == outline.edges[e].from);
    CHECK(edge.to == outline.edges[e].to);
    CHECK(edge.points.size() % 3 == 1);
    // From the right side of one to the left side of the other.
    const GraphPicture::Node& from = picture->nodes[edge.from];
    const GraphPicture::Node& to = picture->nodes[edge.to];
    CHECK(edge.points.front().x == Approx(from.centre.x + 60).margin(2));
    CHECK(edge.points.front().y == Approx(from.centre.y).margin(2));
    CHECK(edge.points.back().x == Approx(to.centre.x - 60).margin(2));
    CHECK(edge.points.back().y == Approx(to.centre.y).margin(2));
  }
}

TEST_CASE("Graphviz layout: what is too large stays with the tidy tree", "[gui][layout]") {
  GraphOutline outline;
  outline.nodes.assign(sim::kLaidOutMax + 1, {10, 10});
  CHECK_FALSE(place_with_graphviz(outline));
}

}  // namespace cascade::gui
