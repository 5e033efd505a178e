// SPDX-License-Identifier: Apache-2.0
// Judges the expectations of a scenario after its run. Inner part of sim/run/simulation.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"
#include "engine/plan.h"
#include "sim/base/yaml_document.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// A collector for mistakes in `scenario` that are found after reading it.
Diagnostics diagnostics_of(const Scenario& scenario);

/// Reports names in the expectations that the world does not know.
void check_expectations(const Scenario& scenario, const World& world, Diagnostics& diagnostics);

/// Notes when the resources named in `order` acted, pass by pass. Costs a look-up per event, and
/// nothing when no order is expected.
class OrderWatch {
 public:
  OrderWatch(const Scenario& scenario, const World& world);
  /// Before the events of a pass that acts.
  void begin_pass(RunId run, const Plan& plan);
  void on_event(const Event& event);

  enum class Verdict : std::uint8_t { Met, Reversed, NotSeen };
  /// By the first pass in which the earlier one finished an act and the later one started one;
  /// NotSeen: there was none.
  [[nodiscard]] Verdict judge(std::size_t pair) const;

 private:
  struct Times {
    std::uint64_t first_done = 0;  ///< Position in the event stream, from 1; 0: never.
    std::uint64_t last_start = 0;
  };
  struct Pass {
    RunId run{};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> acts;  // (act, resource), sorted
    std::vector<Times> times;                                   // by resource
  };
  /// Index into `resources_`.
  std::uint32_t index_of(Resource resource);

  std::vector<Resource> resources_;                             // those that are named
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;  // earlier, later
  std::vector<Pass> passes_;
  std::uint64_t events_ = 0;
};

/// What a run came to.
struct RunResults {
  const Scenario& scenario;
  const World& world;
  std::span<const std::unique_ptr<PassRun>> passes;
  const OrderWatch& order;
  std::string_view outcome;
  Duration makespan{};
  std::uint64_t world_digest = 0;
  std::uint64_t event_digest = 0;
  std::uint64_t audit_findings = 0;  ///< Asked for only where an expectation is about them.
};

/// "file:line:column: expected 0 live Cluster, found 3", one line each, in the order of the kinds.
std::vector<std::string> unmet_expectations(const RunResults& results);

/// How a resource is now: "live, Running", "live" of a type without states, "deleted", "gone".
std::string condition_of(const World& world, Resource resource);

/// The first pass that does more than ask for vetoes; null: there was none.
const PassRun* first_acting_pass(const Scenario& scenario,
                                 std::span<const std::unique_ptr<PassRun>> passes);

}  // namespace cascade::sim
