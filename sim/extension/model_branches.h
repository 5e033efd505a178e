// SPDX-License-Identifier: Apache-2.0
// Branches that a model declares: reactions of third parties that stand in for a type's own.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/cascade_action.h"
#include "engine/sinks.h"
#include "engine/type_graph.h"
#include "sim/extension/model_effects.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Whether the type is among those that join; an empty set is all.
inline bool joins(std::span<const TypeId> joining, TypeId type) {
  return joining.empty() || std::find(joining.begin(), joining.end(), type) != joining.end();
}

/// Whether the branch stands in for its type under that action.
bool takes(const Model& model, const BranchSpec& branch, const CascadeAction& action);

/// What the branches of one type may touch. Their effects are the plan's business as well:
/// conflicts are found before anything runs.
class BranchFootprints {
 public:
  BranchFootprints(const Model& model, TypeId type);
  [[nodiscard]] bool empty() const { return branches_.empty(); }
  void footprint(const World& world, const CascadeAction& action, ResourceIndex resource,
                 AccessSink& sink) const;

 private:
  struct Branch {
    const BranchSpec* spec = nullptr;
    ReactionProgram program;
  };
  const Model& model_;
  std::vector<Branch> branches_;  ///< Only those that touch anything else.
};

/// A branch extension for each of the model's. `world` must outlive the graph.
void add_model_branches(World& world, TypeGraphBuilder& builder, std::span<const TypeId> joining);

}  // namespace cascade::sim
