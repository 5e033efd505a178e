// SPDX-License-Identifier: Apache-2.0
// The acts that have nothing left to wait for, and the limits that may still hold them back.
// Answers one question quickly: which is the first act in plan order whose limit has a free slot?
#pragma once

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

class ReadyQueue {
 public:
  /// Both must outlive the queue.
  ReadyQueue(const Plan& plan, const RowTable& rows);

  void insert(const ReadyAct& ready);
  /// All acts of a step, each under the limit of its row.
  void insert_step(StepId step);

  /// The first act in plan order that is ready and whose limit has a free slot; with
  /// `without_slot_only` of those that need none. False: there is none.
  bool front(ReadyAct& ready, bool without_slot_only) const {
    if (open_.empty()) return false;
    if (open_.size() != 1 || without_slot_only) return front_of_many(ready, without_slot_only);
    ready = queues_[value(open_[0])].first(open_[0]);
    return true;
  }
  /// Takes out what `front` said and a slot of its limit. Those of NoSlot take none.
  void pop(const ReadyAct& ready) {
    Queue& queue = queues_[value(ready.limit)];
    CASCADE_ASSERT(queue.open && queue.first(ready.limit).act == ready.act,
                   "only the front can be taken out");
    queue.head = queue.members.pop(queue.head);
    if (ready.limit != LimitId::NoSlot) ++queue.in_flight;
    if (queue.head >= queue.step_end && queue.head != ActSet::kNone) find_step(queue);
    if (queue.head == ActSet::kNone || queue.in_flight == queue.in_flight_max) {
      update_open(ready.limit);
    }
  }
  /// Gives a slot back.
  void release(LimitId limit) {
    Queue& queue = queues_[value(limit)];
    CASCADE_ASSERT(queue.in_flight > 0, "a slot that nobody took is given back");
    if (queue.in_flight-- == queue.in_flight_max) update_open(limit);
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
    bool open = false;                   ///< Listed in open_: has a member and a free slot.

    [[nodiscard]] ReadyAct first(LimitId limit) const {
      return {ActId{head + to_act}, step, limit};
    }
  };

  [[nodiscard]] std::uint32_t step_begin(const Queue& queue, StepId step) const;
  void set_step(Queue& queue, StepId step, std::uint32_t begin) const;
  void find_step(Queue& queue) const;
  bool front_of_many(ReadyAct& ready, bool without_slot_only) const;
  void update_open(LimitId limit);

  const Plan& plan_;
  const RowTable& rows_;
  std::vector<Queue> queues_;                   // by LimitId
  std::vector<LimitId> open_;                   // of the queues that could start something
  std::vector<std::vector<Segment>> segments_;  // 0: of all types; then per type with limits
  std::vector<std::uint32_t> begins_in_type_;   // per step: of its segment among its type's
};

}  // namespace cascade
