// SPDX-License-Identifier: Apache-2.0
// The world as nested boxes: every resource that is stored stands in exactly one place, inside the
// resource that its model's relations put it in. Large kinds (zones, clusters, hosts, storages)
// are boxes sized by what they hold; small ones (VMs, volumes, NICs) are cells of equal size,
// whose places are arithmetic, so that a map of a million VMs is built in a moment and fits in
// memory.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "gui/model/map_containers.h"
#include "gui/model/map_layout.h"
#include "sim/world/world.h"

namespace cascade::gui {

/// All resources of one type inside one box, or outermost.
struct MapGroup {
  TypeId type = kNoType;
  std::span<const ResourceIndex> items;  ///< Ascending.
  MapRect rect;                          ///< With the caption.
  bool boxes = false;                    ///< Each has a box of its own; otherwise cells of `grid`.
  MapGrid grid;
};

/// Immutable once made; any thread may read. The world must outlive it and not change.
class CloudMap {
 public:
  /// Of that many units; all lengths are in pixels at 100 %. Null: stopped. Resources that are gone
  /// are not on the map, except those in `appearing` (ascending), which have a place from the
  /// start.
  static std::shared_ptr<const CloudMap> make(std::shared_ptr<const sim::World> world, float width,
                                              float height, const std::stop_token& stop,
                                              std::vector<Resource> appearing = {});

  [[nodiscard]] const sim::World& world() const { return *world_; }
  [[nodiscard]] const std::shared_ptr<const sim::World>& shared_world() const { return world_; }
  [[nodiscard]] const std::vector<Resource>& appearing() const { return appearing_; }
  [[nodiscard]] bool is_on_map(Resource resource) const {
    return world_->life(resource) != sim::Life::Gone ||
           std::binary_search(appearing_.begin(), appearing_.end(), resource);
  }
  [[nodiscard]] MapRect rect() const { return {0, 0, width_, height_}; }
  /// Resources on the map.
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// The groups outermost: nothing is around them.
  [[nodiscard]] std::vector<MapGroup> top() const;
  /// Inside `resource`, which stands at `rect`; empty: it holds nothing.
  [[nodiscard]] std::vector<MapGroup> inside(Resource resource, const MapRect& rect) const;
  /// Where the n-th resource of a group stands.
  [[nodiscard]] MapRect place(const MapGroup& group, std::uint32_t nth) const {
    return group.boxes ? boxes_[value(group.type)][group.items[nth]] : group.grid.cell(nth);
  }
  /// Whether resources of this type may hold others.
  [[nodiscard]] bool holds(TypeId type) const { return !groups_[value(type)].empty(); }
  /// Whether resources of this type are boxes sized by what they hold; otherwise cells.
  [[nodiscard]] bool has_box(TypeId type) const { return is_box_[value(type)]; }

  /// Nothing: it is not on the map (gone from the start, or unknown).
  [[nodiscard]] std::optional<MapRect> rect_of(Resource resource) const;
  /// The innermost resource at a point of the map. `smallest`: cells that are narrower or lower are
  /// not looked into, nor boxes of a tenth of it.
  [[nodiscard]] std::optional<Resource> resource_at(float x, float y, float smallest) const;
  /// From the outermost to the resource itself.
  [[nodiscard]] std::vector<Resource> chain_of(Resource resource) const;
  /// Itself and everything inside it.
  [[nodiscard]] std::uint64_t weight(Resource resource) const;

 private:
  /// Which item of the group is drawn there.
  [[nodiscard]] std::optional<std::uint32_t> item_at(const MapGroup& group, float x, float y) const;
  friend class CloudMapMaker;
  /// Resources of `type` by what is around them.
  struct Members {
    TypeId type = kNoType;
    std::vector<std::uint32_t> offsets;  ///< By container, and one more.
    std::vector<ResourceIndex> items;
    std::vector<std::uint64_t> weights;  ///< By container; empty: as many as there are items.
    [[nodiscard]] std::span<const ResourceIndex> of(ResourceIndex container) const {
      return {items.data() + offsets[container], offsets[container + 1] - offsets[container]};
    }
    [[nodiscard]] std::uint64_t weight(ResourceIndex container) const {
      return weights.empty() ? of(container).size() : weights[container];
    }
  };

  CloudMap() = default;
  [[nodiscard]] std::vector<MapGroup> split(const std::vector<Members>& members,
                                            ResourceIndex container, const MapRect& rect) const;

  std::shared_ptr<const sim::World> world_;
  std::vector<Resource> appearing_;
  float width_ = 0;
  float height_ = 0;
  std::vector<std::vector<MapContainer>> containers_;  // by type
  std::vector<std::vector<Members>> groups_;           // by type of the container
  std::vector<Members> top_;                           // one container each
  std::vector<std::vector<std::uint32_t>> weights_;    // by type; empty: 1 each
  std::vector<std::vector<MapRect>> boxes_;            // by type; empty: cells
  std::vector<bool> is_box_;                           // by type
  std::uint64_t count_ = 0;
};

}  // namespace cascade::gui
