// SPDX-License-Identifier: Apache-2.0
// Where a node of the tree stands at a position: of its own step, or rolled up over all that a
// collapsed node hides.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/outcome.h"
#include "engine/time.h"
#include "gui/model/snapshot.h"
#include "gui/model/tree_outline.h"

namespace cascade::gui {

/// Of one step or of several.
struct NodeState {
  /// Of several: Finished when all are, Running from the first one's start on.
  StepState::Phase phase = StepState::Phase::Unplanned;
  std::optional<Outcome> outcome;  ///< The worst so far; nothing: nothing has ended.
  std::uint64_t acts = 0;
  std::uint64_t ended = 0;
  std::uint64_t in_flight = 0;
  std::array<std::uint64_t, kOutcomeCount> outcomes{};  ///< Ended acts.
  Duration phase1{};                                    ///< Sum of the queries made so far.
  std::optional<Instant> phase1_begin;                  ///< Nothing: phase 1 was not here.
  std::optional<Instant> phase1_end;
  std::optional<Instant> phase2_begin;
  std::optional<Instant> phase2_end;  ///< Nothing while it runs.
  std::uint32_t steps = 0;

  void add(const NodeState& other);
};

/// `pass` may be null: it has not begun.
NodeState state_of_step(const Plan& plan, StepId step, const PassState* pass);

/// By node of the outline, each of its own step. Time grows with the number of nodes.
std::vector<NodeState> node_states(const TreeOutline& outline, const PassState* pass);

/// Over the nodes [begin, end).
NodeState rolled_up(const std::vector<NodeState>& states, std::uint32_t begin, std::uint32_t end);

}  // namespace cascade::gui
