// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pixel_grid.h"

#include <algorithm>
#include <cstddef>

namespace cascade::gui {

PixelGrid::PixelGrid(const RunIndex& index, const TimeAxis& axis)
    : index_(index), axis_(axis), moment_count_(static_cast<Moment>(index.moment_count())) {
  first_moments_.resize(static_cast<std::size_t>(axis.width()) + 1);
  Moment moment = 0;
  for (int pixel = 0; pixel <= axis.width(); ++pixel) {
    moment = std::min(index.moment_at(axis.instant(pixel), moment), moment_count_);
    first_moments_[static_cast<std::size_t>(pixel)] = moment;
  }
}

Moment PixelGrid::first_moment(int pixel) const {
  return first_moments_[static_cast<std::size_t>(std::clamp(pixel, 0, width()))];
}

int PixelGrid::pixel(Moment moment) const {
  if (moment < first_moments_.front()) return -1;
  if (moment >= first_moments_.back()) return width();
  return axis_.pixel(index_.instant(moment));
}

}  // namespace cascade::gui
