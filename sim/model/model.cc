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

/// One that gives it as well only changes what it is attached to.
bool takes_away(const ReactionSpec& reaction, const TypeSpec& type, TypeId argument) {
  bool takes = false;
  for (const Effect& effect : reaction.effects) {
    if (effect.kind == Effect::Kind::Link) return false;
    if (effect.kind == Effect::Kind::Unlink) {
      takes = takes || effect.from == Condition::Target::Argument;
    } else if (effect.kind == Effect::Kind::Clear && effect.path.hops.size() == 1) {
      takes = takes || type.relations[value(effect.path.hops.front())].target == argument;
    }
  }
  return takes;
}

/// Whether a reaction of the roots' types to `action` does so.
bool takes_away(const Model& model, const OperationSpec& operation, ActionId action) {
  for (std::size_t i = 0; i < model.types.size(); ++i) {
    const TypeSpec& type = model.types[i];
    if (!operation.may_start_at(type_id(i))) continue;
    for (const EdgeSpec& edge : type.edges) {
      if (edge.parent != kNoType) continue;
      for (const Rule& rule : edge.rules) {
        if (rule.action == action &&
            takes_away(type.reactions[rule.reaction], type, operation.argument)) {
          return true;
        }
      }
    }
  }
  return false;
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

bool Model::detaches(const OperationSpec& operation) const {
  if (operation.argument == kNoType) return false;
  return std::any_of(operation.passes.begin(), operation.passes.end(), [&](ActionId pass) {
    const ActionSpec& action = actions[value(pass)];
    return action.code.ends_with(".detach") || takes_away(*this, operation, pass) ||
           (action.like && takes_away(*this, operation, *action.like));
  });
}

const OperationSpec* Model::find_detaching(TypeId root, TypeId from) const {
  const auto found =
      std::find_if(operations.begin(), operations.end(), [&](const OperationSpec& operation) {
        return operation.argument == from && operation.may_start_at(root) && detaches(operation);
      });
  return found == operations.end() ? nullptr : &*found;
}

const CompatProfile* Model::find_compat(std::string_view profile_name) const {
  const auto found = find_named<std::size_t>(compat, profile_name);
  return found ? &compat[*found] : nullptr;
}

}  // namespace cascade::sim
