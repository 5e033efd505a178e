// SPDX-License-Identifier: Apache-2.0
// A tree to look at: the cascade tree of a plan, with times and outcomes when it was run, or the
// type graph of a model. One value from which the text report, DOT, SVG, PNG and Mermaid are
// drawn, so that they all show the same. Steps with nothing to do are folded away and counted.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "engine/run_summary.h"
#include "engine/time.h"
#include "engine/type_graph.h"
#include "sim/report/tidy_tree.h"

namespace cascade::sim {

struct TreeNode {
  std::string label;  ///< The type's name, as it is: may hold anything.
  std::string note;   ///< "round 2", "see above"; mostly empty.
  std::uint32_t parent = kNoNode;
  std::uint32_t depth = 0;
  StepId step = kNoStep;        ///< kNoStep: a type, not a step.
  std::uint64_t resources = 0;  ///< Acts of the step.
  /// Reaction and number of resources, most resources first, then by name.
  std::vector<std::pair<std::string, std::uint64_t>> reactions;
  bool nothing_to_do = false;    ///< Shown only because something below it has to be done.
  std::uint32_t folded = 0;      ///< Steps right below it, and all below those, not shown.
  Duration phase1{};             ///< What its query took.
  std::optional<Instant> start;  ///< Phase 2; nothing: not started.
  std::optional<Instant> end;
  std::uint32_t in_flight_peak = 0;
  std::optional<Outcome> outcome;  ///< Nothing: planned only.
  std::array<std::uint32_t, kOutcomeCount> outcomes{};
};

struct TreeEdge {
  std::uint32_t from = kNoNode;
  std::uint32_t to = kNoNode;
  std::uint64_t parents = 0;    ///< Resources that were passed down: the parent context.
  std::uint64_t resources = 0;  ///< Resources that were found through it.
  std::uint64_t links = 0;
  bool in_tree = true;  ///< False: a further way to the same node (merged plans, type graphs).
};

struct TreeView {
  std::string title;            ///< One line, unescaped; may be empty.
  std::vector<TreeNode> nodes;  ///< Each after its parent; depth first, children in plan order.
  std::vector<TreeEdge> edges;
  bool planned = false;      ///< Steps of a plan; false: types.
  bool ran = false;          ///< Phase 2 and outcomes are known.
  bool times = true;         ///< False: real times that were not asked for; not shown.
  std::uint64_t folded = 0;  ///< Over all nodes.
};

struct TreeViewOptions {
  bool fold = true;       ///< Fold steps with nothing to do.
  bool all_edges = true;  ///< Also edges that are not in the tree (costs a pass over links).
  const RunSummary* run = nullptr;  ///< Of the same plan; null: not run.
};

/// True when none of the step's acts has anything to do, or it has none.
bool nothing_to_do(const Plan& plan, StepId id);
bool nothing_to_do_at_all(const Plan& plan);

TreeView tree_of(const Plan& plan, const TreeViewOptions& options);

/// The type graph, each type once, starting at those without parents (then, on cycles, at the
/// first by number that was not reached). Types that do not join are left out.
TreeView tree_of(const TypeGraph& graph);

}  // namespace cascade::sim
