// SPDX-License-Identifier: Apache-2.0
#include "gui/model/events_pane.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "engine/time_text.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr std::uint64_t kLinesAtOnce = 4096;

constexpr std::uint32_t bit(Outcome outcome) {
  return 1U << static_cast<unsigned>(outcome);
}
constexpr std::uint32_t kFailures =
    bit(Outcome::Failed) | bit(Outcome::TimedOut) | bit(Outcome::Blocked) | bit(Outcome::Vetoed);

std::string detail_of(const Event& event, const EventSubject& about) {
  if (event.kind == EventKind::StepPlanned) return sim::counted(event.other, "link") + " found";
  if (!about.act) return {};
  const Plan& plan = *about.pass->plan;
  std::string detail = sim::printable(plan.reaction(plan.step(*about.step), *about.act).name);
  const bool again = event.kind == EventKind::AttemptFailed ||
                     (event.kind != EventKind::ActStarted && event.other > 1);
  if (again) detail += fmt::format(", attempt {}", event.other);
  if (event.kind == EventKind::ActEnded && event.other == 0) detail += ", never started";
  return detail;
}

}  // namespace

EventLine event_line(const History& history, const EventReader& reader, const Event& event,
                     std::uint64_t position) {
  EventLine line;
  line.position = position;
  line.at = event.at;
  line.kind = event.kind;
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
  std::string text = fmt::format("{} of {}", sim::grouped(list_.listed().size()),
                                 sim::counted(history_->size(), "event"));
  const std::uint64_t looked_at = list_.looked_at();
  if (looked_at < history_->size()) {
    text += fmt::format(", {} % looked at", looked_at * 100 / history_->size());
  }
  return text;
}

std::vector<EventLine> EventsPane::lines(std::uint64_t begin, std::uint64_t end) const {
  return event_lines(list_.listed(), begin, end);
}

std::optional<std::uint64_t> EventsPane::current() const {
  const std::uint64_t behind = list_.listed().first_at(position_);
  if (behind == 0) return std::nullopt;
  return behind - 1;
}

void EventsPane::set_only_failures(bool only) {
  EventFilter filter = list_.filter();
  filter.outcomes = only ? kFailures : 0;
  list_.set_filter(std::move(filter));
}

bool EventsPane::only_failures() const {
  return list_.filter().outcomes == kFailures;
}

void EventsPane::go_to(const EventLine& line, Selection& selection) {
  selection = line.link;
  wanted_position_ = line.position + 1;
}

void EventsPane::set_filter_text(const std::string& text) {
  EventFilter filter = list_.filter();
  filter.text = text;
  list_.set_filter(std::move(filter));
}

TablePane::MakeText EventsPane::text(std::uint64_t rows_max) const {
  return [listed = list_.listed(), rows_max](Progress& progress, const std::stop_token& stop) {
    TableText text;
    text.of = listed.size();
    const std::uint64_t end = std::min(rows_max, text.of);
    progress.begin("writing lines", end);
    while (text.rows < end && !stop.stop_requested()) {
      const std::uint64_t next = std::min(text.rows + kLinesAtOnce, end);
      const DataTable table = event_table(listed, text.rows, next);
      if (text.rows == 0) text.csv = csv_head(table);
      append_csv(text.csv, table, ordered_rows(table, {}));
      text.rows = next;
      progress.set(text.rows, end);
    }
    return text;
  };
}

std::vector<EventLine> event_lines(const ListedEvents& listed, std::uint64_t begin,
                                   std::uint64_t end) {
  std::vector<EventLine> lines;
  end = std::min(end, listed.size());
  if (begin >= end) return lines;
  const History& history = *listed.history();
  const EventReader reader(history);
  for (std::uint64_t nth = begin; nth < end;) {
    // Neighbours in the log are unpacked together.
    const std::uint64_t first = listed.position(nth);
    std::uint64_t last = first + 1;
    std::uint64_t count = 1;
    while (nth + count < end && listed.position(nth + count) == last) {
      ++last;
      ++count;
    }
    history.visit_events(first, last, [&](std::uint64_t at, std::span<const Event> events) {
      for (std::size_t i = 0; i < events.size(); ++i) {
        if (at + i < last) lines.push_back(event_line(history, reader, events[i], at + i));
      }
      return true;
    });
    nth += count;
  }
  return lines;
}

DataTable event_table(const ListedEvents& listed, std::uint64_t begin, std::uint64_t end) {
  DataTable table;
  table.title = "events";
  table.columns = {{"number", true}, {"time", true}, {"pass"},  {"event"},
                   {"subject"},      {"outcome"},    {"detail"}};
  for (EventLine& line : event_lines(listed, begin, end)) {
    DataRow row;
    row.cells = {{std::to_string(line.number()), static_cast<std::int64_t>(line.number())},
                 {to_text(line.at), line.at.time_since_epoch().count()},
                 {std::move(line.pass)},
                 {std::string(to_string(line.kind))},
                 {std::move(line.subject)},
                 {line.outcome ? std::string(to_string(*line.outcome)) : std::string()},
                 {std::move(line.detail)}};
    row.link = line.link;
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace cascade::gui
