// SPDX-License-Identifier: Apache-2.0
// A graph of any size in a handful of rectangles: the minimap. Its nodes fall into small squares;
// of a square the strongest look is kept, and neighbours of one look become one rectangle.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "gui/model/canvas.h"
#include "gui/model/graph_picture.h"

namespace cascade::gui {

struct MinimapCell {
  CanvasBox box;          ///< From the minimap's top left corner.
  std::uint8_t look = 0;  ///< As given; from 1.
};

/// A minimap of `width` by `height` pixels; squares of `square` pixels. `look_of(node)`: 1 .. 255,
/// the larger is kept.
std::vector<MinimapCell> make_minimap(const GraphPicture& picture, double width, double height,
                                      double square,
                                      const std::function<std::uint8_t(std::uint32_t)>& look_of);

/// Where the picture stands in a minimap of that size: its own proportions, in the middle.
CanvasBox minimap_frame(const CanvasBox& content, double width, double height);

}  // namespace cascade::gui
