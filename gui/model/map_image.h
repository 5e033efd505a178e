// SPDX-License-Identifier: Apache-2.0
// The map as pixels: one byte each, a tone, for the part that a camera sees. Boxes as far as they
// can be told apart, a pixel per resource where they are many, whatever their number; and the names
// that there is room for. Made off the frame; the view colours it and draws it as one picture.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "gui/model/cloud_map.h"
#include "gui/model/map_tones.h"

namespace cascade::gui {

/// What is to stand out: all of a type, or some of them. Everything else is dimmed.
struct MapSpotlight {
  TypeId type = kNoType;                                    ///< kNoType: everything.
  std::shared_ptr<const std::vector<std::uint8_t>> chosen;  ///< By index; null: all of the type.

  [[nodiscard]] bool lights(Resource resource) const {
    return type == kNoType ||
           (resource.type == type && (!chosen || (*chosen)[resource.index] != 0));
  }
};

struct MapImage {
  /// Cells of fewer pixels are shown without what is inside them.
  static constexpr double kLookInside = 30;
  /// A pixel: a tone, and whether it is dimmed.
  static constexpr std::uint8_t kDimmed = 0x80;
  static constexpr std::uint8_t kToneMask = 0x1F;
  static constexpr std::uint8_t kBorder = 0x40;  ///< Of a box in that tone.

  struct Label {
    CanvasBox box;  ///< In units of the map; the name belongs to its top left corner.
    std::string text;
    Resource resource;  ///< Of a box; its index is kNoResource for the caption of a group.
    bool caption = false;
    bool alone = false;  ///< The only one in its group: its type is told nowhere else.
  };

  CanvasBox seen;  ///< Which part of the map it shows.
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  ///< Row by row from the top.
  std::vector<Label> labels;         ///< Outer ones first.
};

struct MapView {
  CanvasBox seen;
  int width = 0;  ///< Pixels.
  int height = 0;
  float label_height = 16;  ///< Pixels that a line of text needs.
  MapSpotlight spotlight{};
};

/// Null: stopped.
std::shared_ptr<const MapImage> make_map_image(const CloudMap& map, const MapTones& tones,
                                               const MapView& view, const std::stop_token& stop);

}  // namespace cascade::gui
