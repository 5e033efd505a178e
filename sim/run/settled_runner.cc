// SPDX-License-Identifier: Apache-2.0
#include "sim/run/settled_runner.h"

#include "engine/act.h"

namespace cascade::sim {

void SettledRunner::start(const Act& act, Performer& performer) {
  const bool known = !outcomes_.empty() && act.attempt.run == run_;
  if (known && is_settled(outcomes_[value(act.id())])) {
    answers_.emplace_back(act.attempt, outcomes_[value(act.id())]);
  } else {
    inner_.start(act, performer);
  }
}

bool SettledRunner::next(Arrival& arrival) {
  if (answers_.empty()) return inner_.next(arrival);
  arrival.kind = Arrival::Kind::Answer;
  arrival.attempt = answers_.front().first;
  arrival.outcome = answers_.front().second;
  arrival.count = 1;
  arrival.message.clear();
  answers_.pop_front();
  return true;
}

}  // namespace cascade::sim
