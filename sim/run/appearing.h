// SPDX-License-Identifier: Apache-2.0
// Resources that appear while a run goes on: a scenario's `appear` faults. They are part of the
// topology and are not there, as if gone, until an act that the fault means is started. No plan
// that was made before knows them.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/completion.h"
#include "engine/ids.h"
#include "engine/result.h"
#include "engine/runner.h"
#include "engine/time.h"
#include "sim/base/work.h"
#include "sim/scenario/fault.h"
#include "sim/scenario/scenario.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// The world in which a scenario's first operation begins. Errors: as generate_world(). Names that
/// the world does not know are left for whoever resolves the faults.
Result<std::unique_ptr<World>> scenario_world(const Scenario& scenario,
                                              const WorkWatch& watch = {});

/// The resources of `appear` faults that the world knows, each once.
std::vector<Resource> appearing_resources(const std::vector<Fault>& faults, const World& world);

/// One that has appeared.
struct Appearance {
  Resource resource;
  Attempt attempt;  ///< At whose start.
  Instant at{};
};

/// Lets them appear, in their first state, right before the act is handed on. Thread: the
/// executor's.
class AppearingRunner final : public Runner {
 public:
  /// All must outlive it.
  AppearingRunner(Runner& inner, ModelTreatments& treatments, World& world)
      : inner_(inner), treatments_(treatments), world_(world) {}

  [[nodiscard]] Instant now() const override { return inner_.now(); }
  [[nodiscard]] std::span<const Appearance> appearances() const { return seen_; }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override { inner_.set_timer(at, token); }
  void post(std::function<void()> call) override { inner_.post(std::move(call)); }
  bool next(Arrival& arrival) override { return inner_.next(arrival); }

 private:
  Runner& inner_;
  ModelTreatments& treatments_;
  World& world_;
  std::vector<Appearance> seen_;  // gone for good when they go
};

}  // namespace cascade::sim
