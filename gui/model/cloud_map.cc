// SPDX-License-Identifier: Apache-2.0
// Asking the map; gui/model/cloud_map_maker.cc makes it.
#include "gui/model/cloud_map.h"

#include <algorithm>

namespace cascade::gui {
namespace {

std::vector<std::uint64_t> at_least(std::vector<std::uint64_t> weights, std::uint64_t least) {
  for (std::uint64_t& weight : weights) weight = std::max(weight, least);
  return weights;
}

/// Those below `least` stand in a column on the right, each wider than high, for a line of text.
std::vector<MapRect> split_with_column(const MapRect& rect, std::vector<std::uint64_t> weights,
                                       std::uint64_t least) {
  constexpr float kShare = 0.02F;  // of the width, per group
  constexpr float kNarrowest = 0.14F;
  constexpr float kLowest = 38;  // with a caption
  constexpr float kHighest = 60;
  std::vector<std::uint64_t> large;
  for (const std::uint64_t weight : weights) {
    if (weight >= least) large.push_back(weight);
  }
  const auto small = static_cast<float>(weights.size() - large.size());
  if (large.empty() || small == 0 || small * kLowest > rect.height) {
    return split_by_weight(rect, at_least(std::move(weights), least + 1));
  }
  const float column = rect.width * std::max(kNarrowest, kShare * small);
  const float height = std::min(kHighest, rect.height / small);
  const std::vector<MapRect> others =
      split_by_weight({rect.x, rect.y, rect.width - column, rect.height}, large);
  std::vector<MapRect> rects;
  auto other = others.begin();
  float top = rect.y;
  for (const std::uint64_t weight : weights) {
    if (weight >= least) {
      rects.push_back(*other++);
    } else {
      rects.push_back({rect.x + rect.width - column, top, column, height});
      top += height;
    }
  }
  return rects;
}

}  // namespace

std::vector<MapGroup> CloudMap::split(const std::vector<Members>& members, ResourceIndex container,
                                      const MapRect& rect) const {
  std::vector<MapGroup> groups;
  std::vector<std::uint64_t> weights;
  std::uint64_t total = 0;
  for (const Members& member : members) {
    const std::span<const ResourceIndex> items = member.of(container);
    if (items.empty()) continue;
    MapGroup& group = groups.emplace_back();
    group.type = member.type;
    group.items = items;
    group.boxes = is_box_[value(member.type)];
    weights.push_back(member.weight(container));
    total += weights.back();
  }
  // The smallest group is still seen beside the largest; outermost there is room for its name.
  const bool outermost = &members == &top_;
  const std::uint64_t least = total / 150 + 1;
  const std::vector<MapRect> rects =
      outermost ? split_with_column(rect, std::move(weights), total / 50)
                : split_by_weight(rect, at_least(std::move(weights), least));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].rect = without_gap(rects[i]);
    groups[i].grid =
        grid_of(below_caption(groups[i].rect, groups[i].items.size()), groups[i].items.size());
  }
  return groups;
}

std::vector<MapGroup> CloudMap::top() const {
  return split(top_, 0, rect());
}

std::vector<MapGroup> CloudMap::inside(Resource resource, const MapRect& rect) const {
  const std::vector<Members>& members = groups_[value(resource.type)];
  if (members.empty()) return {};
  return split(members, resource.index, inside_of(rect));
}

std::vector<Resource> CloudMap::chain_of(Resource resource) const {
  std::vector<Resource> chain{resource};
  while (const auto around = container_of(*world_, containers_[value(chain.back().type)],
                                          chain.back(), appearing_)) {
    chain.push_back(*around);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::optional<MapRect> CloudMap::rect_of(Resource resource) const {
  if (value(resource.type) >= groups_.size() || resource.index >= world_->count(resource.type) ||
      !is_on_map(resource)) {
    return std::nullopt;
  }
  MapRect found = rect();
  std::vector<MapGroup> groups = top();
  for (const Resource step : chain_of(resource)) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const MapGroup& candidate) {
      return candidate.type == step.type;
    });
    if (group == groups.end()) return std::nullopt;
    const auto item = std::lower_bound(group->items.begin(), group->items.end(), step.index);
    if (item == group->items.end() || *item != step.index) return std::nullopt;
    found = place(*group, static_cast<std::uint32_t>(item - group->items.begin()));
    groups = inside(step, found);
  }
  return found;
}

std::optional<std::uint32_t> CloudMap::item_at(const MapGroup& group, float x, float y) const {
  if (!group.rect.contains(x, y)) return std::nullopt;
  std::uint32_t nth = 0;
  if (group.boxes) {
    while (nth < group.items.size() && !place(group, nth).contains(x, y)) ++nth;
  } else {
    nth = group.grid.at(x, y);
  }
  if (nth >= group.items.size() || !place(group, nth).contains(x, y)) return std::nullopt;
  return nth;
}

std::optional<Resource> CloudMap::resource_at(float x, float y, float smallest) const {
  std::optional<Resource> found;
  std::vector<MapGroup> groups = top();
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (const MapGroup& group : groups) {
      const auto nth = item_at(group, x, y);
      if (!nth) continue;
      const MapRect rect = place(group, *nth);
      found = Resource{group.type, group.items[*nth]};
      const float least = has_box(group.type) ? smallest / 10 : smallest;
      deeper = rect.width >= least && rect.height >= least;
      if (deeper) groups = inside(*found, rect);
      break;
    }
  }
  return found;
}

std::uint64_t CloudMap::weight(Resource resource) const {
  const std::vector<std::uint32_t>& weights = weights_[value(resource.type)];
  return weights.empty() ? 1 : weights[resource.index];
}

}  // namespace cascade::gui
