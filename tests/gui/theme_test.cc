// SPDX-License-Identifier: Apache-2.0
// The colours must be readable: contrast as WCAG 2 measures it.
#include "gui/view/theme.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

namespace cascade::gui {
namespace {

double luminance(Colour colour) {
  const auto channel = [colour](unsigned shift) {
    const double value = static_cast<double>((colour >> shift) & 0xFFU) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<std::optional<Outcome>> outcomes() {
  std::vector<std::optional<Outcome>> all{std::nullopt};
  for (int i = 0; i < kOutcomeCount; ++i) all.emplace_back(static_cast<Outcome>(i));
  return all;
}

TEST_CASE("Theme: words are readable on everything that stands behind them", "[gui][theme]") {
  for (const bool dark : {true, false}) {
    INFO((dark ? "dark" : "light"));
    const Theme theme = make_theme(dark);
    CHECK(theme.dark == dark);
    for (const Colour behind :
         {theme.panel, theme.canvas, theme.field, theme.window, theme.selection}) {
      CHECK(contrast(theme.text, behind) >= 7.0);
    }
    for (const Colour behind : {theme.panel, theme.canvas, theme.window}) {
      CHECK(contrast(theme.faint_text, behind) >= 4.5);
      CHECK(contrast(theme.mistake, behind) >= 4.5);
    }
    CHECK(contrast(theme.accent, theme.panel) >= 3.0);
    CHECK(contrast(theme.critical, theme.canvas) >= 3.0);
  }
}

TEST_CASE("Theme: outcomes are readable, and told apart without colours", "[gui][theme]") {
  for (const bool dark : {true, false}) {
    const Theme theme = make_theme(dark);
    std::set<OutcomeShape> shapes;
    for (const auto& outcome : outcomes()) {
      INFO((outcome ? to_string(*outcome) : "planned"));
      const OutcomeLook look = look_of(theme, outcome);
      CHECK(contrast(look.text, look.fill) >= 4.5);
      CHECK(contrast(look.text, theme.panel) >= 4.5);
      CHECK(contrast(look.border, theme.canvas) >= 3.0);
      if (outcome) CHECK(shapes.insert(look.shape).second);
    }
  }
}

}  // namespace
}  // namespace cascade::gui
