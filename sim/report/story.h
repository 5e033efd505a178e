// SPDX-License-Identifier: Apache-2.0
// A resource's story in a run: how it came into the plans (all ways), what was done to it and
// when, or what blocked it, through which chain, down to the first cause. Found afterwards from
// plans and events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "engine/outcome.h"
#include "engine/plan_text.h"
#include "engine/time.h"
#include "sim/report/resource_changes.h"
#include "sim/run/simulation.h"

namespace cascade::sim {

/// One act on the resource.
struct StoryAct {
  ActId act = kNoAct;
  StepId step = kNoStep;
  Outcome outcome = Outcome::NotRun;
  std::optional<Instant> started;  ///< Nothing: it never started.
  std::optional<Instant> ended;    ///< Nothing: the events end before.
  std::string message;             ///< Of a failure, a veto, a skip; mostly empty.
  /// Attempts that failed before the last one, and what was said of them.
  std::vector<std::pair<Event, std::string>> failed_attempts;
  /// Blocked: as blockers() tells. Not run: the failure that stopped the run. Skipped: the act
  /// that had changed the resource before. Empty: none of this pass, or the message says why.
  std::vector<ActId> causes;
  std::vector<Event> ignored_answers;  ///< That came late or twice.
};

/// One pass that affects the resource, or would have.
struct StoryPass {
  const PassRun* pass = nullptr;  ///< Never null. Owned by the simulation.
  std::vector<Reason> ways;       ///< At most `ways_max`.
  bool more_ways = false;         ///< There may be more than `ways`.
  std::vector<StoryAct> acts;     ///< In plan order.
  /// Contexts with the resource that `first_wins` lost, by index into Plan::dropped_contexts().
  std::vector<std::size_t> dropped;
  std::vector<std::size_t> breaches;  ///< That name the resource; index into PassRun::breaches.
};

/// A change that came with something else than an act on the resource itself.
struct StoryChange {
  const PassRun* pass = nullptr;  ///< Null: before the first. Owned by the simulation.
  ActId act = kNoAct;             ///< That changed it; none: an operation that is no cascade.
  std::string condition;          ///< After it: "gone", "Stopped".
};

/// By a fault, while the run went on; see sim/run/appearing.h.
struct StoryAppearance {
  const PassRun* pass = nullptr;  ///< Null: in a nested run. Owned by the simulation.
  ActId act = kNoAct;             ///< At whose start.
  Instant at{};
};

struct Story {
  Resource resource;
  std::optional<StoryAppearance> appeared;
  /// By operation, then in their order; none: nothing concerned the resource.
  std::vector<StoryPass> passes;
  std::vector<StoryChange> changes;  ///< Through other resources' acts; in their order.
  /// The worst outcome of all its acts; nothing without acts.
  std::optional<Outcome> outcome;
};

/// What a run said, as recordings and collectors keep it.
struct ToldEvents {
  std::span<const Event> events;
  std::span<const std::pair<std::uint64_t, std::string>> texts;  ///< By position, ascending.
  std::span<const ConditionChange> changes{};                    ///< Of the resource, ascending.
};

/// `simulation` stands at the end of `told`. Goes through all events once.
Story tell_story(const Simulation& simulation, const ToldEvents& told, Resource resource,
                 std::size_t ways_max = 20);

/// The message told with the end of an act; "" where there is none.
std::string_view message_of(const PassRun& pass, ActId act);

/// The resource called `name`, "VmInstance/7". Errors: what is wrong with the name, and the
/// nearest that would be right.
Result<Resource> find_resource(const World& world, std::string_view name);

}  // namespace cascade::sim
