// SPDX-License-Identifier: Apache-2.0
// Reads reactions and edges. Reactions of all types come first, since edges name them; what only
// the whole model can answer is checked last.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/model/model_rows.h"
#include "sim/reader/model_reader_parts.h"
#include "sim/reader/retry_rules.h"

namespace cascade::sim {
namespace {

/// Deletes, removes or purges the resource itself.
bool ends_itself(const std::vector<Effect>& effects) {
  return std::any_of(effects.begin(), effects.end(), [](const Effect& effect) {
    const bool ends = effect.kind == Effect::Kind::Delete || effect.kind == Effect::Kind::Remove ||
                      effect.kind == Effect::Kind::Purge;
    return (ends && effect.path.hops.empty()) || ends_itself(effect.otherwise);
  });
}

void read_limits(const YamlNode& node, const std::string& what, ReactionSpec& reaction,
                 ReaderContext& context) {
  if (const YamlNode* limit = node.find("in_flight")) {
    constexpr std::int64_t kMost = kUnlimited - 1;
    const bool unlimited = limit->is_scalar() && limit->text() == "unlimited";
    const auto number =
        unlimited ? std::optional<std::int64_t>(kUnlimited)
                  : read_integer(*limit, "in_flight of " + what, 1, kMost, context.diagnostics);
    if (number) reaction.in_flight = static_cast<std::uint32_t>(*number);
  }
  if (const YamlNode* timeout = node.find("timeout")) {
    reaction.timeout = read_timeout(*timeout, "timeout of " + what, context);
  }
  if (const YamlNode* retry = node.find("retry")) {
    reaction.retry = read_retry(*retry, "retry of " + what, context.diagnostics);
  }
  if (const YamlNode* latency = node.find("latency")) {
    const auto table = read_latency(*latency, "latency of " + what, context);
    if (table) reaction.latency = *table;
  } else if (reaction.effects.empty()) {
    reaction.latency = {};  // nothing to do, and nobody who takes time for it
  }
  if (const YamlNode* failure = node.find("on_failure")) {
    reaction.failure_ignored = read_on_failure(*failure, what, context).value_or(false);
  }
}

/// Reads one edge of a type: a parent's entry, or `self`.
class EdgeReader {
 public:
  EdgeReader(TypeId type, std::uint8_t addon, ReaderContext& context)
      : type_(type), context_(context) {
    edge_.addon = addon;
  }

  void read(const YamlNode::Entry& entry) {
    edge_.line = entry.key_position.line;
    edge_.query_fixed = context_.query_fixed;
    edge_.query_each = context_.query_each;
    self_ = entry.key == "self";
    edge_.parent = type_;
    if (!self_ && !read_parent(entry)) return;
    const std::string what = fmt::format("edge '{}' of type '{}'", entry.key, spec().name);
    std::vector<std::string_view> keys = names_of(context_.model.actions);
    // The root is what the user asked for; it is not looked for.
    if (!self_) keys.insert(keys.end(), {"through", "from_root"});
    keys.insert(keys.end(), {"where", "descend", "query"});
    if (!check_map(entry.value, what, keys, context_.diagnostics)) return;
    read_paths_of(entry, what);
    read_options(entry.value, what);
    for (const YamlNode::Entry& part : entry.value.entries()) {
      const auto action = context_.model.find_action(part.key);
      if (action) read_rules(*action, part);
    }
    auto& edges = context_.model.types[value(type_)].edges;
    edges.insert(self_ ? edges.begin() : edges.end(), std::move(edge_));
  }

 private:
  [[nodiscard]] const TypeSpec& spec() const { return context_.type(type_); }

  bool read_parent(const YamlNode::Entry& entry) {
    const std::string what = fmt::format("cascade of type '{}'", spec().name);
    const auto parent = find_type_name(entry.key, entry.key_position, what, context_);
    if (!parent) return false;
    if (*parent == type_) {
      context_.error(entry.key_position,
                     fmt::format("type '{}' cannot be its own parent; what happens to it as the "
                                 "root is said under 'self'",
                                 spec().name));
      return false;
    }
    edge_.parent = *parent;
    return true;
  }

  void read_paths_of(const YamlNode::Entry& entry, const std::string& what) {
    if (self_) return;
    const YamlNode* through = entry.value.find("through");
    if (through == nullptr) {
      context_.error(entry.key_position,
                     what + " needs 'through', the path from the child to the parent");
    } else {
      const auto texts = read_names(*through, "through", context_.diagnostics);
      for (const auto& [text, at] : texts) {
        auto path = resolve_path(text, at, type_, context_);
        if (path && check_end(*path, edge_.parent, text, at)) {
          edge_.through.push_back(std::move(*path));
        }
      }
      if (through->is_sequence() && through->items().empty()) {
        context_.error(through->position(), "'through' needs at least one path");
      }
    }
    const YamlNode* from_root = entry.value.find("from_root");
    if (from_root == nullptr || !check_any_map(*from_root, "from_root", context_)) return;
    for (const YamlNode::Entry& root : from_root->entries()) {
      const auto type = find_type_name(root.key, root.key_position, "from_root", context_);
      const auto text = read_string(root.value, "from_root of " + root.key, context_.diagnostics);
      if (!type || !text) continue;
      auto path = resolve_path(*text, root.value.position(), type_, context_);
      if (path && check_end(*path, *type, *text, root.value.position())) {
        edge_.from_root.push_back({*type, std::move(*path)});
      }
    }
  }

  bool check_end(const RelationPath& path, TypeId wanted, const std::string& text, Position at) {
    if (path.end == wanted) return true;
    context_.error(
        at, fmt::format("path {} of type '{}' ends at type '{}', not at '{}'", in_quotes(text),
                        spec().name, context_.type(path.end).name, context_.type(wanted).name));
    return false;
  }

  void read_options(const YamlNode& node, const std::string& what) {
    if (const YamlNode* where = node.find("where")) {
      edge_.where = read_condition(*where, type_, ConditionPlace::Edge, context_);
    }
    if (const YamlNode* query = node.find("query")) {
      read_query(*query, edge_.query_fixed, edge_.query_each, context_);
    }
    if (const YamlNode* descend = node.find("descend")) {
      edge_.descend_always = descend->is_scalar() && descend->text() == "always";
      if (!edge_.descend_always) {
        context_.error(descend->position(),
                       fmt::format("descend of {} can only be 'always'", what));
      }
    }
  }

  /// A reaction, or a rule, or a list of rules.
  void read_rules(ActionId action, const YamlNode::Entry& entry) {
    const YamlNode& node = entry.value;
    bool decided = false;
    const auto add = [&](const YamlNode& item) {
      if (decided) {
        context_.error(item.position(), "this rule is never reached: the one before has no 'when'");
      }
      auto rule = read_rule(action, item);
      if (!rule) return;
      decided = !rule->when;
      edge_.rules.push_back(std::move(*rule));
    };
    if (!node.is_sequence()) {
      add(node);
      return;
    }
    for (const YamlNode& item : node.items()) add(item);
    if (node.items().empty()) {
      context_.error(node.position(),
                     fmt::format("action '{}' needs at least one rule", entry.key));
    }
  }

  std::optional<Rule> read_rule(ActionId action, const YamlNode& node) {
    constexpr std::array<std::string_view, 3> kKeys = {"when", "do", "on_failure"};
    Rule rule;
    rule.action = action;
    const YamlNode* reaction = &node;
    if (!node.is_scalar()) {
      if (!check_map(node, "a rule", kKeys, context_.diagnostics)) return std::nullopt;
      if (const YamlNode* when = node.find("when")) {
        rule.when = read_condition(*when, type_, ConditionPlace::Edge, context_);
      }
      if (const YamlNode* failure = node.find("on_failure")) {
        rule.failure_ignored = read_on_failure(*failure, "the rule", context_);
      }
      reaction = node.find("do");
      if (reaction == nullptr) {
        context_.error(node.position(), "a rule needs 'do', the name of a reaction");
        return std::nullopt;
      }
    }
    const auto name = read_string(*reaction, "the reaction", context_.diagnostics);
    if (!name) return std::nullopt;
    const auto found = spec().reaction(*name);
    if (!found) {
      const auto known = names_of(spec().reactions);
      context_.error(reaction->position(),
                     fmt::format("type '{}' has no reaction {}{}", spec().name, in_quotes(*name),
                                 did_you_mean(*name, known)));
      return std::nullopt;
    }
    rule.reaction = *found;
    return rule;
  }

  TypeId type_;
  ReaderContext& context_;
  EdgeSpec edge_;
  bool self_ = false;
};

/// `$parents` compared with a type that never is a parent of the reaction's acts.
void check_parents_use(const ParentsUse& use, ReaderContext& context) {
  const TypeSpec& type = context.type(use.type);
  bool used = false;
  for (const EdgeSpec& edge : type.edges) {
    const bool has = std::any_of(edge.rules.begin(), edge.rules.end(),
                                 [&](const Rule& rule) { return rule.reaction == use.reaction; });
    if (!has) continue;
    used = true;
    if (edge.parent == use.end) return;
    for (const auto& root : edge.from_root) {
      if (root.root == use.end) return;
    }
  }
  if (!used) return;  // by default of an action, or not at all
  context.error(
      use.position,
      fmt::format("$parents are never of type '{}' where reaction '{}' of type '{}' is "
                  "used",
                  context.type(use.end).name, type.reactions[use.reaction].name, type.name));
}

/// Where a type says what happens to it under `parent`.
Position edge_position(const YamlNode::Entry& type, bool self, TypeId parent,
                       const ReaderContext& context) {
  const std::string key = self ? "self" : context.type(parent).name;
  const YamlNode* cascade = type.value.find("cascade");
  for (const YamlNode::Entry& entry : cascade->entries()) {
    if (entry.key == key) return entry.key_position;
  }
  return type.key_position;
}

/// Every root type of an operation must react to each of its passes.
/// Whether what happens to a root links it to an argument that the operation does not have.
void check_links(const OperationSpec& operation, TypeId root, ActionId pass, const YamlNode& node,
                 ReaderContext& context) {
  const TypeSpec& type = context.type(root);
  for (const EdgeSpec& edge : type.edges) {
    if (edge.parent != root) continue;
    for (const EffectiveRule& rule : effective_rules(context.model, root, edge, pass)) {
      const ReactionSpec& reaction = type.reactions[rule.reaction];
      for (const Effect& effect : reaction.effects) {
        if (effect.kind != Effect::Kind::Link || effect.path.end == operation.argument) continue;
        context.error(node.position(),
                      fmt::format("operation '{}' needs 'argument: {}': reaction '{}' of type '{}' "
                                  "links it to '{}'",
                                  operation.name, context.type(effect.path.end).name, reaction.name,
                                  type.name, type.relations[value(effect.path.hops.back())].name));
      }
    }
  }
}

/// Those that are named, or all.
std::vector<TypeId> possible_roots(const OperationSpec& operation, const Model& model) {
  if (!operation.roots.empty()) return operation.roots;
  std::vector<TypeId> roots;
  for (std::size_t i = 0; i < model.types.size(); ++i) roots.push_back(TypeId(i));
  return roots;
}

void check_operation(const OperationSpec& operation, const YamlNode& node, ReaderContext& context) {
  for (const TypeId root : possible_roots(operation, context.model)) {
    for (const ActionId pass : operation.passes) check_links(operation, root, pass, node, context);
  }
  for (const TypeId root : operation.roots) {
    for (const ActionId pass : operation.passes) {
      if (!root_reacts(context.model, root, pass)) {
        context.error(node.position(),
                      fmt::format("type '{}' cannot be the root of operation '{}': its cascade has "
                                  "no 'self' with a rule for action '{}'",
                                  context.type(root).name, operation.name,
                                  context.model.actions[value(pass)].name));
      }
    }
  }
}

}  // namespace

ReactionSpec read_reaction(const YamlNode::Entry& entry, TypeId type, ReaderContext& context) {
  constexpr std::array<std::string_view, 9> kKeys = {
      "from",    "do",         "in_flight",      "timeout", "retry",
      "latency", "on_failure", "shows_children", "veto"};
  const std::string what = fmt::format("reaction '{}'", entry.key);
  ReactionSpec reaction;
  reaction.name = entry.key;
  reaction.timeout = context.default_timeout;
  reaction.retry = context.default_retry;
  reaction.latency = context.default_latency;
  check_name(entry.key, entry.key_position, "reaction", context);
  if (entry.key == kRehearsalName) {
    context.error(entry.key_position,
                  "a reaction cannot be called 'check': that is what rehearsals are called");
  }
  if (!check_map(entry.value, what, kKeys, context.diagnostics)) return reaction;
  const YamlNode& node = entry.value;
  if (const YamlNode* from = node.find("from")) {
    reaction.permitted = read_condition(*from, type, ConditionPlace::Act, context);
  }
  if (const YamlNode* veto = node.find("veto")) {
    reaction.veto = read_condition(*veto, type, ConditionPlace::Act, context);
  }
  if (const YamlNode* effects = node.find("do")) {
    reaction.effects = read_effects(*effects, type, context);
  } else {
    context.error(entry.key_position, what + " needs 'do'; write do: [] where nothing is done");
  }
  reaction.shows_children = ends_itself(reaction.effects);
  if (const YamlNode* shows = node.find("shows_children")) {
    const auto flag = read_bool(*shows, "shows_children of " + what, context.diagnostics);
    reaction.shows_children = flag.value_or(false);
  }
  read_limits(node, what, reaction, context);
  return reaction;
}

void read_edge(const YamlNode::Entry& entry, TypeId type, std::uint8_t addon,
               ReaderContext& context) {
  EdgeReader(type, addon, context).read(entry);
}

void read_reactions(const YamlNode& types, ReaderContext& context) {
  constexpr std::size_t kReactionsMax = 255;
  for (std::size_t i = 0; i < context.model.types.size(); ++i) {
    const YamlNode* reactions = types.entries()[i].value.find("reactions");
    if (reactions == nullptr || !check_any_map(*reactions, "reactions", context)) continue;
    if (reactions->entries().size() > kReactionsMax) {
      context.error(reactions->position(), fmt::format("more than {} reactions", kReactionsMax));
      continue;
    }
    for (std::size_t r = 0; r < reactions->entries().size(); ++r) {
      context.owner = TypeId(i);
      context.reaction = static_cast<std::uint8_t>(r);
      auto reaction = read_reaction(reactions->entries()[r], TypeId(i), context);
      context.model.types[i].reactions.push_back(std::move(reaction));
    }
  }
}

void read_cascades(const YamlNode& types, ReaderContext& context) {
  for (std::size_t i = 0; i < context.model.types.size(); ++i) {
    const YamlNode* cascade = types.entries()[i].value.find("cascade");
    if (cascade == nullptr) continue;
    const std::string what = fmt::format("cascade of type '{}'", context.model.types[i].name);
    if (!check_any_map(*cascade, what, context)) continue;
    if (cascade->entries().empty()) {
      context.error(cascade->position(), what + " needs 'self' or a parent");
    }
    for (const YamlNode::Entry& entry : cascade->entries()) {
      read_edge(entry, TypeId(i), 0, context);
    }
  }
}

void check_cascades(const YamlNode& types, const YamlNode& operations, ReaderContext& context) {
  for (const ParentsUse& use : context.parents_uses) check_parents_use(use, context);
  for (std::size_t i = 0; i < context.model.types.size(); ++i) {
    const YamlNode::Entry& entry = types.entries()[i];
    const TypeSpec& type = context.model.types[i];
    for (const EdgeSpec& edge : type.edges) {
      if (edge.addon != 0) continue;  // checked where the add-on is read
      const Position at = edge_position(entry, edge.parent == TypeId(i), edge.parent, context);
      if (context.type(edge.parent).edges.empty()) {
        context.error(at,
                      fmt::format("parent type '{}' does not join the cascade: it has no 'cascade'",
                                  context.type(edge.parent).name));
      }
      if (!edge_reacts(context.model, TypeId(i), edge)) {
        context.error(at, "this edge says nothing to do: name an action");
      }
    }
    const std::size_t rows = make_rows(context.model, TypeId(i)).rows.size();
    constexpr std::size_t kRowsMax = 255;
    if (rows > kRowsMax) {
      context.error(entry.key_position,
                    fmt::format("type '{}' has {} kinds of reaction (by failure and rehearsal); "
                                "at most {}",
                                type.name, rows, kRowsMax));
    }
  }
  for (const OperationSpec& operation : context.model.operations) {
    check_operation(operation, *operations.find(operation.name), context);
  }
}

}  // namespace cascade::sim
