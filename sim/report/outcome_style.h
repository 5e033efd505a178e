// SPDX-License-Identifier: Apache-2.0
// How outcomes look: a glyph, a shape and a colour each, so that none rests on colour alone. The
// colours are Okabe and Ito's, which people with any colour vision tell apart, darkened where they
// carry text.
#pragma once

#include <optional>
#include <string_view>

#include "engine/outcome.h"

namespace cascade::sim {

struct OutcomeStyle {
  std::string_view glyph;    ///< One cell wide.
  std::string_view shape;    ///< Of Graphviz.
  std::string_view style;    ///< Of Graphviz: "filled,rounded", "filled,dashed", ...
  std::string_view line;     ///< Border, "#rrggbb".
  std::string_view fill;     ///< Background, a tint of the border.
  std::string_view text;     ///< For words on `fill` and on white: contrast at least 4.5 to 1.
  std::string_view mermaid;  ///< Class name.
};

/// Nothing: planned, not run.
const OutcomeStyle& style_of(std::optional<Outcome> outcome);

/// Of steps that have nothing to do, and of types.
const OutcomeStyle& quiet_style();

}  // namespace cascade::sim
