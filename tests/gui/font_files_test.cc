// SPDX-License-Identifier: Apache-2.0
#include "gui/platform/font_files.h"

#include <array>
#include <catch2/catch.hpp>

namespace cascade::gui {
namespace {

constexpr std::array<std::string_view, 2> kDejaVu{"No such font.ttf", "DejaVuSans.ttf"};

TEST_CASE("pick_font: the first that is there and draws what is wanted", "[gui][fonts]") {
  const std::vector<std::string> files = installed_fonts();
  const std::string latin = pick_font(files, kDejaVu);
  REQUIRE(latin.ends_with("/DejaVuSans.ttf"));
  CHECK(pick_font(files, kDejaVu, U"Aж") == latin);
  CHECK(pick_font(files, kDejaVu, U"A한").empty());
  CHECK(pick_font({}, kDejaVu).empty());
}

TEST_CASE("has_characters: what is no font has none", "[gui][fonts]") {
  CHECK_FALSE(has_characters("/nowhere.ttf", U"A"));
  CHECK_FALSE(has_characters("/etc/passwd", U"A"));
}

}  // namespace
}  // namespace cascade::gui
