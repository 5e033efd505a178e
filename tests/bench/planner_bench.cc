// SPDX-License-Identifier: Apache-2.0
// Planning a complete acyclic graph of n types, one resource each: `union` stays polynomial,
// `per_path` refuses as soon as its limit is reached.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/extension.h"
#include "engine/planner.h"
#include "engine/sinks.h"
#include "engine/type_graph.h"
#include "tests/bench/figures.h"
#include "tests/bench/stopwatch.h"

namespace {

/// Type k of a complete acyclic graph: every type before it is a parent, every parent's resource
/// is linked to its one resource.
class CompleteExtension final : public cascade::SyncExtension {
 public:
  explicit CompleteExtension(int number) : name_(name(number)) {
    for (int parent = 0; parent < number; ++parent) parents_.push_back(name(parent));
    cascade::Reaction remove;
    remove.name = "delete";
    remove.shows_children = true;
    reactions_.push_back(std::move(remove));
  }
  const std::string& resource_type() const override { return name_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<cascade::Reaction>& reactions() const override { return reactions_; }
  void find(const cascade::CascadeAction& action, cascade::LinkSink& sink) const override {
    for (const cascade::ResourceIndex parent : action.parent.resources) {
      sink.link(parent, 0, cascade::ReactionId{0});
    }
  }

 protected:
  cascade::ActResult cascade_now(const cascade::Act& /*act*/) override {
    return cascade::ActResult::done();
  }

 private:
  static std::string name(int number) {
    std::string digits = std::to_string(number);
    return "T" + std::string(4 - digits.size(), '0') + digits;
  }
  std::string name_;
  std::vector<std::string> parents_;
  std::vector<cascade::Reaction> reactions_;
};

std::shared_ptr<const cascade::TypeGraph> complete_graph(int types) {
  cascade::TypeGraphBuilder builder;
  for (int type = 0; type < types; ++type) {
    builder.add(std::make_unique<CompleteExtension>(type), "planner_bench");
  }
  auto graph = builder.build();
  if (!graph) std::abort();
  return *graph;
}

void complete_acyclic(benchmark::State& state, cascade::Merge merge, bool refused) {
  const auto graph = complete_graph(static_cast<int>(state.range(0)));
  cascade::bench::Samples times;
  for ([[maybe_unused]] auto iteration : state) {
    cascade::PlannerOptions options;
    options.merge = merge;
    cascade::CascadeRequest request{"deletion.delete", cascade::TypeId{0}, {0}, {}};
    const double taken = cascade::bench::seconds([&] {
      const auto plan = make_plan(graph, std::move(request), options);
      if (plan.has_value() == refused) std::abort();
    });
    times.add(taken);
    state.SetIterationTime(taken);
  }
  if (state.range(0) != 200) return;
  constexpr std::int64_t kLastColumn = 1'000'000;
  cascade::bench::keep_figure(refused ? "refuse200" : "union200", kLastColumn,
                              times.median() * 1000);
}
BENCHMARK_CAPTURE(complete_acyclic, union_plans, cascade::Merge::Union, false)
    ->ArgName("types")
    ->Arg(20)
    ->Arg(200)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(complete_acyclic, per_path_refuses, cascade::Merge::PerPath, true)
    ->ArgName("types")
    ->Arg(200)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
