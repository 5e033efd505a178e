// SPDX-License-Identifier: Apache-2.0
// Parts that drawn trees and graphs share: words that fit, lines, arrows, bars.
#pragma once

#include <imgui.h>

#include <string>

#include "gui/model/canvas.h"
#include "gui/model/graph_picture.h"
#include "gui/view/theme.h"

namespace cascade::gui {

constexpr float kRounding = 5;  ///< Of the corners of a node, in units of the picture.

/// A font at a size in pixels.
struct Pen {
  ImFont* font = nullptr;  ///< Null: the window's.
  float size = 14;
  Colour colour = 0;

  [[nodiscard]] float width(const std::string& text) const;
};

/// Where words go.
enum class Align : std::uint8_t { Left, Right, Middle };

/// On one line, at most `room` pixels wide; the end gives way to an ellipsis. `at`: top, and left,
/// right or middle. Returns the width that was used.
float draw_text(ImDrawList& list, const Pen& pen, ImVec2 at, const std::string& text, float room,
                Align align = Align::Left);

struct LineLook {
  Colour colour = 0;
  float width = 1;
  bool dashed = false;
  bool arrow = true;
  bool straight = false;  ///< From end to end: far away nobody sees the bends.
};
/// Nothing where it is out of sight.
void draw_edge(ImDrawList& list, const Canvas& canvas, ImVec2 origin,
               const GraphPicture::Edge& edge, const LineLook& look);

/// One step more per power of ten, in pixels at 100 %.
float width_of_flow(std::uint64_t resources);

/// Two colours mixed: 0 is the first.
Colour mixed(Colour a, Colour b, float share);

}  // namespace cascade::gui
