// SPDX-License-Identifier: Apache-2.0
// Where a run stands: each act's outcome and what it still waits for. At most 24 bytes per act.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/conflict_groups.h"
#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "engine/ready_queue.h"
#include "engine/row_table.h"
#include "engine/step_gates.h"
#include "engine/wait_graph.h"

namespace cascade {

/// Thread: the executor's. Everybody reads; the run that it belongs to (engine/active_run.h)
/// writes.
class RunState {
 public:
  explicit RunState(std::shared_ptr<const Plan> plan);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const std::shared_ptr<const Plan>& shared_plan() const { return plan_; }
  [[nodiscard]] Outcome outcome(ActId act) const { return outcomes_[value(act)]; }
  /// Columns over all acts.
  [[nodiscard]] std::span<const Outcome> outcomes() const { return outcomes_; }
  /// Allocated memory when it was largest: what waits is forgotten when the run ends.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  friend class ActiveRun;
  /// What is only needed while acts may still start.
  struct Waiting {
    Waiting(const Plan& plan, Schedule schedule);
    RowTable rows;
    ReadyQueue ready;
    StepGates gates;
    // Built when the schedule or a failure needs them; `counts` with either.
    std::optional<WaitGraph> graph;
    std::optional<ConflictGroups> conflicts;
    std::vector<std::uint32_t> counts;  // per act: what it waits for, its step's gate apart
  };
  struct StepProgress {
    std::uint32_t unended = 0;  ///< Acts.
    Outcome worst = Outcome::Done;
    bool open = false;
    bool started = false;
    bool ended = false;
  };
  // Bits of flags_.
  static constexpr std::uint8_t kStarted = 1;
  static constexpr std::uint8_t kEnded = 2;
  static constexpr std::uint8_t kBlocked = 4;
  static constexpr std::uint8_t kTriedAgain =
      8;  ///< Its attempts are counted (engine/act_retries.h).

  void prepare(Schedule schedule);
  void count_bytes();
  void forget_waiting();

  std::shared_ptr<const Plan> plan_;
  std::vector<Outcome> outcomes_;
  std::vector<std::uint8_t> flags_;  // per act
  std::vector<StepProgress> steps_;
  std::unique_ptr<Waiting> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace cascade
