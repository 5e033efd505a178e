// SPDX-License-Identifier: Apache-2.0
// The changed cells: a list, with a hash table above it once it is long.
#include "sim/world/world_overlay.h"

#include <algorithm>

#include "sim/base/random.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kCellsSearched = 16;

}  // namespace

std::size_t WorldOverlay::hash(const Key& key) {
  const std::uint64_t member = std::uint64_t{value(key.resource.type)} << 16U |
                               std::uint64_t{static_cast<std::uint8_t>(key.part)} << 8U |
                               key.member;
  return mix(std::uint64_t{key.resource.index} << 32U | key.end, member);
}

const WorldOverlay::Cell* WorldOverlay::find(const Key& key) const {
  if (slots_.empty()) {
    const auto found = std::find_if(cells_.begin(), cells_.end(),
                                    [&](const Cell& cell) { return cell.key == key; });
    return found == cells_.end() ? nullptr : &*found;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(key) & mask; slots_[at] != 0; at = (at + 1) & mask) {
    const Cell& cell = cells_[slots_[at] - 1];
    if (cell.key == key) return &cell;
  }
  return nullptr;
}

void WorldOverlay::rehash() {
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    std::size_t at = hash(cells_[i].key) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

void WorldOverlay::set(const Key& key, std::int64_t content) {
  if (const Cell* cell = find(key)) {
    cells_[static_cast<std::size_t>(cell - cells_.data())].content = content;
    return;
  }
  if (overflowed()) return;
  cells_.push_back({key, content});
  if (slots_.empty() ? cells_.size() > kCellsSearched : cells_.size() * 2 > slots_.size()) {
    rehash();
  } else if (!slots_.empty()) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash(key) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(cells_.size());
  }
}

void WorldOverlay::set_life(Resource resource, Life life) {
  set({resource, Part::Life}, static_cast<std::int64_t>(life));
  if (life != Life::Live) set({resource, Part::State}, 0);
}

void WorldOverlay::add_to_counter(Resource resource, CounterId id, std::int64_t amount) {
  const Key key{resource, Part::Counter, value(id)};
  set(key, get(key, 0) + amount);
}

bool WorldOverlay::has_target(Resource resource, RelationId id, ResourceIndex end) const {
  const Relation& spec = model().type(resource.type).relations[value(id)];
  if (spec.kind != Relation::Kind::Many) return target(resource, id) == end;
  if (get({resource, Part::Removed, value(id), end}, 0) != 0) return false;
  return world_.has_target(resource, id, end);
}

std::int64_t WorldOverlay::shown(const Key& key) const {
  if (key.part == Part::Life) return static_cast<std::int64_t>(life(key.resource));
  if (life(key.resource) != Life::Live) return 0;
  const auto gone = [&](ResourceIndex end) {
    const TypeId type = model().type(key.resource.type).relations[key.member].target;
    return end == kNoResource || life({type, end}) == Life::Gone;
  };
  switch (key.part) {
    case Part::Life:
      break;
    case Part::State:
      return state(key.resource);
    case Part::Attribute:
      return attribute(key.resource, AttributeId{key.member});
    case Part::Counter:
      return get(key, 0);
    case Part::Target: {
      const ResourceIndex end = target(key.resource, RelationId{key.member});
      return gone(end) ? kNoResource : end;
    }
    case Part::Removed:
      return gone(key.end) ? 1 : get(key, 0);
  }
  return 0;
}

bool WorldOverlay::equals(const WorldOverlay& other) const {
  // Lives, too, are in the cells of either.
  const auto same = [&](const Cell& cell) { return shown(cell.key) == other.shown(cell.key); };
  return std::all_of(cells_.begin(), cells_.end(), same) &&
         std::all_of(other.cells_.begin(), other.cells_.end(), same);
}

}  // namespace cascade::sim
