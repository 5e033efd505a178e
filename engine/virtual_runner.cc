// SPDX-License-Identifier: Apache-2.0
#include "engine/virtual_runner.h"

#include <algorithm>
#include <utility>

#include "engine/assert.h"
#include "engine/time_text.h"

namespace cascade {
namespace {

void fill(Arrival& arrival, const Attempt& attempt, ActResult&& result) {
  arrival.kind = Arrival::Kind::Answer;
  arrival.attempt = attempt;
  arrival.count = 1;
  arrival.outcome = result.outcome;
  arrival.message.clear();
  if (!result.message.empty()) arrival.message.swap(result.message);
}

// Changes what the extension said into what is delivered.
void apply_treatment(Treatment::Kind treatment, ActResult& said) {
  if (treatment != Treatment::Kind::FailAfter) return;
  said = ActResult::failed("fault: failed after its effect");
}

// Whether an answer may be one of several in an arrival.
bool is_plain(const Arrival& arrival) {
  return arrival.outcome >= Outcome::Done && arrival.message.empty();
}

constexpr std::uint32_t kBatchMax = 64;

bool is_later(const auto& a, const auto& b) {
  return a.at != b.at ? a.at > b.at : a.sequence > b.sequence;
}

Act act_of(const Plan& plan, StepId step, const Attempt& attempt) {
  const std::size_t index = value(attempt.act);
  return Act{&plan, step, plan.resources()[index], plan.reactions()[index], attempt};
}

}  // namespace

bool is_performed(Treatment::Kind kind) {
  switch (kind) {
    case Treatment::Kind::Normal:
    case Treatment::Kind::FailAfter:
    case Treatment::Kind::LoseAnswer:
    case Treatment::Kind::AnswerTwice:
      return true;
    case Treatment::Kind::FailBefore:
    case Treatment::Kind::Hang:
    case Treatment::Kind::Throw:
    case Treatment::Kind::Veto:
    case Treatment::Kind::Skip:
      break;
  }
  return false;
}

ActResult unperformed_result(Treatment::Kind kind) {
  switch (kind) {
    case Treatment::Kind::Throw:
      return ActResult::failed("fault: the extension threw");
    case Treatment::Kind::Veto:
      return ActResult::vetoed("fault: vetoed");
    case Treatment::Kind::Skip:
      return ActResult::skipped("fault: skipped");
    default:
      return ActResult::failed("fault: failed before its effect");
  }
}

Duration VirtualRunner::timeout_of(const Entry& entry) {
  return entry.plan->reaction(entry.plan->step(entry.step), entry.attempt.act).timeout;
}

std::size_t VirtualRunner::AttemptHash::operator()(const Attempt& attempt) const {
  const std::uint64_t key = (std::uint64_t{value(attempt.run)} << 32) ^ value(attempt.act) ^
                            (std::uint64_t{attempt.number} << 56);
  return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> 7);
}

VirtualRunner::VirtualRunner(TreatmentSource& treatments, Effects effects, Pace pace)
    : treatments_(treatments), effects_(effects), pace_(pace) {}

void VirtualRunner::start(const Act& act, Performer& performer) {
  start_all(act, 1, performer);
}

void VirtualRunner::start_all(Act act, std::uint32_t count, Performer& performer) {
  for (;; act.advance()) {
    const Treatment treatment = treatments_.treat(act);
    if (treatment.latency > Duration::zero() || treatment.kind != Treatment::Kind::Normal) {
      start_treated(act, performer, treatment);
    } else if (open_batch_ != nullptr && continues(*open_batch_, act)) {
      ++open_batch_->count;
    } else {
      open_batch(act, performer);
    }
    if (--count == 0) return;
  }
}

bool VirtualRunner::continues(const Entry& batch, const Act& act) const {
  return value(batch.attempt.act) + batch.count == value(act.attempt.act) &&
         batch.step == act.step && batch.attempt.run == act.attempt.run &&
         batch.attempt.number == act.attempt.number && batch.started == now_;
}

void VirtualRunner::open_batch(const Act& act, Performer& performer) {
  Entry entry;
  entry.step = act.step;
  entry.attempt = act.attempt;
  entry.performer = &performer;
  entry.plan = act.plan;
  entry.started = now_;
  push_present(entry);
  open_batch_ = &lane_.back();
}

void VirtualRunner::push_present(const Entry& entry) {
  lane_.push_back(entry);
  open_batch_ = nullptr;
}

void VirtualRunner::start_treated(const Act& act, Performer& performer,
                                  const Treatment& treatment) {
  Entry entry;
  entry.treatment = effects_ == Effects::Dry ? Treatment::Kind::Normal : treatment.kind;
  entry.step = act.step;
  entry.attempt = act.attempt;
  entry.performer = &performer;
  entry.plan = act.plan;
  entry.started = now_;
  const Duration latency = std::max(treatment.latency, Duration::zero());
  const Duration timeout = act.row().timeout;
  const bool hangs = entry.treatment == Treatment::Kind::Hang;
  entry.times_out_anyway =
      effects_ == Effects::Performed &&
      (hangs || entry.treatment == Treatment::Kind::LoseAnswer || latency > timeout);
  if (!hangs) queue(saturated_add(now_, latency), entry);
  if (entry.times_out_anyway) {
    entry.kind = Entry::Kind::TimeOut;
    queue(saturated_add(now_, timeout), entry);
  }
}

void VirtualRunner::set_timer(Instant at, std::uint64_t token) {
  Entry entry;
  entry.kind = Entry::Kind::Timer;
  entry.token = token;
  queue(at, entry);
}

void VirtualRunner::post(std::function<void()> call) {
  calls_.push_back(std::move(call));
  Entry entry;
  entry.kind = Entry::Kind::Call;
  push_present(entry);
}

void VirtualRunner::queue(Instant at, const Entry& entry) {
  if (at <= now_) {
    push_present(entry);
    return;
  }
  std::uint32_t slot = 0;
  if (free_slots_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.push_back(entry);
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
    slots_[slot] = entry;
  }
  later_.push_back({at, sequence_++, slot});
  std::push_heap(later_.begin(), later_.end(), is_later<Due, Due>);
}

// What the heap holds for this instant was queued at an earlier one, so it goes before the lane.
bool VirtualRunner::take(Entry& entry) {
  for (;;) {
    if (later_.empty() || (later_.front().at > now_ && !lane_.empty())) return take_present(entry);
    std::pop_heap(later_.begin(), later_.end(), is_later<Due, Due>);
    const Due due = later_.back();
    later_.pop_back();
    entry = slots_[due.slot];
    free_slots_.push_back(due.slot);
    // Time does not move for a timeout that no longer matters.
    if (answered_in_time(entry)) continue;
    now_ = due.at;
    return true;
  }
}

bool VirtualRunner::take_present(Entry& entry) {
  if (lane_.empty()) return false;
  entry = lane_.front();
  drop_present(1);
  return true;
}

/// So many acts of the lane's first entry.
void VirtualRunner::drop_present(std::uint32_t acts) {
  Entry& front = lane_.front();
  front.count -= acts;
  if (front.count == 0) {
    if (open_batch_ == &front) open_batch_ = nullptr;
    lane_.pop_front();
  } else {
    front.attempt.act = ActId{value(front.attempt.act) + acts};
  }
}

bool VirtualRunner::answered_in_time(const Entry& entry) const {
  return entry.kind == Entry::Kind::TimeOut && !entry.times_out_anyway &&
         !unanswered_.contains(entry.attempt);
}

bool VirtualRunner::next(Arrival& arrival) {
  if (has_further_) {
    has_further_ = false;
    std::swap(arrival, further_);
    return true;
  }
  while (const Entry* present = present_perform()) {
    if (perform_present(*present, arrival)) return true;
  }
  Entry entry;
  while (take(entry)) {
    if (deliver(entry, arrival)) return true;
  }
  return false;
}

/// The next entry, if it is an act that is to be performed now, without a fault.
const VirtualRunner::Entry* VirtualRunner::present_perform() const {
  if (lane_.empty() || !(later_.empty() || later_.front().at > now_)) return nullptr;
  const Entry& front = lane_.front();
  const bool performs = front.kind == Entry::Kind::Perform &&
                        front.treatment == Treatment::Kind::Normal && effects_ != Effects::Dry;
  return performs ? &front : nullptr;
}

/// Performs acts of the lane's first entry, right out of the lane and one after the other: until
/// one is answered or, in batches, answered otherwise than those before. False: nobody has
/// answered.
bool VirtualRunner::perform_present(const Entry& entry, Arrival& arrival) {
  const std::uint32_t most = pace_ == Pace::Batches ? std::min(entry.count, kBatchMax) : 1;
  Act act = act_of(*entry.plan, entry.step, entry.attempt);
  std::uint32_t performed = 0;
  std::uint32_t answered = 0;
  for (;;) {
    Arrival& answer = answered == 0 ? arrival : further_;
    performing_ = {&act, Treatment::Kind::Normal, &answer};
    entry.performer->perform(act, Completion(*this, act.attempt));
    ++performed;
    if (performing_.arrival != nullptr) {
      await_answer(act, now_);
      break;
    }
    has_further_ = answered > 0 && (further_.outcome != arrival.outcome || !is_plain(further_));
    if (has_further_) break;
    ++answered;
    if (performed == most || !is_plain(answer)) break;
    act.advance();
  }
  arrival.count = answered;
  drop_present(performed);
  return answered > 0;
}

bool VirtualRunner::deliver(const Entry& entry, Arrival& arrival) {
  switch (entry.kind) {
    case Entry::Kind::Perform:
      return perform(entry, arrival);
    case Entry::Kind::TimeOut:
      if (answered_in_time(entry)) return false;
      fill(arrival, entry.attempt,
           ActResult{Outcome::TimedOut, "no answer within " + to_text(timeout_of(entry))});
      return true;
    case Entry::Kind::Answer:
      fill(arrival, entry.attempt, std::move(answers_.front()));
      answers_.pop_front();
      return true;
    case Entry::Kind::Timer:
      arrival.kind = Arrival::Kind::Timer;
      arrival.token = entry.token;
      return true;
    case Entry::Kind::Call:
      arrival.kind = Arrival::Kind::Posted;
      arrival.posted = std::move(calls_.front());
      calls_.pop_front();
      return true;
  }
  CASCADE_ASSERT(false, "a queue entry of no kind");
  return false;
}

bool VirtualRunner::perform(const Entry& entry, Arrival& arrival) {
  if (effects_ == Effects::Dry) {
    fill(arrival, entry.attempt, ActResult::done());
    return true;
  }
  if (!is_performed(entry.treatment)) {
    fill(arrival, entry.attempt, unperformed_result(entry.treatment));
    return true;
  }
  const Act act = act_of(*entry.plan, entry.step, entry.attempt);
  performing_ = {&act, entry.treatment, &arrival};
  entry.performer->perform(act, Completion(*this, entry.attempt));
  if (performing_.arrival == nullptr) {
    if (entry.treatment == Treatment::Kind::AnswerTwice) {
      answer_later(entry.attempt, ActResult{arrival.outcome, arrival.message});
    }
    return entry.treatment != Treatment::Kind::LoseAnswer;
  }
  if (entry.times_out_anyway) {
    performing_.arrival = nullptr;
    unanswered_.emplace(entry.attempt, entry.treatment);
  } else {
    await_answer(act, entry.started);
  }
  return false;
}

// The extension keeps its completion: from now on the timeout matters.
void VirtualRunner::await_answer(const Act& act, Instant started) {
  performing_.arrival = nullptr;
  unanswered_.emplace(act.attempt, performing_.treatment);
  Entry entry;
  entry.kind = Entry::Kind::TimeOut;
  entry.step = act.step;
  entry.attempt = act.attempt;
  entry.plan = act.plan;
  queue(saturated_add(started, act.row().timeout), entry);
}

void VirtualRunner::complete(const Attempt& attempt, ActResult&& result) {
  if (!is_performing(attempt)) {
    complete_later(attempt, std::move(result));
    return;
  }
  Arrival& arrival = *std::exchange(performing_.arrival, nullptr);
  apply_treatment(performing_.treatment, result);
  fill(arrival, attempt, std::move(result));
}

void VirtualRunner::complete_later(const Attempt& attempt, ActResult&& result) {
  const auto found = unanswered_.find(attempt);
  if (found == unanswered_.end()) {
    answer_later(attempt, std::move(result));
    return;
  }
  const Treatment::Kind treatment = found->second;
  unanswered_.erase(found);
  if (treatment == Treatment::Kind::LoseAnswer) return;
  if (treatment == Treatment::Kind::AnswerTwice) answer_later(attempt, ActResult(result));
  apply_treatment(treatment, result);
  answer_later(attempt, std::move(result));
}

void VirtualRunner::answer_later(const Attempt& attempt, ActResult&& result) {
  Entry entry;
  entry.kind = Entry::Kind::Answer;
  entry.attempt = attempt;
  answers_.push_back(std::move(result));
  push_present(entry);
}

void VirtualRunner::abandon(const Attempt& attempt) {
  complete(attempt, ActResult::failed("the extension dropped its completion without an answer"));
}

void VirtualRunner::threw(const Attempt& attempt, std::string what) {
  if (is_performing(attempt)) {
    // It still keeps its completion: this is the first answer, and a later one will be ignored.
    Arrival& arrival = *std::exchange(performing_.arrival, nullptr);
    ActResult result = ActResult::failed(std::move(what));
    apply_treatment(performing_.treatment, result);
    fill(arrival, attempt, std::move(result));
    return;
  }
  answer_later(attempt, ActResult::failed(std::move(what)));
}

}  // namespace cascade
