// SPDX-License-Identifier: Apache-2.0
// The command that repeats a seed of a failing test.
#include "tests/support/repeat.h"

#include <catch2/catch.hpp>

namespace cascade::test {

TEST_CASE("Repeat: the command names this program, the test and the seed", "[engine]") {
  const std::string told = repeat_with(17);
  CHECK_THAT(told, Catch::StartsWith("seed 17, repeat with: CASCADE_SEED=17 /"));
  CHECK_THAT(told,
             Catch::EndsWith(
                 "engine_tests 'Repeat: the command names this program\\, the test and the seed'"));
}

TEST_CASE("Repeat: without CASCADE_SEED all seeds are checked", "[engine]") {
  if (const auto only = only_seed()) {
    CHECK(seeds(1, 3) == std::vector<std::uint64_t>{*only});
  } else {
    CHECK(seeds(1, 3) == std::vector<std::uint64_t>{1, 2, 3});
  }
}

}  // namespace cascade::test
