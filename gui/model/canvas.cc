// SPDX-License-Identifier: Apache-2.0
#include "gui/model/canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cascade::gui {
namespace {

constexpr double kMargin = 20;  // pixels around what was fitted

double factor_of(ZoomStep step) {
  switch (step) {
    case ZoomStep::Fine:
      return 1.04;
    case ZoomStep::Fast:
      return 1.7;
    case ZoomStep::Normal:
      break;
  }
  return 1.2;
}

}  // namespace

CanvasBox CanvasBox::joined(const CanvasBox& other) const {
  if (empty()) return other;
  if (other.empty()) return *this;
  return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
          std::max(bottom, other.bottom)};
}

void Canvas::set_natural(double scale) {
  if (scale == natural_) return;
  view_.scale *= scale / natural_;
  scale_max_ *= scale / natural_;
  natural_ = scale;
  refit();
}

void Canvas::resize(double width, double height) {
  if (width == width_ && height == height_) return;
  width_ = width;
  height_ = height;
  refit();
}

void Canvas::set_content(const CanvasBox& content) {
  if (content == content_) return;
  content_ = content;
  refit();
}

void Canvas::refit() {
  if (fitted_) view_ = fitting(content_, natural_, kMargin);
}

CanvasBox Canvas::visible() const {
  const double half_width = width_ / 2 / view_.scale;
  const double half_height = height_ / 2 / view_.scale;
  return {view_.x - half_width, view_.y - half_height, view_.x + half_width, view_.y + half_height};
}

PicturePoint Canvas::to_screen(double x, double y) const {
  return {static_cast<float>((x - view_.x) * view_.scale + width_ / 2),
          static_cast<float>((y - view_.y) * view_.scale + height_ / 2)};
}

CanvasBox Canvas::to_screen(const CanvasBox& box) const {
  const double x = width_ / 2 - view_.x * view_.scale;
  const double y = height_ / 2 - view_.y * view_.scale;
  return {box.left * view_.scale + x, box.top * view_.scale + y, box.right * view_.scale + x,
          box.bottom * view_.scale + y};
}

PicturePoint Canvas::to_picture(PicturePoint screen) const {
  return {static_cast<float>((screen.x - width_ / 2) / view_.scale + view_.x),
          static_cast<float>((screen.y - height_ / 2) / view_.scale + view_.y)};
}

void Canvas::begin(Gesture gesture) {
  if (gesture_ != gesture) remember();
  gesture_ = gesture;
  fitted_ = false;
}

void Canvas::pan(double dx, double dy) {
  if (dx == 0 && dy == 0) return;
  begin(Gesture::Pan);
  view_.x -= dx / view_.scale;
  view_.y -= dy / view_.scale;
}

void Canvas::zoom(PicturePoint at, double notches, ZoomStep step) {
  const double scale = clamped(view_.scale * std::pow(factor_of(step), notches));
  if (scale == view_.scale) return;
  begin(Gesture::Zoom);
  const double from_middle_x = at.x - width_ / 2;
  const double from_middle_y = at.y - height_ / 2;
  view_.x += from_middle_x / view_.scale - from_middle_x / scale;
  view_.y += from_middle_y / view_.scale - from_middle_y / scale;
  view_.scale = scale;
}

void Canvas::fit() {
  if (fitted_) return;
  remember();
  view_ = fitting(content_, natural_, kMargin);
  fitted_ = true;
}

void Canvas::set_zoom(double zoom) {
  const double scale = clamped(zoom * natural_);
  if (scale == view_.scale) return;
  remember();
  fitted_ = false;
  view_.scale = scale;
}

void Canvas::show(const CanvasBox& box, double zoom_max) {
  const View next = fitting(box, zoom_max * natural_, kMargin);
  if (next == view_) return;
  remember();
  fitted_ = false;
  view_ = next;
}

void Canvas::zoom_to(const CanvasBox& screen) {
  if (screen.empty()) return;
  const PicturePoint from =
      to_picture({static_cast<float>(screen.left), static_cast<float>(screen.top)});
  const PicturePoint to =
      to_picture({static_cast<float>(screen.right), static_cast<float>(screen.bottom)});
  remember();
  fitted_ = false;
  view_ = fitting({from.x, from.y, to.x, to.y}, scale_max_, 0);
}

void Canvas::centre_on(double x, double y) {
  if (view_.x == x && view_.y == y) return;
  remember();
  fitted_ = false;
  view_.x = x;
  view_.y = y;
}

void Canvas::reveal(const CanvasBox& box) {
  const CanvasBox seen = visible().grown(-kMargin / view_.scale);
  const auto move = [](double low, double high, double seen_low, double seen_high) {
    if (high - low > seen_high - seen_low) return (low + high - seen_low - seen_high) / 2;
    if (low < seen_low) return low - seen_low;
    return high > seen_high ? high - seen_high : 0.0;
  };
  const double dx = move(box.left, box.right, seen.left, seen.right);
  const double dy = move(box.top, box.bottom, seen.top, seen.bottom);
  if (dx != 0 || dy != 0) centre_on(view_.x + dx, view_.y + dy);
}

void Canvas::remember() {
  gesture_ = Gesture::None;
  future_.clear();
  if (!past_.empty() && past_.back() == view_) return;
  if (past_.size() == kHistoryMax) past_.erase(past_.begin());
  past_.push_back(view_);
}

bool Canvas::back() {
  if (past_.empty()) return false;
  gesture_ = Gesture::None;
  fitted_ = false;
  future_.push_back(std::exchange(view_, past_.back()));
  past_.pop_back();
  return true;
}

bool Canvas::forward() {
  if (future_.empty()) return false;
  gesture_ = Gesture::None;
  fitted_ = false;
  past_.push_back(std::exchange(view_, future_.back()));
  future_.pop_back();
  return true;
}

void Canvas::keep_in_place(PicturePoint before, PicturePoint after) {
  fitted_ = false;
  view_.x += static_cast<double>(after.x) - before.x;
  view_.y += static_cast<double>(after.y) - before.y;
}

Canvas::View Canvas::fitting(const CanvasBox& box, double scale_max, double margin) const {
  const double room_x = std::max(1.0, width_ - 2 * margin);
  const double room_y = std::max(1.0, height_ - 2 * margin);
  const double fits = std::min(box.width() > 0 ? room_x / box.width() : scale_max,
                               box.height() > 0 ? room_y / box.height() : scale_max);
  return {(box.left + box.right) / 2, (box.top + box.bottom) / 2, std::min(fits, scale_max)};
}

// From a fifth of the size that fits to the closest look.
double Canvas::clamped(double scale) const {
  const double fits = fitting(content_, natural_, kMargin).scale;
  return std::clamp(scale, std::min(fits / 5, view_.scale),
                    std::max({scale_max_, fits, view_.scale}));
}

}  // namespace cascade::gui
