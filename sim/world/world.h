// SPDX-License-Identifier: Apache-2.0
// The live resources and relations of one simulated cloud: columns per type and relation, never
// one graph of everything. Knows the model's types but not its reactions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ids.h"
#include "engine/names.h"
#include "sim/model/model.h"
#include "sim/world/world_columns.h"
#include "sim/world/world_watcher.h"

namespace cascade::sim {

/// Thread: one thread builds and plans. During phase 2 on threads, acts that the plan does not
/// order touch different cells (or counters, which are atomic), so setters may run concurrently;
/// adding resources or targets may not.
class World final : public ResourceNames {
 public:
  explicit World(std::shared_ptr<const Model> model);

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const std::shared_ptr<const Model>& shared_model() const { return model_; }
  /// An equal world with a life of its own.
  [[nodiscard]] std::unique_ptr<World> clone() const;

  /// Becomes equal to `other`, a world of the same model. Keeps its watchers, and tells them
  /// nothing.
  void assign(const World& other);

  // Building.
  /// Numbered in order of adding; live, in the first state, default attributes, no relations.
  ResourceIndex add(TypeId type) { return add_many(type, 1); }
  /// Adds `count` at once; returns the first index. At most 2^31 - 1 of a type.
  ResourceIndex add_many(TypeId type, std::uint32_t count);
  /// A name of its own, unique in its type; the others are called Type/<index + 1>.
  void set_name(Resource resource, std::string name);

  // Reading.
  [[nodiscard]] std::uint32_t count(TypeId type) const {  ///< All, gone ones included.
    return static_cast<std::uint32_t>(columns(type).life.size());
  }
  [[nodiscard]] std::uint32_t count(TypeId type, Life life) const;  ///< Scans a column.
  [[nodiscard]] std::uint64_t resource_count() const;
  [[nodiscard]] Life life(Resource resource) const {
    return columns(resource.type).life[resource.index];
  }
  [[nodiscard]] std::uint8_t state(Resource resource) const {
    return columns(resource.type).state[resource.index];
  }
  [[nodiscard]] std::uint8_t attribute(Resource resource, AttributeId attribute) const {
    return columns(resource.type).attributes[value(attribute)][resource.index];
  }
  [[nodiscard]] std::int64_t counter(Resource resource, CounterId counter) const;
  /// Target of a Single or Optional relation; kNoResource: none.
  [[nodiscard]] ResourceIndex target(Resource resource, RelationId relation) const {
    return columns(resource.type).relations[value(relation)].targets[resource.index];
  }
  /// Targets of a Many relation; entries may be kNoResource (taken out).
  [[nodiscard]] std::span<const ResourceIndex> targets(Resource resource,
                                                       RelationId relation) const {
    const RelationColumn& column = columns(resource.type).relations[value(relation)];
    const RelationColumn::Row row = column.rows[resource.index];
    return {column.targets.data() + row.begin, row.size};
  }
  /// Whether a stored relation of any kind leads from `resource` to `target`.
  [[nodiscard]] bool has_target(Resource resource, RelationId relation, ResourceIndex target) const;
  /// Resources of `type` that had `target` in `relation` when the index was built, ascending.
  [[nodiscard]] std::span<const ResourceIndex> sources(TypeId type, RelationId relation,
                                                       ResourceIndex target) const {
    const RelationColumn& column = columns(type).relations[value(relation)];
    if (std::size_t{target} + 1 >= column.offsets.size()) return {};
    const std::uint32_t begin = column.offsets[target];
    return {column.sources.data() + begin, column.offsets[target + 1] - begin};
  }
  /// Calls `visit(ResourceIndex)` for each end of one hop of any kind, gone ones excluded.
  template <class Visit>
  void for_each_target(Resource from, RelationId relation, Visit&& visit) const {
    any_target(from, relation, Life::Deleted, [&](ResourceIndex end) {
      visit(end);
      return false;
    });
  }
  /// The same until `visit` says true; whether it did. Ends of a later life than `deepest` are
  /// excluded.
  template <class Visit>
  bool any_target(Resource from, RelationId relation, Life deepest, Visit&& visit) const;

  // Whole columns, for scans. `life_column(type)[index]`.
  [[nodiscard]] std::span<const Life> life_column(TypeId type) const { return columns(type).life; }
  [[nodiscard]] std::span<const std::uint8_t> state_column(TypeId type) const {
    return columns(type).state;
  }
  /// Single and Optional relations.
  [[nodiscard]] std::span<const ResourceIndex> target_column(TypeId type,
                                                             RelationId relation) const {
    return columns(type).relations[value(relation)].targets;
  }

  // Changing.
  /// Deleted and Gone also reset the state to the first, so that the way there leaves no trace.
  void set_life(Resource resource, Life life) {
    tell(resource, WorldChange::Life, life);
    TypeColumns& type = columns(resource.type);
    type.life[resource.index] = life;
    if (life != Life::Live) type.state[resource.index] = 0;
  }
  void set_state(Resource resource, std::uint8_t state) {
    tell(resource, WorldChange::State);
    columns(resource.type).state[resource.index] = state;
  }
  void set_attribute(Resource resource, AttributeId attribute, std::uint8_t value_index) {
    tell(resource, WorldChange::Attribute);
    columns(resource.type).attributes[value(attribute)][resource.index] = value_index;
  }
  void add_to_counter(Resource resource, CounterId counter, std::int64_t amount);  ///< Atomic.
  /// Single and Optional. A new target is known to sources() after the next build_indices().
  void set_target(Resource resource, RelationId relation, ResourceIndex target) {
    tell(resource, WorldChange::Relation);
    RelationColumn& column = columns(resource.type).relations[value(relation)];
    column.targets[resource.index] = target;
    if (target != kNoResource) column.mark_gained();
  }
  /// Many. A target that is there already is not added again.
  void add_target(Resource resource, RelationId relation, ResourceIndex target);
  void remove_target(Resource resource, RelationId relation, ResourceIndex target);  ///< Many.
  void clear_targets(Resource resource, RelationId relation);                        ///< Many.
  /// Tells `watcher` of every change from now on, behind those that were there before. Not owned.
  void add_watcher(WorldWatcher& watcher) { watchers_.push_back(&watcher); }
  void remove_watcher(WorldWatcher& watcher) { std::erase(watchers_, &watcher); }

  /// (Re)builds the reverse indices of relations that gained targets. Call before planning.
  void build_indices();
  [[nodiscard]] bool indices_current() const;

  // Names.
  [[nodiscard]] std::string name(Resource resource) const override;
  /// The name that set_name gave, without the type; empty: none.
  [[nodiscard]] std::string_view own_name(Resource resource) const;
  /// "VmInstance/7", "Zone/east"; nothing: unknown type or resource.
  [[nodiscard]] std::optional<Resource> find(std::string_view name) const;

  /// Of lives, and of states, attributes, counters and relations (to what is not gone) of live
  /// resources. Equal worlds, equal digests, on any machine.
  [[nodiscard]] std::uint64_t digest() const;
  /// Allocated memory.
  [[nodiscard]] std::size_t bytes() const;
  /// Checks that Single relations of live resources have a target and that every target is there.
  /// Names the first that is wrong.
  [[nodiscard]] std::optional<std::string> find_inconsistency() const;

 private:
  [[nodiscard]] const TypeColumns& columns(TypeId type) const { return types_[value(type)]; }
  [[nodiscard]] TypeColumns& columns(TypeId type) { return types_[value(type)]; }
  void tell(Resource resource, WorldChange change) { tell(resource, change, life(resource)); }
  void tell(Resource resource, WorldChange change, Life next) {
    for (WorldWatcher* watcher : watchers_) watcher->on_change(resource, change, next);
  }
  void build_index(TypeId type, RelationId relation);
  [[nodiscard]] std::optional<std::string> find_inconsistency(Resource resource,
                                                              RelationId relation) const;

  std::shared_ptr<const Model> model_;
  std::vector<TypeColumns> types_;
  std::vector<WorldWatcher*> watchers_;  // a copy of a world has none
};

template <class Visit>
bool World::any_target(Resource from, RelationId relation, Life deepest, Visit&& visit) const {
  const Relation& spec = model_->type(from.type).relations[value(relation)];
  const Life* const lives = columns(spec.target).life.data();
  if (spec.kind == Relation::Kind::Inverse) {
    for (const ResourceIndex source : sources(spec.target, spec.inverse_of, from.index)) {
      if (!has_target({spec.target, source}, spec.inverse_of, from.index)) continue;
      if (lives[source] <= deepest && visit(source)) return true;
    }
  } else if (spec.kind == Relation::Kind::Many) {
    for (const ResourceIndex end : targets(from, relation)) {
      if (end != kNoResource && lives[end] <= deepest && visit(end)) return true;
    }
  } else {
    const ResourceIndex end = target(from, relation);
    return end != kNoResource && lives[end] <= deepest && visit(end);
  }
  return false;
}

}  // namespace cascade::sim
