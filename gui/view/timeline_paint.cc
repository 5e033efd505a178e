// SPDX-License-Identifier: Apache-2.0
#include "gui/view/timeline_paint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/plan.h"
#include "gui/model/breakpoints.h"
#include "gui/model/history.h"
#include "gui/view/break_dot.h"
#include "gui/view/outcome_icon.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

float text_width(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

/// Cut at the end where it is too wide.
std::string fitted(const std::string& text, float width) {
  if (text_width(text) <= width) return text;
  std::size_t low = 0;
  std::size_t high = sim::display_width(text);
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    (text_width(sim::shortened(text, middle)) <= width ? low : high) = middle;
  }
  return low == 0 ? std::string() : sim::shortened(text, low);
}

Colour piece_colour(const Theme& theme, const std::optional<Outcome>& outcome) {
  return outcome ? look_of(theme, outcome).border : theme.running;
}

}  // namespace

TimelinePainter::TimelinePainter(const TimelineScene& scene, const TimelinePlaces& places,
                                 ImDrawList& list)
    : scene_(scene),
      places_(places),
      list_(&list),
      grid_(scene.timeline.index(), scene.timeline.axis()) {
  const TimeAxis& axis = scene.timeline.axis();
  if (scene.snapshot == nullptr) {
    now_ = grid_.moment_count();
    now_pixel_ = grid_.width();
    return;
  }
  const Moment behind = scene.timeline.index().moment_at(scene.snapshot->now + Duration{1});
  const bool nothing = scene.snapshot->position == 0 || behind == 0;
  now_ = nothing ? 0 : behind - 1;
  const Instant now = nothing ? scene.timeline.zero() : scene.snapshot->now;
  now_pixel_ = std::clamp(axis.pixel(now), -1, axis.width());
}

const PassState* TimelinePainter::state_of(std::uint32_t pass) const {
  if (scene_.snapshot == nullptr) return nullptr;
  const std::uint32_t index = scene_.timeline.rows().passes()[pass].index->index();
  for (const auto& state : scene_.snapshot->passes) {
    if (state->info->index == index) return state.get();
  }
  return nullptr;
}

TimelineMoment TimelinePainter::moment_of(std::uint32_t pass) const {
  const PassState* state = state_of(pass);
  const bool whole = state != nullptr && state->acts.size() > 0;
  return {now_, now_pixel_, whole ? state : nullptr};
}

TimelinePainter::RowBox TimelinePainter::box_of(const TimelineRow& row) const {
  const float top = places_.rows.y + std::floor(px(static_cast<float>(row.top))) - places_.scroll;
  const float bottom =
      places_.rows.y + std::floor(px(static_cast<float>(row.top + row.height))) - places_.scroll;
  return {top, bottom};
}

std::optional<TimelineHit> TimelinePainter::rows(std::optional<ImVec2> mouse) {
  const TimelineRows& rows = scene_.timeline.rows();
  std::optional<TimelineHit> found;
  const auto first = static_cast<int>(places_.scroll / scene_.scale);
  for (std::size_t i = rows.row_at(first); i < rows.rows().size(); ++i) {
    const TimelineRow& row = rows.rows()[i];
    const RowBox box = box_of(row);
    if (box.top >= places_.rows.y + places_.size.y) break;
    TimelineHit hit;
    const bool over = mouse && mouse->y >= box.top && mouse->y < box.bottom;
    hit.row = i;
    hit.label = over && mouse->x < places_.canvas_x();
    if (over) {
      list_->AddRectFilled({places_.rows.x, box.top}, {places_.rows.x + places_.size.x, box.bottom},
                           with_alpha(scene_.theme.text, 10));
    }
    TimelineHit* const target = over && !hit.label ? &hit : nullptr;
    const ImVec2 at = mouse.value_or(ImVec2(-1, -1));
    switch (row.kind) {
      case TimelineRow::Kind::Pass:
        pass_row(row, box, target, at.x);
        break;
      case TimelineRow::Kind::Step:
        step_row(row, box, target, at);
        break;
      case TimelineRow::Kind::Limits:
        limits_row(row, box);
        break;
      case TimelineRow::Kind::Limit:
        limit_row(row, box, target, at.x);
        break;
    }
    if (over) found = hit;
  }
  return found;
}

void TimelinePainter::fold_arrow(const TimelineRow& row, float left, float middle) {
  if (!row.foldable) return;
  const float r = px(3.5F);
  const Colour colour = scene_.theme.faint_text;
  if (row.folded) {
    list_->AddTriangleFilled({left - r * 0.6F, middle - r}, {left + r * 0.8F, middle},
                             {left - r * 0.6F, middle + r}, colour);
  } else {
    list_->AddTriangleFilled({left - r, middle - r * 0.6F}, {left + r, middle - r * 0.6F},
                             {left, middle + r * 0.8F}, colour);
  }
}

void TimelinePainter::label(const TimelineRow& row, RowBox box, const RowLabel& label) {
  const float middle = box.top + std::min(box.bottom - box.top, px(TimelineRows::kStepHeight)) / 2;
  float left = places_.rows.x + px(9.0F + 12.0F * static_cast<float>(row.depth));
  fold_arrow(row, left, middle);
  left += px(9);
  if (label.outcome) {
    const OutcomeLook look = look_of(scene_.theme, *label.outcome);
    draw_outcome_icon(*list_, {left + px(5), middle}, px(4.5F), look);
  }
  if (label.with_icon) left += px(14);
  float right = places_.canvas_x() - px(8);
  const float baseline = std::floor(middle - ImGui::GetTextLineHeight() / 2);
  if (!label.note.empty()) {
    right -= text_width(label.note);
    list_->AddText({right, baseline}, scene_.theme.faint_text, label.note.c_str());
    right -= px(8);
  }
  if (label.strong && scene_.bold != nullptr) ImGui::PushFont(scene_.bold);
  const std::string text = fitted(label.text, right - left);
  list_->AddText({left, baseline}, scene_.theme.text, text.c_str());
  if (label.strong && scene_.bold != nullptr) ImGui::PopFont();
}

void TimelinePainter::pass_row(const TimelineRow& row, RowBox box, TimelineHit* hit,
                               float mouse_x) {
  const TimelinePass& pass = scene_.timeline.rows().passes()[row.pass];
  const Theme& theme = scene_.theme;
  list_->AddRectFilled({places_.rows.x, box.top}, {places_.rows.x + places_.size.x, box.bottom},
                       theme.panel);
  list_->AddLine({places_.rows.x, box.top}, {places_.rows.x + places_.size.x, box.top}, theme.line);
  const TimeAxis& axis = scene_.timeline.axis();
  const auto instant = [&](const OnceMoment& moment) -> std::optional<Instant> {
    if (const auto at = moment.get()) return scene_.timeline.index().instant(*at);
    return std::nullopt;
  };
  const auto began = instant(pass.index->began);
  const auto phase2 = instant(pass.index->phase2_began);
  const auto ended = instant(pass.index->ended);
  const float middle = (box.top + box.bottom) / 2;
  const std::vector<TimelineMark> marks = marks_of_pass(grid_, *pass.index);
  const auto part = [&](Instant from, Instant to, Colour colour, const char* name) {
    const float left = x(std::max(axis.pixel(from), 0));
    const float right = std::max(x(std::min(axis.pixel(to), axis.width())), left + 1);
    if (right <= x(0) || left >= x(axis.width())) return;
    list_->AddRectFilled({left, middle - px(6)}, {right, middle + px(6)}, with_alpha(colour, 90),
                         px(2));
    const std::string text = fmt::format("{}  {}", name, sim::short_duration(to - from));
    const float width = text_width(text);
    float place = left + px(5);
    for (const TimelineMark& mark : marks) {
      const float at = x(mark.pixel);
      if (at > place - px(8) && at < place + width + px(8)) place = at + px(9);
    }
    if (place + width + px(3) > right) return;
    list_->AddText({place, middle - ImGui::GetTextLineHeight() / 2}, theme.text, text.c_str());
  };
  const Instant last = scene_.timeline.whole().end;
  if (began) part(*began, phase2.value_or(ended.value_or(last)), theme.phase1, "phase 1");
  if (phase2) part(*phase2, ended.value_or(last), theme.phase2, "phase 2");
  draw_marks(marks, middle, hit, mouse_x);
  const std::string note = began ? sim::short_duration(ended.value_or(last) - *began) : "";
  const PassState* state = state_of(row.pass);
  label(row, box, {pass.title, note, state == nullptr ? std::nullopt : state->outcome, true, true});
}

void TimelinePainter::draw_marks(const std::vector<TimelineMark>& marks, float middle,
                                 TimelineHit* hit, float mouse_x) {
  for (const TimelineMark& mark : marks) {
    const ImVec2 at{x(mark.pixel), middle};
    OutcomeLook look = look_of(scene_.theme, mark.outcome);
    list_->AddCircleFilled(at, px(6.5F), scene_.theme.panel);
    draw_outcome_icon(*list_, at, px(5), look);
    if (hit != nullptr && std::abs(mouse_x - at.x) <= px(6)) hit->mark = mark;
  }
}

void TimelinePainter::step_row(const TimelineRow& row, RowBox box, TimelineHit* hit, ImVec2 mouse) {
  const TimelinePass& pass = scene_.timeline.rows().passes()[row.pass];
  const Theme& theme = scene_.theme;
  const sim::TreeNode& node = pass.tree->nodes[row.node];
  const bool is_selected = scene_.pane.is_marked(row, scene_.selection);
  if (is_selected) {
    list_->AddRectFilled({places_.rows.x, box.top}, {places_.canvas_x(), box.bottom},
                         theme.selection);
    list_->AddRectFilled({places_.canvas_x(), box.top},
                         {places_.rows.x + places_.size.x, box.bottom},
                         with_alpha(theme.selection, theme.dark ? 60 : 90));
  }
  const CriticalPath* critical = scene_.critical[row.pass].get();
  const StepPicture picture =
      picture_of_step(grid_, *pass.index, node.step, row.lanes > 1, moment_of(row.pass), critical);
  if (picture.phase1) {
    list_->AddRectFilled({x(picture.phase1->first), box.top + px(2)},
                         {x(picture.phase1->second), box.top + px(5)}, theme.phase1);
  }
  if (picture.phase2) {
    list_->AddRectFilled({x(picture.phase2->first), box.bottom - px(2)},
                         {x(picture.phase2->second), box.bottom - px(1)},
                         with_alpha(theme.waiting, 120));
  }
  area(picture, box);
  pieces(row, picture, box);
  for (const PixelRange& range : picture.critical) {
    list_->AddRectFilled({x(range.first), box.bottom - px(3)},
                         {std::max(x(range.second), x(range.first) + 1), box.bottom - px(1)},
                         theme.critical);
  }
  if (is_selected && !picture.area.empty()) selected_act(row, box);
  step_label(row, box);
  if (hit != nullptr) find_hit(row, picture, box, mouse, *hit);
}

void TimelinePainter::step_label(const TimelineRow& row, RowBox box) {
  const TimelinePass& pass = scene_.timeline.rows().passes()[row.pass];
  const sim::TreeNode& node = pass.tree->nodes[row.node];
  const StepId id = node.step;
  const PassState* state = state_of(row.pass);
  const StepState* step =
      state != nullptr && value(id) < state->steps.size() ? &state->steps[value(id)] : nullptr;
  std::string text = sim::printable(node.label);
  if (!node.note.empty()) text += " (" + node.note + ")";
  std::string note;
  if (step != nullptr && step->start) {
    note = sim::short_duration(step->end.value_or(scene_.snapshot->now) - *step->start);
  }
  const bool finished = step != nullptr && step->phase == StepState::Phase::Finished;
  label(row, box, {text, note, finished ? step->outcome : std::nullopt, true, false});
  if (scene_.breakpoints == nullptr || scene_.breakpoints->all().empty()) return;
  const auto dot = scene_.breakpoints->on_node(pass.index->plan().path(id), node.label);
  const float middle = box.top + std::min(box.bottom - box.top, px(TimelineRows::kStepHeight)) / 2;
  draw_break_dot(*list_, {places_.rows.x + px(5), middle}, px(4.5F), scene_.theme, dot);
}

void TimelinePainter::find_hit(const TimelineRow& row, const StepPicture& picture, RowBox box,
                               ImVec2 mouse, TimelineHit& hit) const {
  const auto pixel = static_cast<int>(std::floor(mouse.x - places_.canvas_x()));
  hit.phase1 = picture.phase1 && mouse.y < box.top + px(5) && pixel >= picture.phase1->first &&
               pixel < picture.phase1->second;
  for (const TimelinePiece& piece : picture.pieces) {
    const float top = lane_top(row, box, piece.lane);
    const bool in_lane =
        row.lanes <= 1 || (mouse.y >= top && mouse.y < top + px(TimelineRows::kLaneHeight));
    if (in_lane && pixel >= piece.begin && pixel < piece.end) hit.piece = piece;
  }
  for (const TimelineArea& part : picture.area) {
    if (pixel >= part.begin && pixel < part.end) hit.area = part;
  }
}

float TimelinePainter::lane_top(const TimelineRow& row, RowBox box, std::uint32_t lane) const {
  if (row.lanes <= 1) return box.top + px(5);
  return box.top + px(5) + std::floor(px(static_cast<float>(lane) * TimelineRows::kLaneHeight));
}

void TimelinePainter::area(const StepPicture& picture, RowBox box) {
  const float floor = box.bottom - px(3);
  const float height = floor - (box.top + px(5));
  for (const TimelineArea& part : picture.area) {
    const Colour colour = piece_colour(scene_.theme, part.outcome);
    const float share = static_cast<float>(part.peak) / static_cast<float>(picture.peak);
    const float top = floor - std::max(std::round(height * share), px(2));
    list_->AddRectFilled({x(part.begin), top}, {x(part.end), floor}, with_alpha(colour, 170));
    list_->AddRectFilled({x(part.begin), top}, {x(part.end), top + 1}, colour);
  }
}

void TimelinePainter::pieces(const TimelineRow& row, const StepPicture& picture, RowBox box) {
  const PassIndex& pass = *scene_.timeline.rows().passes()[row.pass].index;
  const Selection& selected = scene_.selection;
  const bool row_selected = scene_.pane.is_marked(row, selected);
  for (const TimelinePiece& piece : picture.pieces) {
    const OutcomeLook look = look_of(scene_.theme, piece.outcome);
    const ImVec2 from{x(piece.begin), lane_top(row, box, piece.lane)};
    const ImVec2 to{x(piece.end), row.lanes > 1 ? from.y + px(TimelineRows::kLaneHeight) - 1
                                                : box.bottom - px(2)};
    const float width = to.x - from.x;
    const Colour colour = piece_colour(scene_.theme, piece.outcome);
    if (piece.count == 1 && width >= px(6)) {
      list_->AddRectFilled(from, to, piece.outcome ? look.fill : with_alpha(colour, 60));
      list_->AddRect(from, to, with_alpha(colour, 220));
      piece_text(row, piece, from, to);
    } else {
      list_->AddRectFilled(from, to, with_alpha(colour, piece.count == 1 ? 230 : 190));
    }
    const bool is_selected = row_selected && piece.count == 1 && selected.resource &&
                             pass.plan().resources()[value(piece.act)] == selected.resource->index;
    if (is_selected) {
      list_->AddRect({from.x - 1, from.y - 1}, {to.x + 1, to.y + 1}, scene_.theme.accent, 0, 0,
                     px(2));
    }
  }
}

// Where acts are not drawn one by one, the selected one still is.
void TimelinePainter::selected_act(const TimelineRow& row, RowBox box) {
  const PassIndex& pass = *scene_.timeline.rows().passes()[row.pass].index;
  const Selection& selected = scene_.selection;
  if (!selected.resource) return;
  const Step& step = pass.plan().step(scene_.timeline.rows().step_of(row));
  if (step.type != selected.resource->type) return;
  const ActId act = find_act(pass.plan(), step, selected.resource->index);
  const auto range =
      act == kNoAct ? std::nullopt : scene_.timeline.range_of(ActPlace{row.pass, act});
  if (!range) return;
  const TimeAxis& axis = scene_.timeline.axis();
  const float left = x(std::max(axis.pixel(range->begin), -2));
  const float right = x(std::min(axis.pixel(range->end), axis.width() + 2));
  list_->AddRect({left - 1, box.top + px(4)}, {std::max(right, left + 1) + 1, box.bottom - px(1)},
                 scene_.theme.accent, 0, 0, px(2));
}

void TimelinePainter::piece_text(const TimelineRow& row, const TimelinePiece& piece, ImVec2 from,
                                 ImVec2 to) {
  if (to.x - from.x < px(30) || scene_.names == nullptr) return;
  const TimelinePass& pass = scene_.timeline.rows().passes()[row.pass];
  const Plan& plan = pass.index->plan();
  const Step& step = plan.step(plan.step_of(piece.act));
  const std::string name =
      sim::printable(scene_.names->name({step.type, plan.resources()[value(piece.act)]}));
  const float y = std::floor((from.y + to.y - ImGui::GetTextLineHeight()) / 2);
  list_->PushClipRect({from.x + 1, from.y}, {to.x - 2, to.y}, true);
  const Colour colour =
      piece.outcome ? look_of(scene_.theme, piece.outcome).text : scene_.theme.text;
  list_->AddText({from.x + px(4), y}, colour, name.c_str());
  list_->PopClipRect();
}

void TimelinePainter::limits_row(const TimelineRow& row, RowBox box) {
  label(row, box, {"In flight, against the limits", "", std::nullopt, false, false});
}

void TimelinePainter::limit_row(const TimelineRow& row, RowBox box, TimelineHit* hit,
                                float mouse_x) {
  const PassIndex& pass = *scene_.timeline.rows().passes()[row.pass].index;
  const LimitIndex& limit = *pass.limits()[row.limit];
  const Theme& theme = scene_.theme;
  const float floor = box.bottom - px(3);
  const float ceiling = box.top + px(4);
  const auto most = static_cast<float>(limit.in_flight_max);
  for (const TimelineArea& part : area_of_limit(grid_, limit)) {
    const bool full = part.peak >= limit.in_flight_max;
    const Colour colour = full ? theme.critical : theme.phase2;
    const float share = std::min(static_cast<float>(part.peak) / most, 1.0F);
    const float top = floor - std::max(std::round((floor - ceiling) * share), 1.0F);
    list_->AddRectFilled({x(part.begin), top}, {x(part.end), floor}, with_alpha(colour, 130));
    list_->AddRectFilled({x(part.begin), top}, {x(part.end), top + 1}, colour);
    const auto pixel = static_cast<int>(std::floor(mouse_x - places_.canvas_x()));
    if (hit != nullptr && pixel >= part.begin && pixel < part.end) hit->area = part;
  }
  for (float dash = x(0); dash < x(grid_.width()); dash += px(8)) {
    list_->AddLine({dash, ceiling}, {dash + px(4), ceiling}, with_alpha(theme.critical, 150));
  }
  list_->AddLine({x(0), floor}, {x(grid_.width()), floor}, with_alpha(theme.line, 160));
  ActTrack::Counts at = limit.track.counts_before(now_ + 1, {});
  const std::string name = sim::printable(pass.plan().graph().name(limit.type));
  label(row, box,
        {fmt::format("{} {}", name, limit.reaction),
         fmt::format("{} of {}", at.in_flight(), limit.in_flight_max), std::nullopt, false, false});
}

}  // namespace cascade::gui
