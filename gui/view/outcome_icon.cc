// SPDX-License-Identifier: Apache-2.0
#include "gui/view/outcome_icon.h"

#include <algorithm>
#include <string>

namespace cascade::gui {
namespace {

struct Brush {
  ImDrawList& list;
  ImVec2 centre;
  float radius;
  Colour colour;
  float thickness;

  [[nodiscard]] ImVec2 at(float x, float y) const {
    return {centre.x + x * radius, centre.y + y * radius};
  }
  void line(float x1, float y1, float x2, float y2, Colour with) const {
    list.AddLine(at(x1, y1), at(x2, y2), with, thickness);
  }
  void ring(float size) const {
    list.AddCircle(centre, radius * size - thickness / 2, colour, 0, thickness);
  }
};

void draw_check(const Brush& brush, Colour inside) {
  brush.list.AddCircleFilled(brush.centre, brush.radius, brush.colour);
  brush.line(-0.5F, 0.05F, -0.1F, 0.45F, inside);
  brush.line(-0.1F, 0.45F, 0.5F, -0.4F, inside);
}

void draw_shield(const Brush& brush, Colour inside) {
  const ImVec2 points[] = {brush.at(-0.85F, -0.8F), brush.at(0.85F, -0.8F), brush.at(0.85F, 0.1F),
                           brush.at(0, 1), brush.at(-0.85F, 0.1F)};
  brush.list.AddConvexPolyFilled(points, 5, brush.colour);
  brush.line(0, -0.5F, 0, 0.15F, inside);
  brush.line(0, 0.4F, 0, 0.55F, inside);
}

}  // namespace

void draw_outcome_icon(ImDrawList& list, ImVec2 centre, float radius, const OutcomeLook& look) {
  const Brush brush{list, centre, radius, look.border, std::max(1.0F, radius / 3.5F)};
  switch (look.shape) {
    case OutcomeShape::Dot:
      draw_check(brush, look.fill);
      break;
    case OutcomeShape::Cross:
      brush.line(-0.75F, -0.75F, 0.75F, 0.75F, look.border);
      brush.line(-0.75F, 0.75F, 0.75F, -0.75F, look.border);
      break;
    case OutcomeShape::Clock:
      brush.ring(1);
      brush.line(0, -0.55F, 0, 0, look.border);
      brush.line(0, 0, 0.45F, 0.2F, look.border);
      break;
    case OutcomeShape::Bar:
      brush.ring(1);
      brush.line(-0.6F, 0.6F, 0.6F, -0.6F, look.border);
      break;
    case OutcomeShape::Shield:
      draw_shield(brush, look.fill);
      break;
    case OutcomeShape::Dash:
      brush.line(-0.75F, 0, 0.75F, 0, look.border);
      break;
    case OutcomeShape::Ring:
      brush.ring(0.9F);
      break;
    case OutcomeShape::Hollow:
      brush.ring(0.65F);
      break;
  }
}

void outcome_label(const Theme& theme, std::optional<Outcome> outcome) {
  const OutcomeLook look = look_of(theme, outcome);
  const float height = ImGui::GetTextLineHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_outcome_icon(*ImGui::GetWindowDrawList(), {at.x + height / 2, at.y + height / 2},
                    height * 0.36F, look);
  ImGui::Dummy({height, height});
  ImGui::SameLine(0, height * 0.25F);
  const std::string word = outcome ? std::string(to_string(*outcome)) : "planned";
  ImGui::PushStyleColor(ImGuiCol_Text, look.text);
  ImGui::TextUnformatted(word.c_str());
  ImGui::PopStyleColor();
}

}  // namespace cascade::gui
