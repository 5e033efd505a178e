// SPDX-License-Identifier: Apache-2.0
// Finding names from a few letters of them: in the palette and in lists that can be searched.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cascade::gui {

struct FuzzyMatch {
  int score = 0;                         ///< Higher is better.
  std::vector<std::uint32_t> positions;  ///< Bytes of the text that were meant, ascending.
};

/// Nothing: the characters of `query` do not occur in `text` in that order. Case does not matter
/// for ASCII, spaces in the query do not at all. Beginnings of words and neighbours score most,
/// short texts more than long ones.
std::optional<FuzzyMatch> fuzzy_match(std::string_view query, std::string_view text);

}  // namespace cascade::gui
