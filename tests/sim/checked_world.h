// SPDX-License-Identifier: Apache-2.0
// Worlds for the types of a text world, and what a checker found, for tests of checkers.
#pragma once

#include <memory>
#include <string>

#include "sim/model/model.h"
#include "sim/run/checker.h"
#include "sim/world/world.h"
#include "tests/support/graph_text.h"
#include "tests/support/run_text.h"

namespace cascade::sim {

inline std::shared_ptr<const Model> model_of(const TypeGraph& graph) {
  auto model = std::make_shared<Model>();
  for (std::size_t i = 0; i < graph.type_count(); ++i) {
    const TypeId id{static_cast<std::uint16_t>(i)};
    TypeSpec type;
    type.name = graph.name(id);
    type.counters = {"used"};
    type.states = {"Up", "Down"};
    type.relations = {{"peer", id, Relation::Kind::Optional, {}}};
    model->types.push_back(type);
  }
  return model;
}

inline constexpr std::uint32_t kResources = 10;  // of each type

inline std::unique_ptr<World> world_of(const cascade::test::TextWorld& text) {
  auto world = std::make_unique<World>(model_of(*text.graph()));
  for (std::size_t i = 0; i < text.graph()->type_count(); ++i) {
    world->add_many(TypeId{static_cast<std::uint16_t>(i)}, kResources);
  }
  return world;
}

/// The invariants that are broken: "limit foreign".
inline std::string words(const Checker& checker) {
  std::string words;
  for (const Violation& violation : checker.violations()) {
    if (!words.empty()) words += ' ';
    words += to_string(violation.invariant);
  }
  return words;
}

}  // namespace cascade::sim
