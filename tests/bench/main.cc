// SPDX-License-Identifier: Apache-2.0
// Runs the benchmarks as Google Benchmark's options say, then sets what was measured against the
// aims: `cascade_bench` alone prints all of it.
#include <benchmark/benchmark.h>

#include "tests/bench/figures.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  cascade::bench::print_figures();
  return 0;
}
