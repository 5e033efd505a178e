// SPDX-License-Identifier: Apache-2.0
// Random worlds: every type has as many resources, with random states and random targets. Works
// for any model.
#include <fmt/format.h>

#include "sim/world/topology_parts.h"

namespace cascade::sim {
namespace {

/// States, attributes and targets of every resource.
class RandomFiller {
 public:
  RandomFiller(World& world, const Topology& topology, std::uint64_t seed)
      : world_(world),
        seed_(seed),
        count_(static_cast<std::uint32_t>(topology.number("resources_per_type"))),
        links_max_(static_cast<std::uint32_t>(topology.number("links_per_resource"))),
        cycles_(topology.number("resource_cycles") != 0) {}

  void fill() {
    const Model& model = world_.model();
    for (std::size_t t = 0; t < model.types.size(); ++t) {
      world_.add_many(static_cast<TypeId>(t), count_);
    }
    for (std::size_t t = 0; t < model.types.size(); ++t) {
      const TypeSpec& type = model.types[t];
      set_states(static_cast<TypeId>(t), type);
      for (std::size_t r = 0; r < type.relations.size(); ++r) {
        if (type.relations[r].kind != Relation::Kind::Inverse) {
          set_targets(static_cast<TypeId>(t), static_cast<RelationId>(r), type.relations[r]);
        }
      }
    }
  }

 private:
  Draws draws(const TypeSpec& type, std::string_view purpose) const {
    return {seed_, fmt::format("topology.random.{}.{}", type.name, purpose)};
  }

  void set_states(TypeId id, const TypeSpec& type) {
    const Draws state = draws(type, "state");
    const auto states = static_cast<std::uint32_t>(type.states.size());
    for (std::uint32_t i = 0; i < count_ && states != 0; ++i) {
      world_.set_state({id, i}, static_cast<std::uint8_t>(state.below(i, states)));
    }
    for (std::size_t a = 0; a < type.attributes.size(); ++a) {
      const Draws attribute = draws(type, type.attributes[a].name);
      const auto values = static_cast<std::uint32_t>(type.attributes[a].values.size());
      for (std::uint32_t i = 0; i < count_; ++i) {
        world_.set_attribute({id, i}, static_cast<AttributeId>(a),
                             static_cast<std::uint8_t>(attribute.below(i, values)));
      }
    }
  }

  void set_targets(TypeId id, RelationId relation_id, const Relation& relation) {
    const TypeSpec& type = world_.model().type(id);
    const Draws how_many = draws(type, relation.name + ".count");
    const Draws which = draws(type, relation.name + ".target");
    for (std::uint32_t i = 0; i < count_; ++i) {
      // Without cycles every link goes up in the order of (index, type).
      const std::uint32_t bound =
          cycles_ ? count_ : i + (value(relation.target) < value(id) ? 1U : 0U);
      if (bound == 0) continue;
      const std::uint32_t links = how_many.below(i, links_max_ + 1);
      if (relation.kind == Relation::Kind::Many) {
        for (std::uint32_t n = 0; n < links; ++n) {
          world_.add_target({id, i}, relation_id,
                            which.below((std::uint64_t{n} << 32U) | i, bound));
        }
      } else if (relation.kind == Relation::Kind::Single || links != 0) {
        world_.set_target({id, i}, relation_id, which.below(i, bound));
      }
    }
  }

  World& world_;
  std::uint64_t seed_;
  std::uint32_t count_;
  std::uint32_t links_max_;
  bool cycles_;
};

}  // namespace

Result<std::unique_ptr<World>> generate_random(std::shared_ptr<const Model> model,
                                               const Topology& topology, std::uint64_t seed) {
  auto world = std::make_unique<World>(std::move(model));
  RandomFiller{*world, topology, seed}.fill();
  if (auto error = find_missing_target(*world)) return tl::unexpected(std::move(*error));
  world->build_indices();
  return world;
}

}  // namespace cascade::sim
