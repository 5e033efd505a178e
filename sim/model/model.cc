// SPDX-License-Identifier: Apache-2.0
// Finding things of a model by name. Lists are short; a linear search is all that is needed.
#include "sim/model/model.h"

#include <algorithm>

namespace cascade::sim {
namespace {

template <class Id, class List>
std::optional<Id> find_named(const List& list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.name == name; });
  if (found == list.end()) return std::nullopt;
  return static_cast<Id>(found - list.begin());
}

}  // namespace

std::optional<RelationId> TypeSpec::relation(std::string_view relation_name) const {
  return find_named<RelationId>(relations, relation_name);
}

std::optional<AttributeId> TypeSpec::attribute(std::string_view attribute_name) const {
  return find_named<AttributeId>(attributes, attribute_name);
}

std::optional<CounterId> TypeSpec::counter(std::string_view counter_name) const {
  const auto found = std::find(counters.begin(), counters.end(), counter_name);
  if (found == counters.end()) return std::nullopt;
  return static_cast<CounterId>(found - counters.begin());
}

std::optional<std::uint8_t> TypeSpec::state(std::string_view state_name) const {
  const auto found = std::find(states.begin(), states.end(), state_name);
  if (found == states.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - states.begin());
}

std::optional<std::uint8_t> TypeSpec::reaction(std::string_view reaction_name) const {
  return find_named<std::uint8_t>(reactions, reaction_name);
}

std::optional<TypeId> Model::find_type(std::string_view type_name) const {
  return find_named<TypeId>(types, type_name);
}

std::optional<ActionId> Model::find_action(std::string_view action_name) const {
  return find_named<ActionId>(actions, action_name);
}

std::optional<ActionId> Model::find_action_code(std::string_view code) const {
  const auto found = std::find_if(actions.begin(), actions.end(),
                                  [&](const ActionSpec& action) { return action.code == code; });
  if (found == actions.end()) return std::nullopt;
  return static_cast<ActionId>(found - actions.begin());
}

const OperationSpec* Model::find_operation(std::string_view operation_name) const {
  const auto found = find_named<std::size_t>(operations, operation_name);
  return found ? &operations[*found] : nullptr;
}

const CompatProfile* Model::find_compat(std::string_view profile_name) const {
  const auto found = find_named<std::size_t>(compat, profile_name);
  return found ? &compat[*found] : nullptr;
}

}  // namespace cascade::sim
