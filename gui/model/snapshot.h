// SPDX-License-Identifier: Apache-2.0
// The state of everything that a run touches, at one position of its event log: what all panels
// show. An immutable value; made by a Cursor (gui/model/cursor.h), handed to the UI thread as a
// shared pointer, and the same whether the position was reached forwards, backwards or by a jump.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/time.h"
#include "gui/model/cow_column.h"
#include "sim/world/world_watcher.h"

namespace cascade::gui {

struct PassInfo;

/// Where one act stands. The first values are those of Outcome.
enum class ActStatus : std::uint8_t {
  Failed,
  TimedOut,
  Blocked,
  Vetoed,
  Cancelled,
  NotRun,
  Done,
  Skipped,
  Waiting,   ///< Not started yet, or between two attempts.
  InFlight,  ///< Started, not ended.
};
inline constexpr int kActStatusCount = 10;

constexpr ActStatus status_of(Outcome outcome) {
  return static_cast<ActStatus>(outcome);
}
/// Nothing: it has not ended.
constexpr std::optional<Outcome> outcome_of(ActStatus status) {
  if (status >= ActStatus::Waiting) return std::nullopt;
  return static_cast<Outcome>(status);
}

/// One step (node of the tree) at a position.
struct StepState {
  enum class Phase : std::uint8_t {
    Unplanned,  ///< Phase 1 has not come to it.
    Waiting,    ///< Planned; phase 2 has not started it.
    Running,
    Finished,
  };
  Phase phase = Phase::Unplanned;
  std::optional<Outcome> outcome;  ///< When it finished: the worst of its acts.
  Instant planned_at{};            ///< End of its query.
  std::uint32_t links_found = 0;
  std::optional<Instant> start;  ///< Of phase 2.
  std::optional<Instant> end;
  std::uint32_t in_flight = 0;
  std::uint32_t in_flight_peak = 0;
  std::array<std::uint32_t, kOutcomeCount> acts{};  ///< Ended ones by outcome.
  friend bool operator==(const StepState&, const StepState&) = default;

  [[nodiscard]] std::uint32_t ended() const;
  /// Of the acts ended so far; nothing: none has ended.
  [[nodiscard]] std::optional<Outcome> worst() const;
};

/// One pass at a position.
struct PassState {
  enum class Phase : std::uint8_t { Planning, Acting, Ended };
  std::shared_ptr<const PassInfo> info;
  Phase phase = Phase::Planning;
  std::optional<Outcome> outcome;  ///< When it ended.
  Instant began{};
  std::optional<Instant> phase2_began;
  std::optional<Instant> ended_at;
  std::uint64_t acts_ended = 0;
  std::uint64_t acts_in_flight = 0;
  std::vector<StepState> steps;  ///< By StepId.
  CowColumn<ActStatus> acts;     ///< By ActId.
};

/// Lives and states of all resources of one type, by index; states as in the model's list.
struct TypeState {
  CowColumn<sim::Life> lives;
  CowColumn<std::uint8_t> states;
};

struct Snapshot {
  std::uint64_t position = 0;  ///< How many events have happened; 0: nothing.
  Instant now{};               ///< Of the last of them.
  std::vector<std::shared_ptr<const PassState>> passes;  ///< Begun ones, in order.
  std::vector<TypeState> types;                          ///< By TypeId.

  /// The pass that is going on, otherwise the last begun; null: none has begun.
  [[nodiscard]] const PassState* current() const;
  /// Of everything above. Equal states, equal digests.
  [[nodiscard]] std::uint64_t digest() const;
};

}  // namespace cascade::gui
