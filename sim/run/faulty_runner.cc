// SPDX-License-Identifier: Apache-2.0
#include "sim/run/faulty_runner.h"

#include <utility>

#include "engine/act.h"
#include "engine/completion.h"
#include "sim/base/random.h"

namespace cascade::sim {

std::size_t FaultyRunner::AttemptHash::operator()(const Attempt& attempt) const {
  return static_cast<std::size_t>(mix(mix(value(attempt.run), value(attempt.act)), attempt.number));
}

void FaultyRunner::Idle::perform(const Act& /*act*/, Completion done) {
  done(ActResult::done());  // replaced when it arrives
}

void FaultyRunner::start(const Act& act, Performer& performer) {
  const Treatment::Kind kind = treatments_.treat(act).kind;
  if (kind != Treatment::Kind::Normal) meant_.emplace(act.attempt, kind);
  inner_.start(act, is_performed(kind) ? performer : idle_);
}

bool FaultyRunner::next(Arrival& arrival) {
  if (!again_.empty()) {
    arrival = std::move(again_.front());
    again_.pop_front();
    return true;
  }
  if (!inner_.next(arrival)) return false;
  if (meant_.empty() || arrival.kind != Arrival::Kind::Answer) return true;
  const auto found = meant_.find(arrival.attempt);
  if (found == meant_.end()) return true;
  switch (found->second) {
    case Treatment::Kind::Normal:
      break;
    case Treatment::Kind::AnswerTwice:
      again_.push_back(arrival);
      break;
    case Treatment::Kind::FailBefore:
    case Treatment::Kind::Throw:
    case Treatment::Kind::Veto:
    case Treatment::Kind::Skip: {
      ActResult result = unperformed_result(found->second);
      arrival.outcome = result.outcome;
      arrival.message = std::move(result.message);
      break;
    }
    case Treatment::Kind::FailAfter:
      arrival.outcome = Outcome::Failed;
      arrival.message = "fault: failed after its effect";
      break;
    case Treatment::Kind::Hang:
    case Treatment::Kind::LoseAnswer:
      arrival.outcome = Outcome::TimedOut;
      arrival.message = "fault: no answer";
      break;
  }
  meant_.erase(found);  // a second answer is the runner's own
  return true;
}

}  // namespace cascade::sim
