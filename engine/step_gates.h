// SPDX-License-Identifier: Apache-2.0
// When a step may start: how many steps it still waits for, by schedule. Within an open step the
// acts have an order of their own (engine/wait_graph.h, engine/conflict_groups.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/executor.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/row_table.h"

namespace cascade {

class StepGates {
 public:
  /// All three are used during construction only.
  StepGates(const Plan& plan, const RowTable& rows, Schedule schedule);

  /// Calls `tell(StepId)` in plan order for the steps that wait for none.
  template <class Tell>
  void for_each_open(Tell&& tell) const {
    for (std::uint32_t step = 0; step < closed_.size(); ++step) {
      if (closed_[step] == 0) tell(StepId{step});
    }
  }

  /// `step` has ended: calls `tell(StepId)` for the steps that now wait for none.
  template <class Tell>
  void end(StepId step, Tell&& tell) {
    const std::uint32_t root = static_cast<std::uint32_t>(closed_.size() - 1);
    if (value(step) == root) return;
    const std::uint32_t end = dependents_begin_[value(step) + 1];
    for (std::uint32_t i = dependents_begin_[value(step)]; i < end; ++i) {
      if (--closed_[value(dependents_[i])] == 0) tell(dependents_[i]);
    }
    if (--closed_[root] == 0) tell(StepId{root});
  }

  [[nodiscard]] std::size_t bytes() const {
    return (closed_.capacity() + dependents_begin_.capacity()) * sizeof(std::uint32_t) +
           dependents_.capacity() * sizeof(StepId);
  }

 private:
  struct Pair {
    StepId before;
    StepId after;
  };
  static std::vector<Pair> pairs_by_tree(const Plan& plan);
  static std::vector<Pair> pairs_by_links(const Plan& plan, const RowTable& rows);

  std::vector<std::uint32_t> closed_;            // per step: how many steps it waits for
  std::vector<std::uint32_t> dependents_begin_;  // per step and one more, into dependents_
  std::vector<StepId> dependents_;               // without the root, which waits for all
};

}  // namespace cascade
