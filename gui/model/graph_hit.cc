// SPDX-License-Identifier: Apache-2.0
#include "gui/model/graph_hit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cascade::gui {
namespace {

double distance_to_line(PicturePoint at, PicturePoint a, PicturePoint b) {
  const double dx = double{b.x} - a.x;
  const double dy = double{b.y} - a.y;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0 ? std::clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  return std::hypot(a.x + along * dx - at.x, a.y + along * dy - at.y);
}

PicturePoint bezier_at(const PicturePoint* p, float t) {
  const float u = 1 - t;
  const float a = u * u * u;
  const float b = 3 * u * u * t;
  const float c = 3 * u * t * t;
  const float d = t * t * t;
  return {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
          a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

}  // namespace

CanvasBox box_of(const GraphPicture::Node& node) {
  return {node.centre.x - node.width / 2, node.centre.y - node.height / 2,
          node.centre.x + node.width / 2, node.centre.y + node.height / 2};
}

std::optional<std::uint32_t> node_at(const GraphPicture& picture, PicturePoint at) {
  for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) {
    if (box_of(picture.nodes[i]).contains(at.x, at.y)) return i;
  }
  return std::nullopt;
}

double distance_to(const GraphPicture::Edge& edge, PicturePoint at, double enough) {
  constexpr int kPieces = 12;
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i + 3 < edge.points.size(); i += 3) {
    CanvasBox around{at.x, at.y, at.x, at.y};
    for (std::size_t n = i; n < i + 4; ++n) {
      const PicturePoint& p = edge.points[n];
      const CanvasBox point{p.x, p.y, p.x, p.y};
      around = n == i
                   ? point
                   : CanvasBox{std::min(around.left, point.left), std::min(around.top, point.top),
                               std::max(around.right, point.right),
                               std::max(around.bottom, point.bottom)};
    }
    // A piece lies inside the box of its four points.
    if (!around.grown(enough).contains(at.x, at.y)) continue;
    PicturePoint from = edge.points[i];
    for (int n = 1; n <= kPieces; ++n) {
      const PicturePoint to = bezier_at(&edge.points[i], float(n) / kPieces);
      least = std::min(least, distance_to_line(at, from, to));
      from = to;
    }
  }
  return least;
}

}  // namespace cascade::gui
