// SPDX-License-Identifier: Apache-2.0
#include "gui/model/minimap_grid.h"

#include <algorithm>
#include <cmath>

namespace cascade::gui {

CanvasBox minimap_frame(const CanvasBox& content, double width, double height) {
  const double scale = std::min(content.width() > 0 ? width / content.width() : 1,
                                content.height() > 0 ? height / content.height() : 1);
  const double left = (width - content.width() * scale) / 2;
  const double top = (height - content.height() * scale) / 2;
  return {left, top, left + content.width() * scale, top + content.height() * scale};
}

std::vector<MinimapCell> make_minimap(const GraphPicture& picture, double width, double height,
                                      double square,
                                      const std::function<std::uint8_t(std::uint32_t)>& look_of) {
  std::vector<MinimapCell> cells;
  if (picture.nodes.empty() || width < square || height < square) return cells;
  const CanvasBox frame = minimap_frame({0, 0, picture.width, picture.height}, width, height);
  const double scale = frame.width() / std::max(1.0F, picture.width);
  const auto columns = static_cast<std::size_t>(width / square);
  const auto rows = static_cast<std::size_t>(height / square);
  std::vector<std::uint8_t> grid(columns * rows, 0);
  for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) {
    const GraphPicture::Node& node = picture.nodes[i];
    const auto range = [&](double from, double to, std::size_t count) {
      const auto low = static_cast<std::size_t>(std::max(0.0, from / square));
      const auto high = static_cast<std::size_t>(std::ceil(std::max(0.0, to / square)));
      return std::pair(std::min(low, count - 1), std::clamp(high, low + 1, count));
    };
    const double x = frame.left + double{node.centre.x} * scale;
    const double y = frame.top + double{node.centre.y} * scale;
    const double half_width = node.width * scale / 2;
    const double half_height = node.height * scale / 2;
    const auto [left, right] = range(x - half_width, x + half_width, columns);
    const auto [top, bottom] = range(y - half_height, y + half_height, rows);
    const std::uint8_t look = look_of(i);
    for (std::size_t row = top; row < bottom; ++row) {
      for (std::size_t column = left; column < right; ++column) {
        std::uint8_t& there = grid[row * columns + column];
        there = std::max(there, look);
      }
    }
  }
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns;) {
      const std::uint8_t look = grid[row * columns + column];
      std::size_t end = column + 1;
      while (end < columns && grid[row * columns + end] == look) ++end;
      if (look != 0) {
        cells.push_back({{double(column) * square, double(row) * square, double(end) * square,
                          double(row + 1) * square},
                         look});
      }
      column = end;
    }
  }
  return cells;
}

}  // namespace cascade::gui
