// SPDX-License-Identifier: Apache-2.0
// Speed and memory on CLOUD(N), always as ratios measured side by side: every iteration runs the
// floor (typed push) and what is compared with it in turn, and only medians are told.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/recording/recording.h"
#include "tests/bench/cloud_columns.h"
#include "tests/bench/engine_cloud.h"
#include "tests/bench/figures.h"
#include "tests/bench/sqlite_cascade.h"
#include "tests/bench/stopwatch.h"

namespace {

using cascade::Merge;
using cascade::Schedule;
using cascade::bench::CloudColumns;
using cascade::bench::EngineCloud;
using cascade::bench::keep_figure;
using cascade::bench::Samples;
using cascade::bench::seconds;

constexpr double kNano = 1e9;

/// One benchmark's place in the table of figures.
struct Place {
  std::string ids;  ///< "natural" or "permuted"
  std::int64_t vms = 0;

  explicit Place(const benchmark::State& state)
      : ids(state.range(1) != 0 ? "permuted" : "natural"), vms(state.range(0)) {}
  void keep(const std::string& name, double figure) const {
    keep_figure(name + "." + ids, vms, figure);
  }
};

/// A recording as `cascade run --record` makes it, in the directory for temporary files.
class TemporaryRecording {
 public:
  TemporaryRecording() {
    auto made = cascade::sim::RecordingWriter::create(file_, {});
    if (!made) std::abort();
    writer_ = *std::move(made);
  }
  ~TemporaryRecording() { std::filesystem::remove(file_); }
  TemporaryRecording(const TemporaryRecording&) = delete;
  TemporaryRecording& operator=(const TemporaryRecording&) = delete;

  cascade::Observer* writer() { return writer_.get(); }
  /// Returns the file's size.
  std::uint64_t finish() {
    const auto size = writer_->finish({});
    if (!size) std::abort();
    return *size;
  }

 private:
  std::string file_ = std::filesystem::temp_directory_path() / "cascade_bench.recording";
  std::unique_ptr<cascade::sim::RecordingWriter> writer_;
};

/// The floor and both phases, once after the other.
class Comparison {
 public:
  explicit Comparison(const benchmark::State& state)
      : cloud_(cascade::bench::make_cloud(static_cast<std::uint32_t>(state.range(0)),
                                          state.range(1) != 0)),
        engine_(static_cast<std::uint32_t>(state.range(0)), state.range(1) != 0) {}

  /// Returns the seconds of both phases.
  double run(Merge merge, Schedule schedule, bool recorded) {
    push_.add(seconds([&] {
      if (typed_push(cloud_, marks_) != cloud_.resource_count()) std::abort();
    }));
    plan_.reset();
    engine_.reset();
    const double phase1 = seconds([&] { plan_ = engine_.plan(merge); });
    double phase2 = 0;
    if (recorded) {
      TemporaryRecording recording;
      phase2 = seconds([&] {
        run_bytes_ = engine_.execute(plan_, schedule, recording.writer());
        recording_bytes_ = recording.finish();
      });
    } else {
      phase2 = seconds([&] { run_bytes_ = engine_.execute(plan_, schedule, nullptr); });
    }
    phase1_.add(phase1);
    phase2_.add(phase2);
    both_.add(phase1 + phase2);
    return phase1 + phase2;
  }

  [[nodiscard]] double resources() const { return static_cast<double>(cloud_.resource_count()); }
  [[nodiscard]] double acts() const { return static_cast<double>(plan_->act_count()); }
  [[nodiscard]] double push() const { return push_.median(); }
  [[nodiscard]] double phase1() const { return phase1_.median(); }
  [[nodiscard]] double phase2() const { return phase2_.median(); }
  [[nodiscard]] double both() const { return both_.median(); }

  void tell(benchmark::State& state) {
    state.counters["push_ns"] = push() * kNano / resources();
    state.counters["phase1_x"] = phase1() / push();
    state.counters["phase2_x"] = phase2() / push();
    state.counters["both_x"] = both() / push();
    state.counters["ns_per_act"] = both() * kNano / acts();
    state.counters["noise_%"] = both_.spread() * 100;
    state.counters["world_B"] = static_cast<double>(engine_.world().bytes()) / resources();
    state.counters["plan_B"] =
        static_cast<double>(plan_->bytes()) / static_cast<double>(plan_->link_count());
    state.counters["run_B"] = static_cast<double>(run_bytes_) / acts();
    if (recording_bytes_ > 0) {
      state.counters["recording_B"] = static_cast<double>(recording_bytes_) / acts();
    }
  }

 private:
  CloudColumns cloud_;
  EngineCloud engine_;
  std::vector<std::vector<std::uint8_t>> marks_;
  std::shared_ptr<const cascade::Plan> plan_;
  std::size_t run_bytes_ = 0;
  std::uint64_t recording_bytes_ = 0;
  Samples push_, phase1_, phase2_, both_;
};

void union_sequential(benchmark::State& state) {
  Comparison comparison(state);
  for ([[maybe_unused]] auto iteration : state) {
    state.SetIterationTime(comparison.run(Merge::Union, Schedule::Sequential, false));
  }
  comparison.tell(state);
  const Place place(state);
  place.keep("push", comparison.push() * kNano / comparison.resources());
  place.keep("phase1", comparison.phase1() / comparison.push());
  place.keep("phase2", comparison.phase2() / comparison.push());
  place.keep("both", comparison.both() / comparison.push());
  place.keep("time", comparison.both() * kNano / comparison.resources());
  keep_figure("world", place.vms, state.counters["world_B"]);
  keep_figure("plan", place.vms, state.counters["plan_B"]);
  keep_figure("run", place.vms, state.counters["run_B"]);
}

void union_sequential_recorded(benchmark::State& state) {
  Comparison comparison(state);
  for ([[maybe_unused]] auto iteration : state) {
    state.SetIterationTime(comparison.run(Merge::Union, Schedule::Sequential, true));
  }
  comparison.tell(state);
  Place(state).keep("recorded", comparison.both() / comparison.push());
}

void beside(benchmark::State& state, const std::string& name, Merge merge, Schedule schedule) {
  Comparison comparison(state);
  for ([[maybe_unused]] auto iteration : state) {
    state.SetIterationTime(comparison.run(merge, schedule, false));
  }
  comparison.tell(state);
  Place(state).keep(name, comparison.both() * kNano / comparison.acts());
}

void generate(benchmark::State& state) {
  const auto vms = static_cast<std::uint32_t>(state.range(0));
  const CloudColumns cloud = cascade::bench::make_cloud(vms, false);
  std::vector<std::vector<std::uint8_t>> marks;
  Samples push, making;
  for ([[maybe_unused]] auto iteration : state) {
    push.add(seconds([&] { benchmark::DoNotOptimize(typed_push(cloud, marks)); }));
    const double made = seconds([&] {
      EngineCloud engine(vms, false);
      benchmark::DoNotOptimize(engine);
    });
    making.add(made);
    state.SetIterationTime(made);
  }
  state.counters["generate_x"] = making.median() / push.median();
  state.counters["noise_%"] = making.spread() * 100;
  keep_figure("generate", state.range(0), making.median() / push.median());
}

/// Deletes the zone by the database and by the engine, in turn.
void against_sqlite(benchmark::State& state) {
  const auto vms = static_cast<std::uint32_t>(state.range(0));
  const CloudColumns cloud = cascade::bench::make_cloud(vms, false);
  EngineCloud engine(vms, false);
  Samples database_times, engine_times;
  for ([[maybe_unused]] auto iteration : state) {
    cascade::bench::SqliteCloud database(cloud);
    database_times.add(seconds([&] { database.delete_zone(); }));
    engine.reset();
    const double taken =
        seconds([&] { engine.execute(engine.plan(Merge::Union), Schedule::Sequential, nullptr); });
    engine_times.add(taken);
    state.SetIterationTime(taken);
  }
  const double per_row =
      database_times.median() * 1e6 / static_cast<double>(cloud.resource_count());
  const double times_faster = database_times.median() / engine_times.median();
  state.counters["sqlite_us_per_row"] = per_row;
  state.counters["times_faster"] = times_faster;
  keep_figure("sqlite", state.range(0), per_row);
  keep_figure("faster", state.range(0), times_faster);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t permuted : {0, 1}) {
    for (const std::int64_t vms : {10'000, 100'000, 1'000'000}) benchmark->Args({vms, permuted});
  }
  benchmark->ArgNames({"vms", "permuted"})->UseManualTime()->Unit(benchmark::kMillisecond);
  benchmark->Iterations(9);
}

void natural_sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t vms : {10'000, 100'000, 1'000'000}) benchmark->Arg(vms);
  benchmark->ArgName("vms")->UseManualTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(union_sequential)->Apply(sizes);
BENCHMARK(union_sequential_recorded)->Apply(sizes);
BENCHMARK_CAPTURE(beside, union_by_resource, "union_by_resource", Merge::Union,
                  Schedule::ByResource)
    ->Apply(sizes);
BENCHMARK_CAPTURE(beside, union_by_step, "union_by_step", Merge::Union, Schedule::ByStep)
    ->Apply(sizes);
BENCHMARK_CAPTURE(beside, per_path_sequential, "per_path_sequential", Merge::PerPath,
                  Schedule::Sequential)
    ->Apply(sizes);
BENCHMARK_CAPTURE(beside, per_path_by_resource, "per_path_by_resource", Merge::PerPath,
                  Schedule::ByResource)
    ->Apply(sizes);
BENCHMARK(generate)->Apply(natural_sizes)->Iterations(9);
BENCHMARK(against_sqlite)->Apply(natural_sizes)->Iterations(3);

}  // namespace
