// SPDX-License-Identifier: Apache-2.0
#include "gui/layout/graphviz_layout.h"

#include <utility>

#include "sim/report/draw_dot.h"

namespace cascade::gui {
namespace {

PicturePoint picture_point(sim::Placement::Point at) {
  return {static_cast<float>(at.x), static_cast<float>(at.y)};
}

}  // namespace

Result<GraphPicture> place_with_graphviz(const GraphOutline& outline) {
  sim::PlaceRequest request;
  request.rank_gap = outline.rank_gap;
  request.node_gap = outline.node_gap;
  for (const GraphOutline::Node& node : outline.nodes) {
    request.nodes.push_back({node.width, node.height});
  }
  for (const GraphOutline::Edge& edge : outline.edges) {
    request.edges.push_back({edge.from, edge.to, edge.ranks});
  }
  Result<sim::Placement> placed = sim::place(request);
  if (!placed) return tl::unexpected(std::move(placed).error());

  GraphPicture picture;
  picture.width = static_cast<float>(placed->width);
  picture.height = static_cast<float>(placed->height);
  for (std::size_t i = 0; i < outline.nodes.size(); ++i) {
    picture.nodes.push_back({picture_point(placed->centres[i]),
                             static_cast<float>(outline.nodes[i].width),
                             static_cast<float>(outline.nodes[i].height)});
  }
  for (std::size_t e = 0; e < outline.edges.size(); ++e) {
    GraphPicture::Edge& edge = picture.edges.emplace_back();
    edge.from = outline.edges[e].from;
    edge.to = outline.edges[e].to;
    edge.bezier = true;
    for (const sim::Placement::Point at : placed->splines[e]) {
      edge.points.push_back(picture_point(at));
    }
  }
  return picture;
}

}  // namespace cascade::gui
