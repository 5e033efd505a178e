// SPDX-License-Identifier: Apache-2.0
// Reads add-ons and branches: what third parties add to a type, or do instead of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "sim/model/model_rows.h"
#include "sim/reader/model_reader_parts.h"

namespace cascade::sim {
namespace {

/// The type that an add-on or a branch is for. Nothing: reported.
std::optional<TypeId> read_own_type(const YamlNode::Entry& entry, const std::string& what,
                                    ReaderContext& context) {
  const YamlNode* node = entry.value.find("type");
  if (node == nullptr) {
    context.error(entry.key_position, what + " needs 'type', the type that it is for");
    return std::nullopt;
  }
  return read_type_name(*node, "type of " + what, context);
}

/// Reported unless the type joins. All cascades have been read.
bool check_joins(TypeId type, Position at, ReaderContext& context) {
  const auto& edges = context.type(type).edges;
  const bool joins =
      std::any_of(edges.begin(), edges.end(), [](const EdgeSpec& edge) { return edge.addon == 0; });
  if (!joins) {
    context.error(at, fmt::format("type '{}' does not join the cascade: it has no 'cascade'",
                                  context.type(type).name));
  }
  return joins;
}

void add_reaction(const YamlNode::Entry& entry, TypeId type, ReaderContext& context) {
  constexpr std::size_t kReactionsMax = 255;
  auto& reactions = context.model.types[value(type)].reactions;
  if (context.type(type).reaction(entry.key)) {
    context.error(entry.key_position, fmt::format("type '{}' has a reaction '{}' already; an "
                                                  "add-on may use it without declaring it",
                                                  context.type(type).name, entry.key));
    return;
  }
  if (reactions.size() == kReactionsMax) {
    context.error(entry.key_position, fmt::format("more than {} reactions", kReactionsMax));
    return;
  }
  context.owner = type;
  context.reaction = static_cast<std::uint8_t>(reactions.size());
  ReactionSpec reaction = read_reaction(entry, type, context);
  reactions.push_back(std::move(reaction));
}

/// An add-on's edge, once it is in the model: what is checked of a type's own ones, too.
void check_addon_edge(const YamlNode::Entry& entry, TypeId type, ReaderContext& context) {
  const EdgeSpec& edge = context.type(type).edges.back();
  if (!edge_reacts(context.model, type, edge)) {
    context.error(entry.key_position, "this edge says nothing to do: name an action");
  }
  check_joins(edge.parent, entry.key_position, context);
}

void read_addon_edge(const YamlNode::Entry& entry, std::uint8_t addon, ReaderContext& context) {
  const TypeId type = context.model.addons[addon - 1].type;
  if (entry.key == "self") {
    context.error(entry.key_position, "an add-on adds parents; 'self' is the type's own");
    return;
  }
  const std::size_t before = context.type(type).edges.size();
  const auto parent = context.model.find_type(entry.key);
  const auto& edges = context.type(type).edges;
  const auto twin = std::find_if(edges.begin(), edges.end(), [&](const EdgeSpec& edge) {
    return parent && edge.parent == *parent;
  });
  if (twin != edges.end() && *parent != type) {
    const std::string owner =
        twin->addon == 0
            ? "itself"
            : fmt::format("by add-on '{}'", context.model.addons[twin->addon - 1].name);
    context.error(entry.key_position, fmt::format("type '{}' has the parent '{}' already, {}",
                                                  context.type(type).name, entry.key, owner));
    return;
  }
  read_edge(entry, type, addon, context);
  if (context.type(type).edges.size() > before) check_addon_edge(entry, type, context);
}

/// { type: VmInstance, under: [L3Network], actions: [delete], from: ..., veto: ..., do: [] }
class BranchReader {
 public:
  BranchReader(const YamlNode::Entry& entry, ReaderContext& context)
      : entry_(entry), context_(context), what_(fmt::format("branch '{}'", entry.key)) {}

  void read() {
    constexpr std::array<std::string_view, 6> kKeys = {"type", "under", "actions",
                                                       "from", "veto",  "do"};
    check_name(entry_.key, entry_.key_position, "branch", context_);
    if (!check_map(entry_.value, what_, kKeys, context_.diagnostics)) return;
    const auto type = read_own_type(entry_, what_, context_);
    if (!type || !check_joins(*type, entry_.value.find("type")->position(), context_)) return;
    branch_.name = entry_.key;
    branch_.type = *type;
    branch_.line = entry_.key_position.line;
    if (const YamlNode* under = entry_.value.find("under")) read_under(*under);
    if (const YamlNode* actions = entry_.value.find("actions")) read_actions(*actions);
    read_reaction_parts();
    context_.model.branches.push_back(std::move(branch_));
  }

 private:
  void read_under(const YamlNode& node) {
    branch_.under = read_type_names(node, "under of " + what_, context_);
    const auto& edges = context_.type(branch_.type).edges;
    for (const TypeId parent : branch_.under) {
      const bool leads = std::any_of(edges.begin(), edges.end(),
                                     [&](const EdgeSpec& edge) { return edge.parent == parent; });
      if (leads) continue;
      context_.error(node.position(),
                     fmt::format("type '{}' is no parent of type '{}'", context_.type(parent).name,
                                 context_.type(branch_.type).name));
    }
  }

  void read_actions(const YamlNode& node) {
    branch_.actions = 0;
    const auto known = names_of(context_.model.actions);
    const auto names = read_names(node, "actions of " + what_, context_.diagnostics);
    for (const auto& [name, at] : names) {
      if (const auto action = context_.model.find_action(name)) {
        branch_.actions |= std::uint64_t{1} << static_cast<unsigned>(*action);
      } else {
        context_.error(at, fmt::format("unknown action {} in {}{}", sim::in_quotes(name), what_,
                                       did_you_mean(name, known)));
      }
    }
  }

  void read_reaction_parts() {
    const YamlNode& node = entry_.value;
    context_.owner = branch_.type;
    // No reaction of the type has that number, so that nothing is said of its parents.
    context_.reaction = std::numeric_limits<std::uint8_t>::max();
    ReactionSpec& reaction = branch_.reaction;
    reaction.name = branch_.name;
    if (const YamlNode* from = node.find("from")) {
      reaction.permitted = read_condition(*from, branch_.type, ConditionPlace::Act, context_);
    }
    if (const YamlNode* veto = node.find("veto")) {
      reaction.veto = read_condition(*veto, branch_.type, ConditionPlace::Act, context_);
    }
    if (const YamlNode* effects = node.find("do")) {
      reaction.effects = read_effects(*effects, branch_.type, context_);
    } else {
      context_.error(entry_.key_position,
                     what_ + " needs 'do'; write do: [] where nothing is done");
    }
  }

  const YamlNode::Entry& entry_;
  ReaderContext& context_;
  std::string what_;
  BranchSpec branch_;
};

}  // namespace

void read_addon_reactions(const YamlNode& addons, ReaderContext& context) {
  constexpr std::array<std::string_view, 3> kKeys = {"type", "reactions", "cascade"};
  constexpr std::size_t kAddonsMax = 255;
  if (!check_any_map(addons, "addons", context)) return;
  if (addons.entries().size() > kAddonsMax) {
    context.error(addons.position(), fmt::format("more than {} add-ons", kAddonsMax));
    return;
  }
  for (const YamlNode::Entry& entry : addons.entries()) {
    const std::string what = fmt::format("add-on '{}'", entry.key);
    AddonSpec& addon = context.model.addons.emplace_back();
    addon.name = entry.key;
    addon.line = entry.key_position.line;
    check_name(entry.key, entry.key_position, "add-on", context);
    if (!check_map(entry.value, what, kKeys, context.diagnostics)) continue;
    const auto type = read_own_type(entry, what, context);
    if (!type) continue;
    addon.type = *type;
    const YamlNode* reactions = entry.value.find("reactions");
    if (reactions == nullptr || !check_any_map(*reactions, "reactions of " + what, context)) {
      continue;
    }
    for (const YamlNode::Entry& reaction : reactions->entries()) {
      add_reaction(reaction, *type, context);
    }
  }
}

void read_addon_edges(const YamlNode& addons, ReaderContext& context) {
  for (std::size_t i = 0; i < context.model.addons.size(); ++i) {
    const AddonSpec& addon = context.model.addons[i];
    const YamlNode::Entry& entry = addons.entries()[i];
    if (addon.type == kNoType) continue;
    if (!check_joins(addon.type, entry.value.find("type")->position(), context)) continue;
    const std::string what = fmt::format("cascade of add-on '{}'", addon.name);
    const YamlNode* cascade = entry.value.find("cascade");
    if (cascade == nullptr || (cascade->is_map() && cascade->entries().empty())) {
      context.error(entry.key_position,
                    fmt::format("add-on '{}' needs a 'cascade' with a parent", addon.name));
      continue;
    }
    if (!check_any_map(*cascade, what, context)) continue;
    for (const YamlNode::Entry& edge : cascade->entries()) {
      read_addon_edge(edge, static_cast<std::uint8_t>(i + 1), context);
    }
  }
}

void read_branches(const YamlNode& branches, ReaderContext& context) {
  if (!check_any_map(branches, "branches", context)) return;
  for (const YamlNode::Entry& entry : branches.entries()) BranchReader(entry, context).read();
}

}  // namespace cascade::sim
