// SPDX-License-Identifier: Apache-2.0
// Finds the affected resources of one edge: from the context of the parent to links. Speed matters
// most here. One hop over a column is pulled (children look whether their parent is in the
// context) where much of the column is concerned, everything else is pushed through the reverse
// indices.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/cascade_action.h"
#include "engine/sinks.h"
#include "sim/extension/condition.h"
#include "sim/extension/relation_path.h"
#include "sim/model/model.h"
#include "sim/model/model_rows.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// Thread: constant; several threads may find at the same time.
class EdgeFinder {
 public:
  /// `rules` by action; rows are those of the extension's table.
  EdgeFinder(const World& world, TypeId type, const EdgeSpec& edge,
             const std::vector<std::vector<TypeRows::Rule>>& rules);

  void find(const CascadeAction& action, ActionId id, LinkSink& sink) const;

 private:
  struct Rule {
    std::optional<ConditionProgram> when;
    ReactionId row{};
  };
  struct RootPath {
    TypeId root = kNoType;
    PathProgram path;
  };
  class Chooser;
  class Search;

  const World& world_;
  TypeId type_;
  bool self_;
  std::vector<PathProgram> through_;
  std::vector<RootPath> from_root_;
  std::optional<ConditionProgram> where_;
  std::vector<std::vector<Rule>> rules_;  ///< By action.
};

}  // namespace cascade::sim
