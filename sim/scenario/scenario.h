// SPDX-License-Identifier: Apache-2.0
// A scenario: the whole input of a run, as a value. Read from one YAML file by
// sim/scenario/scenario_reader.h; model names, types and resources in it are still words where they
// can only be checked against a world.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/planner.h"
#include "sim/base/random.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"
#include "sim/scenario/fault.h"
#include "sim/world/topology.h"

namespace cascade::sim {

/// One operation that the user asks for.
struct Operation {
  std::string operation;           ///< A name of the model's operations: "permissive", ...
  std::vector<std::string> roots;  ///< "Zone/1"; at least one, all of one type.
  std::string argument;            ///< "Cluster/2"; empty: none.
  /// Goes on at the same time as the operation before it; never of the first.
  bool with_previous = false;
  Position position;
};

/// What must hold afterwards. Everything is optional.
struct Expectations {
  struct Count {
    std::string type;
    std::string state;  ///< Empty: all live ones. "deleted" and "gone" are the other lives.
    std::int64_t min = 0;
    std::int64_t max = 0;
    Position position;
  };
  /// How many resources end with an outcome, each with the worst of its acts.
  struct OutcomeCount {
    Outcome outcome = Outcome::Done;
    std::int64_t min = 0;
    std::int64_t max = 0;
    Position position;
  };
  struct State {
    std::string resource;
    std::string state;
    Position position;
  };
  struct Pair {
    std::string earlier;  ///< This resource's first finished act ends ...
    std::string later;    ///< ... before the last act of this one starts, in the first pass in
                          ///< which both act.
    Position position;
  };
  std::optional<std::string> outcome;  ///< "done", "failed", "vetoed", "cancelled", "refused".
  std::vector<Count> counts;
  std::vector<State> states;
  std::vector<OutcomeCount> outcomes;
  std::vector<std::pair<std::string, Position>> present;  ///< Live.
  std::vector<std::pair<std::string, Position>> absent;   ///< Deleted or gone.
  std::vector<Pair> order;
  /// Step order of the first pass that acts ("Host->VmInstance", ...), exact; empty: any.
  std::vector<std::pair<std::string, Position>> steps;
  std::optional<std::int64_t> contradictions;
  std::optional<std::int64_t> dropped_contexts;
  std::optional<std::int64_t> cycle_links;
  std::optional<std::int64_t> audit;  ///< How many findings.
  std::optional<Duration> makespan_max;
  std::optional<std::string> world_digest;  ///< 16 hex digits.
  std::optional<std::string> event_digest;
  /// Where each key of the file's `expect` stands.
  std::vector<std::pair<std::string, Position>> keys;

  [[nodiscard]] bool empty() const;
  /// Of the key "makespan", ...; nothing: it is not there.
  [[nodiscard]] std::optional<Position> position_of(std::string_view key) const;
};

struct Scenario {
  std::string name;   ///< File name without folder and ending.
  std::string about;  ///< The comment on top: first line.
  std::string file;
  std::string text;                    ///< Whole text, for recordings.
  std::shared_ptr<const Model> model;  ///< Extended and by `compat`, where the file says so.
  std::string compat;                  ///< A profile of the model; empty: none.
  Topology topology;
  std::vector<Operation> operations;
  Merge merge = Merge::PerPath;
  Schedule schedule = Schedule::ByResource;
  FailurePolicy failure = FailurePolicy::Stop;
  std::uint32_t workers = kUnlimited;
  std::uint32_t nodes_max = PlannerOptions{}.nodes_max;
  std::uint64_t links_max = PlannerOptions{}.links_max;
  std::vector<Fault> faults;
  /// Resources that no operation may change, with where they are named.
  std::vector<std::pair<std::string, Position>> protect;
  /// "Everything except these": what they need has to stay with them.
  std::vector<std::pair<std::string, Position>> keep;
  /// Types that hard-coded operations know, for comparisons; empty: the usual ones.
  std::vector<std::pair<std::string, Position>> known;
  Expectations expect;
  std::uint64_t seed = 1;
  /// Names of the places outside the file ("--set seed") that positions of line 0 stand for, by
  /// column, from 1.
  std::vector<std::string> sources;

  /// How a mistake at `position` is introduced: "file:line:column" or "--set seed".
  [[nodiscard]] std::string where(Position position) const;

  /// The first of the operations that go on at the same time as that one; mostly itself.
  [[nodiscard]] std::size_t group_of(std::size_t operation) const;
  /// Whether others go on at the same time as that operation.
  [[nodiscard]] bool is_grouped(std::size_t operation) const;
  /// The first that goes on at the same time as another one before it; null: none does.
  [[nodiscard]] const Operation* first_grouped() const;
};

}  // namespace cascade::sim
