// SPDX-License-Identifier: Apache-2.0
// What mouse and keyboard do to the timeline.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "gui/model/workbench.h"
#include "gui/view/selection_menu.h"
#include "gui/view/timeline_view.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

void tooltip(const TimelinePane& pane, const TimelineHit& hit) {
  const std::string text = timeline_tooltip(pane, hit);
  if (text.empty()) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(48 * ImGui::GetFontSize());
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace

void TimelineView::canvas_input(TimelinePane& pane, const PaneSource& source,
                                const std::optional<TimelineHit>& hit) {
  if (ImGui::IsItemHovered()) {
    if (ImGui::GetIO().MouseWheel != 0) wheel(pane);
    if (hit && drag_ == Drag::None) tooltip(pane, *hit);
    if (hit && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) double_click(pane, *hit);
    if (hit && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
      menu_hit_ = hit;
      select(pane, source, *hit);
      ImGui::OpenPopup("menu");
    }
  }
  if (ImGui::IsItemActivated() && !ImGui::IsMouseDown(ImGuiMouseButton_Right)) press();
  const bool ours = drag_ == Drag::Pan || drag_ == Drag::Zoom || drag_ == Drag::Labels;
  if (!ours) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  moved_ = moved_ || std::abs(mouse.x - pressed_.x) > 4 * scale_ ||
           std::abs(mouse.y - pressed_.y) > 4 * scale_;
  if (ImGui::IsItemActive()) {
    drag(pane.timeline());
  } else {
    release(pane, source, hit);
  }
}

void TimelineView::press() {
  const ImGuiIO& io = ImGui::GetIO();
  pressed_ = io.MousePos;
  moved_ = false;
  pan_rest_ = 0;
  const bool on_canvas = io.MousePos.x >= places_.canvas_x();
  if (std::abs(io.MousePos.x - places_.canvas_x()) <= 3 * scale_) {
    drag_ = Drag::Labels;
  } else {
    drag_ = io.KeyShift && on_canvas ? Drag::Zoom : Drag::Pan;
  }
}

void TimelineView::drag(Timeline& timeline) {
  const ImGuiIO& io = ImGui::GetIO();
  if (drag_ == Drag::Pan && moved_) {
    if (pressed_.x >= places_.canvas_x()) timeline.pan(static_cast<int>(-io.MouseDelta.x));
    scroll_ -= io.MouseDelta.y;
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  }
  if (drag_ == Drag::Labels) {
    labels_ = std::clamp(labels_ + io.MouseDelta.x / scale_, 120.0F, 600.0F);
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  }
}

void TimelineView::release(TimelinePane& pane, const PaneSource& source,
                           const std::optional<TimelineHit>& hit) {
  const Drag ended = std::exchange(drag_, Drag::None);
  if (ended == Drag::Zoom && moved_) {
    const float x = ImGui::GetIO().MousePos.x;
    const TimeAxis& axis = pane.timeline().axis();
    const Instant begin = axis.instant(pixel_at(std::min(pressed_.x, x)));
    const Instant end = axis.instant(pixel_at(std::max(pressed_.x, x)));
    pane.timeline().show({begin, end});
  } else if (ended == Drag::Pan && !moved_ && hit) {
    click(pane, source, *hit);
  }
}

void TimelineView::click(TimelinePane& pane, const PaneSource& source,
                         const TimelineHit& hit) const {
  TimelineRows& rows = pane.timeline().rows();
  const TimelineRow row = rows.rows()[hit.row];
  const float arrow = places_.rows.x + (22.0F + 12.0F * static_cast<float>(row.depth)) * scale_;
  if (hit.label && row.foldable && ImGui::GetIO().MousePos.x < arrow) {
    rows.toggle_fold(row);
  } else {
    select(pane, source, hit);
  }
}

void TimelineView::select(TimelinePane& pane, const PaneSource& source, const TimelineHit& hit) {
  const TimelineRow row = pane.timeline().rows().rows()[hit.row];
  if (hit.mark) {
    pane.select_act({row.pass, hit.mark->act}, source.selection);
  } else if (hit.piece && hit.piece->count == 1) {
    pane.select_act({row.pass, hit.piece->act}, source.selection);
  } else {
    pane.select_row(hit.row, source.selection);
  }
}

void TimelineView::double_click(TimelinePane& pane, const TimelineHit& hit) {
  TimelineRows& rows = pane.timeline().rows();
  const TimelineRow row = rows.rows()[hit.row];
  if (hit.label) {
    if (row.kind == TimelineRow::Kind::Step) rows.toggle_lanes(row);
    if (row.kind == TimelineRow::Kind::Pass) rows.toggle_fold(row);
  } else if (hit.piece && hit.piece->count > 1) {
    pane.zoom_to(row.pass, hit.piece->act, hit.piece->count);
  } else if (hit.piece) {
    pane.go_to_start({row.pass, hit.piece->act});
  } else if (hit.mark) {
    pane.go_to_end({row.pass, hit.mark->act});
  } else if (row.kind == TimelineRow::Kind::Step) {
    const auto range = pane.timeline().range_of(row.pass, rows.step_of(row));
    if (range) pane.timeline().show(*range);
  }
}

void TimelineView::wheel(TimelinePane& pane) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MousePos.x < places_.canvas_x()) {
    scroll_ -= io.MouseWheel * 60 * scale_;
    return;
  }
  const int notches =
      static_cast<int>(io.MouseWheel > 0 ? std::ceil(io.MouseWheel) : std::floor(io.MouseWheel));
  pane.timeline().zoom(pixel_at(io.MousePos.x), notches * (io.KeyShift ? 4 : 1), io.KeyCtrl);
}

// W and S zoom, A and D pan, as long as they are held.
void TimelineView::keys(TimelinePane& pane, const PaneSource&) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool ours = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows) &&
                    !io.WantTextInput && !io.KeyCtrl && !io.KeyAlt;
  if (!ours) return;
  const auto held = [](int key) { return ImGui::IsKeyDown(key) ? 1.0F : 0.0F; };
  const float zoom = held('W') - held('S');
  const float pan = held('D') - held('A');
  moving_ = zoom != 0 || pan != 0;
  if (!moving_) return;
  const bool over =
      io.MousePos.x >= places_.canvas_x() && io.MousePos.x < places_.rows.x + places_.size.x;
  const int width = pane.timeline().axis().width();
  const int pixel = over ? pixel_at(io.MousePos.x) : width / 2;
  // A notch every 60 milliseconds, or half of the width a second; whole ones are done.
  const float speed = io.KeyShift ? 3.0F : 1.0F;
  const float seconds = std::min(io.DeltaTime, 0.1F) * speed;
  pan_rest_ +=
      zoom != 0 ? zoom * seconds / 0.015F : pan * seconds * static_cast<float>(width) * 0.7F;
  const int whole = static_cast<int>(pan_rest_);
  pan_rest_ -= static_cast<float>(whole);
  if (zoom != 0) {
    pane.timeline().zoom(pixel, whole, true);
  } else {
    pane.timeline().pan(whole);
  }
}

void TimelineView::act_menu(TimelinePane& pane, const PaneSource& source, const ActPlace& act) {
  if (ImGui::MenuItem("Select")) pane.select_act(act, source.selection);
  if (ImGui::MenuItem("Go to its start")) pane.go_to_start(act);
  if (ImGui::MenuItem("Go to its end")) pane.go_to_end(act);
  const auto range = pane.timeline().range_of(act);
  if (range && ImGui::MenuItem("Zoom to it")) pane.timeline().show(*range);
  ImGui::Separator();
}

void TimelineView::row_menu(Timeline& timeline, const TimelineRow& row) {
  TimelineRows& rows = timeline.rows();
  if (row.kind == TimelineRow::Kind::Step) {
    const StepId step = rows.step_of(row);
    const auto range = timeline.range_of(row.pass, step);
    if (range && ImGui::MenuItem("Zoom to this step")) timeline.show(*range);
    const bool wide = rows.passes()[row.pass].index->step(step).lane_count() > 1;
    if (wide && ImGui::MenuItem("Act by act", nullptr, row.lanes > 1)) rows.toggle_lanes(row);
  }
  if (row.foldable && ImGui::MenuItem(row.folded ? "Unfold" : "Fold")) rows.toggle_fold(row);
  if (ImGui::MenuItem("Fold all")) rows.fold_all(true);
  if (ImGui::MenuItem("Unfold all")) rows.fold_all(false);
}

void TimelineView::menu(Workbench& workbench, const PaneSource& source, const Theme& theme) {
  TimelinePane& pane = workbench.timeline();
  if (!ImGui::BeginPopup("menu")) return;
  const auto& rows = pane.timeline().rows().rows();
  if (menu_hit_ && menu_hit_->row < rows.size()) {
    const TimelineRow row = rows[menu_hit_->row];
    if (menu_hit_->piece) act_menu(pane, source, {row.pass, menu_hit_->piece->act});
    if (menu_hit_->mark) act_menu(pane, source, {row.pass, menu_hit_->mark->act});
    row_menu(pane.timeline(), row);
    ImGui::Separator();
    selection_menu(workbench, theme);
  }
  ImGui::EndPopup();
}

}  // namespace cascade::gui
