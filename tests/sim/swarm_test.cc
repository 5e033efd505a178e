// SPDX-License-Identifier: Apache-2.0
// The first few hundred seeds of the swarm, in parts that run side by side.
#include "tests/sim/swarm.h"

#include <catch2/catch.hpp>

#include "tests/support/repeat.h"

namespace cascade::sim::test {
namespace {

struct Totals {
  int failed = 0;
  int resumed = 0;
  int isolated = 0;
  int refused = 0;
  int several_roots = 0;
  std::uint64_t retries = 0;
  std::uint64_t vetoes = 0;
  std::uint64_t planted = 0;
};

Totals check_seeds(std::uint64_t first, std::uint64_t last) {
  Totals totals;
  for (const std::uint64_t seed : cascade::test::seeds(first, last)) {
    const SwarmResult result = check_swarm_seed(seed);
    for (const std::string& line : result.broken) {
      INFO(result.scenario << cascade::test::repeat_with(seed));
      FAIL_CHECK(line);
    }
    if (result.outcome == "failed") ++totals.failed;
    if (result.resumed) ++totals.resumed;
    if (result.isolated) ++totals.isolated;
    if (result.before_after.refused) ++totals.refused;
    if (result.scenario.find("[T0/1, T0/2") != std::string::npos) ++totals.several_roots;
    totals.retries += result.retries;
    totals.vetoes += result.before_after.vetoes;
    totals.planted += result.before_after.planted;
  }
  return totals;
}

}  // namespace

TEST_CASE("Swarm: seeds 1 to 200", "[sim][swarm]") {
  const Totals totals = check_seeds(1, 200);
  if (cascade::test::only_seed()) return;
  // The seeds are worth something.
  CHECK(totals.failed > 40);
  CHECK(totals.resumed > 10);
  CHECK(totals.isolated > 30);
  CHECK(totals.retries > 100);
  CHECK(totals.refused > 20);
  CHECK(totals.several_roots > 40);
  CHECK(totals.vetoes > 100);
  CHECK(totals.planted > 20);
}

TEST_CASE("Swarm: seeds 201 to 400", "[sim][swarm]") {
  const Totals totals = check_seeds(201, 400);
  if (!cascade::test::only_seed()) CHECK(totals.failed > 40);
}

}  // namespace cascade::sim::test
