// SPDX-License-Identifier: Apache-2.0
// Two runs side by side: what each came to, every step of both, and what differs between the worlds
// that they left.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/data_table.h"
#include "gui/model/history.h"
#include "gui/model/selection.h"
#include "gui/model/timeline.h"
#include "sim/compare/run_compare.h"

namespace cascade::gui {

/// What became of a step from run A to run B.
enum class NodeChange : std::uint8_t {
  Same,
  OnlyA,
  OnlyB,
  OtherOutcome,
  OtherResources,
  Slower,  ///< B's phase 2 took at least a hundredth longer.
  Faster,
};
std::string_view to_string(NodeChange change);

struct ComparedNode {
  sim::NodePair pair;
  NodeChange change = NodeChange::Same;
  /// Phase 2, as time since the begin of its run; nothing: not started, or not in that run.
  std::optional<TimeRange> a{};
  std::optional<TimeRange> b{};
  std::optional<Selection> link{};  ///< In run A.
  [[nodiscard]] const sim::NodeFacts& facts() const { return pair.a ? *pair.a : *pair.b; }
};

struct ComparedFact {
  std::string name;
  std::string a;
  std::string b;
  [[nodiscard]] bool differs() const { return a != b; }
};

/// Immutable once made.
struct Comparison {
  std::vector<ComparedFact> facts;
  std::vector<ComparedNode> nodes;  ///< By pass and path: what is above comes first.
  sim::WorldDifference world;       ///< From A's point of view.
  Duration longest{};               ///< Of both runs: one scale for both timelines.
  DataTable node_table;             ///< A row per entry of `nodes`.
  DataTable world_table;

  [[nodiscard]] bool same() const;
};

/// "per_path, by_resource, stop, seed 1"
std::string policy_text(const sim::Scenario& scenario);

/// Both have ended. Costs a walk over both plans and worlds. Any thread.
Comparison compare_histories(const History& a, const History& b);

}  // namespace cascade::gui
