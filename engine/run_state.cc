// SPDX-License-Identifier: Apache-2.0
#include "engine/run_state.h"

#include <utility>

namespace cascade {

RunState::RunState(std::shared_ptr<const Plan> plan)
    : plan_(std::move(plan)), outcomes_(plan_->act_count(), Outcome::NotRun) {
  count_bytes();
}

RunState::Waiting::Waiting(const Plan& plan, Schedule schedule)
    : rows(plan), ready(plan, rows), gates(plan, rows, schedule) {}

void RunState::prepare(Schedule schedule) {
  flags_.resize(plan_->act_count(), 0);
  steps_.resize(plan_->steps().size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    steps_[i].unended = plan_->steps()[i].act_count();
    if (steps_[i].unended > 0) steps_[i].worst = Outcome::Skipped;
  }
  waiting_ = std::make_unique<Waiting>(*plan_, schedule);
}

void RunState::count_bytes() {
  std::size_t sum = outcomes_.capacity() * sizeof(Outcome) + flags_.capacity() +
                    steps_.capacity() * sizeof(StepProgress);
  if (waiting_ != nullptr) {
    sum += waiting_->rows.bytes() + waiting_->ready.bytes() + waiting_->gates.bytes() +
           waiting_->counts.capacity() * sizeof(std::uint32_t);
    if (waiting_->graph) sum += waiting_->graph->bytes();
    if (waiting_->conflicts) sum += waiting_->conflicts->bytes();
  }
  bytes_ = std::max(bytes_, sum);
}

void RunState::forget_waiting() {
  waiting_.reset();
  std::vector<std::uint8_t>().swap(flags_);
  std::vector<StepProgress>().swap(steps_);
}

}  // namespace cascade
