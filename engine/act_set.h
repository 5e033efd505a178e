// SPDX-License-Identifier: Apache-2.0
// An ordered set of small numbers, as a tree of bits: one bit per possible member, plus a 64th for
// each level above. Inserting and finding the next member touch a word per level at most, so a set
// over seven million acts stays in the cache where a heap of them would not.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/assert.h"

namespace cascade {

class ActSet {
 public:
  /// Members are 0 .. size - 1.
  explicit ActSet(std::uint32_t size) : size_(size) {
    std::size_t words = size;
    do {
      words = (words + 63) / 64;
      levels_[depth_++].resize(words == 0 ? 1 : words);
    } while (words > 1);
  }

  void insert(std::uint32_t member) {
    for (std::size_t level = 0; level < depth_; ++level) {
      std::uint64_t& word = levels_[level][member / 64];
      const bool was_empty = word == 0;
      word |= bit(member);
      if (!was_empty) return;
      member /= 64;
    }
  }

  /// Inserts begin .. end - 1.
  void insert_range(std::uint32_t begin, std::uint32_t end) {
    for (std::size_t level = 0; level < depth_ && begin < end; ++level) {
      set_bits(levels_[level], begin, end);
      begin /= 64;
      end = (end - 1) / 64 + 1;
    }
  }

  void erase(std::uint32_t member) {
    for (std::size_t level = 0; level < depth_; ++level) {
      std::uint64_t& word = levels_[level][member / 64];
      word &= ~bit(member);
      if (word != 0) return;
      member /= 64;
    }
  }

  /// How many members follow one another from member `first` on, as far as one word shows: 1 to 64.
  [[nodiscard]] std::uint32_t run(std::uint32_t first) const {
    return static_cast<std::uint32_t>(std::countr_one(levels_[0][first / 64] >> first % 64));
  }

  /// Takes out `first`, the smallest member, and those that follow: `count` in all, at most
  /// run(first). Returns the smallest one that is left, or kNone.
  std::uint32_t pop(std::uint32_t first, std::uint32_t count = 1) {
    std::uint64_t& word = levels_[0][first / 64];
    word &= ~(~std::uint64_t{0} >> (64 - count) << first % 64);
    if (word != 0) return first / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
    erase(first);  // for the levels above
    return next(first);
  }

  [[nodiscard]] bool empty() const { return levels_[depth_ - 1][0] == 0; }

  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  /// The smallest member that is at least `from`, or kNone.
  [[nodiscard]] std::uint32_t next(std::uint32_t from) const {
    if (from >= size_) return kNone;
    std::uint32_t at = from;  // on `level`: the first place to look at
    for (std::size_t level = 0; level < depth_; ++level) {
      const std::uint64_t word = levels_[level][at / 64] >> (at % 64);
      if (word != 0) {
        return lowest_below(level, at + static_cast<std::uint32_t>(std::countr_zero(word)));
      }
      at = at / 64 + 1;
      if (level + 1 == depth_ || at / 64 >= levels_[level + 1].size()) return kNone;
    }
    return kNone;
  }

  [[nodiscard]] std::size_t bytes() const {
    std::size_t sum = 0;
    for (const auto& level : levels_) sum += level.capacity() * sizeof(std::uint64_t);
    return sum;
  }

 private:
  static constexpr std::uint64_t bit(std::uint32_t member) {
    return std::uint64_t{1} << member % 64;
  }

  static void set_bits(std::vector<std::uint64_t>& words, std::uint32_t begin, std::uint32_t end) {
    const std::uint64_t head = ~std::uint64_t{0} << begin % 64;
    const std::uint64_t tail = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    const std::size_t first = begin / 64;
    const std::size_t last = (end - 1) / 64;
    if (first == last) {
      words[first] |= head & tail;
      return;
    }
    words[first] |= head;
    for (std::size_t word = first + 1; word < last; ++word) words[word] = ~std::uint64_t{0};
    words[last] |= tail;
  }

  [[nodiscard]] std::uint32_t lowest_below(std::size_t level, std::uint32_t at) const {
    for (; level > 0; --level) {
      const std::uint64_t word = levels_[level - 1][at];
      CASCADE_ASSERT(word != 0, "a bit of an upper level stands for an empty word");
      at = at * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
    }
    return at;
  }

  std::uint32_t size_;
  std::size_t depth_ = 0;
  std::array<std::vector<std::uint64_t>, 6> levels_;  // 64^6 is more than 2^32
};

}  // namespace cascade
