// SPDX-License-Identifier: Apache-2.0
// All that happened in one run so far: its events, its passes with their plans, and how lives and
// states of the world's resources changed. Only grows. One thread (the simulation's) appends, any
// thread reads what has been published; what was published never changes. Events are kept packed,
// as in recordings: a few bytes each, so that a run over a million VMs fits in memory twice.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "engine/mutex.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "gui/model/history_end.h"
#include "gui/model/run_origin.h"
#include "sim/recording/event_packing.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// One pass of one operation. Immutable.
struct PassInfo {
  std::uint32_t index = 0;      ///< Among the passes of the run, from 0.
  std::uint32_t operation = 0;  ///< Index into Scenario::operations.
  std::uint32_t pass = 0;       ///< Index into that operation's passes.
  std::string action_code;
  RunId run{};
  std::uint64_t begin = 0;           ///< Position of its first event.
  std::shared_ptr<const Plan> plan;  ///< Null: planning was refused, see `refusal`.
  std::optional<Error> refusal;
};

/// A resource's life and state after a change.
struct WorldChange {
  /// How many events have happened when it shows: the change belongs to the last of them (to the
  /// answer of the act that made it).
  std::uint64_t position = 0;
  Resource resource;
  sim::Life life = sim::Life::Live;
  std::uint8_t state = 0;
  friend bool operator==(const WorldChange&, const WorldChange&) = default;
};

/// What leaves a mark on the scrubber: an act that failed, timed out or vetoed.
constexpr bool is_failure(const Event& event) {
  return event.kind == EventKind::ActEnded &&
         (event.outcome == Outcome::Failed || event.outcome == Outcome::TimedOut ||
          event.outcome == Outcome::Vetoed);
}

/// Thread: append_*, publish and finish by one thread, everything else by any.
class History {
 public:
  /// `world`: before the first operation, never changed from now on.
  History(std::shared_ptr<const sim::Scenario> scenario, std::shared_ptr<const sim::World> world,
          RunOrigin origin = {});
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  [[nodiscard]] const sim::Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const std::shared_ptr<const sim::Scenario>& shared_scenario() const {
    return scenario_;
  }
  [[nodiscard]] const sim::World& world() const { return *world_; }
  [[nodiscard]] const sim::Model& model() const { return *scenario_->model; }
  [[nodiscard]] const RunOrigin& origin() const { return origin_; }

  /// Published events.
  [[nodiscard]] std::uint64_t size() const { return size_.load(std::memory_order_acquire); }
  /// `position` < size(). Costs a few microseconds: for many in a row use visit_events.
  [[nodiscard]] Event event(std::uint64_t position) const;
  /// The message that came with it; mostly empty.
  [[nodiscard]] std::string text(std::uint64_t position) const;
  /// All of those before `end`, by position. A copy.
  [[nodiscard]] std::vector<std::pair<std::uint64_t, std::string>> texts(std::uint64_t end) const;

  /// Events [begin, end) as spans, in order: `visit(position of the first, events)` with a
  /// std::span<const Event>; stops when it says false. `end` <= size().
  template <class Visit>
  void visit_events(std::uint64_t begin, std::uint64_t end, Visit&& visit) const;
  /// World changes with begin < position <= end, in order: `visit(change)`; stops when it says
  /// false. `end` <= size().
  template <class Visit>
  void visit_changes(std::uint64_t begin, std::uint64_t end, Visit&& visit) const;

  /// Positions of the events that are failures, ascending; the first kFailuresKept. A copy.
  [[nodiscard]] std::vector<std::uint64_t> failures() const;
  static constexpr std::size_t kFailuresKept = 10'000;

  /// Passes whose first event is published, or that were refused.
  [[nodiscard]] std::vector<std::shared_ptr<const PassInfo>> passes() const;
  /// Null: still going on.
  [[nodiscard]] std::shared_ptr<const HistoryEnd> end() const;
  /// Allocated for events and changes.
  [[nodiscard]] std::size_t bytes() const;

  void append_event(const Event& event, std::string_view text);
  /// Positions ascend.
  void append_change(const WorldChange& change);
  void append_pass(PassInfo pass);
  /// Makes the first `events` of what was appended readable; their changes are all there. Cheap.
  void publish(std::uint64_t events);
  /// Publishes all.
  void finish(HistoryEnd end);

 private:
  static constexpr std::size_t kEventsPerChunk = 1024;
  static constexpr std::size_t kChangesPerChunk = 4096;
  using Bytes = std::vector<std::uint8_t>;
  struct ChangeChunk;

  /// Unpacks the events from the begin of position's chunk up to `end`, or all of it; returns how
  /// many.
  std::size_t load(std::uint64_t position, std::uint64_t end, std::span<Event> events) const;
  /// Number of the first change behind `position`.
  [[nodiscard]] std::uint64_t first_change_behind(std::uint64_t position) const;
  /// Changes from `number` to the end of its chunk; empty: there are none.
  std::size_t load_changes(std::uint64_t number, std::span<WorldChange> changes) const;
  void close_chunk();

  const std::shared_ptr<const sim::Scenario> scenario_;
  const std::shared_ptr<const sim::World> world_;
  const RunOrigin origin_;

  // The writer's own.
  sim::EventPacker packer_;
  std::shared_ptr<Bytes> open_;  ///< The last chunk, with room for all of its events.
  std::size_t open_bytes_ = 0;
  std::shared_ptr<ChangeChunk> open_changes_;
  std::uint64_t appended_ = 0;
  std::uint64_t changes_appended_ = 0;

  // Written by the writer, read by all. A chunk's published part is never written again.
  std::atomic<std::uint64_t> size_{0};
  std::atomic<std::uint64_t> changes_size_{0};
  mutable Mutex mutex_;
  std::vector<std::shared_ptr<const Bytes>> chunks_ CASCADE_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<const ChangeChunk>> change_chunks_ CASCADE_GUARDED_BY(mutex_);
  std::vector<std::pair<std::uint64_t, std::string>> texts_ CASCADE_GUARDED_BY(mutex_);
  std::vector<std::uint64_t> failures_ CASCADE_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<const PassInfo>> passes_ CASCADE_GUARDED_BY(mutex_);
  std::shared_ptr<const HistoryEnd> end_ CASCADE_GUARDED_BY(mutex_);
  std::size_t bytes_ CASCADE_GUARDED_BY(mutex_) = 0;
};

template <class Visit>
void History::visit_events(std::uint64_t begin, std::uint64_t end, Visit&& visit) const {
  std::array<Event, kEventsPerChunk> events;
  while (begin < end) {
    const std::size_t count = load(begin, end, events);
    const std::size_t skipped = begin % kEventsPerChunk;
    if (count <= skipped) return;
    if (!visit(begin, std::span<const Event>(events.data() + skipped, count - skipped))) return;
    begin += count - skipped;
  }
}

template <class Visit>
void History::visit_changes(std::uint64_t begin, std::uint64_t end, Visit&& visit) const {
  std::array<WorldChange, kChangesPerChunk> changes;
  std::uint64_t next = first_change_behind(begin);
  while (const std::size_t count = load_changes(next, changes)) {
    for (std::size_t i = 0; i < count; ++i) {
      if (changes[i].position > end || !visit(changes[i])) return;
    }
    next += count;
  }
}

}  // namespace cascade::gui
