// SPDX-License-Identifier: Apache-2.0
// `swarm FIRST [LAST]`: checks these seeds and prints what does not hold, with the command that
// repeats it. Exit code 1 if anything does not.
#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tests/sim/swarm.h"

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t result = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return result;
}

/// `program`: this one's file.
int run(std::uint64_t first, std::uint64_t last, const std::string& program) {
  std::uint64_t broken = 0;
  std::uint64_t failed = 0;
  std::uint64_t resumed = 0;
  std::uint64_t retries = 0;
  std::uint64_t planted = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const auto result = cascade::sim::test::check_swarm_seed(seed);
    if (!result.broken.empty()) {
      ++broken;
      fmt::print("seed {}, repeat with: {} {}\n{}", seed, program, seed, result.scenario);
      for (const std::string& line : result.broken) fmt::print("  {}\n", line);
    }
    if (result.outcome == "failed") ++failed;
    if (result.resumed) ++resumed;
    retries += result.retries;
    planted += result.before_after.planted;
    if (seed == last) break;  // the largest number has none behind it
  }
  fmt::print(
      "seeds {} to {}: {} broken; {} runs failed, {} were resumed, {} further attempts; {} "
      "inconsistencies planted\n",
      first, last, broken, failed, resumed, retries, planted);
  return broken == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  const auto first = count > 1 ? number(arguments[1]) : std::nullopt;
  const auto last = count > 2 ? number(arguments[2]) : first;
  if (!first || !last || *last < *first || count > 3) {
    fmt::print(stderr, "usage: swarm FIRST [LAST]: the seeds to check\n");
    return 2;
  }
  return run(*first, *last, std::filesystem::read_symlink("/proc/self/exe").string());
}
