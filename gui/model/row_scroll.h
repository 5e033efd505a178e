// SPDX-License-Identifier: Apache-2.0
// Where a long list stands, in whole rows. Lists of events have more rows than a float has pixels,
// so that ImGui cannot scroll them.
#pragma once

#include <cstdint>

namespace cascade::gui {

/// A value.
class RowScroll {
 public:
  /// Before every frame: how many rows there are and how many fit.
  void set_size(std::uint64_t rows, std::uint64_t fitting);
  [[nodiscard]] std::uint64_t first() const { return first_; }
  [[nodiscard]] std::uint64_t fitting() const { return fitting_; }
  /// Rows that are seen: [first(), end()).
  [[nodiscard]] std::uint64_t end() const;
  void scroll(std::int64_t rows);
  /// To the middle, where it is not seen yet.
  void show(std::uint64_t row);

  /// The part of the bar that is held, as shares of its length; at least `shortest` long.
  struct Thumb {
    double begin = 0;
    double end = 1;
  };
  [[nodiscard]] Thumb thumb(double shortest) const;
  /// Its begin is dragged there.
  void drag_thumb(double begin, double shortest);

 private:
  [[nodiscard]] std::uint64_t last_first() const { return rows_ > fitting_ ? rows_ - fitting_ : 0; }

  std::uint64_t rows_ = 0;
  std::uint64_t fitting_ = 1;
  std::uint64_t first_ = 0;
};

}  // namespace cascade::gui
