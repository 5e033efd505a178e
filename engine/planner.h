// SPDX-License-Identifier: Apache-2.0
// Phase 1: walks the type graph from the root issuer to the leaves, asks each extension for the
// affected resources, and records the steps from the leaves to the root. Changes nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "engine/plan.h"
#include "engine/result.h"
#include "engine/time.h"
#include "engine/type_graph.h"

namespace cascade {

struct PlannerOptions {
  Merge merge = Merge::PerPath;
  /// Past either limit planning is refused (ErrorKind::Limit); nothing is allocated beyond.
  std::uint32_t nodes_max = 100'000;
  std::uint64_t links_max = 200'000'000;  ///< At most 2^32 - 2.
  /// Measures queries; null: Step::query_time is what the extensions say.
  const Clock* clock = nullptr;
  /// Called now and then with the steps and links so far; may be empty.
  std::function<void(std::size_t steps, std::size_t links)> progress;
  std::stop_token stop;  ///< Requested: planning ends with ErrorKind::Refused.
};

/// Errors: unknown or declared-only root type; no roots; limits (the message names the number of
/// type paths and the way out, `union`); first_wins on a cyclic type graph; an extension that
/// answers with a link from outside the context, a resource out of range (index >= 2^31) or two
/// reactions for one resource; an extension that throws.
Result<std::shared_ptr<const Plan>> make_plan(std::shared_ptr<const TypeGraph> graph,
                                              CascadeRequest request,
                                              const PlannerOptions& options);

}  // namespace cascade
