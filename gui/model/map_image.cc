// SPDX-License-Identifier: Apache-2.0
#include "gui/model/map_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr double kLookInside = MapImage::kLookInside;
// From here on a box has a border and its inside is empty space.
constexpr double kBorderFrom = 5;
constexpr double kGapFrom = 6;
constexpr std::size_t kLabelsMax = 4000;
constexpr auto kInside = static_cast<std::uint8_t>(MapTone::Inside);
// Tones from here on tell of something wrong, or of what is going on.
constexpr auto kWrong = static_cast<std::uint8_t>(MapTone::NotRun);

struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;  // past the last
  int bottom = 0;
};

class Painter {
 public:
  Painter(const CloudMap& map, const MapTones& tones, const MapView& view, std::stop_token stop)
      : map_(map), tones_(tones), view_(view), stop_(std::move(stop)) {
    image_->seen = view.seen;
    image_->width = view.width;
    image_->height = view.height;
    image_->pixels.assign(std::size_t(view.width) * std::size_t(view.height),
                          static_cast<std::uint8_t>(MapTone::Nothing));
    scale_x_ = view.width / view.seen.width();
    scale_y_ = view.height / view.seen.height();
  }

  std::shared_ptr<const MapImage> paint() {
    paint_groups(map_.top(), false);
    if (stop_.stop_requested()) return nullptr;
    return image_;
  }

 private:
  [[nodiscard]] CanvasBox on_screen(const MapRect& rect) const {
    return {(rect.x - view_.seen.left) * scale_x_, (rect.y - view_.seen.top) * scale_y_,
            (double{rect.x} + rect.width - view_.seen.left) * scale_x_,
            (double{rect.y} + rect.height - view_.seen.top) * scale_y_};
  }
  [[nodiscard]] bool is_outside(const CanvasBox& box) const {
    return box.right <= 0 || box.bottom <= 0 || box.left >= view_.width || box.top >= view_.height;
  }

  // `in_cell`: on the colour of a cell no caption could be read.
  void paint_groups(const std::vector<MapGroup>& groups, bool in_cell) {
    for (const MapGroup& group : groups) {
      const CanvasBox box = on_screen(group.rect);
      if (is_outside(box)) continue;
      if (!in_cell) add_caption(group, box);
      if (group.boxes) {
        for (std::uint32_t i = 0; i < group.items.size() && !stop_.stop_requested(); ++i) {
          paint_resource({group.type, group.items[i]}, map_.place(group, i),
                         group.items.size() == 1);
        }
      } else {
        paint_cells(group);
      }
    }
  }

  // Only the rows and columns that are in the picture.
  void paint_cells(const MapGroup& group) {
    const MapGrid& grid = group.grid;
    const auto range = [](double from, double to, double step, std::uint32_t count) {
      if (!(step > 0)) return std::pair(0U, count);
      const auto low = std::clamp(from / step, 0.0, double(count));
      const auto high = std::clamp(std::ceil(to / step), 0.0, double(count));
      return std::pair(static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high));
    };
    const auto [first_row, last_row] =
        range(view_.seen.top - grid.rect.y, view_.seen.bottom - grid.rect.y, grid.cell_height(),
              grid.rows);
    const auto [first_column, last_column] =
        range(view_.seen.left - grid.rect.x, view_.seen.right - grid.rect.x, grid.cell_width(),
              grid.columns);
    const auto count = static_cast<std::uint32_t>(group.items.size());
    // Gaps of less than a pixel would only make patterns that mean nothing.
    const bool gaps =
        std::min(grid.cell_width() * scale_x_, grid.cell_height() * scale_y_) > kGapFrom;
    for (std::uint32_t row = first_row; row < last_row && !stop_.stop_requested(); ++row) {
      for (std::uint32_t column = first_column; column < last_column; ++column) {
        const std::uint32_t nth = row * grid.columns + column;
        if (nth >= count) return;
        paint_resource({group.type, group.items[nth]}, gaps ? grid.cell(nth) : grid.slot(nth),
                       count == 1);
      }
    }
  }

  void paint_resource(Resource resource, const MapRect& rect, bool alone) {
    const CanvasBox box = on_screen(rect);
    if (is_outside(box)) return;
    auto pixel = static_cast<std::uint8_t>(tones_.of(resource));
    if (!view_.spotlight.lights(resource)) pixel |= MapImage::kDimmed;
    const double side = std::min(box.width(), box.height());
    if (!map_.holds(resource.type)) {
      put(box, pixel);
      if (side >= kBorderFrom) add_label(resource, rect, box, alone);
      return;
    }
    // Boxes of their own say what they hold; small ones are what they hold.
    const bool box_of_its_own = map_.has_box(resource.type);
    const bool look = map_.weight(resource) > 1 && (side >= kLookInside || box_of_its_own);
    if (look && !box_of_its_own) {
      // Cells stay in their own tone around what they hold.
      put(box, pixel);
      border(box, pixel);
      add_label(resource, rect, box, alone);
    } else if (side >= kBorderFrom && look) {
      put(box, kInside);
      border(box, pixel);
      add_label(resource, rect, box, alone);
    } else if (!look) {
      put(box, pixel);
      if (map_.weight(resource) == 1) add_label(resource, rect, box, alone);
    }
    if (look) paint_groups(map_.inside(resource, rect), !box_of_its_own);
  }

  // The pixels whose middle is inside; at least one.
  [[nodiscard]] PixelBox pixels_of(const CanvasBox& box) const {
    const auto low = [](double from) { return static_cast<int>(std::floor(from + 0.5)); };
    PixelBox pixels{low(box.left), low(box.top), low(box.right), low(box.bottom)};
    if (pixels.right <= pixels.left) {
      pixels.left = static_cast<int>(std::floor(box.left));
      pixels.right = pixels.left + 1;
    }
    if (pixels.bottom <= pixels.top) {
      pixels.top = static_cast<int>(std::floor(box.top));
      pixels.bottom = pixels.top + 1;
    }
    return {std::max(pixels.left, 0), std::max(pixels.top, 0), std::min(pixels.right, view_.width),
            std::min(pixels.bottom, view_.height)};
  }

  // What went wrong is never painted over. Single pixels are shared by whoever falls on them;
  // larger boxes belong to the last.
  static bool stays(std::uint8_t there, std::uint8_t next, bool shared) {
    const auto tone = static_cast<std::uint8_t>(there & MapImage::kToneMask);
    const auto next_tone = static_cast<std::uint8_t>(next & MapImage::kToneMask);
    const bool dimmed = (there & MapImage::kDimmed) != 0;
    const bool next_dimmed = (next & MapImage::kDimmed) != 0;
    if (dimmed != next_dimmed) return !dimmed && tone > kInside && shared;
    if (tone >= kWrong) return tone > next_tone;
    return shared && (there & MapImage::kBorder) == 0 && tone > next_tone;
  }

  void put(const CanvasBox& box, std::uint8_t pixel) {
    const PixelBox at = pixels_of(box);
    const bool shared = box.width() < 2 || box.height() < 2;
    for (int y = at.top; y < at.bottom; ++y) {
      std::uint8_t* const row = &image_->pixels[std::size_t(y) * std::size_t(view_.width)];
      for (int x = at.left; x < at.right; ++x) {
        if (!stays(row[x], pixel, shared)) row[x] = pixel;
      }
    }
  }

  void border(const CanvasBox& box, std::uint8_t pixel) {
    const PixelBox at = pixels_of(box);
    pixel |= MapImage::kBorder;
    const auto set = [&](int x, int y) {
      std::uint8_t& there =
          image_->pixels[std::size_t(y) * std::size_t(view_.width) + std::size_t(x)];
      if (!stays(there, pixel, false)) there = pixel;
    };
    for (int x = at.left; x < at.right; ++x) {
      if (box.top >= 0) set(x, at.top);
      if (box.bottom <= view_.height) set(x, at.bottom - 1);
    }
    for (int y = at.top; y < at.bottom; ++y) {
      if (box.left >= 0) set(at.left, y);
      if (box.right <= view_.width) set(at.right - 1, y);
    }
  }

  void add_label(Resource resource, const MapRect& rect, const CanvasBox& box, bool alone) {
    const bool strip = map_.holds(resource.type) && map_.weight(resource) > 1;
    const double room = strip ? (double{inside_of(rect).y} - rect.y) * scale_y_ : box.height();
    // Above what it holds a name needs no space below it.
    const double least = view_.label_height * (strip ? 0.85 : 1);
    if (room < least || box.width() < 3.5 * view_.label_height) return;
    if (image_->labels.size() >= kLabelsMax) return;
    image_->labels.push_back(
        {rect.box(), sim::printable(map_.world().name(resource)), resource, false, alone});
  }

  void add_caption(const MapGroup& group, const CanvasBox& box) {
    const double room =
        (double{below_caption(group.rect, group.items.size()).y} - group.rect.y) * scale_y_;
    if (room < view_.label_height * 0.8 || box.width() < 4 * view_.label_height) return;
    if (image_->labels.size() >= kLabelsMax) return;
    const sim::Model& model = map_.world().model();
    image_->labels.push_back(
        {group.rect.box(),
         sim::printable(model.type(group.type).name) + "  " + sim::grouped(group.items.size()),
         {group.type, kNoResource},
         true,
         false});
  }

  const CloudMap& map_;
  const MapTones& tones_;
  const MapView& view_;
  const std::stop_token stop_;
  double scale_x_ = 1;
  double scale_y_ = 1;
  std::shared_ptr<MapImage> image_ = std::make_shared<MapImage>();
};

}  // namespace

std::shared_ptr<const MapImage> make_map_image(const CloudMap& map, const MapTones& tones,
                                               const MapView& view, const std::stop_token& stop) {
  if (view.width <= 0 || view.height <= 0 || view.seen.empty()) {
    auto nothing = std::make_shared<MapImage>();
    nothing->seen = view.seen;
    return nothing;
  }
  return Painter(map, tones, view, stop).paint();
}

}  // namespace cascade::gui
