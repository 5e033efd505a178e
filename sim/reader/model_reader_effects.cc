// SPDX-License-Identifier: Apache-2.0
// Reads what a reaction does: the list after `do:`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/extension/model_functions.h"
#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {
namespace {

constexpr std::array<std::string_view, 11> kEffectWords = {"delete", "remove", "purge",  "state",
                                                           "set",    "clear",  "unlink", "link",
                                                           "count",  "call",   "fail"};

std::optional<Effect::Kind> life_effect(std::string_view word) {
  if (word == "delete") return Effect::Kind::Delete;
  if (word == "remove") return Effect::Kind::Remove;
  if (word == "purge") return Effect::Kind::Purge;
  return std::nullopt;
}

/// One entry of a `do` list; becomes one effect or several (`set`, `count`).
class EffectReader {
 public:
  EffectReader(TypeId type, ReaderContext& context, std::vector<Effect>& out)
      : type_(type), context_(context), out_(out) {}

  void read(const YamlNode& node) {
    if (node.is_scalar()) {
      const auto kind = life_effect(node.text());
      if (kind) {
        out_.push_back(make(*kind));
      } else {
        unknown(node.text(), node.position());
      }
      return;
    }
    if (!check_any_map(node, "an effect", context_)) return;
    const YamlNode::Entry* what = nullptr;
    for (const YamlNode::Entry& entry : node.entries()) {
      if (entry.key == "where" || entry.key == "of" || entry.key == "to" || entry.key == "else") {
        continue;
      }
      if (std::find(kEffectWords.begin(), kEffectWords.end(), entry.key) == kEffectWords.end()) {
        unknown(entry.key, entry.key_position);
        return;
      }
      if (what != nullptr) {
        context_.error(entry.key_position,
                       fmt::format("one effect is one entry of the list: '{}' and '{}' are two",
                                   what->key, entry.key));
        return;
      }
      what = &entry;
    }
    if (what == nullptr) {
      context_.error(node.position(), "the entry says no effect");
      return;
    }
    const std::size_t first = out_.size();
    read_effect(*what, node);
    read_extras(node, *what, first);
  }

 private:
  static Effect make(Effect::Kind kind) {
    Effect effect;
    effect.kind = kind;
    return effect;
  }
  [[nodiscard]] const TypeSpec& type() const { return context_.type(type_); }

  void unknown(const std::string& word, Position at) {
    std::string advice = did_you_mean(word, kEffectWords);
    if (advice.empty()) advice = fmt::format("; known: {}", fmt::join(kEffectWords, ", "));
    context_.error(at, fmt::format("unknown effect {}{}", in_quotes(word), advice));
  }

  /// A path or `self` (empty path).
  std::optional<RelationPath> path_of(const YamlNode& node, std::string_view what) {
    const auto text = read_string(node, what, context_.diagnostics);
    if (!text) return std::nullopt;
    if (*text == "self") return RelationPath{{}, type_};
    return resolve_path(*text, node.position(), type_, context_);
  }

  void read_effect(const YamlNode::Entry& entry, const YamlNode& node) {
    if (const auto kind = life_effect(entry.key)) {
      Effect effect = make(*kind);
      auto path = path_of(entry.value, entry.key);
      if (path && !path->hops.empty()) effect.path = std::move(*path);
      if (path) out_.push_back(std::move(effect));
    } else if (entry.key == "state") {
      read_state(entry.value);
    } else if (entry.key == "set") {
      read_set(entry.value);
    } else if (entry.key == "clear") {
      read_clear(entry.value);
    } else if (entry.key == "unlink") {
      read_unlink(entry, node);
    } else if (entry.key == "link") {
      read_link(entry, node);
    } else if (entry.key == "count") {
      read_count(entry.value);
    } else if (entry.key == "fail") {
      read_fail(entry.value);
    } else {
      read_call(entry, node);
    }
  }

  void read_state(const YamlNode& node) {
    const auto name = read_string(node, "state", context_.diagnostics);
    if (!name) return;
    const auto state = type().state(*name);
    if (!state) {
      context_.error(node.position(),
                     fmt::format("unknown state of type '{}' {}{}", type().name, in_quotes(*name),
                                 did_you_mean(*name, views_of(type().states))));
      return;
    }
    Effect effect = make(Effect::Kind::SetState);
    effect.state = *state;
    out_.push_back(std::move(effect));
  }

  void read_set(const YamlNode& node) {
    if (!check_any_map(node, "set", context_)) return;
    for (const YamlNode::Entry& entry : node.entries()) {
      const auto attribute = type().attribute(entry.key);
      if (!attribute) {
        const auto known = names_of(type().attributes);
        context_.error(entry.key_position,
                       fmt::format("type '{}' has no attribute {}{}", type().name,
                                   in_quotes(entry.key), did_you_mean(entry.key, known)));
        continue;
      }
      const auto& values = type().attributes[value(*attribute)].values;
      const auto name = read_string(entry.value, "value of " + entry.key, context_.diagnostics);
      if (!name) continue;
      const auto found = std::find(values.begin(), values.end(), *name);
      if (found == values.end()) {
        context_.error(entry.value.position(),
                       fmt::format("unknown value of '{}' {}{}", entry.key, in_quotes(*name),
                                   did_you_mean(*name, views_of(values))));
        continue;
      }
      Effect effect = make(Effect::Kind::SetAttribute);
      effect.attribute = *attribute;
      effect.state = static_cast<std::uint8_t>(found - values.begin());
      out_.push_back(std::move(effect));
    }
  }

  /// The relation that `path` ends with.
  [[nodiscard]] const Relation& last_relation(const RelationPath& path) const {
    const TypeSpec* owner = &type();
    for (std::size_t i = 0; i + 1 < path.hops.size(); ++i) {
      owner = &context_.type(owner->relations[value(path.hops[i])].target);
    }
    return owner->relations[value(path.hops.back())];
  }

  /// Exactly-one relations cannot lose their target.
  bool check_losable(const Relation& relation, Position at) {
    const Relation* stored = &relation;
    if (relation.kind == Relation::Kind::Inverse) {
      stored = &context_.type(relation.target).relations[value(relation.inverse_of)];
    }
    if (stored->kind == Relation::Kind::Single) {
      context_.error(at, fmt::format("relation '{}' needs exactly one target and cannot lose it; "
                                     "declare it with '?'",
                                     stored->name));
    }
    return stored->kind != Relation::Kind::Single;
  }

  void read_clear(const YamlNode& node) {
    const auto text = read_string(node, "clear", context_.diagnostics);
    if (!text) return;
    auto path = resolve_path(*text, node.position(), type_, context_);
    if (!path || !check_losable(last_relation(*path), node.position())) return;
    Effect effect = make(Effect::Kind::Clear);
    effect.path = std::move(*path);
    out_.push_back(std::move(effect));
  }

  void read_unlink(const YamlNode::Entry& entry, const YamlNode& node) {
    const auto text = read_string(entry.value, "unlink", context_.diagnostics);
    if (!text) return;
    auto path = resolve_path(*text, entry.value.position(), type_, context_);
    if (!path) return;
    if (!check_own(*path, entry, *text)) return;
    if (!check_losable(last_relation(*path), entry.value.position())) return;
    const YamlNode* of = node.find("of");
    if (of == nullptr) {
      context_.error(entry.key_position, "unlink needs 'of': $parents, $argument or $root");
      return;
    }
    const auto from = read_target(*of, path->end, ConditionPlace::Effect, context_);
    if (!from) return;
    Effect effect = make(Effect::Kind::Unlink);
    effect.path = std::move(*path);
    effect.from = *from;
    out_.push_back(std::move(effect));
  }

  void read_link(const YamlNode::Entry& entry, const YamlNode& node) {
    const auto text = read_string(entry.value, "link", context_.diagnostics);
    if (!text) return;
    auto path = resolve_path(*text, entry.value.position(), type_, context_);
    if (!path || !check_own(*path, entry, *text)) return;
    const YamlNode* to = node.find("to");
    if (to == nullptr || !to->is_scalar() || to->text() != "$argument") {
      context_.error(to == nullptr ? entry.key_position : to->position(),
                     "link needs 'to: $argument', the second resource of the operation");
      return;
    }
    const auto from = read_target(*to, path->end, ConditionPlace::Effect, context_);
    if (!from) return;
    Effect effect = make(Effect::Kind::Link);
    effect.path = std::move(*path);
    effect.from = *from;
    out_.push_back(std::move(effect));
  }

  /// Whether `path` is one relation that the type stores itself; reports it where not.
  bool check_own(const RelationPath& path, const YamlNode::Entry& entry, std::string_view text) {
    const bool own = path.hops.size() == 1 && last_relation(path).kind != Relation::Kind::Inverse;
    if (!own) {
      context_.error(entry.value.position(),
                     fmt::format("{} takes a relation that '{}' stores itself, not {}", entry.key,
                                 type().name, in_quotes(text)));
    }
    return own;
  }

  void read_count(const YamlNode& node) {
    if (!check_any_map(node, "count", context_)) return;
    constexpr std::int64_t kMost = 1'000'000'000'000;
    for (const YamlNode::Entry& entry : node.entries()) {
      const std::size_t dot = entry.key.rfind('.');
      Effect effect = make(Effect::Kind::Count);
      effect.path.end = type_;
      std::string name = entry.key;
      if (dot != std::string::npos) {
        auto path = resolve_path(std::string_view(entry.key).substr(0, dot), entry.key_position,
                                 type_, context_);
        if (!path) continue;
        effect.path = std::move(*path);
        name.erase(0, dot + 1);
      }
      const TypeSpec& end = context_.type(effect.path.end);
      const auto counter = end.counter(name);
      if (!counter) {
        context_.error(entry.key_position,
                       fmt::format("type '{}' has no counter {}{}", end.name, in_quotes(name),
                                   did_you_mean(name, views_of(end.counters))));
        continue;
      }
      const auto amount =
          read_integer(entry.value, "count of " + entry.key, -kMost, kMost, context_.diagnostics);
      if (!amount) continue;
      effect.counter = *counter;
      effect.amount = *amount;
      out_.push_back(std::move(effect));
    }
  }

  void read_fail(const YamlNode& node) {
    auto message = read_string(node, "fail", context_.diagnostics);
    if (!message) return;
    if (message->empty()) {
      context_.error(node.position(), "fail needs words: why the reaction cannot be done");
      return;
    }
    Effect effect = make(Effect::Kind::Fail);
    effect.message = *std::move(message);
    out_.push_back(std::move(effect));
  }

  void read_call(const YamlNode::Entry& entry, const YamlNode& node) {
    const auto name = read_string(entry.value, "call", context_.diagnostics);
    if (!name) return;
    const ModelFunction* function = find_model_function(*name);
    if (function == nullptr) {
      const auto known = model_function_names();
      context_.error(entry.value.position(),
                     fmt::format("unknown function {}{}; registered: {}", in_quotes(*name),
                                 did_you_mean(*name, known), fmt::join(known, ", ")));
      return;
    }
    if (const auto why = function->unfit(context_.model, type_)) {
      context_.error(entry.value.position(),
                     fmt::format("type '{}' cannot call '{}': {}", type().name, *name, *why));
      return;
    }
    Effect effect = make(Effect::Kind::Call);
    effect.function = *name;
    if (const YamlNode* otherwise = node.find("else")) {
      effect.otherwise = read_effects(*otherwise, type_, context_);
    }
    out_.push_back(std::move(effect));
  }

  /// The type of the resources that an effect's `where` filters.
  [[nodiscard]] TypeId subject_of(const Effect& effect) const {
    const auto& hops = effect.path.hops;
    if (hops.empty() || effect.kind == Effect::Kind::Unlink || effect.kind == Effect::Kind::Link) {
      return type_;
    }
    if (effect.kind != Effect::Kind::Clear) return effect.path.end;
    TypeId owner = type_;
    for (std::size_t i = 0; i + 1 < hops.size(); ++i) {
      owner = context_.type(owner).relations[value(hops[i])].target;
    }
    return owner;
  }

  /// `where`, and `of`, `to` and `else` where they do not belong.
  void read_extras(const YamlNode& node, const YamlNode::Entry& what, std::size_t first) {
    for (const YamlNode::Entry& entry : node.entries()) {
      const bool misplaced = (entry.key == "of" && what.key != "unlink") ||
                             (entry.key == "to" && what.key != "link") ||
                             (entry.key == "else" && what.key != "call");
      if (misplaced) {
        context_.error(entry.key_position,
                       fmt::format("'{}' does not belong to '{}'", entry.key, what.key));
      }
    }
    const YamlNode* where = node.find("where");
    if (where == nullptr || first == out_.size()) return;
    const TypeId subject = subject_of(out_[first]);
    for (std::size_t i = first + 1; i < out_.size(); ++i) {
      if (subject_of(out_[i]) == subject) continue;
      context_.error(where->position(),
                     "'where' of counters of several types; write one entry each");
      return;
    }
    const Condition condition = read_condition(*where, subject, ConditionPlace::Effect, context_);
    for (std::size_t i = first; i < out_.size(); ++i) out_[i].where = condition;
  }

  TypeId type_;
  ReaderContext& context_;
  std::vector<Effect>& out_;
};

}  // namespace

std::vector<Effect> read_effects(const YamlNode& node, TypeId type, ReaderContext& context) {
  std::vector<Effect> effects;
  EffectReader reader(type, context, effects);
  if (node.is_sequence()) {
    for (const YamlNode& item : node.items()) reader.read(item);
  } else {
    reader.read(node);
  }
  return effects;
}

}  // namespace cascade::sim
