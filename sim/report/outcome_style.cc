// SPDX-License-Identifier: Apache-2.0
// The table of looks, in the order of the outcomes.
#include "sim/report/outcome_style.h"

#include <array>
#include <cstddef>

namespace cascade::sim {
namespace {

constexpr std::array<OutcomeStyle, kOutcomeCount> kStyles{{
    {"✗", "octagon", "filled", "#D55E00", "#FCE8DC", "#9C4400", "failed"},
    {"◷", "hexagon", "filled", "#CC79A7", "#FAEBF3", "#8F3F6C", "timed_out"},
    {"⊘", "box", "filled,dashed", "#B27A00", "#FDF3D9", "#7A5400", "blocked"},
    {"!", "doubleoctagon", "filled", "#8F3F6C", "#FAEBF3", "#8F3F6C", "vetoed"},
    {"◌", "tab", "filled", "#6B6B6B", "#F2F2F2", "#4D4D4D", "cancelled"},
    {"·", "box", "filled,dotted", "#6B6B6B", "#FAFAFA", "#4D4D4D", "not_run"},
    {"✓", "box", "filled,rounded", "#009E73", "#E6F5F0", "#006B4E", "done"},
    {"○", "note", "filled", "#56789A", "#EFF3F7", "#3D5670", "skipped"},
}};
constexpr OutcomeStyle kPlanned{"",        "box",     "filled,rounded", "#0072B2",
                                "#E8F2F9", "#005A8C", "planned"};
constexpr OutcomeStyle kQuiet{"",        "box",     "filled,rounded", "#9A9A9A",
                              "#F7F7F7", "#4D4D4D", "quiet"};

}  // namespace

const OutcomeStyle& style_of(std::optional<Outcome> outcome) {
  return outcome ? kStyles[static_cast<std::size_t>(*outcome)] : kPlanned;
}

const OutcomeStyle& quiet_style() {
  return kQuiet;
}

}  // namespace cascade::sim
