// SPDX-License-Identifier: Apache-2.0
#include "gui/view/command_icon.h"

#include <algorithm>
#include <array>

namespace cascade::gui {
namespace {

/// Coordinates from -1 to 1 in both directions.
struct IconPen {
  ImDrawList& list;
  ImVec2 centre;
  float radius;
  Colour colour;

  [[nodiscard]] ImVec2 at(float x, float y) const {
    return {centre.x + x * radius, centre.y + y * radius};
  }
  void line(float x1, float y1, float x2, float y2) const {
    list.AddLine(at(x1, y1), at(x2, y2), colour, std::max(1.0F, radius / 4));
  }
  void box(float x1, float y1, float x2, float y2) const {
    list.AddRectFilled(at(x1, y1), at(x2, y2), colour);
  }
  void frame(float x1, float y1, float x2, float y2) const {
    list.AddRect(at(x1, y1), at(x2, y2), colour, 0, 0, std::max(1.0F, radius / 5));
  }
  /// Points to the right for a positive `to`.
  void arrow(float from, float to) const {
    list.AddTriangleFilled(at(from, -0.8F), at(to, 0), at(from, 0.8F), colour);
  }
};

void draw_open(const IconPen& pen) {
  pen.line(-1, 0.8F, 0.7F, 0.8F);
  pen.line(-1, 0.8F, -1, -0.7F);
  pen.line(-1, -0.7F, -0.3F, -0.7F);
  pen.line(-0.3F, -0.7F, 0, -0.4F);
  pen.line(0, -0.4F, 0.7F, -0.4F);
  pen.line(0.7F, -0.4F, 0.7F, 0);
  pen.line(-1, 0.8F, -0.6F, 0);
  pen.line(-0.6F, 0, 1, 0);
  pen.line(1, 0, 0.7F, 0.8F);
}

void draw_save(const IconPen& pen) {
  pen.frame(-0.9F, -0.9F, 0.9F, 0.9F);
  pen.box(-0.5F, -0.9F, 0.5F, -0.25F);
  pen.frame(-0.5F, 0.2F, 0.5F, 0.9F);
}

void draw_again(const IconPen& pen) {
  constexpr float kBegin = -0.6F;
  constexpr float kEnd = 4.2F;
  pen.list.PathArcTo(pen.centre, pen.radius * 0.75F, kBegin, kEnd, 16);
  pen.list.PathStroke(pen.colour, 0, std::max(1.0F, pen.radius / 4));
  pen.list.AddTriangleFilled(pen.at(0.2F, -0.55F), pen.at(1, -0.75F), pen.at(0.85F, 0.1F),
                             pen.colour);
}

void draw_failure(const IconPen& pen, float to) {
  pen.line(-0.4F, -0.9F, 0.4F, -0.1F);
  pen.line(-0.4F, -0.1F, 0.4F, -0.9F);
  pen.line(-0.9F, 0.6F, 0.9F, 0.6F);
  pen.line(0.9F * to, 0.6F, 0.5F * to, 0.25F);
  pen.line(0.9F * to, 0.6F, 0.5F * to, 0.95F);
}

struct Icon {
  std::string_view command;
  void (*draw)(const IconPen& pen);
};

constexpr std::array kIcons{
    Icon{"file.open", draw_open},
    Icon{"file.save", draw_save},
    Icon{"run.start", draw_again},
    Icon{"run.continue",
         [](const IconPen& pen) {
           pen.list.AddCircleFilled(pen.at(-0.75F, 0), pen.radius * 0.3F, pen.colour);
           pen.arrow(-0.25F, 1);
         }},
    Icon{"run.resume",
         [](const IconPen& pen) {
           draw_again(pen);
           pen.list.AddTriangleFilled(pen.at(-0.3F, -0.35F), pen.at(0.4F, 0), pen.at(-0.3F, 0.35F),
                                      pen.colour);
         }},
    Icon{"run.stop", [](const IconPen& pen) { pen.box(-0.7F, -0.7F, 0.7F, 0.7F); }},
    Icon{"play.toggle",
         [](const IconPen& pen) {
           pen.arrow(-1, 0.2F);
           pen.box(0.35F, -0.8F, 0.6F, 0.8F);
           pen.box(0.8F, -0.8F, 1.05F, 0.8F);
         }},
    Icon{"play.start",
         [](const IconPen& pen) {
           pen.box(-0.9F, -0.8F, -0.6F, 0.8F);
           pen.arrow(0.8F, -0.5F);
         }},
    Icon{"play.end",
         [](const IconPen& pen) {
           pen.arrow(-0.8F, 0.5F);
           pen.box(0.6F, -0.8F, 0.9F, 0.8F);
         }},
    Icon{"step.event", [](const IconPen& pen) { pen.arrow(-0.4F, 0.7F); }},
    Icon{"step.event_back", [](const IconPen& pen) { pen.arrow(0.4F, -0.7F); }},
    Icon{"step.step",
         [](const IconPen& pen) {
           pen.arrow(-0.9F, 0);
           pen.arrow(0, 0.9F);
         }},
    Icon{"step.step_back",
         [](const IconPen& pen) {
           pen.arrow(0.9F, 0);
           pen.arrow(0, -0.9F);
         }},
    Icon{"step.next_failure", [](const IconPen& pen) { draw_failure(pen, 1); }},
    Icon{"step.previous_failure", [](const IconPen& pen) { draw_failure(pen, -1); }},
};

const Icon* find(std::string_view command) {
  const auto* const found = std::find_if(kIcons.begin(), kIcons.end(), [command](const Icon& icon) {
    return icon.command == command;
  });
  return found == kIcons.end() ? nullptr : found;
}

}  // namespace

bool has_icon(std::string_view command_id) {
  return find(command_id) != nullptr;
}

void draw_command_icon(ImDrawList& list, ImVec2 centre, float radius, Colour colour,
                       std::string_view command_id) {
  find(command_id)->draw({list, centre, radius, colour});
}

}  // namespace cascade::gui
