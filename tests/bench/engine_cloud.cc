// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/engine_cloud.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "engine/planner.h"
#include "engine/run_state.h"
#include "engine/virtual_runner.h"
#include "sim/extension/model_extension.h"
#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"

namespace cascade::bench {

namespace {

template <class T>
T require(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::abort();
  }
  return std::move(*result);
}

/// Zero latency, no faults.
class NoDelay final : public TreatmentSource {
 public:
  [[nodiscard]] Treatment treat(const Act& /*act*/) override { return {}; }
};

}  // namespace

EngineCloud::EngineCloud(std::uint32_t vms, bool permuted) {
  sim::Topology topology;
  topology.shape = sim::TopologyShape::Baseline;
  topology.numbers = {{"vms", vms}, {"permuted", permuted ? 1 : 0}};
  world_ = require(sim::generate_world(require(sim::load_model("cloud", "")), topology, 1));
  graph_ = require(sim::make_type_graph(*world_));
}

void EngineCloud::reset() {
  for (std::size_t type = 0; type < world_->model().types.size(); ++type) {
    const TypeId id{static_cast<std::uint16_t>(type)};
    for (std::uint32_t i = 0; i < world_->count(id); ++i) {
      world_->set_life({id, i}, sim::Life::Live);
    }
  }
}

std::shared_ptr<const Plan> EngineCloud::plan(Merge merge) const {
  CascadeRequest request;
  request.action_code = "deletion.delete";
  request.root_type = *graph_->find_type("Zone");
  request.roots = {0};
  PlannerOptions options;
  options.merge = merge;
  return require(make_plan(graph_, std::move(request), options));
}

std::size_t EngineCloud::execute(const std::shared_ptr<const Plan>& plan, Schedule schedule,
                                 Observer* observer) {
  NoDelay treatments;
  VirtualRunner runner(treatments, VirtualRunner::Effects::Performed, VirtualRunner::Pace::Batches);
  Executor executor(runner);
  if (observer != nullptr) executor.add_observer(*observer);
  RunOptions options;
  options.schedule = schedule;
  bool done = false;
  const RunId run = executor.begin(
      plan, options, [&done](const RunEnd& end) { done = end.outcome == Outcome::Done; });
  executor.run();
  if (!done || world_->life({plan->request().root_type, 0}) == sim::Life::Live) std::abort();
  return executor.state(run).bytes();
}

}  // namespace cascade::bench
