// SPDX-License-Identifier: Apache-2.0
#include "gui/view/timeline_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "gui/model/breakpoints.h"
#include "gui/model/workbench.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr float kOverviewHeight = 18;
constexpr float kRulerHeight = 20;

void text_in_middle(const std::string& text, const Theme& theme) {
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const float wrap = std::min(space.x * 0.8F, 60 * ImGui::GetFontSize());
  const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddText(
      nullptr, 0, {at.x + (space.x - size.x) / 2, at.y + (space.y - size.y) / 2}, theme.faint_text,
      text.c_str(), nullptr, wrap);
}

}  // namespace

void TimelineView::draw(Workbench& workbench, const PaneSource& source, const Theme& theme,
                        float scale, ImFont* bold) {
  TimelinePane& pane = workbench.timeline();
  scale_ = scale;
  moving_ = false;
  if (const std::string status = pane.status(); !status.empty()) {
    text_in_middle(status, theme);
    return;
  }
  toolbar(pane, source, theme);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const float scrollbar = ImGui::GetStyle().ScrollbarSize;
  const float strips_height = std::floor((kOverviewHeight + kRulerHeight) * scale);
  const float labels = std::floor(std::min(labels_ * scale, space.x * 0.45F));
  const float rows_height = std::max(space.y - strips_height, 1.0F);
  const float width = std::max(space.x - scrollbar, labels + 8);
  places_ = {{at.x, at.y + strips_height}, {width, rows_height}, labels, 0};
  pane.timeline().set_width(static_cast<int>(width - labels));
  content_ = std::ceil(static_cast<float>(pane.timeline().rows().height()) * scale) + 8 * scale;
  if (const auto row = pane.take_wanted_row()) scroll_to(pane, *row);
  scroll_ = std::clamp(scroll_, 0.0F, std::max(content_ - rows_height, 0.0F));
  places_.scroll = std::floor(scroll_);

  const std::shared_ptr<const Snapshot>& snapshot = pane.snapshot();
  const TimelineScene scene{pane,
                            pane.timeline(),
                            theme,
                            scale,
                            bold,
                            snapshot.get(),
                            &source.history->world(),
                            source.selection,
                            pane.times()->critical(),
                            &workbench.breakpoints()};
  TimelinePainter painter(scene, places_, *ImGui::GetWindowDrawList());
  strips(pane, painter, strips_height);
  rows(workbench, source, painter, theme);
  if (drag_ == Drag::Zoom) brush(places_.rows.y, places_.rows.y + places_.size.y, theme);
  keys(pane, source);
}

void TimelineView::toolbar(TimelinePane& pane, const PaneSource& source, const Theme& theme) const {
  Timeline& timeline = pane.timeline();
  if (ImGui::SmallButton("Whole run")) timeline.fit();
  ImGui::SameLine();
  bool squeezed = timeline.squeezed();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ImGui::GetStyle().FramePadding.x, 0});
  if (ImGui::Checkbox("Squeeze idle gaps", &squeezed)) timeline.set_squeezed(squeezed);
  ImGui::PopStyleVar();
  std::string text;
  if (const auto range = timeline.range) {
    text = fmt::format("picked {}", sim::short_duration(range->end - range->begin));
  } else if (const auto selected = pane.selected_range(source.selection)) {
    text = fmt::format("from {} for {}", sim::short_duration(selected->begin - timeline.zero()),
                       sim::short_duration(selected->end - selected->begin));
  }
  if (!text.empty()) {
    ImGui::SameLine(0, 16 * scale_);
    ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(theme.accent), "%s", text.c_str());
  }
  const std::string span = sim::short_duration(timeline.in_view()) + " in view";
  const float width = ImGui::CalcTextSize(span.c_str()).x;
  ImGui::SameLine(std::max(ImGui::GetWindowContentRegionMax().x - width, 0.0F));
  ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(theme.faint_text), "%s", span.c_str());
}

void TimelineView::strips(TimelinePane& pane, TimelinePainter& painter, float height) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float overview = std::floor(kOverviewHeight * scale_);
  const float width = places_.size.x - places_.labels;
  ImGui::PushClipRect(at, {at.x + places_.size.x, at.y + height}, true);
  painter.overview({places_.canvas_x(), at.y}, width, overview);
  ImGui::PopClipRect();
  ImGui::SetCursorScreenPos({places_.canvas_x(), at.y});
  ImGui::InvisibleButton("overview", {std::max(width, 1.0F), overview});
  overview_input(pane, width);
  ImGui::PushClipRect({places_.canvas_x(), at.y},
                      {at.x + places_.size.x, places_.rows.y + places_.size.y}, true);
  painter.ruler({places_.canvas_x(), at.y + overview}, height - overview);
  ImGui::PopClipRect();
  ImGui::SetCursorScreenPos({places_.canvas_x(), at.y + overview});
  ImGui::InvisibleButton("ruler", {std::max(width, 1.0F), height - overview});
  ruler_input(pane);
}

void TimelineView::overview_input(TimelinePane& pane, float width) {
  Timeline& timeline = pane.timeline();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemActivated()) {
    drag_ = Drag::Overview;
    pressed_ = mouse;
    moved_ = false;
  }
  if (drag_ != Drag::Overview) return;
  moved_ = moved_ || std::abs(mouse.x - pressed_.x) > 4 * scale_;
  TimeAxis whole(timeline.axis().warp(), 0, Duration{1}, std::max(1, static_cast<int>(width)));
  const TimeRange all = timeline.whole();
  whole.show(all.begin, all.end, 2);
  const auto instant = [&](float x) {
    const int pixel = static_cast<int>(x - places_.canvas_x());
    return whole.instant(std::clamp(pixel, 0, whole.width()));
  };
  if (ImGui::IsItemActive()) {
    if (!moved_) return;
    const float left = std::min(pressed_.x, mouse.x);
    timeline.range = TimeRange{instant(left), instant(std::max(pressed_.x, mouse.x))};
    return;
  }
  drag_ = Drag::None;
  if (moved_ && timeline.range) {
    timeline.show(*timeline.range);
    timeline.range.reset();
  } else {
    const Instant at = instant(mouse.x);
    timeline.focus({at, at});
  }
}

void TimelineView::ruler_input(TimelinePane& pane) {
  Timeline& timeline = pane.timeline();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemHovered()) {
    if (ImGui::GetIO().MouseWheel != 0) wheel(pane);
    ImGui::SetTooltip("%s\nclick: go there   drag: pick a range   double-click in it: zoom",
                      tick_text(timeline.axis().instant(pixel_at(mouse.x)) - timeline.zero(),
                                timeline.axis().span() / 1000)
                          .c_str());
  }
  if (ImGui::IsItemActivated()) {
    drag_ = Drag::Pick;
    pressed_ = mouse;
    moved_ = false;
  }
  if (drag_ != Drag::Pick) return;
  moved_ = moved_ || std::abs(mouse.x - pressed_.x) > 3 * scale_;
  const Instant a = timeline.axis().instant(pixel_at(std::min(pressed_.x, mouse.x)));
  const Instant b = timeline.axis().instant(pixel_at(std::max(pressed_.x, mouse.x)));
  if (moved_) timeline.range = TimeRange{a, b};
  if (ImGui::IsItemActive()) {
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && timeline.range) {
      timeline.show(*timeline.range);
    }
    return;
  }
  drag_ = Drag::None;
  const bool inside = timeline.range && timeline.range->begin <= a && a < timeline.range->end;
  if (!moved_ && !inside) {
    timeline.range.reset();
    pane.go_to(a);
  }
}

void TimelineView::rows(Workbench& workbench, const PaneSource& source, TimelinePainter& painter,
                        const Theme& theme) {
  TimelinePane& pane = workbench.timeline();
  ImGui::SetCursorScreenPos(places_.rows);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  const ImVec2 size{places_.size.x + ImGui::GetStyle().ScrollbarSize, places_.size.y};
  // The scrollbar is ImGui's; where it stands is ours, since the wheel zooms.
  ImGui::SetNextWindowContentSize({0, content_});
  ImGui::BeginChild("rows", size, false,
                    ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground |
                        ImGuiWindowFlags_AlwaysVerticalScrollbar | ImGuiWindowFlags_NoMove |
                        ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  if (ImGui::GetScrollY() != places_.scroll) {
    // Either the user dragged the bar, or we scrolled: the newer one wins.
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && drag_ == Drag::None) {
      scroll_ = ImGui::GetScrollY();
      places_.scroll = std::floor(scroll_);
    } else {
      ImGui::SetScrollY(places_.scroll);
    }
  }
  ImGui::SetCursorScreenPos(places_.rows);
  ImGui::InvisibleButton("canvas", {std::max(places_.size.x, 1.0F), places_.size.y},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                             ImGuiButtonFlags_MouseButtonRight);
  const bool hovered = ImGui::IsItemHovered();
  const std::optional<ImVec2> mouse =
      hovered ? std::optional(ImGui::GetIO().MousePos) : std::nullopt;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(places_.rows,
                     {places_.rows.x + places_.size.x, places_.rows.y + places_.size.y}, true);
  painter.use(*list);
  const std::optional<TimelineHit> hit = painter.rows(mouse);
  list->PushClipRect({places_.canvas_x(), places_.rows.y},
                     {places_.rows.x + places_.size.x, places_.rows.y + places_.size.y}, true);
  painter.overlays();
  list->PopClipRect();
  list->PopClipRect();
  canvas_input(pane, source, hit);
  menu(workbench, source, theme);
  ImGui::EndChild();
}

void TimelineView::brush(float top, float bottom, const Theme& theme) const {
  const float x = ImGui::GetIO().MousePos.x;
  ImGui::GetForegroundDrawList()->AddRectFilled({std::min(pressed_.x, x), top},
                                                {std::max(pressed_.x, x), bottom},
                                                with_alpha(theme.accent, 50));
}

void TimelineView::scroll_to(const TimelinePane& pane, std::size_t row) {
  const auto& rows = pane.timeline().rows().rows();
  if (row >= rows.size()) return;
  const float top = static_cast<float>(rows[row].top) * scale_;
  const float bottom = static_cast<float>(rows[row].top + rows[row].height) * scale_;
  if (top < scroll_) scroll_ = top;
  if (bottom > scroll_ + places_.size.y) scroll_ = bottom - places_.size.y;
}

}  // namespace cascade::gui
