// SPDX-License-Identifier: Apache-2.0
// The log of events as a pane of the window: what fits the filter, one line each, made when it is
// looked at.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/data_table.h"
#include "gui/model/event_filter.h"
#include "gui/model/pane_source.h"

namespace cascade::gui {

/// One event in words.
struct EventLine {
  std::uint64_t position = 0;  ///< Of the event; the state behind it is at position + 1.
  std::string time;
  std::string pass;
  std::string kind;
  std::string subject;
  std::string detail;  ///< Reaction, links found, message.
  std::optional<Outcome> outcome;
  Selection link;
};

/// Thread: the UI's.
class EventsPane {
 public:
  explicit EventsPane(std::function<void()> wake) : list_(std::move(wake)) {}

  /// Before every frame.
  void update(const PaneSource& source);
  [[nodiscard]] EventList& list() { return list_; }
  [[nodiscard]] const EventList& list() const { return list_; }
  [[nodiscard]] bool empty() const { return history_ == nullptr; }
  /// "12 of 182,511 events", and how far the filter is.
  [[nodiscard]] std::string status() const;
  /// Lines [begin, end) of the list; those beyond its end are left out.
  [[nodiscard]] std::vector<EventLine> lines(std::uint64_t begin, std::uint64_t end) const;
  /// The line of the last event that has happened; nothing: none in the list.
  [[nodiscard]] std::optional<std::uint64_t> current() const;
  /// The lines as a table, at most kCopied of them, from `begin` on.
  [[nodiscard]] DataTable table(std::uint64_t begin = 0) const;
  static constexpr std::uint64_t kCopied = 100'000;

 private:
  EventList list_;
  std::shared_ptr<const History> history_;
  std::uint64_t position_ = 0;
};

/// `reader` is of that history.
EventLine event_line(const History& history, const EventReader& reader, const Event& event,
                     std::uint64_t position);

}  // namespace cascade::gui
