// SPDX-License-Identifier: Apache-2.0
// Chance as data: a small generator with sub-streams by purpose, and pure functions of what a
// draw belongs to. The same numbers on every machine; no floating point.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/wide.h"

namespace cascade::sim {

/// SplitMix64's finalizer: a bijection that spreads every bit.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return mix(mix(a) ^ b);
}

/// FNV-1a over the bytes, mixed.
constexpr std::uint64_t hash_name(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return mix(hash);
}

/// A probability as two integers.
struct Ratio {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;  ///< At least 1.
};

/// A stream of draws. Streams of different purposes do not shift one another.
class Random {
 public:
  Random(std::uint64_t seed, std::string_view purpose) : state_(mix(seed, hash_name(purpose))) {}

  std::uint64_t next() { return mix(state_ += 0x9E3779B97F4A7C15ULL); }
  /// 0 .. bound - 1, uniform; `bound` at least 1.
  std::uint64_t below(std::uint64_t bound) {
    return static_cast<std::uint64_t>((static_cast<WideUint>(next()) * bound) >> 64U);
  }
  /// `min` .. `max`, both included.
  std::int64_t between(std::int64_t min, std::int64_t max) {
    return min + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(max - min) + 1));
  }
  bool chance(Ratio ratio) { return below(ratio.denominator) < ratio.numerator; }

 private:
  std::uint64_t state_;
};

}  // namespace cascade::sim
