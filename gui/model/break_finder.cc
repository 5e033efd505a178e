// SPDX-License-Identifier: Apache-2.0
#include "gui/model/break_finder.h"

#include <algorithm>
#include <utility>

#include "gui/model/event_filter.h"
#include "gui/model/pane_source.h"
#include "gui/model/search.h"

namespace cascade::gui {
namespace {

using Kind = Breakpoint::Kind;

bool earlier(std::optional<Moment> at, Moment moment) {
  return at && *at < moment;
}

std::size_t ends_before(const StepIndex& step, Outcome outcome, Moment moment) {
  const GrowingColumn<Moment>* const column = step.ends(outcome);
  if (column == nullptr) return 0;
  const std::size_t size = column->size();
  return rank_below(*column, size, moment, size);
}

/// Of those that are done only acts that had started: nothing was done by the others.
std::size_t outcomes_before(const StepIndex& step, Outcome outcome, Moment moment) {
  if (outcome != Outcome::Done) return ends_before(step, outcome, moment);
  std::size_t others = 0;
  // What else started acts end with.
  for (const Outcome other :
       {Outcome::Failed, Outcome::TimedOut, Outcome::Vetoed, Outcome::Skipped}) {
    others += ends_before(step, other, moment);
  }
  return step.track().counts_before(moment, {}).ends - others;
}

}  // namespace

BreakFinder::BreakFinder(const Breakpoint& breakpoint, std::shared_ptr<const History> history,
                         std::shared_ptr<const RunIndex> index)
    : breakpoint_(breakpoint), history_(std::move(history)), index_(std::move(index)) {
  const bool over = history_->end() != nullptr;  // asked first: then all is published
  size_ = std::min(index_->size(), history_->size());
  complete_ = over && size_ == history_->size();
  if (size_ > 0) moments_ = index_->moment_at(history_->event(size_ - 1).at) + 1;
  const auto infos = history_->passes();
  for (const auto& pass : index_->passes()) {
    if (pass->index() < infos.size() && wants(*infos[pass->index()])) {
      add_part(pass, *infos[pass->index()]);
    }
  }
}

bool BreakFinder::wants(const PassInfo& info) const {
  if (breakpoint_.kind == Kind::Time) return false;
  if (breakpoint_.action.empty()) {
    return breakpoint_.outcome || !is_rehearsal(history_->model(), info);
  }
  if (breakpoint_.action == info.action_code) return true;
  const auto action = history_->model().find_action(breakpoint_.action);
  return action && history_->model().actions[value(*action)].code == info.action_code;
}

void BreakFinder::add_part(const std::shared_ptr<const PassIndex>& pass, const PassInfo& info) {
  Part part{pass, info.run, {}, {}};
  const Plan& plan = pass->plan();
  const std::string& name = breakpoint_.name;
  if (breakpoint_.kind == Kind::Resource) {
    const auto resource = history_->world().find(name);
    if (!resource) return;
    for_each_act_on(plan, *resource, [&](StepId, ActId act) { part.acts.push_back(act); });
  } else {
    const std::size_t slash = name.rfind('/');
    const auto type =
        history_->model().find_type(slash == std::string::npos ? name : name.substr(slash + 1));
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      const StepId step{i};
      const bool any = breakpoint_.kind == Kind::Outcome;
      if (!any && plan.step(step).type != type) continue;
      if (breakpoint_.kind == Kind::Node && plan.path(step) != name) continue;
      part.steps.push_back(step);
    }
  }
  if (!part.steps.empty() || !part.acts.empty()) parts_.push_back(std::move(part));
}

bool BreakFinder::matches(const Event& event) const {
  const bool acts = breakpoint_.outcome || breakpoint_.kind == Kind::Resource;
  EventKind wanted = acts ? EventKind::ActStarted : EventKind::StepStarted;
  if (breakpoint_.outcome) wanted = EventKind::ActEnded;
  if (event.kind != wanted) return false;
  if (breakpoint_.outcome && event.outcome != *breakpoint_.outcome) return false;
  if (breakpoint_.outcome == Outcome::Done && event.other == 0) return false;
  for (const Part& part : parts_) {
    if (part.run != event.run) continue;
    if (!part.acts.empty()) {
      return std::binary_search(part.acts.begin(), part.acts.end(), ActId{event.subject});
    }
    const StepId step =
        acts ? part.pass->plan().step_of(ActId{event.subject}) : StepId{event.subject};
    return std::binary_search(part.steps.begin(), part.steps.end(), step);
  }
  return false;
}

std::uint64_t BreakFinder::hits_before(const Part& part, Moment moment) const {
  std::uint64_t hits = 0;
  const ActTable& acts = part.pass->acts();
  for (const ActId act : part.acts) {
    const std::optional<Outcome> outcome = breakpoint_.outcome;
    if (!outcome) {
      hits += earlier(acts.start(act), moment) ? 1 : 0;
    } else if (earlier(acts.end(act), moment) && acts.outcome(act) == outcome) {
      hits += *outcome != Outcome::Done || acts.start(act) ? 1 : 0;
    }
  }
  for (const StepId step : part.steps) {
    const StepIndex& index = part.pass->step(step);
    if (breakpoint_.outcome) {
      hits += outcomes_before(index, *breakpoint_.outcome, moment);
    } else {
      hits += earlier(index.started_at.get(), moment) ? 1 : 0;
    }
  }
  return hits;
}

std::uint64_t BreakFinder::hits_before(Moment moment) const {
  std::uint64_t hits = 0;
  for (const Part& part : parts_) hits += hits_before(part, moment);
  return hits;
}

std::uint64_t BreakFinder::hits_at(Moment moment, std::uint64_t end) const {
  std::uint64_t hits = 0;
  const RunIndex::Range range = index_->events_around(moment);
  const Instant at = index_->instant(moment);
  end = std::min({end, range.end, size_});
  history_->visit_events(range.begin, end, [&](std::uint64_t, std::span<const Event> events) {
    for (const Event& event : events) {
      if (event.at > at) return false;
      if (event.at == at && matches(event)) ++hits;
    }
    return true;
  });
  return hits;
}

std::optional<std::uint64_t> BreakFinder::place_of_time() const {
  if (size_ == 0 || index_->instant(moments_ - 1) < breakpoint_.at) return std::nullopt;
  const std::uint64_t place = position_at(*history_, breakpoint_.at);
  // Until something later has happened, more may happen at that instant.
  if (place > size_ || (place == size_ && !complete_)) return std::nullopt;
  return place;
}

std::uint64_t BreakFinder::hits(std::uint64_t position) const {
  if (breakpoint_.kind == Kind::Time) {
    const auto place = place_of_time();
    return place && *place <= position ? 1 : 0;
  }
  // Events that have to be looked at.
  const std::uint64_t end = std::min(breakpoint_.before() ? position + 1 : position, size_);
  if (end == 0 || parts_.empty()) return 0;
  const Moment last = index_->moment_at(history_->event(end - 1).at);
  return hits_before(last) + hits_at(last, end);
}

std::optional<std::uint64_t> BreakFinder::place(std::uint64_t nth) const {
  if (breakpoint_.kind == Kind::Time) return nth == 1 ? place_of_time() : std::nullopt;
  // The first moment by whose end there are so many.
  Moment begin = 0;
  Moment end = moments_;
  while (begin < end) {
    const Moment middle = begin + (end - begin) / 2;
    if (hits_before(middle + 1) < nth) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  if (begin == moments_) return std::nullopt;
  std::uint64_t found = hits_before(begin);
  std::optional<std::uint64_t> place;
  const RunIndex::Range range = index_->events_around(begin);
  const Instant at = index_->instant(begin);
  const std::uint64_t behind = std::min(range.end, size_);
  history_->visit_events(range.begin, behind, [&](std::uint64_t first, std::span<const Event> all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].at != at || !matches(all[i]) || ++found != nth) continue;
      place = first + i + (breakpoint_.before() ? 0 : 1);
      return false;
    }
    return true;
  });
  return place;
}

std::optional<std::uint64_t> BreakFinder::next(std::uint64_t position) const {
  const std::uint64_t hits_so_far = hits(position);
  if (breakpoint_.hit == 0) return place(hits_so_far + 1);
  return hits_so_far < breakpoint_.hit ? place(breakpoint_.hit) : std::nullopt;
}

std::optional<std::uint64_t> BreakFinder::previous(std::uint64_t position) const {
  if (position == 0) return std::nullopt;
  const std::uint64_t earlier_hits = hits(position - 1);
  const std::uint64_t nth = breakpoint_.hit == 0 ? earlier_hits : breakpoint_.hit;
  return nth > 0 && nth <= earlier_hits ? place(nth) : std::nullopt;
}

Selection BreakFinder::hit_at(std::uint64_t place) const {
  if (breakpoint_.kind == Kind::Time) return {};
  const std::uint64_t at = breakpoint_.before() ? place : place - 1;
  if (at >= size_) return {};
  const EventSubject about = EventReader(*history_).subject(history_->event(at));
  Selection selection;
  if (!about.pass) return selection;
  selection.pass = about.pass->index;
  selection.step = about.step;
  if (about.step) selection.type = about.pass->plan->step(*about.step).type;
  selection.resource = about.resource;
  return selection;
}

}  // namespace cascade::gui
