// SPDX-License-Identifier: Apache-2.0
// How much of a node is drawn at its size on the screen.
#pragma once

#include <cstdint>

namespace cascade::gui {

enum class Detail : std::uint8_t {
  Block,  ///< A rectangle in the colour of its outcome: no border, no words.
  Name,   ///< And what it is called, in letters of a fixed size.
  Brief,  ///< And its bars.
  Full,   ///< Everything, as large as the zoom makes it.
};

/// `height`: of the node on the screen, in pixels at scale 1; `whole`: at 100 %.
constexpr Detail detail_at(double height, double whole) {
  if (height >= whole * 0.72) return Detail::Full;
  if (height >= 34) return Detail::Brief;
  return height >= 13 ? Detail::Name : Detail::Block;
}

}  // namespace cascade::gui
