// SPDX-License-Identifier: Apache-2.0
// "Everything except this": what has to stay so that some resources can be kept as they are, and
// what of an operation is then impossible.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "sim/base/yaml_document.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

struct KeepSet {
  /// A resource that has to stay for another one: the plan would change it, or what it needs.
  struct Need {
    Resource resource;
    Resource by;           ///< What needs it: kept, or needed itself.
    std::string relation;  ///< Of `by`, that leads to it; empty: what is done to it ends in `by`.
  };
  struct Impossible {
    std::string type;
    std::string reaction;
    std::uint64_t acts = 0;
  };
  std::vector<Resource> kept;  ///< Those to keep that the plan would change.
  std::vector<Need> needs;     ///< Nearest first.
  /// Acts on all of them, by type name and reaction.
  std::vector<Impossible> impossible;
  std::uint64_t impossible_acts = 0;
  std::uint64_t possible_acts =
      0;               ///< The others; each could be done without touching any of them.
  bool roots = false;  ///< Even a root has to stay.

  /// The plan leaves alone what is to be kept.
  [[nodiscard]] bool empty() const { return kept.empty(); }
};

/// The scenario's kept resources, sorted; unknown names are reported.
std::vector<Resource> resolve_kept(const Scenario& scenario, const World& world,
                                   Diagnostics& diagnostics);

/// A kept resource needs what it refers to, by each relation to one resource, and whatever acts on
/// it come from: a parent can not be done while what is below it is not. `world` as it was planned.
KeepSet close_keep_set(const Plan& plan, const World& world, const std::vector<Resource>& keep);

/// What is kept, what it needs, what is impossible: a line each, at most `lines_max` needs.
std::vector<std::string> keep_lines(const KeepSet& set, const World& world, std::size_t lines_max);

/// Why the operation is refused, in one line.
Error keep_error(const KeepSet& set, const World& world);

}  // namespace cascade::sim
