// SPDX-License-Identifier: Apache-2.0
// What the generators of worlds share: draws that belong to one resource, and connecting
// resources through whatever relations the model declares. Only for sim/*topology*.cc.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/result.h"
#include "sim/base/random.h"
#include "sim/model/model.h"
#include "sim/world/topology.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// The most resources that a type may have.
inline constexpr std::uint64_t kResourcesMax = 0x7FFFFFFF;

/// Draws for one purpose, by index: what one resource gets depends on the seed, the purpose and
/// its index only, so that changing one number of a topology shifts no other draw.
class Draws {
 public:
  Draws(std::uint64_t seed, std::string_view purpose) : base_(mix(seed, hash_name(purpose))) {}

  [[nodiscard]] std::uint64_t at(std::uint64_t index) const {
    return mix(base_ + index * 0x9E3779B97F4A7C15ULL);
  }
  /// 0 .. bound - 1; `bound` at least 1.
  [[nodiscard]] std::uint32_t below(std::uint64_t index, std::uint32_t bound) const {
    return static_cast<std::uint32_t>(((at(index) >> 32U) * bound) >> 32U);
  }
  /// True for about `percent` of all indices.
  [[nodiscard]] bool percent(std::uint64_t index, std::int64_t percent) const {
    return static_cast<std::int64_t>(below(index, 100)) < percent;
  }

 private:
  std::uint64_t base_;
};

/// A relation that the model may or may not declare; without it nothing happens.
class Link {
 public:
  Link() = default;
  Link(World& world, TypeId type, RelationId relation, Relation::Kind kind)
      : world_(&world), type_(type), relation_(relation), kind_(kind) {}

  explicit operator bool() const { return world_ != nullptr; }
  /// Every resource must have a target.
  [[nodiscard]] bool required() const {
    return world_ != nullptr && kind_ == Relation::Kind::Single;
  }
  void operator()(ResourceIndex from, ResourceIndex to) const {
    if (world_ == nullptr) return;
    if (kind_ == Relation::Kind::Many) {
      world_->add_target({type_, from}, relation_, to);
    } else {
      world_->set_target({type_, from}, relation_, to);
    }
  }

 private:
  World* world_ = nullptr;
  TypeId type_ = kNoType;
  RelationId relation_{};
  Relation::Kind kind_ = Relation::Kind::Optional;
};

/// A state or an attribute's value that the model may or may not declare.
class Mark {
 public:
  Mark() = default;
  Mark(World& world, TypeId type, std::optional<AttributeId> attribute, std::uint8_t value_index)
      : world_(&world), type_(type), attribute_(attribute), value_(value_index) {}

  explicit operator bool() const { return world_ != nullptr; }
  void operator()(ResourceIndex resource) const {
    if (world_ == nullptr) return;
    if (attribute_) {
      world_->set_attribute({type_, resource}, *attribute_, value_);
    } else {
      world_->set_state({type_, resource}, value_);
    }
  }

 private:
  World* world_ = nullptr;
  TypeId type_ = kNoType;
  std::optional<AttributeId> attribute_;
  std::uint8_t value_ = 0;
};

/// Fills a world through the names of types and relations.
class WorldFiller {
 public:
  WorldFiller(World& world, std::uint64_t seed) : world_(world), seed_(seed) {}

  [[nodiscard]] bool has(std::string_view type) const;
  /// Adds resources of the type, none if the model lacks it; returns how many were added.
  std::uint32_t populate(std::string_view type, std::uint64_t count);
  /// The stored relation from `type` to `target` that has one of `names`; otherwise the only one
  /// between the two, if there is just one; otherwise nothing.
  [[nodiscard]] Link link(std::string_view type, std::initializer_list<std::string_view> names,
                          std::string_view target) const;
  [[nodiscard]] Mark state(std::string_view type, std::string_view state) const;
  [[nodiscard]] Mark attribute(std::string_view type, std::string_view attribute,
                               std::string_view value_name) const;
  [[nodiscard]] Draws draws(std::string_view purpose) const { return {seed_, purpose}; }

 private:
  World& world_;
  std::uint64_t seed_;
};

/// The first relation with exactly one target that some live resource lacks, as an error.
std::optional<Error> find_missing_target(const World& world);

// The shapes. `topology` has been checked: its numbers exist and are in range.
Result<std::unique_ptr<World>> generate_cloud(std::shared_ptr<const Model> model,
                                              const Topology& topology, std::uint64_t seed,
                                              const WorkWatch& watch);
Result<std::unique_ptr<World>> generate_baseline(std::shared_ptr<const Model> model,
                                                 const Topology& topology, std::uint64_t seed);
Result<std::unique_ptr<World>> generate_random(std::shared_ptr<const Model> model,
                                               const Topology& topology, std::uint64_t seed);
Result<std::unique_ptr<World>> generate_written(std::shared_ptr<const Model> model,
                                                const Topology& topology);
/// Checks preset, names and ranges of the numbers.
std::optional<Error> find_wrong_number(const Topology& topology);

}  // namespace cascade::sim
