// SPDX-License-Identifier: Apache-2.0
// What ZStack's rules would do to a scenario, beside what this engine does: what they lose, do
// twice or do in the wrong order, how long they wait, and what a failure leaves behind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "sim/base/work.h"
#include "sim/report/run_facts.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world_difference.h"

namespace cascade::sim {

/// Acts of one type and reaction that ZStack's rules get wrong in the same way.
struct ZstackFinding {
  enum class Kind : std::uint8_t {
    Lost,        ///< Not done at all.
    Twice,       ///< Done more often than by this engine.
    WrongOrder,  ///< Done after the resource that it hangs on was gone already.
  };
  Kind kind = Kind::Lost;
  std::string type;
  std::string reaction;
  std::string why;  ///< In words: which context was dropped for which, where a path was cut.
  std::uint64_t acts = 0;
  std::string example;  ///< "Eip/outer"
};

/// "lost", "twice", "wrong order"
std::string_view to_string(ZstackFinding::Kind kind);

/// The first pass of an operation that changes something.
struct ZstackOperation {
  std::string title;                       ///< "account on Account/me"
  std::optional<std::string> not_planned;  ///< Why not; nothing else is known then.
  std::uint64_t paths = 0;                 ///< That ZStack merges into levels.
  std::uint64_t steps = 0;
  std::uint64_t dropped_contexts = 0;   ///< W1; empty ones count as well.
  std::uint64_t cut_paths = 0;          ///< W5.
  std::vector<ZstackFinding> findings;  ///< Lost first, by type and reaction.
  WorldDifference difference;           ///< ZStack's world from this engine's, after the pass.
};

struct ZstackComparison {
  std::vector<ZstackOperation> operations;
  /// The whole scenario with its faults: as it says, and in the order and with the leniency of
  /// ZStack, carried out by this engine (which does not cut types; nothing where types form a
  /// cycle).
  RunFacts own;
  std::optional<RunFacts> theirs;
  std::string own_policy;  ///< "per_path, by_resource, isolate"
  std::string their_policy;
  bool faults = false;
};

/// `own` and `compat`: the same file without and with the profile. Where `own` would lose contexts
/// or run step by step itself, it is compared as `union` and `by_resource`. Errors: what
/// Simulation::create() says; stopped (ErrorKind::Refused).
Result<ZstackComparison> compare_with_zstack(const Scenario& own, const Scenario& compat,
                                             const WorkWatch& watch = {});

}  // namespace cascade::sim
