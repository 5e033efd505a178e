// SPDX-License-Identifier: Apache-2.0
// What lies over and above the rows: position, ranges, squeezed gaps, ruler, overview.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/plan.h"
#include "gui/view/break_dot.h"
#include "gui/view/timeline_paint.h"
#include "sim/base/text.h"

namespace cascade::gui {

void TimelinePainter::overlays() {
  const Theme& theme = scene_.theme;
  const TimeAxis& axis = scene_.timeline.axis();
  const float top = places_.rows.y;
  const float bottom = top + places_.size.y;
  for (const IdleGap& gap : axis.warp().squeezes()) {
    const float left = x(std::max(axis.pixel(gap.begin), 0));
    const float right = x(std::min(axis.pixel(gap.end), axis.width()));
    if (right <= left) continue;
    list_->AddRectFilled({left, top}, {right, bottom}, with_alpha(theme.waiting, 26));
  }
  for (const TimeRange& mark : scene_.timeline.marks) range(mark, theme.critical, false);
  if (scene_.timeline.range) range(*scene_.timeline.range, theme.accent, false);
  flow_line();
  // What has not happened yet at the position.
  const float now = x(now_pixel_);
  if (now_pixel_ < axis.width()) {
    const float from = std::max(now, x(0));
    list_->AddRectFilled({from, top}, {x(axis.width()), bottom},
                         with_alpha(theme.canvas, theme.dark ? 150 : 165));
  }
  if (now_pixel_ >= 0 && now_pixel_ < axis.width()) {
    list_->AddLine({now, top}, {now, bottom}, theme.accent, std::max(1.0F, px(1)));
  }
}

void TimelinePainter::range(const TimeRange& shown, Colour colour, bool labelled) {
  const TimeAxis& axis = scene_.timeline.axis();
  const float left = x(std::clamp(axis.pixel(shown.begin), -1, axis.width()));
  const float right = x(std::clamp(axis.pixel(shown.end), -1, axis.width()));
  const float top = places_.rows.y;
  const float bottom = top + places_.size.y;
  list_->AddRectFilled({left, top}, {std::max(right, left + 1), bottom}, with_alpha(colour, 30));
  list_->AddLine({left, top}, {left, bottom}, with_alpha(colour, 180));
  list_->AddLine({right, top}, {right, bottom}, with_alpha(colour, 180));
  if (!labelled) return;
  const std::string text = sim::short_duration(shown.end - shown.begin);
  list_->AddText({left + px(4), top}, colour, text.c_str());
}

// From the end of what let the selected act start, to its start.
void TimelinePainter::flow_line() {
  const Selection& selected = scene_.selection;
  if (!selected.pass || !selected.step || !selected.resource) return;
  const TimelineRows& rows = scene_.timeline.rows();
  for (std::uint32_t pass = 0; pass < rows.passes().size(); ++pass) {
    const PassIndex& index = *rows.passes()[pass].index;
    if (index.index() != *selected.pass) continue;
    const ActId act =
        find_act(index.plan(), index.plan().step(*selected.step), selected.resource->index);
    if (act == kNoAct) return;
    const auto before = scene_.timeline.flow_before({pass, act});
    const auto from = before ? scene_.timeline.range_of(*before) : std::nullopt;
    const auto to = scene_.timeline.range_of({pass, act});
    if (!from || !to) return;
    const auto end_of = [&](ActId of, Instant at) {
      const std::size_t row = rows.row_of(pass, index.plan().step_of(of));
      const RowBox box = box_of(rows.rows()[row]);
      const std::uint8_t lane = index.acts().lane(of);
      const bool lanes = rows.rows()[row].lanes > 1 && lane != ActTable::kNoLane;
      const float y =
          lanes ? lane_top(rows.rows()[row], box, lane) + px(6) : (box.top + box.bottom) / 2;
      return ImVec2{x(scene_.timeline.axis().pixel(at)), y};
    };
    const ImVec2 a = end_of(before->act, from->end);
    const ImVec2 b = end_of(act, to->begin);
    const float bend = std::max(px(16), std::abs(b.y - a.y) / 3);
    list_->AddBezierCubic(a, {a.x + bend, a.y}, {b.x - bend, b.y}, b, scene_.theme.accent,
                          px(1.5F));
    list_->AddTriangleFilled({b.x, b.y}, {b.x - px(6), b.y - px(3)}, {b.x - px(6), b.y + px(3)},
                             scene_.theme.accent);
    return;
  }
}

void TimelinePainter::ruler(ImVec2 at, float height) {
  const Theme& theme = scene_.theme;
  const TimeAxis& axis = scene_.timeline.axis();
  const float left = at.x;
  const float bottom = at.y + height;
  list_->AddRectFilled(at, {at.x + static_cast<float>(axis.width()), bottom}, theme.panel);
  list_->AddLine({at.x, bottom}, {at.x + static_cast<float>(axis.width()), bottom}, theme.line);
  const float rows_bottom = places_.rows.y + places_.size.y;
  for (const Tick& tick : axis.ticks(scene_.timeline.zero(), static_cast<int>(px(96)))) {
    const float tick_x = left + static_cast<float>(tick.pixel);
    if (tick.pixel >= 0) {
      list_->AddLine({tick_x, bottom - px(5)}, {tick_x, bottom}, theme.faint_text);
      list_->AddLine({tick_x, places_.rows.y}, {tick_x, rows_bottom}, with_alpha(theme.line, 90));
    }
    const float text_end = tick_x + px(6) + ImGui::CalcTextSize(tick.text.c_str()).x;
    if (text_end > left + static_cast<float>(axis.width())) continue;
    list_->AddText({tick_x + px(4), at.y + (height - ImGui::GetTextLineHeight()) / 2},
                   theme.faint_text, tick.text.c_str());
  }
  for (const IdleGap& gap : axis.warp().squeezes()) {
    const float from = left + static_cast<float>(axis.pixel(gap.begin));
    const float to = left + static_cast<float>(axis.pixel(gap.end));
    if (to < left || from > left + static_cast<float>(axis.width())) continue;
    list_->AddRectFilled({from, at.y}, {std::max(to, from + 1), bottom},
                         with_alpha(theme.waiting, 60));
    const std::string text = sim::short_duration(gap.end - gap.begin);
    const float width = ImGui::CalcTextSize(text.c_str()).x;
    if (width + px(8) > to - from) continue;
    const float middle = (from + to) / 2;
    list_->AddRectFilled({middle - width / 2 - px(3), at.y + px(1)},
                         {middle + width / 2 + px(3), bottom - px(1)}, theme.field, px(3));
    list_->AddText({middle - width / 2, at.y + (height - ImGui::GetTextLineHeight()) / 2},
                   theme.text, text.c_str());
  }
  if (scene_.timeline.range) {
    const float from = left + static_cast<float>(axis.pixel(scene_.timeline.range->begin));
    const float to = left + static_cast<float>(axis.pixel(scene_.timeline.range->end));
    list_->AddRectFilled({from, at.y}, {std::max(to, from + 1), bottom},
                         with_alpha(theme.accent, 90));
  }
  breakpoints(left, at.y + px(5));
  if (now_pixel_ >= 0 && now_pixel_ <= axis.width()) {
    const float now = left + static_cast<float>(now_pixel_);
    const float r = px(5);
    list_->AddTriangleFilled({now - r, bottom - px(8)}, {now + r, bottom - px(8)}, {now, bottom},
                             theme.accent);
  }
}

void TimelinePainter::breakpoints(float left, float y) {
  if (scene_.breakpoints == nullptr) return;
  const TimeAxis& axis = scene_.timeline.axis();
  for (std::size_t i = 0; i < scene_.breakpoints->all().size(); ++i) {
    for (const BreakMark& mark : scene_.breakpoints->state(i).marks) {
      const int pixel = axis.pixel(mark.at);
      if (pixel < 0 || pixel > axis.width()) continue;
      draw_break_dot(*list_, {left + static_cast<float>(pixel), y}, px(4), scene_.theme,
                     Breakpoints::Dot::On);
    }
  }
}

void TimelinePainter::overview(ImVec2 at, float width, float height) {
  const Theme& theme = scene_.theme;
  const RunIndex& index = scene_.timeline.index();
  const float bottom = at.y + height;
  list_->AddRectFilled(at, {at.x + width, bottom}, theme.canvas);
  TimeAxis whole(scene_.timeline.axis().warp(), 0, Duration{1},
                 std::max(1, static_cast<int>(width)));
  const TimeRange all = scene_.timeline.whole();
  whole.show(all.begin, all.end, 2);
  const PixelGrid grid(index, whole);
  // How much happens: distinct instants per two pixels, on a scale of doublings.
  float most = 1;
  std::vector<float> heights;
  for (int pixel = 0; pixel < grid.width(); pixel += 2) {
    const Moment count = grid.first_moment(pixel + 2) - grid.first_moment(pixel);
    heights.push_back(std::log2(1.0F + static_cast<float>(count)));
    most = std::max(most, heights.back());
  }
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (heights[i] <= 0) continue;
    const float left = at.x + 2 * static_cast<float>(i);
    list_->AddRectFilled({left, bottom - 1 - std::round((height - 3) * heights[i] / most)},
                         {left + 2, bottom - 1}, with_alpha(theme.phase2, 150));
  }
  for (const TimelinePass& pass : scene_.timeline.rows().passes()) {
    for (const TimelineMark& mark : marks_of_pass(grid, *pass.index)) {
      const float left = at.x + static_cast<float>(mark.pixel);
      list_->AddRectFilled({left - px(1), at.y}, {left + px(1), at.y + px(5)},
                           look_of(theme, mark.outcome).border);
    }
  }
  const TimeAxis& axis = scene_.timeline.axis();
  const float from =
      at.x + static_cast<float>(std::clamp(whole.pixel(axis.instant(0)), 0, whole.width()));
  const float to = at.x + static_cast<float>(std::clamp(whole.pixel(axis.instant(axis.width())), 0,
                                                        whole.width()));
  const Colour shade = with_alpha(theme.window, 150);
  list_->AddRectFilled(at, {from, bottom}, shade);
  list_->AddRectFilled({to, at.y}, {at.x + width, bottom}, shade);
  list_->AddRect({from, at.y}, {std::max(to, from + px(3)), bottom}, theme.accent);
  if (scene_.snapshot != nullptr && scene_.snapshot->position > 0) {
    const float now = at.x + static_cast<float>(whole.pixel(scene_.snapshot->now));
    list_->AddLine({now, at.y}, {now, bottom}, theme.accent, px(2));
  }
}

}  // namespace cascade::gui
