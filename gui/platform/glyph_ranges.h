// SPDX-License-Identifier: Apache-2.0
// Which characters the fonts must have: the scripts that are always there, and whatever stands in
// the texts that were loaded. Fonts with CJK have tens of thousands of glyphs; only those that are
// needed are drawn into the font's picture.
#pragma once

#include <bitset>
#include <string_view>
#include <vector>

namespace cascade::gui {

/// Characters of the basic plane. What lies beyond it is drawn as a box.
using CharacterSet = std::bitset<0x10000>;

/// Latin, Greek, Cyrillic, punctuation, arrows and signs.
CharacterSet basic_characters();
/// Adds what stands in `text` (UTF-8; broken bytes are left out). True: something was new.
bool add_characters(CharacterSet& set, std::string_view text);
/// Adds one. True: it was new.
bool add_character(CharacterSet& set, char32_t character);
/// First and last of each row of neighbours, then 0: as ImGui wants it.
std::vector<unsigned short> glyph_ranges(const CharacterSet& set);

}  // namespace cascade::gui
