// SPDX-License-Identifier: Apache-2.0
// A world as it would be after some changes: what was changed lies above the world, which stays as
// it is. For trying out what reactions would do. Small: past a limit it gives up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/world/world.h"

namespace cascade::sim {

/// Answers and takes changes like a World.
class WorldOverlay {
 public:
  explicit WorldOverlay(const World& world) : world_(world) {}

  [[nodiscard]] const Model& model() const { return world_.model(); }
  /// More was changed than is kept; answers are wrong from then on.
  [[nodiscard]] bool overflowed() const { return cells_.size() > kCellsMax; }
  [[nodiscard]] std::uint32_t count(TypeId type) const { return world_.count(type); }

  [[nodiscard]] Life life(Resource resource) const {
    return static_cast<Life>(
        get({resource, Part::Life}, static_cast<std::int64_t>(world_.life(resource))));
  }
  [[nodiscard]] std::uint8_t state(Resource resource) const {
    return static_cast<std::uint8_t>(get({resource, Part::State}, world_.state(resource)));
  }
  [[nodiscard]] std::uint8_t attribute(Resource resource, AttributeId id) const {
    return static_cast<std::uint8_t>(
        get({resource, Part::Attribute, value(id)}, world_.attribute(resource, id)));
  }
  [[nodiscard]] ResourceIndex target(Resource resource, RelationId id) const {
    return static_cast<ResourceIndex>(
        get({resource, Part::Target, value(id)}, world_.target(resource, id)));
  }
  [[nodiscard]] bool has_target(Resource resource, RelationId id, ResourceIndex end) const;
  template <class Visit>
  void for_each_target(Resource from, RelationId relation, Visit&& visit) const {
    any_target(from, relation, Life::Deleted, [&](ResourceIndex end) {
      visit(end);
      return false;
    });
  }
  template <class Visit>
  bool any_target(Resource from, RelationId relation, Life deepest, Visit&& visit) const;

  void set_life(Resource resource, Life life);
  void set_state(Resource resource, std::uint8_t state) { set({resource, Part::State}, state); }
  void set_attribute(Resource resource, AttributeId id, std::uint8_t value_index) {
    set({resource, Part::Attribute, value(id)}, value_index);
  }
  void add_to_counter(Resource resource, CounterId id, std::int64_t amount);
  void set_target(Resource resource, RelationId id, ResourceIndex end) {
    set({resource, Part::Target, value(id)}, end);
  }
  void remove_target(Resource resource, RelationId id, ResourceIndex end) {
    set({resource, Part::Removed, value(id), end}, 1);
  }
  void clear_targets(Resource resource, RelationId id) {
    for (const ResourceIndex end : world_.targets(resource, id)) {
      if (end != kNoResource) remove_target(resource, id, end);
    }
  }

  /// Whether both (over one world) show the same, as far as World::digest() looks.
  [[nodiscard]] bool equals(const WorldOverlay& other) const;

 private:
  static constexpr std::size_t kCellsMax = 4096;
  enum class Part : std::uint8_t { Life, State, Attribute, Counter, Target, Removed };
  struct Key {
    Resource resource;
    Part part = Part::Life;
    std::uint8_t member = 0;
    ResourceIndex end = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Cell {
    Key key;
    std::int64_t content = 0;
  };

  [[nodiscard]] const Cell* find(const Key& key) const;
  [[nodiscard]] std::int64_t get(const Key& key, std::int64_t below) const {
    const Cell* cell = cells_.empty() ? nullptr : find(key);
    return cell == nullptr ? below : cell->content;
  }
  void set(const Key& key, std::int64_t content);
  void rehash();
  [[nodiscard]] static std::size_t hash(const Key& key);
  /// What `key` shows to a digest: nothing of what is not live, no relation to what is gone.
  [[nodiscard]] std::int64_t shown(const Key& key) const;

  const World& world_;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> slots_;  ///< 1 + index into cells_; empty while there are few.
};

template <class Visit>
bool WorldOverlay::any_target(Resource from, RelationId relation, Life deepest,
                              Visit&& visit) const {
  const Relation& spec = model().type(from.type).relations[value(relation)];
  const auto fits = [&](ResourceIndex end) { return life({spec.target, end}) <= deepest; };
  if (spec.kind == Relation::Kind::Inverse) {
    for (const ResourceIndex source : world_.sources(spec.target, spec.inverse_of, from.index)) {
      const bool holds = has_target({spec.target, source}, spec.inverse_of, from.index);
      if (holds && fits(source) && visit(source)) return true;
    }
  } else if (spec.kind == Relation::Kind::Many) {
    for (const ResourceIndex end : world_.targets(from, relation)) {
      if (end == kNoResource || !has_target(from, relation, end)) continue;
      if (fits(end) && visit(end)) return true;
    }
  } else {
    const ResourceIndex end = target(from, relation);
    return end != kNoResource && fits(end) && visit(end);
  }
  return false;
}

}  // namespace cascade::sim
