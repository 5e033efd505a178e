// SPDX-License-Identifier: Apache-2.0
// Proves the installed libraries usable: runs the scenario file that it is given, as a program of
// somebody else would, and ends with its verdict.
#include <engine/result.h>
#include <sim/run/simulation.h>
#include <sim/scenario/scenario_reader.h>

#include <cstdio>
#include <utility>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: consumer SCENARIO\n");
    return 1;
  }
  auto scenario = cascade::sim::load_scenario(argv[1]);
  if (!scenario) {
    std::fprintf(stderr, "%s\n", scenario.error().message.c_str());
    return 1;
  }
  auto simulation = cascade::sim::Simulation::create(std::move(*scenario), {});
  if (!simulation) {
    std::fprintf(stderr, "%s\n", simulation.error().message.c_str());
    return 1;
  }
  (*simulation)->run();
  std::printf("%zu passes\n", (*simulation)->passes().size());
  return static_cast<int>((*simulation)->verdict());
}
