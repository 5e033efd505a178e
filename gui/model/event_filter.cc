// SPDX-License-Identifier: Apache-2.0
#include "gui/model/event_filter.h"

#include <algorithm>
#include <span>
#include <utility>

#include "gui/model/tree_outline.h"
#include "sim/base/text.h"

namespace cascade::gui {

EventFilter only_selected(EventFilter filter, const Selection& selection) {
  for (const FilterPart part : kFilterParts) filter = without(filter, part);
  if (selection.resource) {
    filter.resource = selection.resource;
  } else if (selection.step && selection.pass) {
    filter.pass = selection.pass;
    filter.step = selection.step;
  } else if (selection.type) {
    filter.type = selection.type;
  } else {
    filter.pass = selection.pass;
  }
  return filter;
}

EventFilter without(EventFilter filter, FilterPart part) {
  switch (part) {
    case FilterPart::Pass:
      filter.pass.reset();
      filter.step.reset();  // It is of that pass.
      break;
    case FilterPart::Step:
      filter.step.reset();
      break;
    case FilterPart::Type:
      filter.type.reset();
      break;
    case FilterPart::Resource:
      filter.resource.reset();
      break;
  }
  return filter;
}

std::string filter_words(const EventFilter& filter, FilterPart part, const History& history) {
  const auto passes = history.passes();
  const PassInfo* const pass =
      filter.pass && *filter.pass < passes.size() ? passes[*filter.pass].get() : nullptr;
  switch (part) {
    case FilterPart::Pass:
      return pass == nullptr ? std::string() : sim::printable(pass->action_code);
    case FilterPart::Step:
      if (!filter.step || pass == nullptr || !pass->plan) return {};
      return sim::printable(pass->plan->path(*filter.step));
    case FilterPart::Type:
      return filter.type ? sim::printable(history.model().types[value(*filter.type)].name)
                         : std::string();
    case FilterPart::Resource:
      break;
  }
  return filter.resource ? sim::printable(history.world().name(*filter.resource)) : std::string();
}

bool has_outcome(EventKind kind) {
  return kind == EventKind::ActEnded || kind == EventKind::StepEnded ||
         kind == EventKind::RunEnded || kind == EventKind::AnswerIgnored ||
         kind == EventKind::AttemptFailed;
}

EventReader::EventReader(const History& history) : history_(history), passes_(history.passes()) {}

EventSubject EventReader::subject(const Event& event) const {
  EventSubject subject;
  for (const auto& pass : passes_) {
    if (pass->plan && pass->run == event.run) subject.pass = pass;
  }
  if (!subject.pass) return subject;
  const Plan& plan = *subject.pass->plan;
  switch (event.kind) {
    case EventKind::StepPlanned:
    case EventKind::StepStarted:
    case EventKind::StepEnded:
      subject.step = StepId{event.subject};
      break;
    case EventKind::ActStarted:
    case EventKind::ActEnded:
    case EventKind::AnswerIgnored:
    case EventKind::AttemptFailed:
    case EventKind::RetryDue:
    case EventKind::RetryStarted:
      subject.act = ActId{event.subject};
      subject.step = plan.step_of(*subject.act);
      subject.resource = Resource{plan.step(*subject.step).type, plan.resources()[event.subject]};
      break;
    case EventKind::RunBegan:
    case EventKind::PhaseTwoBegan:
    case EventKind::RunEnded:
      break;
  }
  return subject;
}

bool EventReader::fits(const EventFilter& filter, const Event& event,
                       std::uint64_t position) const {
  if (filter.kinds != 0 && (filter.kinds >> static_cast<unsigned>(event.kind) & 1) == 0) {
    return false;
  }
  if (filter.outcomes != 0 &&
      (!has_outcome(event.kind) ||
       (filter.outcomes >> static_cast<unsigned>(event.outcome) & 1) == 0)) {
    return false;
  }
  const EventSubject about = subject(event);
  if (filter.pass && (!about.pass || about.pass->index != *filter.pass)) return false;
  if (filter.step && about.step != filter.step) return false;
  if (filter.resource && about.resource != filter.resource) return false;
  if (filter.type && (!about.step || about.pass->plan->step(*about.step).type != *filter.type)) {
    return false;
  }
  return filter.text.empty() || text_fits(filter, about, position);
}

bool EventReader::text_fits(const EventFilter& filter, const EventSubject& about,
                            std::uint64_t position) const {
  if (about.resource && holds_text(history_.world().name(*about.resource), filter.text))
    return true;
  if (about.step && holds_text(about.pass->plan->path(*about.step), filter.text)) return true;
  if (about.act) {
    const Plan& plan = *about.pass->plan;
    if (holds_text(plan.reaction(plan.step(*about.step), *about.act).name, filter.text))
      return true;
  }
  return holds_text(history_.text(position), filter.text);
}

ListedEvents::ListedEvents(std::shared_ptr<const History> history,
                           std::shared_ptr<const FoundEvents> found)
    : history_(std::move(history)),
      found_(std::move(found)),
      size_(found_ ? found_->positions.size() : history_->size()) {}

std::uint64_t ListedEvents::position(std::uint64_t nth) const {
  return found_ ? found_->positions[nth] : nth;
}

std::uint64_t ListedEvents::first_at(std::uint64_t position) const {
  if (!found_) return std::min(position, size_);
  return rank_below(found_->positions, size_, position, size_);
}

void EventList::update(std::shared_ptr<const History> history) {
  if (history != history_) {
    history_ = std::move(history);
    // Numbers of one run mean something else in another.
    for (const FilterPart part : kFilterParts) filter_ = without(std::move(filter_), part);
    found_ = std::make_shared<FoundEvents>();
    worker_.cancel();
  }
  (void)worker_.take();
  if (!history_ || filter_.empty() || worker_.busy()) return;
  if (found_->looked_at.load(std::memory_order_acquire) >= history_->size()) return;
  worker_.ask([history = history_, filter = filter_, found = found_](const std::stop_token& stop) {
    gather(*history, filter, stop, *found);
    return true;
  });
}

void EventList::gather(const History& history, const EventFilter& filter,
                       const std::stop_token& stop, FoundEvents& found) {
  const std::uint64_t end = history.size();
  const EventReader reader(history);
  history.visit_events(found.looked_at.load(std::memory_order_relaxed), end,
                       [&](std::uint64_t first, std::span<const Event> events) {
                         for (std::size_t i = 0; i < events.size(); ++i) {
                           if (reader.fits(filter, events[i], first + i)) {
                             found.positions.push_back(first + i);
                           }
                         }
                         found.looked_at.store(first + events.size(), std::memory_order_release);
                         return !stop.stop_requested();
                       });
}

void EventList::set_filter(EventFilter filter) {
  if (filter == filter_) return;
  filter_ = std::move(filter);
  // What still gathers does so into what nobody looks at any more.
  found_ = std::make_shared<FoundEvents>();
  worker_.cancel();
}

ListedEvents EventList::listed() const {
  if (!history_) return {};
  return {history_, filter_.empty() ? nullptr : found_};
}

std::uint64_t EventList::looked_at() const {
  if (!history_) return 0;
  return filter_.empty() ? history_->size() : found_->looked_at.load(std::memory_order_acquire);
}

}  // namespace cascade::gui
