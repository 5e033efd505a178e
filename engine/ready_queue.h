// SPDX-License-Identifier: Apache-2.0
// The acts that have nothing left to wait for, and the limits that may still hold them back.
// Answers one question quickly: which is the first act in plan order whose limit has a free slot?
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/act_set.h"
#include "engine/assert.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/row_table.h"

namespace cascade {

struct ReadyAct {
  ActId act = kNoAct;
  StepId step = kNoStep;
  LimitId limit{};
};

/// Acts of one step under one limit that follow one another in the plan.
struct ReadyActs {
  ActId first = kNoAct;
  std::uint32_t count = 0;
  StepId step = kNoStep;
  LimitId limit{};
};

class ReadyQueue {
 public:
  /// Both must outlive the queue.
  ReadyQueue(const Plan& plan, const RowTable& rows);

  void insert(const ReadyAct& ready);
  /// All acts of a step, each under the limit of its row.
  void insert_step(StepId step);

  /// Takes out the first act in plan order that is ready and whose limit has a free slot, and with
  /// it those that follow under the same limit: one after the other they would be taken in this
  /// order, too. At most `room` acts, each with a slot of its limit; but an act under NoSlot, which
  /// needs neither, comes alone. A count of 0: there is no such act.
  ReadyActs take(std::uint32_t room) {
    const LimitId limit = first_open(room == 0);
    if (limit == kNoLimit) return {};
    Queue& queue = queues_[value(limit)];
    ReadyActs taken{ActId{queue.head + queue.to_act}, 1, queue.step, limit};
    if (limit != LimitId::NoSlot) {
      taken.count = std::min({room, queue.in_flight_max - queue.in_flight,
                              queue.step_end - queue.head, queue.members.run(queue.head)});
      queue.in_flight += taken.count;
    }
    queue.head = queue.members.pop(queue.head, taken.count);
    if (queue.head >= queue.step_end && queue.head != ActSet::kNone) find_step(queue);
    update_open(limit);
    return taken;
  }
  /// Gives slots back.
  void release(LimitId limit, std::uint32_t slots = 1) {
    Queue& queue = queues_[value(limit)];
    CASCADE_ASSERT(queue.in_flight >= slots, "a slot that nobody took is given back");
    queue.in_flight -= slots;
    update_open(limit);
  }

  [[nodiscard]] std::size_t bytes() const;

 private:
  /// Where the acts of a step stand among all acts that a limit is for, in plan order.
  struct Segment {
    std::uint32_t begin;
    StepId step;
  };
  struct Queue {
    ActSet members;
    std::uint32_t in_flight_max;
    std::uint32_t segments;  ///< Which list of segments.
    std::uint32_t in_flight = 0;
    std::uint32_t head = ActSet::kNone;  ///< The smallest member.
    StepId step = kNoStep;               ///< Of the head.
    std::uint32_t step_end = 0;          ///< The first member beyond that step.
    std::uint32_t to_act = 0;            ///< What to add to a member of that step for its ActId.
  };

  [[nodiscard]] std::uint32_t step_begin(const Queue& queue, StepId step) const;
  void set_step(Queue& queue, StepId step, std::uint32_t begin) const;
  void find_step(Queue& queue) const;
  [[nodiscard]] bool is_open(LimitId limit) const {
    return (open_[value(limit) / 64] >> value(limit) % 64 & 1U) != 0;
  }
  static constexpr LimitId kNoLimit{0xFFFFFFFF};
  /// The limit of the act that `take` is about to take, or kNoLimit.
  [[nodiscard]] LimitId first_open(bool without_slot_only) const {
    if (without_slot_only) return is_open(LimitId::NoSlot) ? LimitId::NoSlot : kNoLimit;
    LimitId found = kNoLimit;
    ActId first = kNoAct;  // the largest
    for (std::size_t word = 0; word < open_.size(); ++word) {
      for (std::uint64_t bits = open_[word]; bits != 0; bits &= bits - 1) {
        const LimitId limit{static_cast<std::uint32_t>(word * 64) +
                            static_cast<std::uint32_t>(std::countr_zero(bits))};
        const Queue& queue = queues_[value(limit)];
        const ActId act{queue.head + queue.to_act};
        if (act >= first) continue;
        first = act;
        found = limit;
      }
    }
    return found;
  }
  void update_open(LimitId limit) {
    const Queue& queue = queues_[value(limit)];
    const bool open = queue.head != ActSet::kNone && queue.in_flight < queue.in_flight_max;
    std::uint64_t& word = open_[value(limit) / 64];
    const unsigned bit = value(limit) % 64;
    word = (word & ~(std::uint64_t{1} << bit)) | std::uint64_t{open} << bit;
  }

  const Plan& plan_;
  const RowTable& rows_;
  std::vector<Queue> queues_;                   // by LimitId
  std::vector<std::uint64_t> open_;             // bits: queues with a member and a free slot
  std::vector<std::vector<Segment>> segments_;  // 0: of all types; then per type with limits
  std::vector<std::uint32_t> begins_in_type_;   // per step: of its segment among its type's
};

}  // namespace cascade
