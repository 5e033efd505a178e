// SPDX-License-Identifier: Apache-2.0
// Which moments of a run fall on which pixel of a view: made once per view and used by every row.
#pragma once

#include <vector>

#include "gui/model/run_index.h"
#include "gui/model/time_axis.h"

namespace cascade::gui {

/// A value, of the moments published when it was made. Both must outlive it.
class PixelGrid {
 public:
  PixelGrid(const RunIndex& index, const TimeAxis& axis);

  [[nodiscard]] int width() const { return static_cast<int>(first_moments_.size()) - 1; }
  /// The first moment at or right of the left edge of a pixel, 0 .. width(); beyond: of the edge.
  [[nodiscard]] Moment first_moment(int pixel) const;
  /// -1: left of the view; width(): right of it, or not come yet.
  [[nodiscard]] int pixel(Moment moment) const;
  [[nodiscard]] Moment moment_count() const { return moment_count_; }
  [[nodiscard]] const RunIndex& index() const { return index_; }
  [[nodiscard]] const TimeAxis& axis() const { return axis_; }

 private:
  const RunIndex& index_;
  const TimeAxis& axis_;
  Moment moment_count_;
  std::vector<Moment> first_moments_;
};

}  // namespace cascade::gui
