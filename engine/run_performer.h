// SPDX-License-Identifier: Apache-2.0
// Lets the acts of one run happen: calls the step's extension or, one after the other, the branch
// extensions that took the step.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/extension.h"
#include "engine/plan.h"
#include "engine/runner.h"

namespace cascade {

/// Thread: `resolve` by the executor's, `perform` by any.
class RunPerformer final : public Performer, public std::enable_shared_from_this<RunPerformer> {
 public:
  explicit RunPerformer(std::shared_ptr<const Plan> plan);

  /// Asks the branch extensions who takes `step`. Once per step, before its first act.
  void resolve(StepId step);

  void perform(const Act& act, Completion done) override;
  [[nodiscard]] std::shared_ptr<const void> keep_alive() override { return shared_from_this(); }

 private:
  /// Who acts for a step, where it has branch extensions.
  struct Takers {
    std::vector<BranchExtension*> branches;
    std::string error;  ///< Not empty: a branch extension threw when it was asked.
  };
  class Chain;

  std::shared_ptr<const Plan> plan_;
  std::vector<Takers> takers_;  // per step; empty where no type of the plan has branch extensions
};

}  // namespace cascade
