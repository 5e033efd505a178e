// SPDX-License-Identifier: Apache-2.0
// Paints the cascade tree: nodes at the level of detail that the zoom allows, lines, marks.
#pragma once

#include <cstdint>
#include <optional>

#include "gui/model/level_of_detail.h"
#include "gui/model/tree_pane.h"
#include "gui/view/canvas_view.h"
#include "gui/view/graph_paint.h"

namespace cascade::gui {

/// For one frame.
class TreePainter {
 public:
  TreePainter(TreePane& pane, const CanvasView& view, const Theme& theme, float scale, ImFont* bold)
      : pane_(pane), view_(view), theme_(theme), scale_(scale), bold_(bold) {}

  /// `hovered`: the place under the mouse.
  void paint(std::optional<std::uint32_t> hovered);
  /// Into the minimap.
  void paint_minimap(ImVec2 corner, ImVec2 size) const;
  [[nodiscard]] Detail detail() const;

 private:
  struct Look {
    Colour fill = 0;
    Colour border = 0;
    Colour text = 0;
    OutcomeLook icon;
  };
  /// A node's box on the screen.
  struct Frame {
    ImVec2 from;
    ImVec2 to;
    [[nodiscard]] float width() const { return to.x - from.x; }
    [[nodiscard]] float height() const { return to.y - from.y; }
  };

  [[nodiscard]] Look look_at(std::uint32_t place) const;
  [[nodiscard]] Colour block_colour(std::uint32_t place) const;
  [[nodiscard]] float unit() const;  ///< Pixels of a unit of the picture.
  [[nodiscard]] Pen pen(float size, Colour colour, bool strong = false) const;
  /// Of names in nodes that are not drawn in full.
  [[nodiscard]] Pen name_pen() const;
  [[nodiscard]] Colour edge_colour(bool critical, bool picked) const;
  void paint_edges(std::optional<std::uint32_t> hovered, bool marked);
  void paint_edge_texts();
  void paint_edge_text(const TreeShape::Edge& edge);
  void paint_node(std::uint32_t place, bool hovered);
  void paint_outline(std::uint32_t place, const Frame& frame, const Look& look, bool hovered);
  void paint_name(std::uint32_t place, const Frame& frame, const Look& look);
  void paint_brief(std::uint32_t place, const Frame& frame, const Look& look);
  void paint_face(std::uint32_t place, const Frame& frame, const Look& look);
  /// Where a bar and its words stand.
  struct BarPlace {
    float left = 0;
    float right = 0;
    float top = 0;
    float thick = 0;
    Pen words;
  };
  void paint_bar(const NodeFace::Bar& bar, const BarPlace& at, Colour colour);
  [[nodiscard]] Colour phase2_colour(const NodeFace& face) const;
  void paint_shares(const NodeFace& face, const Frame& frame);
  void paint_icon(std::uint32_t place, ImVec2 centre, float radius, const Look& look);

  TreePane& pane_;
  const CanvasView& view_;
  const Theme& theme_;
  float scale_;
  ImFont* bold_;
  Pen names_;
};

}  // namespace cascade::gui
