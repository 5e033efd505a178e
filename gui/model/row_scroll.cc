// SPDX-License-Identifier: Apache-2.0
#include "gui/model/row_scroll.h"

#include <algorithm>
#include <cmath>

namespace cascade::gui {

void RowScroll::set_size(std::uint64_t rows, std::uint64_t fitting) {
  rows_ = rows;
  fitting_ = std::max<std::uint64_t>(fitting, 1);
  first_ = std::min(first_, last_first());
}

std::uint64_t RowScroll::end() const {
  return std::min(first_ + fitting_, rows_);
}

void RowScroll::scroll(std::int64_t rows) {
  if (rows < 0) {
    const auto up = static_cast<std::uint64_t>(-rows);
    first_ = up > first_ ? 0 : first_ - up;
  } else {
    first_ = std::min(first_ + static_cast<std::uint64_t>(rows), last_first());
  }
}

void RowScroll::show(std::uint64_t row) {
  if (row >= first_ && row < first_ + fitting_) return;
  const std::uint64_t above = fitting_ / 2;
  first_ = std::min(row > above ? row - above : 0, last_first());
}

RowScroll::Thumb RowScroll::thumb(double shortest) const {
  if (last_first() == 0) return {};
  const double share = static_cast<double>(fitting_) / static_cast<double>(rows_);
  const double length = std::clamp(share, std::min(shortest, 1.0), 1.0);
  const double begin =
      static_cast<double>(first_) / static_cast<double>(last_first()) * (1 - length);
  return {begin, begin + length};
}

void RowScroll::drag_thumb(double begin, double shortest) {
  const Thumb now = thumb(shortest);
  const double room = 1 - (now.end - now.begin);
  if (room <= 0) return;
  const double share = std::clamp(begin / room, 0.0, 1.0);
  first_ = static_cast<std::uint64_t>(std::llround(share * static_cast<double>(last_first())));
}

}  // namespace cascade::gui
