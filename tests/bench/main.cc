// SPDX-License-Identifier: Apache-2.0
// Runs the benchmarks as Google Benchmark's options say, then sets what was measured against the
// aims: `cascade_bench` alone prints all of it.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include "tests/bench/figures.h"

int main(int argc, char** argv) {
  // Iterations find the memory that earlier ones had, as the floor does, which keeps its marks.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  cascade::bench::print_figures();
  return 0;
}
