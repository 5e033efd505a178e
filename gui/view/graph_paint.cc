// SPDX-License-Identifier: Apache-2.0
#include "gui/view/graph_paint.h"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>

namespace cascade::gui {
namespace {

constexpr const char* kEllipsis = "…";

ImFont* font_of(const Pen& pen) {
  return pen.font != nullptr ? pen.font : ImGui::GetFont();
}

float width_of(const Pen& pen, const char* begin, const char* end) {
  return font_of(pen)->CalcTextSizeA(pen.size, FLT_MAX, 0, begin, end).x;
}

ImVec2 bezier_at(const std::array<ImVec2, 4>& p, float t) {
  const float u = 1 - t;
  const float a = u * u * u;
  const float b = 3 * u * u * t;
  const float c = 3 * u * t * t;
  const float d = t * t * t;
  return {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
          a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

void draw_piece(ImDrawList& list, const std::array<ImVec2, 4>& p, const LineLook& look) {
  if (!look.dashed) {
    list.AddBezierCubic(p[0], p[1], p[2], p[3], look.colour, look.width);
    return;
  }
  constexpr float kDash = 5;
  const float length = std::hypot(p[3].x - p[0].x, p[3].y - p[0].y);
  const int dashes = std::clamp(static_cast<int>(length / (2 * kDash)), 2, 200);
  for (int i = 0; i < dashes; ++i) {
    const float t = float(i) / float(dashes);
    list.AddLine(bezier_at(p, t), bezier_at(p, t + 0.5F / float(dashes)), look.colour, look.width);
  }
}

void draw_arrow(ImDrawList& list, ImVec2 tip, ImVec2 from, const LineLook& look, float size) {
  const float dx = tip.x - from.x;
  const float dy = tip.y - from.y;
  const float length = std::hypot(dx, dy);
  if (length < 0.01F) return;
  const ImVec2 way{dx / length * size, dy / length * size};
  list.AddTriangleFilled(tip, {tip.x - way.x - way.y * 0.45F, tip.y - way.y + way.x * 0.45F},
                         {tip.x - way.x + way.y * 0.45F, tip.y - way.y - way.x * 0.45F},
                         look.colour);
}

}  // namespace

float Pen::width(const std::string& text) const {
  return width_of(*this, text.data(), text.data() + text.size());
}

float draw_text(ImDrawList& list, const Pen& pen, ImVec2 at, const std::string& text, float room,
                Align align) {
  const char* const begin = text.data();
  const char* end = begin + text.size();
  float width = width_of(pen, begin, end);
  std::string cut;
  if (width > room) {
    const float dots = width_of(pen, kEllipsis, kEllipsis + 3);
    if (room < 2 * dots) return 0;
    const char* rest = nullptr;
    font_of(pen)->CalcTextSizeA(pen.size, room - dots, 0, begin, end, &rest);
    if (rest == begin) return 0;
    cut.assign(begin, rest);
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    cut += kEllipsis;
    width = width_of(pen, cut.data(), cut.data() + cut.size());
  }
  const std::string& shown = cut.empty() ? text : cut;
  if (align == Align::Right) at.x -= width;
  if (align == Align::Middle) at.x -= width / 2;
  list.AddText(font_of(pen), pen.size, {std::floor(at.x), std::floor(at.y)}, pen.colour,
               shown.data(), shown.data() + shown.size());
  return width;
}

void draw_edge(ImDrawList& list, const Canvas& canvas, ImVec2 origin,
               const GraphPicture::Edge& edge, const LineLook& look) {
  if (edge.points.size() < 2) return;
  const auto on_screen = [&](PicturePoint at) {
    const PicturePoint point = canvas.to_screen(at.x, at.y);
    return ImVec2{origin.x + point.x, origin.y + point.y};
  };
  CanvasBox around{edge.points[0].x, edge.points[0].y, edge.points[0].x, edge.points[0].y};
  for (const PicturePoint point : edge.points) {
    around.left = std::min<double>(around.left, point.x);
    around.top = std::min<double>(around.top, point.y);
    around.right = std::max<double>(around.right, point.x);
    around.bottom = std::max<double>(around.bottom, point.y);
  }
  if (!around.grown(4 / canvas.scale()).touches(canvas.visible())) return;
  if (look.straight) {
    list.AddLine(on_screen(edge.points.front()), on_screen(edge.points.back()), look.colour,
                 look.width);
    return;
  }
  const ImVec2 tip = on_screen(edge.points.back());
  for (std::size_t i = 0; i + 3 < edge.points.size(); i += 3) {
    const std::array<ImVec2, 4> piece{on_screen(edge.points[i]), on_screen(edge.points[i + 1]),
                                      on_screen(edge.points[i + 2]), on_screen(edge.points[i + 3])};
    draw_piece(list, piece, look);
  }
  if (look.arrow) {
    const auto size = static_cast<float>(7 * canvas.scale());
    draw_arrow(list, tip, on_screen(edge.points[edge.points.size() - 2]), look, size);
  }
}

float width_of_flow(std::uint64_t resources) {
  float width = 1;
  for (; resources >= 10; resources /= 10) width += 0.5F;
  return width;
}

Colour mixed(Colour a, Colour b, float share) {
  const auto channel = [&](unsigned shift) {
    const auto from = static_cast<float>((a >> shift) & 0xFFU);
    const auto to = static_cast<float>((b >> shift) & 0xFFU);
    return static_cast<Colour>(std::lround(from + (to - from) * share)) << shift;
  };
  return channel(0) | channel(8) | channel(16) | channel(24);
}

}  // namespace cascade::gui
