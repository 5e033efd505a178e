// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/glyph_ranges.h"

#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

using Ranges = std::vector<unsigned short>;

TEST_CASE("glyph_ranges: neighbours form rows", "[gui][fonts]") {
  CharacterSet set;
  CHECK(glyph_ranges(set) == Ranges{0});
  for (const std::size_t c : {65U, 66U, 67U, 90U, 0xFFFFU}) set.set(c);
  CHECK(glyph_ranges(set) == Ranges{65, 67, 90, 90, 0xFFFF, 0xFFFF, 0});
}

TEST_CASE("add_characters: what stands in a text is added, once", "[gui][fonts]") {
  CharacterSet set = basic_characters();
  CHECK_FALSE(add_characters(set, "Zone/1 Zürich Αθήνα Москва → ✓"));
  CHECK(add_characters(set, "机房 서울 東京"));
  CHECK_FALSE(add_characters(set, "房机"));
  CHECK(set.test(0x673A));
  CHECK(set.test(0xC11C));
  CHECK(set.test(0x6771));
}

TEST_CASE("add_characters: broken bytes, control characters and other planes are left out",
          "[gui][fonts]") {
  CharacterSet set;
  for (const char* const text : {"\xFF", "\xC3", "\xE6\x9C", "\x01\x02", "😀", "\xEF\xBF\xBD"}) {
    CHECK_FALSE(add_characters(set, text));
  }
  CHECK(set.none());
  CHECK(add_characters(set,
                       "\xE6\x9C"
                       "a\xFF"
                       "b"));
  CHECK(glyph_ranges(set) == Ranges{'a', 'b', 0});
}

}  // namespace
}  // namespace cascade::gui
