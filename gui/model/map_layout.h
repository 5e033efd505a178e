// SPDX-License-Identifier: Apache-2.0
// The geometry of the cloud map: how a box is split among its groups, boxes of different sizes
// within a group, and equal cells. Pure arithmetic in units of the map.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gui/model/canvas.h"

namespace cascade::gui {

/// A rectangle of the map; a million of them are kept.
struct MapRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && px < x + width && py >= y && py < y + height;
  }
  [[nodiscard]] CanvasBox box() const { return {x, y, double{x} + width, double{y} + height}; }
};

/// Cells in rows from the top left, all of one size.
struct MapGrid {
  MapRect rect;
  std::uint32_t columns = 1;
  std::uint32_t rows = 1;

  [[nodiscard]] float cell_width() const { return rect.width / static_cast<float>(columns); }
  [[nodiscard]] float cell_height() const { return rect.height / static_cast<float>(rows); }
  /// With the gap to its neighbours.
  [[nodiscard]] MapRect slot(std::uint32_t nth) const;
  /// The cell itself.
  [[nodiscard]] MapRect cell(std::uint32_t nth) const;
  /// Of the slot that holds the point; may be past the last one.
  [[nodiscard]] std::uint32_t at(float px, float py) const;
};

/// As square as `count` cells of `rect` can be.
MapGrid grid_of(const MapRect& rect, std::size_t count);

/// What is left for the inside of a box, below the strip with its name.
MapRect inside_of(const MapRect& box);
/// The same for a group, below its caption; a single resource needs none.
MapRect below_caption(const MapRect& group, std::size_t count);
/// Smaller by the gap to its neighbours.
MapRect without_gap(const MapRect& rect);

/// `rect` split by weight, largest first, as square as can be; by number. Weights are positive.
std::vector<MapRect> split_by_weight(const MapRect& rect, std::span<const std::uint64_t> weights);

/// `rect` filled row by row, the order kept, areas by weight; by number. Nearly equal weights get
/// boxes of one size, and the last row may have room left.
std::vector<MapRect> fill_in_order(const MapRect& rect, std::span<const std::uint64_t> weights);

}  // namespace cascade::gui
