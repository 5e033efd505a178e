// SPDX-License-Identifier: Apache-2.0
// What a run came to, as a value without references to it: what comparisons put side by side.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/outcome.h"
#include "engine/time.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

/// One step of one pass.
struct NodeFacts {
  std::uint32_t operation = 0;  ///< From 0.
  std::string action_code;
  std::string path;       ///< "Zone/Cluster/Host"
  std::uint32_t nth = 0;  ///< Of the steps of the pass with that path; union has one per round.
  std::uint64_t resources = 0;
  Duration phase1{};
  std::optional<Duration> phase2;  ///< Nothing: not started.
  Outcome outcome = Outcome::Done;
};

struct RunFacts {
  std::string outcome;  ///< Simulation::outcome(): "done", "refused", ...
  Verdict verdict = Verdict::Ok;
  std::optional<std::string> refusal;  ///< Why a pass could not begin.
  Duration took{};
  std::uint64_t links = 0;
  std::array<std::uint64_t, kOutcomeCount> acts{};  ///< By outcome.
  std::uint64_t dropped_contexts = 0;
  std::uint64_t cycle_links = 0;
  std::uint64_t contradictions = 0;
  /// Of the steps that have something to do, in plan order.
  std::vector<NodeFacts> nodes;
  std::uint64_t audit_findings = 0;
  std::vector<std::string> audit;       ///< In words, at most kAuditLines.
  std::vector<std::string> violations;  ///< Broken invariants.
  std::uint64_t world_digest = 0;
  std::uint64_t event_digest = 0;
  static constexpr std::size_t kAuditLines = 20;

  [[nodiscard]] std::uint64_t act_count() const;
  /// Acts with an outcome worse than done: they failed or were kept from it.
  [[nodiscard]] std::uint64_t not_done() const;
};

/// Of a simulation that has ended.
RunFacts facts_of(const Simulation& simulation);

}  // namespace cascade::sim
