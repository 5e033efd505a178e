// SPDX-License-Identifier: Apache-2.0
// Where the nodes of a drawn tree or graph stand: what a layout gives and panels paint. Coordinates
// are in units of the picture (pixels at 100 %), x to the right, y down.
#pragma once

#include <cstdint>
#include <vector>

namespace cascade::gui {

struct PicturePoint {
  float x = 0;
  float y = 0;
  friend bool operator==(const PicturePoint&, const PicturePoint&) = default;
};

struct GraphPicture {
  struct Node {
    PicturePoint centre;
    float width = 0;
    float height = 0;
  };
  struct Edge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::vector<PicturePoint> points;  ///< Of a line, or of Bezier pieces (3 n + 1).
    bool bezier = false;
  };
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  float width = 0;
  float height = 0;
  bool preliminary = false;  ///< A quick one; a better one is on its way.
};

}  // namespace cascade::gui
