// SPDX-License-Identifier: Apache-2.0
// The panel of the cloud map: one picture made off the frame, and above it names, the selection,
// what is under the mouse, and the legend.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "gui/model/map_pane.h"
#include "gui/view/canvas_view.h"
#include "gui/view/graph_paint.h"
#include "gui/view/pane_look.h"

namespace cascade::gui {

/// Makes pixels (0xAABBGGRR, row by row) into what ImGui can draw. One picture per slot: the next
/// one takes its place.
using UploadPixels =
    std::function<ImTextureID(int slot, int width, int height, const std::uint32_t* pixels)>;

/// Every tone in the colours of a theme.
MapPalette map_palette(const Theme& theme);

/// Thread: the UI's.
class MapWidget {
 public:
  explicit MapWidget(UploadPixels upload) : upload_(std::move(upload)) {}

  /// Fills the rest of the current window; updates the pane.
  void draw(MapPane& pane, const PaneSource& source, const PaneLook& look);
  [[nodiscard]] bool animating() const { return canvas_.animating(); }

 private:
  void take_requests(MapPane& pane, const PaneSource& source, const PaneLook& look);
  void draw_search(MapPane& pane, const PaneSource& source, const PaneLook& look);
  void draw_canvas(MapPane& pane, const PaneSource& source, const PaneLook& look);
  void upload(const MapPane& pane);
  void paint_picture(MapPane& pane);
  void paint_names(MapPane& pane, const PaneLook& look);
  void paint_name(MapPane& pane, const MapImage::Label& label, const PaneLook& look);
  void paint_outline(MapPane& pane, const MapRect& rect, Colour colour, float width);
  void draw_legend(const MapPane& pane, const PaneLook& look);
  static void tell(const MapPane& pane, Resource resource, const PaneLook& look);

  static constexpr int kPictureSlot = 0;
  static constexpr int kOverviewSlot = 1;

  UploadPixels upload_;
  CanvasView canvas_;
  MapPalette palette_{};
  bool palette_dark_ = false;
  bool palette_made_ = false;
  std::uint64_t uploaded_ = 0;  ///< Version of the pane.
  ImTextureID picture_{};
  ImTextureID overview_{};
  std::array<char, 256> query_{};
  bool query_failed_ = false;
  bool to_search_ = false;
};

}  // namespace cascade::gui
