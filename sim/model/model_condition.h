// SPDX-License-Identifier: Apache-2.0
// Tests of one resource, as a model declares them. Part of sim/model/model.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/ids.h"

namespace cascade::sim {

/// A relation within its type.
enum class RelationId : std::uint8_t {};
enum class AttributeId : std::uint8_t {};

/// A chain of relations, each one starting where the one before ended.
struct RelationPath {
  std::vector<RelationId> hops;
  TypeId end = kNoType;
};

/// A test of one resource. All parts that are given must hold.
struct Condition {
  enum class Target : std::uint8_t { Argument, Root, Parents };
  struct AttributeTest {
    AttributeId attribute{};
    std::uint64_t values = 0;  ///< Bit set of allowed values.
  };
  struct TargetTest {
    RelationPath path;
    Target target = Target::Argument;  ///< Which set some end of `path` is in.
  };
  std::optional<std::uint64_t> states;  ///< Bit set of allowed states.
  std::vector<AttributeTest> attributes;
  std::vector<TypeId> root_types;   ///< `root:`; empty: any. Rules only.
  std::vector<RelationPath> has;    ///< Each path ends in some live resource.
  std::vector<RelationPath> empty;  ///< Each path ends in no live resource.
  std::vector<TargetTest> targets;
  std::vector<RelationPath> within_root;  ///< Every end of the path is a root resource.
  std::vector<Condition> none_of;         ///< `not:`
  std::vector<Condition> any_of;          ///< `any:`; empty: no restriction.
};

}  // namespace cascade::sim
