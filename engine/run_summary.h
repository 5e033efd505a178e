// SPDX-License-Identifier: Apache-2.0
// What is shown per node, per run and as the critical path: folds over the event stream.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/event.h"
#include "engine/plan.h"

namespace cascade {

/// Both phases of one step.
struct StepSummary {
  Instant phase1_end{};
  Duration phase1_time{};
  std::uint32_t links_found = 0;
  std::optional<Instant> start;  ///< Phase 2; nothing: not started.
  std::optional<Instant> end;    ///< Of the run for a step that never started.
  std::uint32_t in_flight_peak = 0;
  std::array<std::uint32_t, kOutcomeCount> acts{};  ///< By outcome, ended acts only.
  /// The worst outcome of its acts; Done without acts; NotRun before it ended or if it never
  /// started and has none.
  [[nodiscard]] Outcome outcome() const;
};

/// One act of the critical path: the last act's chain of "whose end let me start", whether the
/// one below or the one that gave a slot of a limit back. Where it was the end of an attempt only,
/// `end` is when the next act of the path started.
struct CriticalAct {
  ActId act = kNoAct;
  Instant start{};
  Instant end{};
};

/// Folds the events of one run. With `keep_act_times` (24 bytes per act) the critical path is
/// known too. Events of other runs are not for it and are passed over.
class RunSummary final : public Observer {
 public:
  RunSummary(std::shared_ptr<const Plan> plan, RunId run, bool keep_act_times);
  void on_event(const Event& event, std::string_view text) override;

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const std::vector<StepSummary>& steps() const { return steps_; }
  [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }
  [[nodiscard]] Instant began() const { return began_; }
  [[nodiscard]] Instant phase2_began() const { return phase2_began_; }
  [[nodiscard]] Instant ended() const { return ended_; }
  [[nodiscard]] Outcome outcome() const { return outcome_; }
  /// Whether start_of() and end_of() may be asked.
  [[nodiscard]] bool has_act_times() const { return !act_times_.empty(); }
  /// Of an act that ended after it had started; zero otherwise.
  [[nodiscard]] Instant start_of(ActId act) const { return act_times_[value(act)].start; }
  [[nodiscard]] Instant end_of(ActId act) const { return act_times_[value(act)].end; }
  /// Acts with more than one attempt, and how many were started.
  [[nodiscard]] const std::map<ActId, std::uint32_t>& attempts() const { return attempts_; }
  /// How many attempts of an act that has started were started; 1 for most.
  [[nodiscard]] std::uint32_t attempts_of(ActId act) const {
    const auto found = attempts_.find(act);
    return found == attempts_.end() ? 1 : found->second;
  }
  /// First act first. Empty without act times or acts.
  [[nodiscard]] std::vector<CriticalAct> critical_path() const;

 private:
  struct ActTimes {
    Instant start{};
    Instant end{};
    ActId released_by = kNoAct;
  };

  StepSummary& step_of(ActId act);
  void start_act(const Event& event);
  void end_act(const Event& event);
  void enter_flight(const Event& event);

  std::shared_ptr<const Plan> plan_;
  RunId run_;
  StepId step_hint_{};  // the last act's step: mostly the next one's too
  ActId last_started_ended_ = kNoAct;
  std::vector<StepSummary> steps_;
  std::vector<Outcome> outcomes_;
  std::vector<std::uint32_t> in_flight_;  // per step
  std::vector<ActTimes> act_times_;
  std::map<ActId, std::uint32_t> attempts_;
  std::set<ActId> resting_;  // between two attempts
  Instant began_{};
  Instant phase2_began_{};
  Instant ended_{};
  Outcome outcome_ = Outcome::NotRun;
};

}  // namespace cascade
