// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cascade::gui {
namespace {

double sum(std::span<const std::uint64_t> weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0,
                         [](double all, std::uint64_t one) { return all + double(one); });
}

MapRect inset(const MapRect& rect, float side, float top) {
  return {rect.x + side, rect.y + top, std::max(0.0F, rect.width - 2 * side),
          std::max(0.0F, rect.height - top - side)};
}

// How far the worst of a row's rectangles is from a square, at least 1. The row lies along `length`
// and has the area `total`.
double worst_aspect(double largest, double smallest, double total, double length) {
  const double across = total / length;
  return std::max(largest / across / across, across * across / smallest);
}

// Lays rows of rectangles; the order is the caller's.
class Rows {
 public:
  Rows(const MapRect& rect, std::span<const std::uint64_t> weights, bool turns)
      : rest_(rect), weights_(weights), turns_(turns), rects_(weights.size()) {
    const double all = sum(weights);
    unit_ = all == 0 ? 0 : double{rect.width} * rect.height / all;
  }

  std::vector<MapRect> lay() {
    for (std::size_t i = 0; i < weights_.size();) i = lay_row(i);
    return std::move(rects_);
  }

 private:
  // Along the shorter side, or always along the width.
  [[nodiscard]] bool along_width() const { return !turns_ || rest_.width <= rest_.height; }

  std::size_t lay_row(std::size_t begin) {
    const double length = along_width() ? rest_.width : rest_.height;
    double total = 0;
    double largest = 0;
    double smallest = 0;
    double worst = 0;
    std::size_t end = begin;
    while (end < weights_.size()) {
      const double area = double(weights_[end]) * unit_;
      const double next_largest = end == begin ? area : std::max(largest, area);
      const double next_smallest = end == begin ? area : std::min(smallest, area);
      const double next = worst_aspect(next_largest, next_smallest, total + area, length);
      if (end > begin && next > worst) break;
      total += area;
      largest = next_largest;
      smallest = next_smallest;
      worst = next;
      ++end;
    }
    place_row(begin, end, length > 0 ? total / length : 0, total);
    return end;
  }

  void place_row(std::size_t begin, std::size_t end, double across, double total) {
    const bool wide = along_width();
    const auto thick =
        end == weights_.size() ? (wide ? rest_.height : rest_.width) : static_cast<float>(across);
    const float length = wide ? rest_.width : rest_.height;
    double before = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const double area = double(weights_[i]) * unit_;
      const auto from = static_cast<float>(total > 0 ? before / total * length : 0);
      before += area;
      const auto to = static_cast<float>(total > 0 ? before / total * length : 0);
      rects_[i] = wide ? MapRect{rest_.x + from, rest_.y, to - from, thick}
                       : MapRect{rest_.x, rest_.y + from, thick, to - from};
    }
    if (wide) {
      rest_.y += thick;
      rest_.height = std::max(0.0F, rest_.height - thick);
    } else {
      rest_.x += thick;
      rest_.width = std::max(0.0F, rest_.width - thick);
    }
  }

  MapRect rest_;
  std::span<const std::uint64_t> weights_;
  bool turns_;
  double unit_ = 0;
  std::vector<MapRect> rects_;
};

double worst_of(const std::vector<MapRect>& rects) {
  double worst = 1;
  for (const MapRect& rect : rects) {
    const double width = std::max(rect.width, 1e-3F);
    const double height = std::max(rect.height, 1e-3F);
    worst = std::max({worst, width / height, height / width});
  }
  return worst;
}

/// Differences that no eye would see, and that would make every box another one.
bool nearly_equal(std::span<const std::uint64_t> weights) {
  const auto [smallest, largest] = std::minmax_element(weights.begin(), weights.end());
  return *largest * 2 <= *smallest * 3;
}

/// In rows, all of one size, as square as can be without leaving much room empty.
std::vector<MapRect> equal_boxes(const MapRect& rect, std::size_t count) {
  const double ideal = std::sqrt(double(count) * rect.width / rect.height);
  const auto most = static_cast<std::uint32_t>(count);
  const auto from = static_cast<std::uint32_t>(std::clamp(ideal - 1, 1.0, double(count)));
  MapGrid best{rect, 1, 1};
  double least = 0;
  for (std::uint32_t columns = from; columns <= std::min(most, from + 3); ++columns) {
    const std::uint32_t rows = (most + columns - 1) / columns;
    const double width = double{rect.width} / columns;
    const double height = double{rect.height} / rows;
    const double slots = double(columns) * rows;
    const double cost = std::max(width / height, height / width) * slots / most;
    if (least > 0 && cost >= least) continue;
    least = cost;
    best.columns = columns;
    best.rows = rows;
  }
  std::vector<MapRect> rects;
  rects.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) rects.push_back(best.slot(i));
  return rects;
}

/// In rows of about that weight, the order kept.
std::vector<MapRect> rows_of(const MapRect& rect, std::span<const std::uint64_t> weights,
                             double row_weight) {
  const double all = sum(weights);
  std::vector<MapRect> rects;
  rects.reserve(weights.size());
  double before = 0;
  for (std::size_t begin = 0; begin < weights.size();) {
    auto weight = double(weights[begin]);
    std::size_t end = begin + 1;
    while (end < weights.size() && weight + double(weights[end]) / 2 <= row_weight) {
      weight += double(weights[end++]);
    }
    // Edges from sums, so that neighbours share them exactly.
    const auto edge = [](double share, float length) { return static_cast<float>(share * length); };
    const float top = edge(before / all, rect.height);
    const float bottom = edge((before + weight) / all, rect.height);
    double passed = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const float left = edge(passed / weight, rect.width);
      passed += double(weights[i]);
      const float right = edge(passed / weight, rect.width);
      rects.push_back({rect.x + left, rect.y + top, right - left, bottom - top});
    }
    before += weight;
    begin = end;
  }
  return rects;
}

}  // namespace

MapRect MapGrid::slot(std::uint32_t nth) const {
  const float width = cell_width();
  const float height = cell_height();
  const std::uint32_t row = nth / columns;
  return {rect.x + static_cast<float>(nth % columns) * width,
          rect.y + static_cast<float>(row) * height, width, height};
}

MapRect MapGrid::cell(std::uint32_t nth) const {
  const MapRect whole = slot(nth);
  const float gap = std::min(whole.width, whole.height) * 0.06F;
  return {whole.x + gap, whole.y + gap, whole.width - 2 * gap, whole.height - 2 * gap};
}

std::uint32_t MapGrid::at(float px, float py) const {
  const auto place = [](float from, float step, std::uint32_t count) {
    if (!(step > 0)) return 0U;
    return std::min(count - 1, static_cast<std::uint32_t>(std::max(0.0F, from / step)));
  };
  return place(py - rect.y, cell_height(), rows) * columns +
         place(px - rect.x, cell_width(), columns);
}

MapGrid grid_of(const MapRect& rect, std::size_t count) {
  MapGrid grid{rect, 1, 1};
  if (count == 0 || !(rect.width > 0) || !(rect.height > 0)) return grid;
  const double square = std::sqrt(double(count) * rect.width / rect.height);
  const auto most = static_cast<std::uint32_t>(count);
  grid.columns = std::clamp(static_cast<std::uint32_t>(std::ceil(square)), 1U, most);
  grid.rows = (most + grid.columns - 1) / grid.columns;
  // One column less may fill the rows better.
  grid.columns = (most + grid.rows - 1) / grid.rows;
  return grid;
}

MapRect inside_of(const MapRect& box) {
  const float side = std::min(box.width, box.height);
  return inset(box, std::min(side * 0.03F, 5.0F), std::min(side * 0.19F, 18.0F));
}

MapRect below_caption(const MapRect& group, std::size_t count) {
  if (count <= 1) return group;
  const float side = std::min(group.width, group.height);
  // As much as a line of text needs, where that leaves most of the group.
  constexpr float kLine = 15;
  return inset(group, 0, side < 2.5F * kLine ? side * 0.2F : kLine);
}

MapRect without_gap(const MapRect& rect) {
  const float gap = std::min(std::min(rect.width, rect.height) * 0.025F, 3.0F);
  return {rect.x + gap, rect.y + gap, rect.width - 2 * gap, rect.height - 2 * gap};
}

std::vector<MapRect> split_by_weight(const MapRect& rect, std::span<const std::uint64_t> weights) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  std::vector<std::uint64_t> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(weights[i]);
  const std::vector<MapRect> laid = Rows(rect, sorted, true).lay();
  std::vector<MapRect> rects(weights.size());
  for (std::size_t i = 0; i < order.size(); ++i) rects[order[i]] = laid[i];
  return rects;
}

std::vector<MapRect> fill_in_order(const MapRect& rect, std::span<const std::uint64_t> weights) {
  if (weights.empty() || !(rect.width > 0) || !(rect.height > 0)) {
    return Rows(rect, weights, false).lay();
  }
  if (nearly_equal(weights)) return equal_boxes(rect, weights.size());
  std::vector<MapRect> best = Rows(rect, weights, false).lay();
  // The best of some ways to divide it in rows, around as many as make squares of equal boxes.
  const double all = sum(weights);
  const double ideal = std::sqrt(double(weights.size()) * rect.height / rect.width);
  for (int by = -4; by <= 4; ++by) {
    const double rows = ideal + by * 0.5;
    if (rows < 1) continue;
    std::vector<MapRect> next = rows_of(rect, weights, all / rows);
    if (worst_of(next) < worst_of(best)) best = std::move(next);
  }
  return best;
}

}  // namespace cascade::gui
