// SPDX-License-Identifier: Apache-2.0
// Reads types: states, attributes, counters and relations. All types are named before the first
// relation is read, so that the order of the file does not matter.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kSetMax = 64;       ///< States and values: sets of them are 64 bits.
constexpr std::size_t kMembersMax = 255;  ///< Attributes, counters, relations.
constexpr std::size_t kTypesMax = 10'000;

/// Words that conditions and effects use; members of a type cannot be called so.
constexpr std::array<std::string_view, 8> kReservedMembers = {"state",       "root", "has", "empty",
                                                              "within_root", "not",  "any", "self"};

/// "states of type 'Host'"
std::string of_type(std::string_view what, const TypeSpec& type) {
  return fmt::format("{} of type '{}'", what, type.name);
}

bool check_member_name(const YamlNode::Entry& entry, std::string_view what, const TypeSpec& type,
                       ReaderContext& context) {
  if (!check_name(entry.key, entry.key_position, what, context)) return false;
  if (std::find(kReservedMembers.begin(), kReservedMembers.end(), entry.key) !=
      kReservedMembers.end()) {
    context.error(entry.key_position, fmt::format("a{} {} cannot be called '{}': conditions use "
                                                  "that word",
                                                  what == "attribute" ? "n" : "", what, entry.key));
    return false;
  }
  const bool taken =
      type.attribute(entry.key) || type.counter(entry.key) || type.relation(entry.key);
  if (taken) {
    context.error(entry.key_position, fmt::format("type '{}' has an attribute, counter or relation "
                                                  "'{}' already",
                                                  type.name, entry.key));
  }
  return !taken;
}

/// Distinct names; at most kSetMax.
std::vector<std::string> read_set(const YamlNode& node, const std::string& what,
                                  std::string_view each, ReaderContext& context) {
  std::vector<std::string> names;
  for (const auto& [name, at] : read_names(node, what, context.diagnostics)) {
    if (!check_name(name, at, each, context)) continue;
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      context.error(at, fmt::format("'{}' is there twice in {}", name, what));
    } else {
      names.push_back(name);
    }
  }
  if (names.size() > kSetMax) {
    context.error(node.position(), fmt::format("more than {} {}", kSetMax, what));
    names.resize(kSetMax);
  }
  return names;
}

void read_attributes(const YamlNode& node, TypeSpec& type, ReaderContext& context) {
  if (!check_any_map(node, of_type("attributes", type), context)) return;
  for (const YamlNode::Entry& entry : node.entries()) {
    if (!check_member_name(entry, "attribute", type, context)) continue;
    const std::string what = fmt::format("values of attribute '{}'", entry.key);
    Attribute attribute{entry.key, read_set(entry.value, what, "value", context)};
    if (attribute.values.empty()) {
      context.error(entry.key_position,
                    fmt::format("attribute '{}' needs at least one value", entry.key));
    }
    type.attributes.push_back(std::move(attribute));
  }
}

void read_counters(const YamlNode& node, TypeSpec& type, ReaderContext& context) {
  for (const auto& [name, at] : read_names(node, of_type("counters", type), context.diagnostics)) {
    YamlNode::Entry entry;
    entry.key = name;
    entry.key_position = at;
    if (check_member_name(entry, "counter", type, context)) type.counters.push_back(name);
  }
}

/// The other end of "VmNic.vm*", resolved when all relations are known.
struct PendingInverse {
  TypeId owner = kNoType;
  RelationId relation{};
  std::string target_relation;
  Position position;
};

/// `Zone`, `Host?`, `[L3Network]`, `VmNic.vm*`.
std::optional<Relation> read_relation(const YamlNode::Entry& entry, TypeId owner,
                                      std::vector<PendingInverse>& pending,
                                      ReaderContext& context) {
  const std::string what = fmt::format("relation '{}'", entry.key);
  const YamlNode* node = &entry.value;
  Relation relation;
  relation.name = entry.key;
  relation.kind = Relation::Kind::Single;
  std::string target_relation;
  if (node->is_sequence() && node->items().size() == 1) {
    relation.kind = Relation::Kind::Many;
    node = &node->items()[0];
  }
  if (!node->is_scalar() || node->text().empty()) {
    context.error(node->position(),
                  what +
                      " must be Type (exactly one), Type? (at most one), [Type] (many) or "
                      "Type.relation* (the inverse of one)");
    return std::nullopt;
  }
  std::string text = node->text();
  const std::size_t dot = text.find('.');
  if (text.back() == '*' || dot != std::string::npos) {
    if (text.back() != '*' || dot == std::string::npos || relation.kind == Relation::Kind::Many) {
      context.error(node->position(),
                    fmt::format("an inverse is written Type.relation*, not {}", in_quotes(text)));
      return std::nullopt;
    }
    text.pop_back();
    relation.kind = Relation::Kind::Inverse;
    target_relation = text.substr(dot + 1);
    text.resize(dot);
  } else if (text.back() == '?' && relation.kind == Relation::Kind::Single) {
    text.pop_back();
    relation.kind = Relation::Kind::Optional;
  }
  const auto target = find_type_name(text, node->position(), what, context);
  if (!target) return std::nullopt;
  relation.target = *target;
  if (relation.kind == Relation::Kind::Inverse) {
    const auto id = static_cast<RelationId>(context.type(owner).relations.size());
    pending.push_back({owner, id, target_relation, node->position()});
  }
  return relation;
}

void resolve_inverse(const PendingInverse& pending, ReaderContext& context) {
  Relation& relation = context.model.types[value(pending.owner)].relations[value(pending.relation)];
  const TypeSpec& target = context.type(relation.target);
  const auto other = target.relation(pending.target_relation);
  if (!other) {
    const auto known = names_of(target.relations);
    context.error(pending.position, fmt::format("type '{}' has no relation {}{}", target.name,
                                                in_quotes(pending.target_relation),
                                                did_you_mean(pending.target_relation, known)));
    return;
  }
  const Relation& stored = target.relations[value(*other)];
  if (stored.kind == Relation::Kind::Inverse) {
    context.error(pending.position, fmt::format("'{}.{}' is an inverse itself; name a stored one",
                                                target.name, stored.name));
  } else if (stored.target != kNoType && stored.target != pending.owner) {
    context.error(pending.position,
                  fmt::format("'{}.{}' leads to type '{}', not to '{}'", target.name, stored.name,
                              context.type(stored.target).name, context.type(pending.owner).name));
  }
  relation.inverse_of = *other;
}

void read_members(const YamlNode& node, TypeId id, std::vector<PendingInverse>& pending,
                  ReaderContext& context) {
  TypeSpec& type = context.model.types[value(id)];
  if (const YamlNode* states = node.find("states")) {
    type.states = read_set(*states, of_type("states", type), "state", context);
  }
  if (const YamlNode* attributes = node.find("attributes")) {
    read_attributes(*attributes, type, context);
  }
  if (const YamlNode* counters = node.find("counters")) read_counters(*counters, type, context);
  const YamlNode* relations = node.find("relations");
  if (relations != nullptr && check_any_map(*relations, of_type("relations", type), context)) {
    for (const YamlNode::Entry& entry : relations->entries()) {
      if (!check_member_name(entry, "relation", type, context)) continue;
      auto relation = read_relation(entry, id, pending, context);
      // A wrong one stays known, so that its users are not told that it is missing.
      type.relations.push_back(relation ? std::move(*relation) : Relation{entry.key});
    }
  }
  const std::size_t most =
      std::max({type.attributes.size(), type.counters.size(), type.relations.size()});
  if (most > kMembersMax) {
    context.error(node.position(), fmt::format("type '{}' has more than {} attributes, counters or "
                                               "relations",
                                               type.name, kMembersMax));
  }
}

}  // namespace

void declare_types(const YamlNode& types, ReaderContext& context) {
  constexpr std::array<std::string_view, 6> kKeys = {"states",    "attributes", "counters",
                                                     "relations", "reactions",  "cascade"};
  if (!check_any_map(types, "types", context)) return;
  if (types.entries().size() > kTypesMax) {
    context.error(types.position(), fmt::format("more than {} types", kTypesMax));
    return;
  }
  for (const YamlNode::Entry& entry : types.entries()) {
    check_name(entry.key, entry.key_position, "type", context);
    TypeSpec type;
    type.name = entry.key;
    type.line = entry.key_position.line;
    context.model.types.push_back(std::move(type));
  }
  std::vector<PendingInverse> pending;
  for (std::size_t i = 0; i < types.entries().size(); ++i) {
    const YamlNode& node = types.entries()[i].value;
    if (node.kind() == YamlNode::Kind::Null) continue;  // a type without anything
    const std::string what = fmt::format("type '{}'", types.entries()[i].key);
    if (check_map(node, what, kKeys, context.diagnostics)) {
      read_members(node, TypeId(i), pending, context);
    }
  }
  for (const PendingInverse& inverse : pending) resolve_inverse(inverse, context);
}

}  // namespace cascade::sim
