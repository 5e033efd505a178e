// SPDX-License-Identifier: Apache-2.0
// The rules of order, for the checker: which acts must have ended before an act begins. Made from
// the plan's links and touches alone. Inner part of sim/run/checker.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "sim/run/checker.h"

namespace cascade::sim {

/// Thread: one.
class OrderRules {
 public:
  /// `plan` must outlive it.
  OrderRules(const Plan& plan, const RunOptions& options);

  /// Why `act` must not begin now.
  struct Objection {
    Invariant invariant = Invariant::Below;
    ActId other = kNoAct;  ///< What stands in the way, where that is known at once.
    std::uint32_t below = 0xFFFFFFFFU;
  };
  [[nodiscard]] std::optional<Objection> object(ActId act);
  /// The act that stands in the way, or kNoAct. Slow: looks at all of them.
  [[nodiscard]] ActId culprit(const Objection& objection) const;

  /// `act` has ended. Failures that are ignored do not count.
  void end(ActId act, Outcome outcome);
  [[nodiscard]] bool ended(ActId act) const { return ended_[value(act)]; }

 private:
  /// Accesses of one kind to one resource, by act.
  enum class Kind : std::uint8_t { Read, Write, Add, Own };
  struct Entry {
    Resource resource;
    Kind kind = Kind::Read;
    ActId act = kNoAct;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  /// A stretch of `entries_` with one resource and kind; what is before `first` has ended.
  struct Group {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t first = 0;
  };

  void number_resources();
  void count_below();
  void list_own_acts();
  void list_touches();
  [[nodiscard]] std::uint32_t slot(Resource resource) const;
  /// Where what is linked below a resource of `step`'s parent type is counted, or kNoSlot.
  [[nodiscard]] std::uint32_t below_slot(const Step& step, LinkParent parent) const;
  /// The same from the side of the one that waits.
  [[nodiscard]] std::uint32_t waiting_slot(const Step& step, ActId act) const;
  [[nodiscard]] ActId find_act(const Step& step, ResourceIndex resource) const;

  [[nodiscard]] std::optional<Objection> object_root(StepId id) const;
  [[nodiscard]] std::optional<Objection> object_below(const Step& step, ActId act) const;
  [[nodiscard]] std::optional<Objection> object_resource(const Step& step, ActId act) const;
  [[nodiscard]] std::optional<Objection> object_schedule(StepId id) const;
  std::optional<Objection> object_conflict(const Step& step, ActId act);
  std::optional<Objection> object_kinds(Resource resource, Kind of, ActId act);
  Group* find_group(Resource resource, Kind kind);

  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFFU;

  const Plan& plan_;
  RunOptions options_;
  std::vector<std::uint32_t> bases_;  // per type: its first slot
  std::uint32_t slots_ = 0;
  std::vector<bool> ended_;           // per act
  std::vector<bool> counted_;         // per act: failed or blocked, see end()
  std::vector<std::uint32_t> below_;  // per act (per_path) or slot: not ended below
  std::vector<bool> failed_below_;
  std::vector<std::uint32_t> own_offsets_;  // per slot and one more, into own_acts_
  std::vector<ActId> own_acts_;             // ascending in each slot
  std::vector<std::uint32_t> own_next_;     // per slot: the first that has not ended
  std::vector<bool> own_failed_;            // per slot
  std::vector<Entry> entries_;              // touches, and own acts on touched resources; sorted
  std::vector<Group> groups_;               // by resource and kind
  std::vector<bool> touched_;               // per slot
  std::vector<std::uint32_t> step_remaining_;
  std::vector<std::uint32_t> children_begin_;  // per_path: tree children by step, and one more
  std::vector<StepId> children_;
  std::uint32_t first_open_step_ = 0;  // steps before it have ended
  std::uint32_t remaining_ = 0;        // acts, without the root's
  bool any_counted_ = false;           // of acts that are not the root's
  StepId failed_step_ = kNoStep;       // of the first act that failed in a way that counts
};

}  // namespace cascade::sim
