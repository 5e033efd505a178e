// SPDX-License-Identifier: Apache-2.0
// When everything in one pass of a run happened: acts by number, and by step and limit in the order
// of time. What the timeline folds, what the inspector and the critical path look up. Grows
// with the run (run_index.h); times are moments, ordinals of the run's distinct instants.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "gui/model/act_track.h"
#include "gui/model/growing_column.h"

namespace cascade::gui {

/// A moment that may not have come yet. One thread sets it, any may ask.
class OnceMoment {
 public:
  void set(Moment at) { plus_one_.store(at + 1, std::memory_order_relaxed); }
  [[nodiscard]] std::optional<Moment> get() const {
    const Moment stored = plus_one_.load(std::memory_order_relaxed);
    if (stored == 0) return std::nullopt;
    return stored - 1;
  }

 private:
  std::atomic<Moment> plus_one_{0};
};

/// Every act by its number. Thread: setters by one, the rest by any.
class ActTable {
 public:
  explicit ActTable(std::size_t size);
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Nothing: never started, or not yet.
  [[nodiscard]] std::optional<Moment> start(ActId act) const {
    return acts_[value(act)].start.get();
  }
  [[nodiscard]] std::optional<Moment> end(ActId act) const { return acts_[value(act)].end.get(); }
  /// Nothing: it has not ended.
  [[nodiscard]] std::optional<Outcome> outcome(ActId act) const;
  /// How many attempts were started; 0: none.
  [[nodiscard]] std::uint8_t attempts(ActId act) const;
  /// The act whose end let it start; kNoAct: none did.
  [[nodiscard]] ActId released_by(ActId act) const;
  /// See StepIndex::lane(); kNoLane: it did not start, or all lanes were taken.
  static constexpr std::uint8_t kNoLane = 255;
  [[nodiscard]] std::uint8_t lane(ActId act) const;

  void set_start(ActId act, Moment at, ActId released_by, std::uint8_t lane);
  void set_end(ActId act, Moment at, Outcome outcome);
  void set_attempts(ActId act, std::uint32_t attempts);  ///< Held at 255.
  [[nodiscard]] std::size_t bytes() const { return size_ * sizeof(Entry); }

 private:
  struct Entry {
    OnceMoment start;
    OnceMoment end;
    std::atomic<std::uint32_t> released_by{value(kNoAct)};
    std::atomic<std::uint8_t> outcome{kOutcomeCount};
    std::atomic<std::uint8_t> lane{kNoLane};
    std::atomic<std::uint8_t> attempts{0};
  };
  std::size_t size_;
  std::unique_ptr<Entry[]> acts_;
};

/// One step over time. Thread: one adds, any read.
class StepIndex {
 public:
  /// Acts side by side that can be shown one by one; beyond that only their number is known.
  static constexpr std::size_t kLanesMax = 48;
  using Lane = GrowingColumn<ActId>;

  OnceMoment planned_at;  ///< End of its query.
  OnceMoment started_at;  ///< Phase 2.
  OnceMoment ended_at;

  [[nodiscard]] const ActTrack& track() const { return track_; }
  /// As many as acts were in flight at once, at most kLanesMax. The acts of a lane follow one
  /// another; each takes the first that is free.
  [[nodiscard]] std::size_t lane_count() const {
    return lane_count_.load(std::memory_order_acquire);
  }
  [[nodiscard]] const Lane& lane(std::size_t nth) const { return *lanes_[nth]; }
  /// The moments at which acts ended like that, ascending, never started ones too. Null for Done,
  /// and where there is none.
  [[nodiscard]] const GrowingColumn<Moment>* ends(Outcome outcome) const;
  /// The worst outcome of what ended in [begin, end); nothing: nothing did.
  [[nodiscard]] std::optional<Outcome> worst_end(Moment begin, Moment end) const;

  /// Returns the lane. It is the act's until its end, also between two attempts.
  std::uint8_t add_start(ActId act, Moment at);
  void add_end(Moment at, Outcome outcome, std::uint8_t lane, bool in_flight);
  /// An attempt that is not the act's last.
  void add_attempt_end(Moment at);
  void add_attempt_start(Moment at) { track_.start(at); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  ActTrack track_;
  std::array<std::unique_ptr<Lane>, kLanesMax> lanes_;
  std::atomic<std::size_t> lane_count_{0};
  std::uint64_t lanes_taken_ = 0;
  GrowingColumn<Moment> attempt_ends_;  // which the track holds, too
  std::array<std::unique_ptr<GrowingColumn<Moment>>, kOutcomeCount> ends_;
  std::atomic<std::uint32_t> outcomes_seen_{0};  ///< Bit per outcome whose column is there.
};

/// The acts of one type with one reaction name, which a limit counts together.
struct LimitIndex {
  TypeId type = kNoType;
  std::string reaction;
  std::uint32_t in_flight_max = 0;
  ActTrack track;
};

/// Thread: add() by one, the rest by any.
class PassIndex {
 public:
  PassIndex(std::uint32_t index, std::shared_ptr<const Plan> plan);

  [[nodiscard]] std::uint32_t index() const { return index_; }  ///< Of PassInfo.
  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const std::shared_ptr<const Plan>& shared_plan() const { return plan_; }
  [[nodiscard]] const ActTable& acts() const { return acts_; }
  [[nodiscard]] const StepIndex& step(StepId step) const { return steps_[value(step)]; }
  /// Types and reactions with a limit, by type, then by the first step that has them.
  [[nodiscard]] const std::vector<std::unique_ptr<LimitIndex>>& limits() const { return limits_; }
  /// Acts that failed, timed out or were vetoed, in the order of their ends.
  [[nodiscard]] const GrowingColumn<ActId>& failures() const { return failures_; }
  /// The started act that ended last so far; kNoAct: none has.
  [[nodiscard]] ActId last_ended() const {
    return ActId{last_ended_.load(std::memory_order_relaxed)};
  }

  OnceMoment began;
  OnceMoment phase2_began;
  OnceMoment ended;

  /// The next event of this pass's run.
  void add(const Event& event, Moment at);
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kNoLimit = 0xFFFFFFFFU;

  void find_limits();
  StepId step_of(ActId act);
  [[nodiscard]] ActTrack* limit_of(StepId step, ActId act);

  std::uint32_t index_;
  std::shared_ptr<const Plan> plan_;
  ActTable acts_;
  std::vector<StepIndex> steps_;
  std::vector<std::unique_ptr<LimitIndex>> limits_;
  std::vector<std::vector<std::uint32_t>> limit_of_reaction_;  // by step, then by reaction
  GrowingColumn<ActId> failures_;
  StepId step_hint_{};
  std::set<ActId> resting_;  // the writer's own: acts between two attempts
  std::atomic<std::uint32_t> last_ended_{value(kNoAct)};
};

}  // namespace cascade::gui
