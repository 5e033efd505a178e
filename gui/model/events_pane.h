// SPDX-License-Identifier: Apache-2.0
// The log of events as a pane of the window: what fits the filter, one line each, made when it is
// looked at.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/data_table.h"
#include "gui/model/event_filter.h"
#include "gui/model/pane_source.h"
#include "gui/model/table_pane.h"

namespace cascade::gui {

/// One event in words.
struct EventLine {
  std::uint64_t position = 0;  ///< Of the event; the state behind it is at position + 1.
  Instant at{};
  std::string pass;
  EventKind kind = EventKind::RunBegan;
  std::string subject;
  std::string detail;  ///< Reaction, links found, message.
  std::optional<Outcome> outcome;
  Selection link;
  /// As it is told, counted from 1: right behind it the window stands at "event 12 of 50".
  [[nodiscard]] std::uint64_t number() const { return position + 1; }
};

/// Thread: the UI's.
class EventsPane final : public TablePane {
 public:
  explicit EventsPane(std::function<void()> wake) : list_(std::move(wake)) {}

  /// Before every frame.
  void update(const PaneSource& source);
  [[nodiscard]] EventList& list() { return list_; }
  [[nodiscard]] const EventList& list() const { return list_; }
  /// "12 of 182,511 events", and how far the filter is.
  [[nodiscard]] std::string status() const;
  /// Events that have happened at the position of the window.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// Lines [begin, end) of the list; those beyond its end are left out.
  [[nodiscard]] std::vector<EventLine> lines(std::uint64_t begin, std::uint64_t end) const;
  /// The line of the last event that has happened; nothing: none in the list.
  [[nodiscard]] std::optional<std::uint64_t> current() const;

  // What the user does.
  /// Lists what failed, timed out, was blocked or vetoed alone, or all outcomes again.
  void set_only_failures(bool only);
  [[nodiscard]] bool only_failures() const;
  /// The list keeps the current line in view.
  void set_following(bool following) { following_ = following; }
  [[nodiscard]] bool following() const { return following_; }
  /// Selects what the line is about and goes to where it has just happened.
  void go_to(const EventLine& line, Selection& selection);
  /// The position that the user asked to go to, once.
  std::optional<std::uint64_t> take_wanted_position() {
    return std::exchange(wanted_position_, std::nullopt);
  }

  [[nodiscard]] bool empty() const override { return history_ == nullptr; }
  [[nodiscard]] const std::string& filter_text() const override { return list_.filter().text; }
  void set_filter_text(const std::string& text) override;
  [[nodiscard]] MakeText text(std::uint64_t rows_max) const override;

 private:
  EventList list_;
  std::shared_ptr<const History> history_;
  std::uint64_t position_ = 0;
  bool following_ = true;
  std::optional<std::uint64_t> wanted_position_;
};

/// `reader` is of that history.
EventLine event_line(const History& history, const EventReader& reader, const Event& event,
                     std::uint64_t position);
/// Lines [begin, end) of what is listed; those beyond its end are left out.
std::vector<EventLine> event_lines(const ListedEvents& listed, std::uint64_t begin,
                                   std::uint64_t end);
DataTable event_table(const ListedEvents& listed, std::uint64_t begin, std::uint64_t end);

}  // namespace cascade::gui
