// SPDX-License-Identifier: Apache-2.0
#include "gui/model/timeline_pane.h"

#include <algorithm>
#include <string>

#include "engine/plan.h"

namespace cascade::gui {

void TimelinePane::update(const PaneSource& source, std::shared_ptr<RunTimes> times) {
  snapshot_ = source.snapshot;
  if (times == nullptr) {
    times_.reset();
    timeline_.clear();
    return;
  }
  const bool another = times != times_;
  times_ = std::move(times);
  const std::size_t moments = times_->index()->moment_count();
  if (another || passes_seen_ != times_->passes().size() || moments_seen_ != moments) {
    passes_seen_ = times_->passes().size();
    moments_seen_ = moments;
    timeline_.set_run(times_->index(), times_->passes());
  }
  if (another) selection_.reset();
  const auto in_view = shown_pass(source);
  pass_seen_ = in_view ? place_of(in_view->index) : std::nullopt;
  if (selection_ != source.selection) follow_selection(source.selection);
}

std::string TimelinePane::status() const {
  if (times_ == nullptr)
    return "Open a scenario and run it: the timeline shows when what was done.";
  if (!timeline_.empty() && !timeline_.rows().rows().empty()) return "";
  for (const auto& pass : times_->history().passes()) {
    if (pass->refusal) return "Planning was refused: " + pass->refusal->message;
  }
  return "Planning ...";
}

std::optional<std::uint32_t> TimelinePane::place_of(std::uint32_t pass) const {
  const auto& passes = timeline_.rows().passes();
  for (std::uint32_t place = 0; place < passes.size(); ++place) {
    if (passes[place].index->index() == pass) return place;
  }
  return std::nullopt;
}

void TimelinePane::follow_selection(const Selection& selection) {
  const bool first = !selection_;
  selection_ = selection;
  if (first) return;
  if (!selection.step && selection.resource && pass_seen_) {
    const Plan& plan = timeline_.rows().passes()[*pass_seen_].index->plan();
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      if (concerns(plan, StepId{i}, selection)) timeline_.rows().reveal(*pass_seen_, StepId{i});
    }
  }
  if (!selection.step) {
    const auto& rows = timeline_.rows().rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const TimelineRow& candidate) {
      return is_marked(candidate, selection);
    });
    if (row != rows.end()) wanted_row_ = static_cast<std::size_t>(row - rows.begin());
  }
  if (!selection.pass || !selection.step) return;
  const auto place = place_of(*selection.pass);
  if (!place) return;
  timeline_.rows().reveal(*place, *selection.step);
  wanted_row_ = timeline_.rows().row_of(*place, *selection.step);
  if (const auto act = selected_act(selection)) {
    if (const auto range = timeline_.range_of(*act)) timeline_.reveal(*range);
  }
}

bool TimelinePane::concerns(const Plan& plan, StepId id, const Selection& selection) {
  const Step& step = plan.step(id);
  if (selection.resource) {
    return step.type == selection.resource->type &&
           find_act(plan, step, selection.resource->index) != kNoAct;
  }
  return selection.type && step.type == *selection.type;
}

bool TimelinePane::is_marked(const TimelineRow& row, const Selection& selection) const {
  if (row.kind != TimelineRow::Kind::Step) return false;
  const PassIndex& pass = *timeline_.rows().passes()[row.pass].index;
  const StepId step = timeline_.rows().step_of(row);
  if (selection.step) return selection.pass == pass.index() && selection.step == step;
  return pass_seen_ == row.pass && concerns(pass.plan(), step, selection);
}

void TimelinePane::select_row(std::size_t nth, Selection& selection) {
  const TimelineRow& row = timeline_.rows().rows()[nth];
  const TimelinePass& pass = timeline_.rows().passes()[row.pass];
  Selection next;
  next.pass = pass.index->index();
  if (row.kind == TimelineRow::Kind::Step) {
    next.step = timeline_.rows().step_of(row);
    next.type = pass.index->plan().step(*next.step).type;
  } else if (row.kind == TimelineRow::Kind::Limit) {
    next.type = pass.index->limits()[row.limit]->type;
  }
  selection = next;
  selection_ = next;
}

void TimelinePane::select_act(const ActPlace& act, Selection& selection) {
  const PassIndex& pass = *timeline_.rows().passes()[act.pass].index;
  const StepId step = pass.plan().step_of(act.act);
  Selection next;
  next.pass = pass.index();
  next.step = step;
  next.type = pass.plan().step(step).type;
  next.resource = Resource{*next.type, pass.plan().resources()[value(act.act)]};
  selection = next;
}

void TimelinePane::clear_selection(Selection& selection) {
  selection = Selection{};
}

std::optional<ActPlace> TimelinePane::selected_act(const Selection& selection) const {
  if (!selection.pass || !selection.step || !selection.resource) return std::nullopt;
  const auto place = place_of(*selection.pass);
  if (!place) return std::nullopt;
  const Plan& plan = timeline_.rows().passes()[*place].index->plan();
  if (value(*selection.step) >= plan.steps().size()) return std::nullopt;
  const Step& step = plan.step(*selection.step);
  if (step.type != selection.resource->type) return std::nullopt;
  const ActId act = find_act(plan, step, selection.resource->index);
  if (act == kNoAct) return std::nullopt;
  return ActPlace{*place, act};
}

std::optional<TimeRange> TimelinePane::selected_range(const Selection& selection) const {
  if (const auto act = selected_act(selection)) return timeline_.range_of(*act);
  const auto place = selection.pass ? place_of(*selection.pass) : std::nullopt;
  if (place && selection.step) return timeline_.range_of(*place, *selection.step);
  return timeline_.range;
}

void TimelinePane::zoom_to(std::uint32_t pass, ActId first, std::uint32_t count) {
  const PassIndex& index = *timeline_.rows().passes()[pass].index;
  const std::uint8_t lane = index.acts().lane(first);
  const auto begin = timeline_.range_of({pass, first});
  if (!begin || lane == ActTable::kNoLane) return;
  const StepIndex::Lane& acts = index.step(index.plan().step_of(first)).lane(lane);
  std::size_t nth = 0;
  while (nth < acts.size() && acts[nth] != first) ++nth;
  const std::size_t last = std::min(nth + count, acts.size()) - 1;
  const auto end = timeline_.range_of({pass, acts[last]});
  if (end) timeline_.show({begin->begin, end->end});
}

void TimelinePane::handle(ViewRequest request, const Selection& selection) {
  if (timeline_.empty()) return;
  const int width = timeline_.axis().width();
  const int middle = width / 2;
  switch (request) {
    case ViewRequest::Fit:
      timeline_.fit();
      break;
    case ViewRequest::Focus:
      if (const auto range = selected_range(selection)) timeline_.focus(*range);
      break;
    case ViewRequest::ZoomIn:
      timeline_.zoom(middle, 1, false);
      break;
    case ViewRequest::ZoomOut:
      timeline_.zoom(middle, -1, false);
      break;
    case ViewRequest::Left:
      timeline_.pan(-width / 8);
      break;
    case ViewRequest::Right:
      timeline_.pan(width / 8);
      break;
    default:
      break;  // nothing of a timeline
  }
}

bool TimelinePane::follow_flow(bool forward, Selection& selection) {
  const auto act = selected_act(selection);
  if (!act) return false;
  const CriticalPath* critical =
      act->pass < times_->critical().size() ? times_->critical()[act->pass].get() : nullptr;
  const auto next = forward ? timeline_.flow_after(*act, critical) : timeline_.flow_before(*act);
  if (!next) return false;
  select_act(*next, selection);
  return true;
}

void TimelinePane::pick_range(const Selection& selection) {
  if (const auto range = selected_range(selection)) timeline_.range = *range;
}

void TimelinePane::mark(const Selection& selection, bool keep) {
  const auto range = selected_range(selection);
  if (!range) return;
  if (!keep) timeline_.marks.clear();
  timeline_.marks.push_back(*range);
}

void TimelinePane::clear_ranges() {
  timeline_.range.reset();
  timeline_.marks.clear();
}

void TimelinePane::go_to_start(const ActPlace& act) {
  wanted_position_ = times_->position_of_start(*timeline_.rows().passes()[act.pass].index, act.act);
}

void TimelinePane::go_to_end(const ActPlace& act) {
  wanted_position_ = times_->position_of_end(*timeline_.rows().passes()[act.pass].index, act.act);
}

}  // namespace cascade::gui
