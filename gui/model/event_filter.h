// SPDX-License-Identifier: Apache-2.0
// Which events of a log are listed. The positions that fit are gathered on a thread of their own
// while the list is shown already; without a filter nothing is gathered at all.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "gui/model/growing_column.h"
#include "gui/model/history.h"
#include "gui/model/latest_worker.h"
#include "gui/model/selection.h"

namespace cascade::gui {

/// A value. Everything that is set has to fit.
struct EventFilter {
  std::uint32_t kinds = 0;     ///< Bit per EventKind; 0: all.
  std::uint32_t outcomes = 0;  ///< Bit per Outcome, of ends; 0: all, and events without one.
  std::optional<TypeId> type{};
  std::optional<std::uint32_t> pass{};  ///< Index of PassInfo.
  std::optional<StepId> step{};         ///< Of that pass.
  std::optional<Resource> resource{};
  /// In the resource's name, the step's path, the reaction or the message; letters of either case.
  std::string text{};
  friend bool operator==(const EventFilter&, const EventFilter&) = default;
  [[nodiscard]] bool empty() const { return *this == EventFilter{}; }
};

/// Only what is about the selected resource; without one the step, the type or the pass.
EventFilter only_selected(EventFilter filter, const Selection& selection);
/// The parts of a filter that name something of the run.
enum class FilterPart : std::uint8_t { Pass, Step, Type, Resource };
inline constexpr std::array kFilterParts{FilterPart::Pass, FilterPart::Step, FilterPart::Type,
                                         FilterPart::Resource};
EventFilter without(EventFilter filter, FilterPart part);
/// "Vm/v3"; empty: the filter leaves that open.
std::string filter_words(const EventFilter& filter, FilterPart part, const History& history);

/// Ends of acts, steps and runs, and ignored answers have an outcome.
bool has_outcome(EventKind kind);

/// Who an event is about.
struct EventSubject {
  std::shared_ptr<const PassInfo> pass;  ///< Null: of a nested run.
  std::optional<StepId> step{};
  std::optional<ActId> act{};
  std::optional<Resource> resource{};
};
/// Passes by run, for many events in a row. A value; of the passes that there were.
class EventReader {
 public:
  explicit EventReader(const History& history);
  [[nodiscard]] EventSubject subject(const Event& event) const;
  [[nodiscard]] bool fits(const EventFilter& filter, const Event& event,
                          std::uint64_t position) const;

 private:
  [[nodiscard]] bool text_fits(const EventFilter& filter, const EventSubject& subject,
                               std::uint64_t position) const;
  const History& history_;
  std::vector<std::shared_ptr<const PassInfo>> passes_;
};

/// The positions that were found so far. Written by one thread, read by all.
struct FoundEvents {
  GrowingColumn<std::uint64_t> positions;
  std::atomic<std::uint64_t> looked_at{0};
};

/// What a list held when it was asked. A value; any thread.
class ListedEvents {
 public:
  ListedEvents() = default;
  /// `found` null: all events are listed.
  ListedEvents(std::shared_ptr<const History> history, std::shared_ptr<const FoundEvents> found);
  [[nodiscard]] const std::shared_ptr<const History>& history() const { return history_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The position in the log of the n-th that fits.
  [[nodiscard]] std::uint64_t position(std::uint64_t nth) const;
  /// The first that fits at or behind a position; size(): none.
  [[nodiscard]] std::uint64_t first_at(std::uint64_t position) const;

 private:
  std::shared_ptr<const History> history_;
  std::shared_ptr<const FoundEvents> found_;
  std::uint64_t size_ = 0;
};

/// Thread: the UI's. Of one history at a time.
class EventList {
 public:
  explicit EventList(std::function<void()> wake) : worker_(std::move(wake)) {}

  /// Before every frame.
  void update(std::shared_ptr<const History> history);
  void set_filter(EventFilter filter);
  [[nodiscard]] const EventFilter& filter() const { return filter_; }

  [[nodiscard]] ListedEvents listed() const;
  /// Events looked at so far; the history's size without a filter.
  [[nodiscard]] std::uint64_t looked_at() const;
  [[nodiscard]] bool busy() const { return worker_.busy(); }
  void wait() { worker_.wait(); }

 private:
  static void gather(const History& history, const EventFilter& filter, const std::stop_token& stop,
                     FoundEvents& found);

  std::shared_ptr<const History> history_;
  EventFilter filter_;
  std::shared_ptr<FoundEvents> found_ = std::make_shared<FoundEvents>();
  LatestWorker<bool> worker_;
};

}  // namespace cascade::gui
