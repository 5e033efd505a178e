// SPDX-License-Identifier: Apache-2.0
// A 64-bit fingerprint of a sequence of numbers and texts, the same on every machine: values are
// mixed as numbers, never as memory. For comparing runs and plans, not against adversaries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace cascade {

/// A value; two digests of the same calls in the same order are equal.
class Digest {
 public:
  void add(std::uint64_t number) {
    // Multiply and fold, as wyhash does: every bit of the input reaches every bit of the state.
    const std::uint64_t mixed = (number ^ kSecret) * kOdd + state_;
    state_ = (mixed ^ (mixed >> 32)) * kOdd;
    state_ ^= state_ >> 29;
  }

  /// Length and bytes.
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    while (!text.empty()) {
      std::uint64_t word = 0;
      const std::size_t length = text.size() < 8 ? text.size() : 8;
      for (std::size_t i = 0; i < length; ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
      }
      add(word);
      text.remove_prefix(length);
    }
  }

  /// Length and values of a column of small numbers or ids.
  template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(std::span<const T> column) {
    add(std::uint64_t{column.size()});
    for (const T item : column) add(static_cast<std::uint64_t>(item));
  }

  [[nodiscard]] std::uint64_t number() const { return state_ ^ (state_ >> 31); }

 private:
  static constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15U;
  static constexpr std::uint64_t kSecret = 0xa0761d6478bd642fU;
  std::uint64_t state_ = 0x2545f4914f6cdd1dU;
};

}  // namespace cascade
