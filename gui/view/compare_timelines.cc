// SPDX-License-Identifier: Apache-2.0
#include "gui/view/compare_timelines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "gui/model/workbench.h"
#include "gui/view/widgets.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr float kLabels = 210;
constexpr int kMargin = 10;
constexpr int kTickDistance = 90;

std::string took_text(const char* run, const std::optional<TimeRange>& range) {
  if (!range) return fmt::format("\n{}  did not run", run);
  return fmt::format("\n{}  from {} for {}", run,
                     sim::short_duration(range->begin.time_since_epoch()),
                     sim::short_duration(range->end - range->begin));
}

/// The last name of a path, indented by how deep it is.
std::string label_of(const std::string& path) {
  const auto depth = static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
  const std::size_t last = path.rfind('/');
  return std::string(2 * depth, ' ') +
         sim::printable(last == std::string::npos ? path : path.substr(last + 1));
}

}  // namespace

RunColours run_colours(const Theme& theme) {
  return {theme.accent, theme.critical};
}

void CompareTimelines::handle(ViewRequest request) {
  if (request == ViewRequest::Fit) fitted_ = true;
}

void CompareTimelines::place(const Comparison& comparison, float width) {
  if (longest_ != comparison.longest) fitted_ = true;
  longest_ = comparison.longest;
  axis_.set_width(std::max(1, static_cast<int>(width)));
  if (fitted_) axis_.show(Instant{}, Instant{std::max(longest_, Duration{1})}, kMargin);
}

void CompareTimelines::take_input(ImVec2 canvas) {
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows)) return;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MousePos.x < canvas.x) return;
  const int pixel = static_cast<int>(io.MousePos.x - canvas.x);
  if (io.MouseWheel != 0) {
    const bool closer = io.MouseWheel > 0;
    axis_.zoom(pixel, closer ? 4 : 5, closer ? 5 : 4, std::max(longest_, Duration{1}) * 2);
    fitted_ = false;
  }
  if (ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0)) {
    axis_.pan(-static_cast<int>(io.MouseDelta.x));
    fitted_ = false;
  }
  axis_.keep_in(Instant{}, Instant{longest_});
}

void CompareTimelines::draw_ruler(const PanelContext& context, ImVec2 at, ImVec2 size) const {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = ImGui::GetTextLineHeight();
  for (const Tick& tick : axis_.ticks(Instant{}, static_cast<int>(kTickDistance * context.scale))) {
    const float x = at.x + static_cast<float>(tick.pixel);
    if (x < at.x || x > at.x + size.x) continue;
    list.AddLine({x, at.y + line}, {x, at.y + size.y}, with_alpha(context.theme.line, 120));
    list.AddText({x + 3, at.y}, context.theme.faint_text, tick.text.c_str());
  }
}

void CompareTimelines::draw_bar(ImDrawList& list, const TimeRange& range, ImVec2 at, float height,
                                Colour colour, bool filled) const {
  const auto edge = [&](Instant instant) {
    return at.x +
           static_cast<float>(std::clamp(axis_.pixel(instant), -kMargin, axis_.width() + kMargin));
  };
  const float left = edge(range.begin);
  const float right = std::max(edge(range.end), left + 2);
  list.AddRectFilled({left, at.y}, {right, at.y + height}, with_alpha(colour, filled ? 255 : 60));
  if (!filled) list.AddRect({left, at.y}, {right, at.y + height}, colour);
}

void CompareTimelines::draw_row(PanelContext& context, const ComparedNode& node, float labels,
                                float height) {
  const Theme& theme = context.theme;
  Selection& selection = context.workbench.selection();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool selected = node.link && selection.step == node.link->step &&
                        selection.pass == node.link->pass && selection.step.has_value();
  if (ImGui::Selectable("##node", selected, 0, {0, height}) && node.link) selection = *node.link;
  tooltip(sim::printable(node.facts().path) + ": " + std::string(to_string(node.change)) +
          took_text("A", node.a) + took_text("B", node.b));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = ImGui::GetTextLineHeight();
  const std::string words = shortened(label_of(node.facts().path), labels - 8 * context.scale);
  list.AddText({at.x, at.y + (height - line) / 2}, theme.text, words.c_str());
  const RunColours colours = run_colours(theme);
  const float bar = std::floor(height * 0.36F);
  const ImVec2 canvas{at.x + labels, at.y + height * 0.1F};
  list.PushClipRect({canvas.x, at.y}, {canvas.x + static_cast<float>(axis_.width()), at.y + height},
                    true);
  if (node.a) draw_bar(list, *node.a, canvas, bar, colours.a, true);
  if (node.b) draw_bar(list, *node.b, {canvas.x, canvas.y + bar + 1}, bar, colours.b, false);
  list.PopClipRect();
}

void CompareTimelines::draw(PanelContext& context, const Comparison& comparison) {
  const float line = ImGui::GetTextLineHeight();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float labels = std::min(kLabels * context.scale, room.x * 0.4F);
  const float width = room.x - labels - ImGui::GetStyle().ScrollbarSize;
  if (width < 20 || room.y < 3 * line) return;
  place(comparison, width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_ruler(context, {at.x + labels, at.y}, {width, room.y});
  ImGui::Dummy({room.x, line});
  ImGui::BeginChild("rows", {0, 0}, false, ImGuiWindowFlags_NoScrollWithMouse);
  const float height = std::floor(line * 1.25F);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(comparison.nodes.size()));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      ImGui::PushID(i);
      draw_row(context, comparison.nodes[static_cast<std::size_t>(i)], labels, height);
      ImGui::PopID();
    }
  }
  take_input({at.x + labels, at.y});
  ImGui::EndChild();
}

}  // namespace cascade::gui
