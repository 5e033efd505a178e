// SPDX-License-Identifier: Apache-2.0
// What of a drawn graph lies at a point: for clicks and for what is under the mouse.
#pragma once

#include <cstdint>
#include <optional>

#include "gui/model/canvas.h"
#include "gui/model/graph_picture.h"

namespace cascade::gui {

/// Around a node's box, in units of the picture.
CanvasBox box_of(const GraphPicture::Node& node);

/// The node at a point of the picture.
std::optional<std::uint32_t> node_at(const GraphPicture& picture, PicturePoint at);

/// How far a point is from a line, at most as far as `enough` needs to be known.
double distance_to(const GraphPicture::Edge& edge, PicturePoint at, double enough);

}  // namespace cascade::gui
