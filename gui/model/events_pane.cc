// SPDX-License-Identifier: Apache-2.0
#include "gui/model/events_pane.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/time_text.h"
#include "sim/text.h"

namespace cascade::gui {
namespace {

std::string detail_of(const Event& event, const EventSubject& about) {
  if (event.kind == EventKind::StepPlanned) return sim::counted(event.other, "link") + " found";
  if (!about.act) return {};
  const Plan& plan = *about.pass->plan;
  std::string detail = sim::printable(plan.reaction(plan.step(*about.step), *about.act).name);
  const bool again = event.kind != EventKind::ActStarted && event.other > 1;
  if (again) detail += fmt::format(", attempt {}", event.other);
  if (event.kind == EventKind::ActEnded && event.other == 0) detail += ", never started";
  return detail;
}

}  // namespace

EventLine event_line(const History& history, const EventReader& reader, const Event& event,
                     std::uint64_t position) {
  EventLine line;
  line.position = position;
  line.time = to_text(event.at);
  line.kind = to_string(event.kind);
  if (has_outcome(event.kind)) line.outcome = event.outcome;
  const EventSubject about = reader.subject(event);
  line.link.position = position;
  if (!about.pass) {
    line.subject = fmt::format("nested run {}", value(event.run));
    return line;
  }
  line.pass = sim::printable(about.pass->action_code);
  line.link.pass = about.pass->index;
  line.link.step = about.step;
  if (about.step) line.link.type = about.pass->plan->step(*about.step).type;
  line.link.resource = about.resource;
  if (about.resource) {
    line.subject = sim::printable(history.world().name(*about.resource));
  } else if (about.step) {
    line.subject = sim::printable(about.pass->plan->path(*about.step));
  }
  line.detail = detail_of(event, about);
  const std::string text = history.text(position);
  if (!text.empty()) line.detail += (line.detail.empty() ? "" : ": ") + sim::printable(text);
  return line;
}

void EventsPane::update(const PaneSource& source) {
  history_ = source.history;
  position_ = source.snapshot ? source.snapshot->position : 0;
  list_.update(source.history);
}

std::string EventsPane::status() const {
  if (!history_) return {};
  if (list_.filter().empty()) return sim::counted(history_->size(), "event");
  std::string text =
      fmt::format("{} of {}", sim::grouped(list_.size()), sim::counted(history_->size(), "event"));
  const std::uint64_t looked_at = list_.looked_at();
  if (looked_at < history_->size()) {
    text += fmt::format(", {} % looked at", looked_at * 100 / history_->size());
  }
  return text;
}

std::vector<EventLine> EventsPane::lines(std::uint64_t begin, std::uint64_t end) const {
  std::vector<EventLine> lines;
  if (!history_) return lines;
  end = std::min(end, list_.size());
  const EventReader reader(*history_);
  for (std::uint64_t nth = begin; nth < end;) {
    // Neighbours in the log are unpacked together.
    const std::uint64_t first = list_.position(nth);
    std::uint64_t last = first + 1;
    std::uint64_t count = 1;
    while (nth + count < end && list_.position(nth + count) == last) {
      ++last;
      ++count;
    }
    history_->visit_events(first, last, [&](std::uint64_t at, std::span<const Event> events) {
      for (std::size_t i = 0; i < events.size(); ++i) {
        if (at + i < last) lines.push_back(event_line(*history_, reader, events[i], at + i));
      }
      return true;
    });
    nth += count;
  }
  return lines;
}

std::optional<std::uint64_t> EventsPane::current() const {
  const std::uint64_t behind = list_.first_at(position_);
  if (behind == 0) return std::nullopt;
  return behind - 1;
}

DataTable EventsPane::table(std::uint64_t begin) const {
  DataTable table;
  table.title = "events";
  table.columns = {{"position", true}, {"time", true}, {"pass"},  {"event"},
                   {"subject"},        {"outcome"},    {"detail"}};
  for (EventLine& line : lines(begin, begin + kCopied)) {
    DataRow row;
    row.cells = {{std::to_string(line.position), static_cast<std::int64_t>(line.position)},
                 {std::move(line.time)},
                 {std::move(line.pass)},
                 {std::move(line.kind)},
                 {std::move(line.subject)},
                 {line.outcome ? std::string(to_string(*line.outcome)) : std::string()},
                 {std::move(line.detail)}};
    row.link = line.link;
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace cascade::gui
