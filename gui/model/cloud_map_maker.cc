// SPDX-License-Identifier: Apache-2.0
// Making the map: who is inside whom, how much each holds, and the places of the boxes.
#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "gui/model/cloud_map.h"

namespace cascade::gui {
namespace {

// What holds this much on average is a box with a name; up to so many of a type.
constexpr std::uint64_t kBoxWeight = 6;
constexpr std::uint32_t kBoxesMax = 300'000;

constexpr std::uint8_t kNothingAround = std::numeric_limits<std::uint8_t>::max();

}  // namespace

class CloudMapMaker {
 public:
  CloudMapMaker(std::shared_ptr<const sim::World> world, std::vector<Resource> appearing,
                float width, float height, const std::stop_token& stop)
      : stop_(stop), map_(new CloudMap), types_(world->model().types.size()) {
    map_->containers_ = map_containers(world->model());
    map_->world_ = std::move(world);
    map_->appearing_ = std::move(appearing);
    map_->width_ = width;
    map_->height_ = height;
    map_->groups_.resize(types_);
    map_->weights_.resize(types_);
    map_->boxes_.resize(types_);
    map_->is_box_.resize(types_, false);
  }

  std::shared_ptr<const CloudMap> make() {
    for (std::size_t t = 0; t < types_; ++t) {
      if (stop_.stop_requested()) return nullptr;
      sort_members(static_cast<TypeId>(t));
    }
    order_types();
    // What is inside before what is around it.
    for (auto type = order_.rbegin(); type != order_.rend(); ++type) {
      if (stop_.stop_requested()) return nullptr;
      weigh(*type);
    }
    for (CloudMap::Members& members : map_->top_) sum_weights(members);
    for (const TypeId type : order_) decide_box(type);
    place_boxes(map_->top());
    for (const TypeId type : order_) {
      if (stop_.stop_requested()) return nullptr;
      place_inside(type);
    }
    return map_;
  }

 private:
  // What is around each resource of `type`, as a place in its list of containers; kNothingAround.
  struct Around {
    std::vector<std::uint8_t> nth;
    std::vector<ResourceIndex> target;
  };

  // Several relations may lead to one type: their members stand in one group.
  static std::uint8_t first_of_type(const std::vector<MapContainer>& containers, std::size_t c) {
    std::size_t first = 0;
    while (containers[first].type != containers[c].type) ++first;
    return static_cast<std::uint8_t>(first);
  }

  Around look_around(TypeId type) const {
    const sim::World& world = *map_->world_;
    const std::vector<MapContainer>& containers = map_->containers_[value(type)];
    const std::span<const sim::Life> lives = world.life_column(type);
    Around around{std::vector<std::uint8_t>(lives.size(), kNothingAround),
                  std::vector<ResourceIndex>(lives.size(), 0)};
    for (std::size_t c = 0; c < containers.size(); ++c) {
      const auto targets = world.target_column(type, containers[c].relation);
      for (std::size_t i = 0; i < lives.size(); ++i) {
        if (around.nth[i] != kNothingAround || targets[i] == kNoResource) continue;
        if (!map_->is_on_map({containers[c].type, targets[i]})) continue;
        around.nth[i] = first_of_type(containers, c);
        around.target[i] = targets[i];
      }
    }
    return around;
  }

  void sort_members(TypeId type) {
    const std::span<const sim::Life> lives = map_->world_->life_column(type);
    const Around around = look_around(type);
    const std::vector<MapContainer>& containers = map_->containers_[value(type)];
    for (std::size_t c = 0; c < containers.size(); ++c) {
      CloudMap::Members members = members_of(type, map_->world_->count(containers[c].type), lives,
                                             around, static_cast<std::uint8_t>(c));
      if (!members.items.empty()) {
        map_->groups_[value(containers[c].type)].push_back(std::move(members));
      }
    }
    CloudMap::Members members = members_of(type, 1, lives, around, kNothingAround);
    if (!members.items.empty()) map_->top_.push_back(std::move(members));
  }

  CloudMap::Members members_of(TypeId type, std::uint32_t container_count,
                               std::span<const sim::Life> lives, const Around& around,
                               std::uint8_t nth) {
    CloudMap::Members members;
    members.type = type;
    const auto fits = [&](std::size_t i) {
      return around.nth[i] == nth && map_->is_on_map({type, static_cast<ResourceIndex>(i)});
    };
    std::vector<std::uint32_t> offsets(std::size_t{container_count} + 2, 0);
    for (std::size_t i = 0; i < lives.size(); ++i) {
      if (fits(i)) ++offsets[around.target[i] + 2];
    }
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    members.items.resize(offsets.back());
    if (members.items.empty()) return members;
    for (std::size_t i = 0; i < lives.size(); ++i) {
      if (fits(i)) {
        members.items[offsets[around.target[i] + 1]++] = static_cast<ResourceIndex>(i);
      }
    }
    offsets.pop_back();
    members.offsets = std::move(offsets);
    map_->count_ += members.items.size();
    return members;
  }

  // Types by how deep they may stand: what is around comes before what is inside.
  void order_types() {
    std::vector<std::size_t> depths(types_, 0);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t t = 0; t < types_; ++t) {
        for (const CloudMap::Members& members : map_->groups_[t]) {
          std::size_t& depth = depths[value(members.type)];
          if (depth > depths[t]) continue;
          depth = depths[t] + 1;
          changed = true;
        }
      }
    }
    for (std::size_t t = 0; t < types_; ++t) order_.push_back(static_cast<TypeId>(t));
    std::stable_sort(order_.begin(), order_.end(),
                     [&](TypeId a, TypeId b) { return depths[value(a)] < depths[value(b)]; });
  }

  void sum_weights(CloudMap::Members& members) const {
    const std::vector<std::uint32_t>& weights = map_->weights_[value(members.type)];
    if (weights.empty()) return;
    members.weights.resize(members.offsets.size() - 1, 0);
    for (ResourceIndex c = 0; c < members.weights.size(); ++c) {
      for (const ResourceIndex item : members.of(c)) members.weights[c] += weights[item];
    }
  }

  void weigh(TypeId type) {
    std::vector<CloudMap::Members>& groups = map_->groups_[value(type)];
    if (groups.empty()) return;
    std::vector<std::uint32_t>& weights = map_->weights_[value(type)];
    weights.assign(map_->world_->count(type), 1);
    for (CloudMap::Members& members : groups) {
      sum_weights(members);
      for (ResourceIndex i = 0; i < weights.size(); ++i) {
        weights[i] += static_cast<std::uint32_t>(members.weight(i));
      }
    }
  }

  // Only inside boxes are there boxes.
  void decide_box(TypeId type) {
    const std::vector<std::uint32_t>& weights = map_->weights_[value(type)];
    if (weights.empty() || weights.size() > kBoxesMax) return;
    const std::uint64_t total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    if (total < kBoxWeight * weights.size()) return;
    for (std::size_t t = 0; t < types_; ++t) {
      for (const CloudMap::Members& members : map_->groups_[t]) {
        if (members.type == type && !map_->is_box_[t]) return;
      }
    }
    map_->is_box_[value(type)] = true;
    map_->boxes_[value(type)].resize(weights.size());
  }

  void place_boxes(const std::vector<MapGroup>& groups) {
    for (const MapGroup& group : groups) {
      if (!group.boxes) continue;
      std::vector<std::uint64_t> weights;
      weights.reserve(group.items.size());
      for (const ResourceIndex item : group.items) {
        weights.push_back(map_->weights_[value(group.type)][item]);
      }
      const std::vector<MapRect> rects =
          fill_in_order(below_caption(group.rect, group.items.size()), weights);
      for (std::size_t i = 0; i < rects.size(); ++i) {
        map_->boxes_[value(group.type)][group.items[i]] = without_gap(rects[i]);
      }
    }
  }

  void place_inside(TypeId type) {
    const std::vector<CloudMap::Members>& groups = map_->groups_[value(type)];
    const bool any = std::any_of(groups.begin(), groups.end(), [this](const auto& members) {
      return map_->is_box_[value(members.type)];
    });
    if (!any || !map_->is_box_[value(type)]) return;
    const std::vector<MapRect>& boxes = map_->boxes_[value(type)];
    for (ResourceIndex i = 0; i < boxes.size(); ++i) {
      if (!map_->is_on_map({type, i})) continue;
      place_boxes(map_->inside({type, i}, boxes[i]));
    }
  }

  const std::stop_token stop_;
  const std::shared_ptr<CloudMap> map_;
  const std::size_t types_;
  std::vector<TypeId> order_;
};

std::shared_ptr<const CloudMap> CloudMap::make(std::shared_ptr<const sim::World> world, float width,
                                               float height, const std::stop_token& stop,
                                               std::vector<Resource> appearing) {
  return CloudMapMaker(std::move(world), std::move(appearing), width, height, stop).make();
}

}  // namespace cascade::gui
