// SPDX-License-Identifier: Apache-2.0
// Speed and memory on CLOUD(N), always as ratios measured side by side: every iteration runs the
// floor (typed push) and both phases in turn, and the counters are medians over the iterations.
//   phase1_x, phase2_x   both phases per resource, in multiples of typed push
//   both_x               their sum; the aim is at most 8, with events recorded at most 15
//   generate_x           making the world; the aim is at most 15
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/event.h"
#include "sim/recording.h"
#include "tests/bench/cloud_columns.h"
#include "tests/bench/engine_cloud.h"
#include "tests/bench/sqlite_cascade.h"

namespace {

using cascade::Merge;
using cascade::Schedule;
using cascade::bench::CloudColumns;
using cascade::bench::EngineCloud;

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Records as `cascade run --record` packs: chunks of events into bytes.
class PackingObserver final : public cascade::Observer {
 public:
  void on_event(const cascade::Event& event, std::string_view /*text*/) override {
    chunk_.push_back(event);
    ++events_;
    if (chunk_.size() == 4096) flush();
  }
  void flush() {
    cascade::sim::pack_events(chunk_, bytes_);
    chunk_.clear();
  }
  [[nodiscard]] double bytes_per_event() const {
    return static_cast<double>(bytes_.size()) / static_cast<double>(events_);
  }

 private:
  std::vector<cascade::Event> chunk_;
  std::vector<std::uint8_t> bytes_;
  std::uint64_t events_ = 0;
};

struct Samples {
  std::vector<double> push, phase1, phase2;
};

void report(benchmark::State& state, const Samples& samples, const CloudColumns& cloud,
            const cascade::Plan& plan) {
  const double push = median(samples.push);
  const double phase1 = median(samples.phase1);
  const double phase2 = median(samples.phase2);
  const auto resources = static_cast<double>(cloud.resource_count());
  const auto acts = static_cast<double>(plan.act_count());
  state.counters["push_ns"] = push * 1e9 / resources;
  state.counters["phase1_x"] = phase1 / push;
  state.counters["phase2_x"] = phase2 / push;
  state.counters["both_x"] = (phase1 + phase2) / push;
  state.counters["ns_per_resource"] = (phase1 + phase2) * 1e9 / resources;
  state.counters["ns_per_act"] = (phase1 + phase2) * 1e9 / acts;
  state.counters["plan_B_per_link"] =
      static_cast<double>(plan.bytes()) / static_cast<double>(plan.link_count());
}

void delete_zone(benchmark::State& state, Merge merge, Schedule schedule, bool recorded) {
  const auto vms = static_cast<std::uint32_t>(state.range(0));
  const bool permuted = state.range(1) != 0;
  const CloudColumns cloud = cascade::bench::make_cloud(vms, permuted);
  EngineCloud engine(vms, permuted);
  std::vector<std::vector<std::uint8_t>> marks;
  Samples samples;
  std::shared_ptr<const cascade::Plan> plan;
  for ([[maybe_unused]] auto iteration : state) {
    samples.push.push_back(seconds([&] {
      if (typed_push(cloud, marks) != cloud.resource_count()) std::abort();
    }));
    plan.reset();
    engine.reset();
    PackingObserver observer;
    std::size_t run_bytes = 0;
    samples.phase1.push_back(seconds([&] { plan = engine.plan(merge); }));
    samples.phase2.push_back(seconds(
        [&] { run_bytes = engine.execute(plan, schedule, recorded ? &observer : nullptr); }));
    state.SetIterationTime(samples.phase1.back() + samples.phase2.back());
    state.counters["run_B_per_act"] =
        static_cast<double>(run_bytes) / static_cast<double>(plan->act_count());
    if (recorded) state.counters["B_per_event"] = observer.bytes_per_event();
  }
  report(state, samples, cloud, *plan);
  state.counters["world_B_per_resource"] =
      static_cast<double>(engine.world().bytes()) / static_cast<double>(cloud.resource_count());
}

void generate(benchmark::State& state) {
  const auto vms = static_cast<std::uint32_t>(state.range(0));
  const CloudColumns cloud = cascade::bench::make_cloud(vms, false);
  std::vector<std::vector<std::uint8_t>> marks;
  std::vector<double> push, making;
  for ([[maybe_unused]] auto iteration : state) {
    push.push_back(seconds([&] { benchmark::DoNotOptimize(typed_push(cloud, marks)); }));
    making.push_back(seconds([&] {
      EngineCloud engine(vms, false);
      benchmark::DoNotOptimize(engine);
    }));
    state.SetIterationTime(making.back());
  }
  state.counters["generate_x"] = median(making) / median(push);
}

/// Deletes the zone by the database and by the engine, in turn.
void against_sqlite(benchmark::State& state) {
  const auto vms = static_cast<std::uint32_t>(state.range(0));
  const CloudColumns cloud = cascade::bench::make_cloud(vms, false);
  EngineCloud engine(vms, false);
  std::vector<double> database_times, engine_times;
  for ([[maybe_unused]] auto iteration : state) {
    cascade::bench::SqliteCloud database(cloud);
    database_times.push_back(seconds([&] { database.delete_zone(); }));
    engine.reset();
    engine_times.push_back(
        seconds([&] { engine.execute(engine.plan(Merge::Union), Schedule::Sequential, nullptr); }));
    state.SetIterationTime(engine_times.back());
  }
  const double database = median(database_times);
  state.counters["sqlite_us_per_row"] =
      database * 1e6 / static_cast<double>(cloud.resource_count());
  state.counters["times_faster"] = database / median(engine_times);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t permuted : {0, 1}) {
    for (const std::int64_t vms : {10'000, 100'000, 1'000'000}) benchmark->Args({vms, permuted});
  }
  benchmark->ArgNames({"vms", "permuted"})->UseManualTime()->Unit(benchmark::kMillisecond);
  benchmark->Iterations(7);
}

BENCHMARK_CAPTURE(delete_zone, union_sequential, Merge::Union, Schedule::Sequential, false)
    ->Apply(sizes);
BENCHMARK_CAPTURE(delete_zone, union_sequential_recorded, Merge::Union, Schedule::Sequential, true)
    ->Apply(sizes);
BENCHMARK_CAPTURE(delete_zone, union_by_resource, Merge::Union, Schedule::ByResource, false)
    ->Apply(sizes);
BENCHMARK_CAPTURE(delete_zone, per_path_sequential, Merge::PerPath, Schedule::Sequential, false)
    ->Apply(sizes);
BENCHMARK_CAPTURE(delete_zone, per_path_by_resource, Merge::PerPath, Schedule::ByResource, false)
    ->Apply(sizes);
BENCHMARK(generate)
    ->ArgName("vms")
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(7);
BENCHMARK(against_sqlite)
    ->ArgName("vms")
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

}  // namespace

BENCHMARK_MAIN();
