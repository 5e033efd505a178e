// SPDX-License-Identifier: Apache-2.0
// Colours and sizes of the window, dark and light. Outcomes have a colour and a shape, safe for any
// colour vision; nothing is told by colour alone.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/outcome.h"

namespace cascade::gui {

using Colour = std::uint32_t;  ///< As ImGui packs it: 0xAABBGGRR.

struct Theme {
  bool dark = true;
  Colour window = 0;  ///< Between panels: bars, gaps.
  Colour panel = 0;
  Colour canvas = 0;  ///< Behind trees, maps and timelines: the panel's; the window is painted so.
  Colour field = 0;   ///< Text fields, buttons.
  Colour field_hovered = 0;
  Colour field_active = 0;
  Colour text = 0;
  Colour faint_text = 0;  ///< Still readable: contrast at least 4.5 to 1 on a panel.
  Colour line = 0;        ///< Edges, borders, grids.
  Colour accent = 0;      ///< Selection, focus.
  Colour selection = 0;   ///< Behind selected rows and text.
  Colour phase1 = 0;      ///< Bars of planning.
  Colour phase2 = 0;
  Colour critical = 0;  ///< The critical path.
  Colour running = 0;
  Colour waiting = 0;
  Colour mistake = 0;  ///< Words about what is wrong.
};

Theme make_theme(bool dark);

/// The same with another opacity, 0 .. 255.
constexpr Colour with_alpha(Colour colour, std::uint32_t alpha) {
  return (colour & 0x00FFFFFFU) | (alpha << 24U);
}

enum class OutcomeShape : std::uint8_t {
  Dot,     ///< Done: a full disc with a check mark.
  Cross,   ///< Failed.
  Clock,   ///< Timed out.
  Bar,     ///< Blocked: a barred ring.
  Shield,  ///< Vetoed.
  Dash,    ///< Cancelled.
  Ring,    ///< Not run.
  Hollow,  ///< Skipped: a small ring.
};

struct OutcomeLook {
  Colour fill = 0;    ///< Behind text.
  Colour border = 0;  ///< Also of the shape.
  Colour text = 0;    ///< Readable on `fill` and on a panel.
  OutcomeShape shape = OutcomeShape::Dot;
};

/// Nothing: planned, not ended.
OutcomeLook look_of(const Theme& theme, std::optional<Outcome> outcome);

}  // namespace cascade::gui
