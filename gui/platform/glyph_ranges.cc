// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/glyph_ranges.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cascade::gui {
namespace {

constexpr std::array<std::pair<int, int>, 11> kBasic{{
    {0x0020, 0x007E},  // ASCII
    {0x00A0, 0x024F},  // Latin
    {0x0370, 0x03FF},  // Greek
    {0x0400, 0x04FF},  // Cyrillic
    {0x2010, 0x2027},  // Dashes, quotes, dots
    {0x2030, 0x203A},  // Per mille, primes
    {0x2190, 0x21D4},  // Arrows
    {0x2200, 0x2265},  // Mathematics
    {0x25A0, 0x25FF},  // Shapes
    {0x2600, 0x2667},  // Signs
    {0x2713, 0x2718},  // Check marks
}};

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t character = 0;  ///< 0: broken.
  std::size_t bytes = 1;
};

Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  std::size_t bytes = 0;
  if ((first >> 5U) == 0x6) bytes = 2;
  if ((first >> 4U) == 0xE) bytes = 3;
  if ((first >> 3U) == 0x1E) bytes = 4;
  if (bytes == 0 || bytes > text.size()) return {};
  char32_t character = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next >> 6U) != 2) return {};
    character = (character << 6U) | (next & 0x3FU);
  }
  return {character, bytes};
}

}  // namespace

CharacterSet basic_characters() {
  CharacterSet set;
  for (const auto& [first, last] : kBasic) {
    for (int c = first; c <= last; ++c) set.set(static_cast<std::size_t>(c));
  }
  return set;
}

bool add_character(CharacterSet& set, char32_t character) {
  const bool drawn = character >= 0x20 && character < set.size() && character != kReplacement;
  if (!drawn || set.test(character)) return false;
  set.set(character);
  return true;
}

bool add_characters(CharacterSet& set, std::string_view text) {
  bool added = false;
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (add_character(set, next.character)) added = true;
    text.remove_prefix(next.bytes);
  }
  return added;
}

std::vector<unsigned short> glyph_ranges(const CharacterSet& set) {
  std::vector<unsigned short> ranges;
  for (std::size_t c = 1; c < set.size(); ++c) {
    if (!set.test(c)) continue;
    const bool goes_on = !ranges.empty() && ranges.back() + 1U == c;
    if (goes_on) {
      ranges.back() = static_cast<unsigned short>(c);
    } else {
      ranges.push_back(static_cast<unsigned short>(c));
      ranges.push_back(static_cast<unsigned short>(c));
    }
  }
  ranges.push_back(0);
  return ranges;
}

}  // namespace cascade::gui
