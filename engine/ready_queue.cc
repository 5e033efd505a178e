// SPDX-License-Identifier: Apache-2.0
#include "engine/ready_queue.h"

#include <algorithm>

#include "engine/column_scans.h"

namespace cascade {

ReadyQueue::ReadyQueue(const Plan& plan, const RowTable& rows)
    : plan_(plan), rows_(rows), segments_(1) {
  const std::size_t types = plan.graph().type_count();
  std::vector<std::uint32_t> list_of_type(types, 0);
  for (const RowTable::Limit& limit : rows.limits()) {
    if (limit.type == kNoType || list_of_type[value(limit.type)] != 0) continue;
    list_of_type[value(limit.type)] = static_cast<std::uint32_t>(segments_.size());
    segments_.emplace_back();
  }
  std::vector<std::uint32_t> acts_of_type(types, 0);
  begins_in_type_.reserve(plan.steps().size());
  for (std::size_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    const StepId id{static_cast<std::uint32_t>(i)};
    std::uint32_t& acts = acts_of_type[value(step.type)];
    begins_in_type_.push_back(acts);
    if (step.act_count() == 0) continue;
    segments_[0].push_back({step.acts_begin, id});
    const std::uint32_t list = list_of_type[value(step.type)];
    if (list != 0) segments_[list].push_back({acts, id});
    acts += step.act_count();
  }
  const auto all = static_cast<std::uint32_t>(plan.act_count());
  for (const RowTable::Limit& limit : rows.limits()) {
    const bool of_all = limit.type == kNoType;
    queues_.push_back({ActSet(of_all ? all : acts_of_type[value(limit.type)]), limit.in_flight_max,
                       of_all ? 0 : list_of_type[value(limit.type)]});
  }
  open_.resize((queues_.size() + 63) / 64, 0);
}

std::uint32_t ReadyQueue::step_begin(const Queue& queue, StepId step) const {
  return queue.segments == 0 ? plan_.step(step).acts_begin : begins_in_type_[value(step)];
}

void ReadyQueue::insert(const ReadyAct& ready) {
  Queue& queue = queues_[value(ready.limit)];
  const std::uint32_t begin = step_begin(queue, ready.step);
  const std::uint32_t member = begin + value(ready.act) - plan_.step(ready.step).acts_begin;
  queue.members.insert(member);
  if (member >= queue.head) return;
  queue.head = member;
  set_step(queue, ready.step, begin);
  update_open(ready.limit);
}

void ReadyQueue::insert_step(StepId id) {
  const Step& step = plan_.step(id);
  if (step.act_count() == 0) return;
  const auto reactions = plan_.reactions().subspan(step.acts_begin, step.act_count());
  const ActId begin{step.acts_begin};
  if (all_equal(reactions)) {
    const ReadyAct first{begin, id, rows_.row(id, reactions[0]).limit};
    Queue& queue = queues_[value(first.limit)];
    const std::uint32_t member = step_begin(queue, id);
    queue.members.insert_range(member, member + step.act_count());
    insert(first);  // for the head
    return;
  }
  for (std::uint32_t i = 0; i < step.act_count(); ++i) {
    insert({ActId{step.acts_begin + i}, id, rows_.row(id, reactions[i]).limit});
  }
}

void ReadyQueue::set_step(Queue& queue, StepId id, std::uint32_t begin) const {
  const Step& step = plan_.step(id);
  queue.step = id;
  queue.step_end = begin + step.act_count();
  queue.to_act = step.acts_begin - begin;  // may wrap, and wraps back when it is added
}

void ReadyQueue::find_step(Queue& queue) const {
  const auto& segments = segments_[queue.segments];
  const auto after = std::upper_bound(
      segments.begin(), segments.end(), queue.head,
      [](std::uint32_t member, const Segment& segment) { return member < segment.begin; });
  set_step(queue, std::prev(after)->step, std::prev(after)->begin);
}

std::size_t ReadyQueue::bytes() const {
  std::size_t sum = queues_.capacity() * sizeof(Queue) + open_.capacity() * sizeof(std::uint64_t) +
                    begins_in_type_.capacity() * sizeof(std::uint32_t);
  for (const Queue& queue : queues_) sum += queue.members.bytes();
  for (const auto& list : segments_) sum += list.capacity() * sizeof(Segment);
  return sum;
}

}  // namespace cascade
