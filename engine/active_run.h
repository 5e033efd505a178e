// SPDX-License-Identifier: Apache-2.0
// One run of an executor: decides which acts may start, hands them to the runner, records what
// comes back and tells the events. The executor only routes arrivals to it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/act_retries.h"
#include "engine/event.h"
#include "engine/executor.h"
#include "engine/run_performer.h"
#include "engine/run_state.h"
#include "engine/runner.h"

namespace cascade {

/// Thread: the executor's.
class ActiveRun {
 public:
  /// Observers and runner belong to the executor and outlive the run.
  ActiveRun(RunId id, std::shared_ptr<const Plan> plan, const RunOptions& options, Runner& runner,
            const std::vector<Observer*>& observers);

  /// Tells phase 1's events. Phase 2 is for the runner's timer to begin.
  void tell_planned(Instant now);
  /// A timer of this run is due: phase 2 begins (kNoAct), or `act` may be tried again.
  void wake(Instant now, ActId act);
  /// An attempt of this run was answered; also a late answer, and one after the run's end.
  void answer(Instant now, const Arrival& arrival);
  void cancel();
  /// The arbiter has news for an act that it told to wait.
  void ask_again(Instant now, ActId act);

  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] RunEnd end() const;
  [[nodiscard]] const RunState& state() const { return state_; }
  [[nodiscard]] const RunOptions& options() const { return options_; }

  std::function<void(const RunEnd&)> on_end;

 private:
  static constexpr std::uint32_t kFirstAttempt = 1;

  [[nodiscard]] bool sequential() const { return options_.schedule == Schedule::Sequential; }
  [[nodiscard]] const RowTable::Row& row(StepId step, ActId act) const;
  [[nodiscard]] StepId step_of(ActId act);

  void tell(EventKind kind, std::uint32_t subject = 0, std::uint32_t other = 0,
            Outcome outcome = Outcome::Done, std::string_view text = {}) {
    if (!observers_.empty()) tell_observers({now_, id_, subject, other, kind, outcome}, text);
  }
  void tell_observers(const Event& event, std::string_view text);

  // Deciding what starts.
  void begin_phase_two(Instant now);
  [[nodiscard]] bool nothing_starts() const { return cancelled_ || (stopping_ && !sequential()); }
  void count_waits();
  void go_on();
  void start_what_fits();
  void open_steps();
  void open_step(StepId id);
  void insert_ready(StepId step, ActId act);
  void released(ActId act);
  void start(const ReadyActs& ready);
  void end_unstarted(StepId step, ActId act);

  // Recording what ended.
  void answer_one(const Arrival& arrival, ActId act);
  bool answer_together(const Arrival& arrival);
  void end_act(StepId step, ActId act, Outcome outcome, std::uint32_t attempt,
               std::string_view text);
  void account_failure(StepId step, ActId act, Outcome outcome, std::string_view text);
  void block_dependents(StepId step, ActId act);
  void release_dependents(StepId step, ActId act, Outcome outcome);
  void start_step(StepId step);
  void end_step(StepId step);
  void finish();
  void finish_step(StepId id, Outcome outcome);

  // Trying again, mostly in active_run_retries.cc.
  /// Whether an answer of that attempt is the one that the run waits for.
  [[nodiscard]] bool awaits(ActId act, std::uint32_t attempt) const {
    constexpr std::uint8_t kTriedAgain = RunState::kStarted | RunState::kTriedAgain;
    if (ended_) return false;
    const auto flags =
        static_cast<std::uint8_t>(state_.flags_[value(act)] & (kTriedAgain | RunState::kEnded));
    if (flags == RunState::kStarted) return attempt == kFirstAttempt;
    return flags == kTriedAgain && retries_.awaits(act, attempt);
  }
  /// An attempt has ended so. False: that was the last one.
  bool try_again(StepId step, ActId act, Outcome outcome, std::uint32_t attempt,
                 std::string_view text);
  /// The same as start() where some of the acts are tried again. False: none of them is.
  bool start_with_retries(const ReadyActs& ready);
  /// Acts between two attempts end as their last one did.
  void end_resting();

  // What the arbiter says.
  void start_allowed(const ReadyActs& ready);
  void skip(StepId step, ActId act, std::string_view reason);
  void withdraw();

  RunId id_;
  RunOptions options_;
  Runner& runner_;
  const std::vector<Observer*>& observers_;
  RunState state_;
  std::shared_ptr<RunPerformer> performer_;

  Instant now_{};
  ActRetries retries_;
  std::map<ActId, ActId> held_;  ///< Acts that the arbiter told to wait, and what released them.
  ActId cause_ = kNoAct;         ///< The act whose answer is being recorded.
  StepId step_hint_{};           ///< The last answer's step: mostly the next one's too.
  std::uint32_t in_flight_ = 0;
  std::vector<StepId> to_open_;
  bool stopping_ = false;  ///< Policy `stop` after a failure.
  bool cancelled_ = false;
  bool root_blocked_ = false;
  bool any_blocked_ = false;
  bool ended_ = false;
  bool failed_ = false;
  std::array<std::uint64_t, kOutcomeCount> counts_{};
  std::string first_failure_;
  std::string first_veto_;
};

}  // namespace cascade
