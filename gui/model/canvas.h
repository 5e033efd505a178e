// SPDX-License-Identifier: Apache-2.0
// The camera over a picture that is larger than its panel: pan, zoom at the cursor, fit, zoom to an
// area, and a history of views like a browser's. Tree, type graph and map have one each. Pure:
// pixels and units of the picture; what the mouse does to it is in gui/model/canvas_hand.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/model/graph_picture.h"

namespace cascade::gui {

/// A rectangle; of the picture or of the screen. Empty: no area.
struct CanvasBox {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  friend bool operator==(const CanvasBox&, const CanvasBox&) = default;

  [[nodiscard]] double width() const { return right - left; }
  [[nodiscard]] double height() const { return bottom - top; }
  [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
  [[nodiscard]] bool contains(double x, double y) const {
    return x >= left && x < right && y >= top && y < bottom;
  }
  [[nodiscard]] bool touches(const CanvasBox& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  /// The smallest box around both.
  [[nodiscard]] CanvasBox joined(const CanvasBox& other) const;
  [[nodiscard]] CanvasBox grown(double by) const {
    return {left - by, top - by, right + by, bottom + by};
  }
};

/// How far one notch of the wheel zooms.
enum class ZoomStep : std::uint8_t { Fine, Normal, Fast };

/// Thread: one. Screen coordinates are pixels from the top left corner of the panel.
class Canvas {
 public:
  /// What is in the middle of the panel, and pixels per unit.
  struct View {
    double x = 0;
    double y = 0;
    double scale = 1;
    friend bool operator==(const View&, const View&) = default;
  };

  /// `zoom_max`: the closest look, in times of 100 %.
  explicit Canvas(double zoom_max) : scale_max_(zoom_max) {}

  /// Pixels per unit at 100 %: of the monitor and the user's zoom. Fitted pictures are not larger.
  void set_natural(double scale);
  [[nodiscard]] double natural() const { return natural_; }
  /// The size of the panel. A view that was fitted, and not moved since, stays fitted.
  void resize(double width, double height);
  /// What is to be seen when everything is; the same holds for fitted views.
  void set_content(const CanvasBox& content);
  [[nodiscard]] const CanvasBox& content() const { return content_; }

  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] double scale() const { return view_.scale; }
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }
  /// The part of the picture that is in the panel.
  [[nodiscard]] CanvasBox visible() const;
  [[nodiscard]] PicturePoint to_screen(double x, double y) const;
  [[nodiscard]] CanvasBox to_screen(const CanvasBox& box) const;
  [[nodiscard]] PicturePoint to_picture(PicturePoint screen) const;

  // Movements under the hand: many in a row are one view of the history.
  void pan(double dx, double dy);  ///< Pixels that the picture moves by.
  /// `notches` > 0 zooms in; what is under `at` stays there.
  void zoom(PicturePoint at, double notches, ZoomStep step = ZoomStep::Normal);
  void end_gesture() { gesture_ = Gesture::None; }

  // Jumps: each is a view of the history of its own.
  void fit();
  /// The whole box, with a margin; not closer than `zoom_max` times 100 %.
  void show(const CanvasBox& box, double zoom_max = 1.5);
  /// 100 %, or any other zoom, around what is in the middle.
  void set_zoom(double zoom);
  /// Shift-drag: exactly this part of the screen fills the panel.
  void zoom_to(const CanvasBox& screen);
  void centre_on(double x, double y);
  /// Moves as little as needed until the box is in the panel; no jump if it is.
  void reveal(const CanvasBox& box);
  bool back();  ///< False: there is no earlier view.
  bool forward();
  [[nodiscard]] bool can_go_back() const { return !past_.empty(); }
  [[nodiscard]] bool can_go_forward() const { return !future_.empty(); }

  /// The picture changed under the view: what stood at `before` stands at `after` now and is to
  /// stay where it is on the screen. No view of the history.
  void keep_in_place(PicturePoint before, PicturePoint after);
  [[nodiscard]] bool fitted() const { return fitted_; }

 private:
  enum class Gesture : std::uint8_t { None, Pan, Zoom };
  static constexpr std::size_t kHistoryMax = 100;

  void remember();
  void begin(Gesture gesture);
  [[nodiscard]] View fitting(const CanvasBox& box, double scale_max, double margin) const;
  [[nodiscard]] double clamped(double scale) const;
  void refit();

  CanvasBox content_;
  View view_;
  double width_ = 0;
  double height_ = 0;
  double scale_max_;
  double natural_ = 1;
  bool fitted_ = true;
  Gesture gesture_ = Gesture::None;
  std::vector<View> past_;
  std::vector<View> future_;
};

}  // namespace cascade::gui
