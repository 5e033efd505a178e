// SPDX-License-Identifier: Apache-2.0
// The cloud map as a pane of the window: which world it shows, the picture of what the camera sees
// at this position, what is under the mouse, and what the selection lights up. Map and pictures are
// made by workers; until a new one comes the last picture moves with the camera.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/canvas.h"
#include "gui/model/latest_worker.h"
#include "gui/model/map_image.h"
#include "gui/model/pane_source.h"

namespace cascade::gui {

/// A colour for every pixel of a MapImage, 0xAABBGGRR.
using MapPalette = std::array<std::uint32_t, 256>;

/// What the view paints. Immutable.
struct MapFrame {
  std::shared_ptr<const MapTones> tones;
  std::shared_ptr<const MapImage> image;
  std::vector<std::uint32_t> colours;        ///< Of the image's pixels.
  std::shared_ptr<const MapImage> overview;  ///< Of the whole map, small.
  std::vector<std::uint32_t> overview_colours;
};

/// Thread: the UI's.
class MapPane {
 public:
  explicit MapPane(const std::function<void()>& wake) : maps_(wake), frames_(wake) {}

  /// Of the panel, in pixels.
  struct Place {
    int width = 0;
    int height = 0;
    float label_height = 16;
    const MapPalette* palette = nullptr;  ///< Read during the call.
    std::uint64_t palette_key = 0;        ///< Another palette has another one.
  };
  /// Before every frame. True: something is another.
  bool update(const PaneSource& source, const Place& place);
  [[nodiscard]] bool busy() const { return maps_.busy() || frames_.busy(); }
  void wait();

  /// Null: none yet; then status() says why.
  [[nodiscard]] const std::shared_ptr<const CloudMap>& map() const { return map_; }
  [[nodiscard]] const std::shared_ptr<const MapFrame>& frame() const { return frame_; }
  [[nodiscard]] std::string status() const;
  [[nodiscard]] Canvas& canvas() { return canvas_; }
  /// Counts of frames taken; another number, another picture.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// What lies under a point of the screen, as deep as it can be told apart.
  [[nodiscard]] std::optional<Resource> resource_at(PicturePoint screen) const;
  /// Words about it: name, state and what is happening, what is around it, what it holds.
  [[nodiscard]] std::vector<std::string> about(Resource resource) const;
  [[nodiscard]] std::optional<MapRect> selected_rect() const;
  void select(Resource resource, Selection& selection) const;
  /// The whole resource in the panel.
  void show(Resource resource);
  /// A search: "VmInstance/7", or the name of a type. Nothing: there is none.
  [[nodiscard]] std::optional<Resource> find(std::string_view name) const;

 private:
  /// What a frame was made for.
  struct Wish {
    std::shared_ptr<const CloudMap> map;
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const PassInfo> pass;
    std::shared_ptr<const PassState> state;
    bool rehearsal = false;
    MapView view;
    std::uint64_t palette_key = 0;
    std::uint64_t spotlight_key = 0;
    [[nodiscard]] bool same_tones(const Wish& other) const;
    [[nodiscard]] bool same(const Wish& other) const;
  };

  void take_map(const PaneSource& source, const Place& place);
  [[nodiscard]] Wish wish(const PaneSource& source, const Place& place);
  void follow_selection(const PaneSource& source);
  void ask(Wish wish, const MapPalette& palette);

  LatestWorker<std::shared_ptr<const CloudMap>> maps_;
  LatestWorker<std::shared_ptr<const MapFrame>> frames_;
  Canvas canvas_{4000};
  std::shared_ptr<const History> history_;
  std::shared_ptr<const CloudMap> map_;
  int map_width_ = 0;  ///< Of the panel for which the map was asked for; 0: none was.
  int map_height_ = 0;
  std::shared_ptr<const MapFrame> frame_;
  Wish asked_;
  std::shared_ptr<const Snapshot> snapshot_;
  Selection selection_;
  std::shared_ptr<const PassInfo> spotlight_pass_;
  MapSpotlight spotlight_;
  std::uint64_t spotlight_key_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace cascade::gui
