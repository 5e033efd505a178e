// SPDX-License-Identifier: Apache-2.0
// Which seeds a test checks, and the command that repeats one of them: a test that names its seeds
// by seeds() checks the only one that CASCADE_SEED gives, where it is set.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cascade::test {

/// CASCADE_SEED. Nothing: all seeds are checked.
inline std::optional<std::uint64_t> only_seed() {
  static const char* const kText = std::getenv("CASCADE_SEED");
  if (kText == nullptr) return std::nullopt;
  return std::strtoull(kText, nullptr, 10);
}

/// `first` to `last`, or the only one. What is summed up over all is worth a check only without it.
inline std::vector<std::uint64_t> seeds(std::uint64_t first, std::uint64_t last) {
  if (const auto only = only_seed()) return {*only};
  std::vector<std::uint64_t> all;
  for (std::uint64_t seed = first; seed <= last; ++seed) all.push_back(seed);
  return all;
}

/// For a shell: "seed 7, repeat with: CASCADE_SEED=7 build/test/tests/sim/sim_tests 'Keep: all'".
inline std::string repeat_with(std::uint64_t seed) {
  static const std::string kProgram = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string number = std::to_string(seed);
  std::string text = "seed " + number + ", repeat with: CASCADE_SEED=" + number + " ";
  text += kProgram + " '";
  for (const char letter : Catch::getResultCapture().getCurrentTestName()) {
    // The comma and the bracket mean something to Catch, the quotation mark to the shell.
    if (letter == ',' || letter == '[') text += '\\';
    text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  }
  return text + "'";
}

}  // namespace cascade::test
