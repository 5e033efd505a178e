// SPDX-License-Identifier: Apache-2.0
// Reads paths of relations and conditions, resolved to numbers on the way.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kHopsMax = 16;

/// The set of `names` within `known`, as bits.
std::uint64_t read_bits(const YamlNode& node, const std::vector<std::string>& known,
                        std::string_view what, ReaderContext& context) {
  std::uint64_t bits = 0;
  for (const auto& [name, at] : read_names(node, what, context.diagnostics)) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      std::string advice = did_you_mean(name, views_of(known));
      if (advice.empty() && !known.empty()) {
        advice = fmt::format("; known: {}", fmt::join(known, ", "));
      }
      context.error(at, fmt::format("unknown {} {}{}", what, in_quotes(name), advice));
      continue;
    }
    bits |= std::uint64_t{1} << static_cast<unsigned>(found - known.begin());
  }
  return bits;
}

/// What may stand as a key in a condition on `type`.
std::vector<std::string_view> condition_words(const TypeSpec& type) {
  std::vector<std::string_view> words = {"state",       "root", "has", "empty",
                                         "within_root", "not",  "any"};
  for (const Attribute& attribute : type.attributes) words.emplace_back(attribute.name);
  for (const Relation& relation : type.relations) words.emplace_back(relation.name);
  return words;
}

/// Reads one condition; members are one key each.
class ConditionReader {
 public:
  ConditionReader(TypeId type, ConditionPlace place, ReaderContext& context)
      : type_(type), place_(place), context_(context) {}

  Condition read(const YamlNode& node) {
    if (!check_any_map(node, "a condition", context_)) return {};
    if (node.entries().empty()) context_.error(node.position(), "the condition is empty");
    for (const YamlNode::Entry& entry : node.entries()) read_entry(entry);
    return std::move(condition_);
  }

 private:
  void read_entry(const YamlNode::Entry& entry) {
    const std::string& key = entry.key;
    if (key == "state") {
      read_states(entry);
    } else if (key == "root") {
      condition_.root_types = read_type_names(entry.value, "root", context_);
    } else if (key == "has") {
      condition_.has = read_paths(entry.value, type_, key, context_);
    } else if (key == "empty") {
      condition_.empty = read_paths(entry.value, type_, key, context_);
    } else if (key == "within_root") {
      condition_.within_root = read_paths(entry.value, type_, key, context_);
    } else if (key == "not") {
      condition_.none_of = read_conditions(entry.value);
    } else if (key == "any") {
      condition_.any_of = read_conditions(entry.value);
      if (condition_.any_of.empty()) {
        context_.error(entry.value.position(), "'any' needs at least one condition");
      }
    } else {
      read_member(entry);
    }
  }

  void read_states(const YamlNode::Entry& entry) {
    const TypeSpec& type = context_.type(type_);
    if (type.states.empty()) {
      context_.error(entry.key_position, fmt::format("type '{}' has no states", type.name));
      return;
    }
    condition_.states =
        read_bits(entry.value, type.states, fmt::format("state of type '{}'", type.name), context_);
  }

  /// A condition or a list of conditions.
  std::vector<Condition> read_conditions(const YamlNode& node) {
    std::vector<Condition> conditions;
    const auto add = [&](const YamlNode& item) {
      conditions.push_back(read_condition(item, type_, place_, context_));
    };
    if (node.is_sequence()) {
      for (const YamlNode& item : node.items()) add(item);
    } else {
      add(node);
    }
    return conditions;
  }

  void read_member(const YamlNode::Entry& entry) {
    const TypeSpec& type = context_.type(type_);
    if (const auto attribute = type.attribute(entry.key)) {
      const auto& values = type.attributes[value(*attribute)].values;
      const std::uint64_t bits =
          read_bits(entry.value, values, fmt::format("value of '{}'", entry.key), context_);
      condition_.attributes.push_back({*attribute, bits});
      return;
    }
    const bool path = entry.key.find('.') != std::string::npos || type.relation(entry.key);
    if (!path) {
      const auto words = condition_words(type);
      context_.error(entry.key_position,
                     fmt::format("type '{}' has no attribute or relation {}{}", type.name,
                                 in_quotes(entry.key), did_you_mean(entry.key, words)));
      return;
    }
    auto resolved = resolve_path(entry.key, entry.key_position, type_, context_);
    if (!resolved) return;
    const auto target = read_target(entry.value, resolved->end, place_, context_);
    if (target) condition_.targets.push_back({std::move(*resolved), *target});
  }

  TypeId type_;
  ConditionPlace place_;
  ReaderContext& context_;
  Condition condition_;
};

}  // namespace

std::optional<RelationPath> resolve_path(std::string_view text, Position at, TypeId start,
                                         ReaderContext& context) {
  RelationPath path;
  path.end = start;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view hop = text.substr(begin, end - begin);
    const TypeSpec& type = context.type(path.end);
    const Position hop_at{at.line, at.column + static_cast<std::uint32_t>(begin)};
    const auto relation = type.relation(hop);
    if (!relation) {
      const auto known = names_of(type.relations);
      context.error(hop_at, fmt::format("type '{}' has no relation {}{}", type.name, in_quotes(hop),
                                        did_you_mean(hop, known)));
      return std::nullopt;
    }
    if (path.hops.size() == kHopsMax) {
      context.error(at, fmt::format("path {} has more than {} hops", in_quotes(text), kHopsMax));
      return std::nullopt;
    }
    path.hops.push_back(*relation);
    path.end = type.relations[value(*relation)].target;
    if (path.end == kNoType) return std::nullopt;  // reported where it is declared
    begin = end + 1;
  }
  return path;
}

std::vector<RelationPath> read_paths(const YamlNode& node, TypeId start, std::string_view what,
                                     ReaderContext& context) {
  std::vector<RelationPath> paths;
  const auto names = read_names(node, what, context.diagnostics);
  for (const auto& [text, at] : names) {
    auto path = resolve_path(text, at, start, context);
    if (path) paths.push_back(std::move(*path));
  }
  if (node.is_sequence() && node.items().empty()) {
    context.error(node.position(), fmt::format("'{}' needs at least one path", what));
  }
  return paths;
}

Condition read_condition(const YamlNode& node, TypeId type, ConditionPlace place,
                         ReaderContext& context) {
  return ConditionReader(type, place, context).read(node);
}

std::optional<Condition::Target> read_target(const YamlNode& node, TypeId end, ConditionPlace place,
                                             ReaderContext& context) {
  constexpr std::array<std::string_view, 3> kTargets = {"$argument", "$root", "$parents"};
  const std::string word = node.is_scalar() ? node.text() : "";
  const std::string& type = context.type(end).name;
  if (word == "$argument") {
    const auto& operations = context.model.operations;
    const bool known =
        std::any_of(operations.begin(), operations.end(),
                    [&](const auto& operation) { return operation.argument == end; });
    if (!known) {
      context.error(node.position(),
                    fmt::format("no operation has an argument of type '{}'", type));
    }
    return Condition::Target::Argument;
  }
  if (word == "$root") return Condition::Target::Root;
  if (word == "$parents") {
    if (place != ConditionPlace::Effect) {
      context.error(node.position(),
                    "'$parents' may only be asked by effects; who is affected and how must not "
                    "depend on the parent that led there");
      return std::nullopt;
    }
    context.parents_uses.push_back({context.owner, context.reaction, end, node.position()});
    return Condition::Target::Parents;
  }
  context.error(node.position(),
                fmt::format("a relation is compared with $argument, $root or $parents, not {}{}",
                            in_quotes(word), did_you_mean(word, kTargets)));
  return std::nullopt;
}

}  // namespace cascade::sim
