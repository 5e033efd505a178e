// SPDX-License-Identifier: Apache-2.0
// What users may ask of a model: named actions, and operations made of them. Part of
// sim/model/model.h.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ids.h"
#include "sim/model/model_condition.h"

namespace cascade::sim {

/// A named action of the model ("delete", "force", ...), in file order.
enum class ActionId : std::uint8_t {};

/// A named action: what an action code means in this model.
struct ActionSpec {
  enum class Select : std::uint8_t { Live, Deleted };
  std::string name;  ///< "delete"
  std::string code;  ///< "deletion.delete"
  Select select = Select::Live;
  bool descend_always = false;
  bool failures_ignored = false;  ///< Every reaction's failure is ignored (force).
  std::optional<ActionId> like;   ///< Edges without rules of their own use that one's.
  bool rehearsal = false;         ///< With `like`: nothing is done, only vetoes asked.
  std::optional<std::string> default_reaction;  ///< Used where a type has one of that name.
};

/// What has to hold of an operation's root resources, before its first change or after its last.
struct Requirement {
  TypeId type = kNoType;              ///< Roots of this type; kNoType: of any.
  std::optional<Condition> must;      ///< Asked of live roots only.
  std::optional<std::uint8_t> lives;  ///< Bit set of Life: those that are right.
  std::string message;                ///< Why not, where it does not hold.
  std::uint32_t line = 0;             ///< In the model's file.
};

/// A named list of passes: what a user asks for.
struct OperationSpec {
  std::string name;  ///< "permissive", "enforcing", "detach", ...
  std::vector<ActionId> passes;
  std::vector<TypeId> roots;        ///< Types it may start at; empty: any that joins.
  TypeId argument = kNoType;        ///< The type of the second resource, if it takes one.
  std::vector<Requirement> before;  ///< Refused unless all hold.
  std::vector<Requirement> after;   ///< Failed unless all hold.

  [[nodiscard]] bool may_start_at(TypeId type) const {
    return roots.empty() || std::find(roots.begin(), roots.end(), type) != roots.end();
  }
};

}  // namespace cascade::sim
