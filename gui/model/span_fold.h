// SPDX-License-Identifier: Apache-2.0
// Folding by pixel: of spans that follow one another, those too narrow to see become one piece with
// their narrow neighbours. Found by binary search, so that the cost follows the pixels and not the
// spans, however many there are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "gui/model/pixel_grid.h"

namespace cascade::gui {

/// One span, or several narrow ones.
struct FoldedPiece {
  int begin = 0;  ///< Pixels; -1 and the grid's width stand for beyond the edge.
  int end = 0;    ///< Of the last; may equal `begin`.
  std::size_t first = 0;
  std::size_t count = 0;
  friend bool operator==(const FoldedPiece&, const FoldedPiece&) = default;
};

/// Spans narrower than this are folded; neighbours nearer than this join.
inline constexpr int kFoldPixels = 3;

/// `Spans` has size(), and start(nth) and end(nth) as moments; each starts at or behind the end of
/// the one before. An end behind all moments is one that has not come. Appends what is in view.
template <class Spans>
void fold(const Spans& spans, const PixelGrid& grid, std::vector<FoldedPiece>& pieces) {
  const std::size_t size = spans.size();
  const auto first_ending_at = [&](Moment moment, std::size_t from) {
    struct Ends {
      const Spans& spans;
      Moment operator[](std::size_t nth) const { return spans.end(nth); }
    };
    return rank_below(Ends{spans}, size, moment, from);
  };
  std::size_t i = first_ending_at(grid.first_moment(0), 0);
  while (i < size) {
    int begin = grid.pixel(spans.start(i));
    int end = grid.pixel(spans.end(i));
    if (begin >= grid.width()) return;
    FoldedPiece piece{begin, end, i, 1};
    if (end - begin >= kFoldPixels) {
      pieces.push_back(piece);
      ++i;
      continue;
    }
    // Whatever ends before the next pixels is narrow and near: only the first that does not is
    // looked at.
    for (;;) {
      i = std::max(first_ending_at(grid.first_moment(begin + kFoldPixels), i), i + 1);
      piece.end = grid.pixel(spans.end(i - 1));
      piece.count = i - piece.first;
      if (i == size) break;
      begin = grid.pixel(spans.start(i));
      end = grid.pixel(spans.end(i));
      if (begin - piece.end >= kFoldPixels || end - begin >= kFoldPixels) break;
      if (begin >= grid.width()) break;
    }
    pieces.push_back(piece);
  }
}

}  // namespace cascade::gui
