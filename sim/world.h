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
#include <unordered_map>
#include <vector>

#include "engine/ids.h"
#include "engine/names.h"
#include "sim/model.h"

namespace cascade::sim {

enum class Life : std::uint8_t {
  Live,
  Deleted,  ///< Marked, still stored; relations are kept.
  Gone,     ///< Purged or removed; its index is not used again.
};

/// Thread: one thread builds and plans. During phase 2 on threads, acts that the plan does not
/// order touch different cells (or counters, which are atomic), so setters may run concurrently;
/// adding resources or targets may not.
class World final : public ResourceNames {
 public:
  explicit World(std::shared_ptr<const Model> model);

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const std::shared_ptr<const Model>& shared_model() const { return model_; }

  // Building. Resources of a type are numbered in order of adding.
  /// Live, in the first state, with default attributes and no relations.
  ResourceIndex add(TypeId type);
  /// Adds `count` at once; returns the first index.
  ResourceIndex add_many(TypeId type, std::uint32_t count);
  /// A name of its own, unique in its type; otherwise a resource is called Type/<index + 1>.
  void set_name(Resource resource, std::string name);

  // Reading.
  [[nodiscard]] std::uint32_t count(TypeId type) const;  ///< All, gone ones included.
  [[nodiscard]] std::uint32_t count(TypeId type, Life life) const;
  [[nodiscard]] std::uint64_t resource_count() const;
  [[nodiscard]] Life life(Resource resource) const;
  [[nodiscard]] std::uint8_t state(Resource resource) const;
  [[nodiscard]] std::uint8_t attribute(Resource resource, AttributeId attribute) const;
  [[nodiscard]] std::int64_t counter(Resource resource, CounterId counter) const;
  /// Target of a Single or Optional relation; kNoResource: none.
  [[nodiscard]] ResourceIndex target(Resource resource, RelationId relation) const;
  /// Targets of a Many relation; entries may be kNoResource (taken out).
  [[nodiscard]] std::span<const ResourceIndex> targets(Resource resource,
                                                       RelationId relation) const;
  /// Resources of `type` that (may) have `target` in their relation `relation`: a superset since
  /// the index was built; check the forward side. Needs build_indices().
  [[nodiscard]] std::span<const ResourceIndex> sources(TypeId type, RelationId relation,
                                                       ResourceIndex target) const;
  /// Calls `visit(ResourceIndex)` for each end of one hop of any kind, gone ones excluded.
  template <class Visit>
  void for_each_target(Resource from, RelationId relation, Visit&& visit) const;

  // Whole columns, for scans. `life_column(type)[index]`.
  [[nodiscard]] std::span<const Life> life_column(TypeId type) const;
  [[nodiscard]] std::span<const std::uint8_t> state_column(TypeId type) const;
  [[nodiscard]] std::span<const ResourceIndex> target_column(TypeId type,
                                                             RelationId relation) const;

  // Changing.
  /// Deleted and Gone also reset the state to the first, so that the way there leaves no trace.
  void set_life(Resource resource, Life life);
  void set_state(Resource resource, std::uint8_t state);
  void set_attribute(Resource resource, AttributeId attribute, std::uint8_t value);
  void add_to_counter(Resource resource, CounterId counter, std::int64_t amount);  ///< Atomic.
  void set_target(Resource resource, RelationId relation, ResourceIndex target);
  void add_target(Resource resource, RelationId relation, ResourceIndex target);     ///< Many.
  void remove_target(Resource resource, RelationId relation, ResourceIndex target);  ///< Many.

  /// (Re)builds the reverse indices of relations that gained targets. Call before planning.
  void build_indices();

  // Names.
  [[nodiscard]] std::string name(Resource resource) const override;
  /// "VmInstance/7", "Zone/east"; nothing: unknown type or resource.
  [[nodiscard]] std::optional<Resource> find(std::string_view name) const;

  /// Of lives, and of states, attributes, counters and relations (to what is not gone) of live
  /// resources. Equal worlds, equal digests, on any machine.
  [[nodiscard]] std::uint64_t digest() const;
  /// Allocated memory.
  [[nodiscard]] std::size_t bytes() const;
  /// "host of VmInstance/7 is Host/3, which is not in cluster ..." is not checked here; this
  /// checks that Single relations have a target and that every target exists. Names the first.
  [[nodiscard]] std::optional<std::string> find_inconsistency() const;

 private:
  struct TypeColumns;
  std::shared_ptr<const Model> model_;
  std::vector<TypeColumns> types_;
  // (implementation adds what it needs)
};

}  // namespace cascade::sim
