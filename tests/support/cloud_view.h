// SPDX-License-Identifier: Apache-2.0
// Reads a world by the names of its model, so that a test says `cloud.at("VmInstance", 3, "host")`.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/world/topology.h"
#include "sim/world/world.h"

namespace cascade::sim::test {

class CloudView {
 public:
  explicit CloudView(const World& world) : world_(world) {}

  [[nodiscard]] TypeId type(std::string_view name) const {
    const auto id = world_.model().find_type(name);
    if (!id) FAIL("no type " << name);  // REQUIRE is slow where it passes a million times.
    return *id;
  }
  [[nodiscard]] std::uint32_t count(std::string_view name) const {
    return world_.count(type(name));
  }
  [[nodiscard]] std::uint32_t count(std::string_view name, Life life) const {
    return world_.count(type(name), life);
  }
  [[nodiscard]] std::uint32_t count_state(std::string_view name, std::string_view state) const {
    std::uint32_t result = 0;
    for (ResourceIndex i = 0; i < count(name); ++i) {
      result += this->state(name, i) == state ? 1U : 0U;
    }
    return result;
  }
  [[nodiscard]] Life life(std::string_view name, ResourceIndex index) const {
    return world_.life({type(name), index});
  }
  /// "" for types without states.
  [[nodiscard]] std::string_view state(std::string_view name, ResourceIndex index) const {
    const TypeId id = type(name);
    const auto& states = world_.model().type(id).states;
    return states.empty() ? std::string_view{} : states[world_.state({id, index})];
  }
  [[nodiscard]] std::string_view attribute(std::string_view name, ResourceIndex index,
                                           std::string_view attribute) const {
    const TypeId id = type(name);
    const TypeSpec& spec = world_.model().type(id);
    const auto found = spec.attribute(attribute);
    if (!found) FAIL("no attribute " << attribute);
    return spec.attributes[value(*found)].values[world_.attribute({id, index}, *found)];
  }
  /// The target of a relation to at most one.
  [[nodiscard]] ResourceIndex at(std::string_view name, ResourceIndex index,
                                 std::string_view relation) const {
    const TypeId id = type(name);
    return world_.target({id, index}, this->relation(id, relation));
  }
  /// The live or deleted ends of any relation.
  [[nodiscard]] std::vector<ResourceIndex> all(std::string_view name, ResourceIndex index,
                                               std::string_view relation) const {
    const TypeId id = type(name);
    std::vector<ResourceIndex> result;
    world_.for_each_target({id, index}, this->relation(id, relation),
                           [&](ResourceIndex target) { result.push_back(target); });
    return result;
  }
  [[nodiscard]] bool linked(std::string_view name, ResourceIndex index, std::string_view relation,
                            ResourceIndex target) const {
    const TypeId id = type(name);
    return world_.has_target({id, index}, this->relation(id, relation), target);
  }
  /// How many resources have a target in the relation.
  [[nodiscard]] std::uint32_t count_linked(std::string_view name, std::string_view relation) const {
    std::uint32_t result = 0;
    for (ResourceIndex i = 0; i < count(name); ++i)
      result += all(name, i, relation).empty() ? 0 : 1;
    return result;
  }

 private:
  [[nodiscard]] RelationId relation(TypeId id, std::string_view name) const {
    const auto found = world_.model().type(id).relation(name);
    if (!found) FAIL("no relation " << name);
    return *found;
  }

  const World& world_;
};

}  // namespace cascade::sim::test
