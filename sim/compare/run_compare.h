// SPDX-License-Identifier: Apache-2.0
// Runs side by side: one scenario under several policies, among them the two traditional ways that
// a cascade replaces; and two recordings.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/result.h"
#include "sim/base/work.h"
#include "sim/recording/recording.h"
#include "sim/report/run_facts.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world_difference.h"

namespace cascade::sim {

/// One way to carry the operations of a scenario out.
struct CompareWay {
  enum class Kind : std::uint8_t {
    Policy,     ///< The engine, with the three axes below.
    Refuse,     ///< An operation is denied while anything depends on its roots.
    HardCoded,  ///< Whoever wrote the operation knew `known` and nothing else.
  };
  Kind kind = Kind::Policy;
  Merge merge = Merge::PerPath;
  Schedule schedule = Schedule::ByResource;
  FailurePolicy failure = FailurePolicy::Stop;
  std::vector<std::string> known;  ///< Type names; only HardCoded.
};

/// "union, by_resource, stop", "refuse", "hard-coded"
std::string way_name(const CompareWay& way);

/// What a user chooses; an empty list of an axis means the default of ways_of().
struct CompareChoice {
  std::vector<Merge> merges;
  std::vector<Schedule> schedules;
  std::vector<FailurePolicy> failures;
  bool traditional = true;         ///< Also Refuse and HardCoded.
  std::vector<std::string> known;  ///< For HardCoded; empty: the scenario's.
};

/// Every combination of the chosen axes, the scenario's own first where it is among them, then the
/// traditional ways. By default: every merge; the scenario's schedule; its failure policy, and
/// with faults every one. HardCoded knows, unless choice or scenario say, the types where
/// operations start and those that depend on them directly; those where they start always. Errors:
/// a known type that the model does not have or that does not join the cascade.
Result<std::vector<CompareWay>> ways_of(const Scenario& scenario, const CompareChoice& choice);

/// What a person has to do by hand where the operation is refused.
struct ManualWork {
  struct Stretch {
    std::string reaction;
    std::string type;
    std::string path;  ///< Of the step: "Zone/Cluster/Host".
    std::uint64_t operations = 0;
  };
  /// What depends on the roots directly: type and number, by step.
  std::vector<std::pair<std::string, std::uint64_t>> dependents;
  std::vector<Stretch> order;             ///< First things first; the root's own last.
  std::uint64_t operations = 0;           ///< All of them.
  std::optional<std::string> unfinished;  ///< Why not even that works: a veto, a protection.
  Duration machine_time{};                ///< One after the other, without the person's own time.
};

struct WayResult {
  CompareWay way;
  RunFacts facts;
  WorldDifference difference;        ///< Of the final world, from the first way's; first: empty.
  std::optional<ManualWork> manual;  ///< Only Refuse, where it refused.
};

/// All ways run on the same world and meet the same latencies and faults; expectations are not
/// judged. In virtual time. Errors: what Simulation::create() says; stopped (ErrorKind::Refused).
Result<std::vector<WayResult>> compare_ways(const Scenario& scenario,
                                            const std::vector<CompareWay>& ways,
                                            const WorkWatch& watch = {});

/// A step of two runs: there in both, or in one of them.
struct NodePair {
  std::optional<NodeFacts> a;
  std::optional<NodeFacts> b;
  /// Whether it is in both with the same resources and outcome; times may differ.
  [[nodiscard]] bool same() const;
};

/// Steps are the same by operation, action code, path and turn. In the order of `a`, those only
/// in `b` behind.
std::vector<NodePair> pair_nodes(const std::vector<NodeFacts>& a, const std::vector<NodeFacts>& b);

struct RecordingComparison {
  struct Side {
    RunFacts facts;
    /// Whether replaying gave what was recorded; otherwise the facts are of the replay.
    bool faithful = true;
    bool complete = true;  ///< False: the recorded run was interrupted, or its writer killed.
  };
  Side a;
  Side b;
  std::vector<NodePair> nodes;
  WorldDifference world;  ///< From a's point of view.

  /// Whether both went the same way to the same world; times may differ.
  [[nodiscard]] bool same() const;
};

/// Replays both. Errors: what replay() says, with the side that it says it of.
Result<RecordingComparison> compare_recordings(const Recording& a, const Recording& b);

}  // namespace cascade::sim
