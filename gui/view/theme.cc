// SPDX-License-Identifier: Apache-2.0
// The palette. Outcomes in the light theme are those of drawings (sim/report/outcome_style.h); the
// dark theme keeps their hues.
#include "gui/view/theme.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "sim/report/outcome_style.h"

namespace cascade::gui {
namespace {

constexpr Colour rgb(std::uint32_t hex) {
  return 0xFF000000U | ((hex & 0xFFU) << 16U) | (hex & 0xFF00U) | (hex >> 16U);
}

constexpr int hex_digit(char c) {
  if (c >= 'a') return c - 'a' + 10;
  if (c >= 'A') return c - 'A' + 10;
  return c - '0';
}

/// "#rrggbb"
Colour rgb(std::string_view text) {
  std::uint32_t hex = 0;
  for (const char c : text.substr(1)) hex = hex * 16 + static_cast<std::uint32_t>(hex_digit(c));
  return rgb(hex);
}

constexpr std::array<OutcomeShape, kOutcomeCount> kShapes{
    OutcomeShape::Cross, OutcomeShape::Clock, OutcomeShape::Bar, OutcomeShape::Shield,
    OutcomeShape::Dash,  OutcomeShape::Ring,  OutcomeShape::Dot, OutcomeShape::Hollow};

struct DarkLook {
  std::uint32_t fill;
  std::uint32_t border;
  std::uint32_t text;
};
constexpr std::array<DarkLook, kOutcomeCount> kDark{{
    {0x4A2413, 0xF0731E, 0xFFAA78},  // failed
    {0x42283A, 0xDE8CBC, 0xF0B4D6},  // timed out
    {0x40330F, 0xD9A036, 0xEFC675},  // blocked
    {0x472036, 0xD06CA6, 0xF3B1D6},  // vetoed
    {0x34363B, 0x9AA0A8, 0xC2C6CC},  // cancelled
    {0x26282D, 0x80868F, 0xB6BBC2},  // not run
    {0x0F3A2E, 0x22B58A, 0x7FE0C2},  // done
    {0x27333F, 0x7FA2C4, 0xB5CBE0},  // skipped
}};
constexpr DarkLook kDarkPlanned{0x17304A, 0x4C9FDB, 0xA3CDF0};

constexpr Theme kDarkTheme{
    .dark = true,
    .window = rgb(0x15171B),
    .panel = rgb(0x1C1F24),
    .canvas = rgb(0x1C1F24),
    .field = rgb(0x2A2E35),
    .field_hovered = rgb(0x353A43),
    .field_active = rgb(0x414854),
    .text = rgb(0xE4E7EB),
    .faint_text = rgb(0x9AA3AE),
    .line = rgb(0x3A404A),
    .accent = rgb(0x5AAEF5),
    .selection = rgb(0x24486B),
    .phase1 = rgb(0x6C8EBF),
    .phase2 = rgb(0x35B28C),
    .critical = rgb(0xF0A63C),
    .running = rgb(0x5AAEF5),
    .waiting = rgb(0x636B76),
    .mistake = rgb(0xFF9A6B),
};

constexpr Theme kLightTheme{
    .dark = false,
    .window = rgb(0xE6E8EB),
    .panel = rgb(0xFFFFFF),
    .canvas = rgb(0xFFFFFF),
    .field = rgb(0xE9ECF0),
    .field_hovered = rgb(0xDCE1E7),
    .field_active = rgb(0xCBD3DC),
    .text = rgb(0x1D2228),
    .faint_text = rgb(0x5C6670),
    .line = rgb(0xC8CED6),
    .accent = rgb(0x0B6BBF),
    .selection = rgb(0xC5DFF7),
    .phase1 = rgb(0x6E8FC4),
    .phase2 = rgb(0x1C9C77),
    .critical = rgb(0xC87400),
    .running = rgb(0x0B6BBF),
    .waiting = rgb(0xA3ABB5),
    .mistake = rgb(0xA84300),
};

}  // namespace

Theme make_theme(bool dark) {
  return dark ? kDarkTheme : kLightTheme;
}

OutcomeLook look_of(const Theme& theme, std::optional<Outcome> outcome) {
  OutcomeLook look;
  look.shape = outcome ? kShapes[static_cast<std::size_t>(*outcome)] : OutcomeShape::Ring;
  if (theme.dark) {
    const DarkLook& dark = outcome ? kDark[static_cast<std::size_t>(*outcome)] : kDarkPlanned;
    look.fill = rgb(dark.fill);
    look.border = rgb(dark.border);
    look.text = rgb(dark.text);
    return look;
  }
  const sim::OutcomeStyle& style = sim::style_of(outcome);
  look.fill = rgb(style.fill);
  look.border = rgb(style.line);
  look.text = rgb(style.text);
  return look;
}

}  // namespace cascade::gui
