// SPDX-License-Identifier: Apache-2.0
// The model file as a whole: its top level, actions, operations and latencies; finding files.
#include "sim/reader/model_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>
#include <sstream>
#include <system_error>

#include "engine/assert.h"
#include "sim/base/text_file.h"
#include "sim/base/yaml_editor.h"
#include "sim/reader/model_reader_parts.h"
#include "sim/reader/retry_rules.h"
#include "sim/reader/shipped.h"

namespace cascade::sim {
namespace {

using NodeKind = YamlNode::Kind;

/// The first paragraph of the comment on top, without its marks; the licence does not count.
std::string leading_comment(std::string_view text) {
  std::string about;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line) && line.starts_with('#');) {
    line.erase(0, line.find_first_not_of("# "));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.pop_back();
    if (line.empty() && !about.empty()) break;
    if (line.empty() || line.starts_with("SPDX-")) continue;
    if (!about.empty()) about += '\n';
    about += line;
  }
  return about;
}

void read_latencies(const YamlNode& node, ReaderContext& context) {
  if (!check_any_map(node, "latencies", context)) return;
  for (const YamlNode::Entry& entry : node.entries()) {
    if (!check_name(entry.key, entry.key_position, "latency", context)) continue;
    if (entry.key == "zero") {
      context.error(entry.key_position, "latency 'zero' is built in; choose another name");
      continue;
    }
    const auto table = read_latency(entry.value, fmt::format("latency '{}'", entry.key), context);
    context.latencies.emplace_back(entry.key, table.value_or(LatencyTable{}));
  }
}

void read_defaults(const YamlNode& node, ReaderContext& context) {
  constexpr std::array<std::string_view, 4> kKeys = {"latency", "timeout", "retry", "query"};
  if (!check_map(node, "defaults", kKeys, context.diagnostics)) return;
  if (const YamlNode* latency = node.find("latency")) {
    const auto table = read_latency(*latency, "latency of defaults", context);
    if (table) context.default_latency = *table;
  }
  if (const YamlNode* timeout = node.find("timeout")) {
    context.default_timeout = read_timeout(*timeout, "timeout of defaults", context);
  }
  if (const YamlNode* retry = node.find("retry")) {
    context.default_retry = read_retry(*retry, "retry of defaults", context.diagnostics);
  }
  if (const YamlNode* query = node.find("query")) {
    read_query(*query, context.query_fixed, context.query_each, context);
  }
}

void read_select(const YamlNode& node, const std::string& what, ActionSpec& action,
                 ReaderContext& context) {
  if (node.is_scalar() && node.text() == "live") {
    action.select = ActionSpec::Select::Live;
  } else if (node.is_scalar() && node.text() == "deleted") {
    action.select = ActionSpec::Select::Deleted;
  } else {
    context.error(node.position(), fmt::format("select of {} must be 'live' or 'deleted'", what));
  }
}

void read_descend(const YamlNode& node, const std::string& what, bool& always,
                  ReaderContext& context) {
  always = node.is_scalar() && node.text() == "always";
  if (!always && !(node.is_scalar() && node.text() == "shown")) {
    context.error(node.position(), fmt::format("descend of {} must be 'always' or 'shown'", what));
  }
}

/// `like` of every action; false where the entry names none or a wrong one.
bool find_like(const YamlNode::Entry& entry, ActionSpec& action, ReaderContext& context) {
  const YamlNode* like = entry.value.find("like");
  if (like == nullptr) return false;
  const auto name =
      read_string(*like, fmt::format("like of action '{}'", entry.key), context.diagnostics);
  if (!name) return false;
  action.like = context.model.find_action(*name);
  if (!action.like) {
    const auto known = names_of(context.model.actions);
    context.error(like->position(), fmt::format("unknown action {} after 'like'{}",
                                                sim::in_quotes(*name), did_you_mean(*name, known)));
  }
  return action.like.has_value();
}

/// Reports actions that are like themselves, over any number of others, and cuts them.
void cut_like_cycles(const YamlNode& node, ReaderContext& context) {
  auto& actions = context.model.actions;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    auto next = actions[i].like;
    for (std::size_t hops = 0; next && hops < actions.size(); ++hops) {
      if (value(*next) == i) break;
      next = actions[value(*next)].like;
    }
    if (!next || value(*next) != i) continue;
    actions[i].like.reset();
    const auto entry = std::find_if(node.entries().begin(), node.entries().end(),
                                    [&](const auto& e) { return e.key == actions[i].name; });
    context.error(entry->key_position, fmt::format("action '{}' is like itself; 'like' must not "
                                                   "form a cycle",
                                                   actions[i].name));
  }
}

/// What the action says itself; what it does not say is as in the action that it is like.
void read_action(const YamlNode& node, ActionSpec& action, ReaderContext& context) {
  const std::string what = fmt::format("action '{}'", action.name);
  if (action.like) {
    const ActionSpec& like = context.model.actions[value(*action.like)];
    action.select = like.select;
    action.descend_always = like.descend_always;
    action.failures_ignored = like.failures_ignored;
    action.default_reaction = like.default_reaction;
  }
  if (const YamlNode* select = node.find("select")) read_select(*select, what, action, context);
  if (const YamlNode* descend = node.find("descend")) {
    read_descend(*descend, what, action.descend_always, context);
  }
  if (const YamlNode* ignore = node.find("ignore_failures")) {
    const auto flag = read_bool(*ignore, "ignore_failures of " + what, context.diagnostics);
    action.failures_ignored = flag.value_or(false);
  }
  if (const YamlNode* rehearsal = node.find("rehearsal")) {
    const auto flag = read_bool(*rehearsal, "rehearsal of " + what, context.diagnostics);
    action.rehearsal = flag.value_or(false);
  }
  if (const YamlNode* reaction = node.find("default")) {
    action.default_reaction = read_string(*reaction, "default of " + what, context.diagnostics);
  }
}

void declare_action(const YamlNode::Entry& entry, ReaderContext& context) {
  constexpr std::array<std::string_view, 7> kKeys = {
      "code", "like", "select", "descend", "ignore_failures", "rehearsal", "default"};
  ActionSpec action;
  action.name = entry.key;
  check_name(entry.key, entry.key_position, "action", context);
  constexpr std::array<std::string_view, 6> kEdgeKeys = {"through", "from_root", "where",
                                                         "descend", "query",     "self"};
  if (std::find(kEdgeKeys.begin(), kEdgeKeys.end(), entry.key) != kEdgeKeys.end()) {
    context.error(
        entry.key_position,
        fmt::format("an action cannot be called '{}': edges have a key of that name", entry.key));
  }
  const std::string what = fmt::format("action '{}'", entry.key);
  if (check_map(entry.value, what, kKeys, context.diagnostics)) {
    const YamlNode* code = entry.value.find("code");
    if (code == nullptr) {
      context.error(entry.key_position, what + " needs a 'code', like deletion.delete");
    } else {
      action.code = read_string(*code, "code of " + what, context.diagnostics).value_or("");
      const auto& actions = context.model.actions;
      const auto twin = std::find_if(actions.begin(), actions.end(),
                                     [&](const auto& a) { return a.code == action.code; });
      if (twin != actions.end()) {
        context.error(code->position(), fmt::format("code {} is that of action '{}' already",
                                                    sim::in_quotes(action.code), twin->name));
      }
    }
  }
  context.model.actions.push_back(std::move(action));
}

void read_actions(const YamlNode& node, ReaderContext& context) {
  constexpr std::size_t kActionsMax = 64;
  if (!check_any_map(node, "actions", context)) return;
  if (node.entries().size() > kActionsMax) {
    context.error(node.position(), fmt::format("more than {} actions", kActionsMax));
    return;
  }
  auto& actions = context.model.actions;
  for (const YamlNode::Entry& entry : node.entries()) declare_action(entry, context);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (node.entries()[i].value.is_map()) find_like(node.entries()[i], actions[i], context);
  }
  cut_like_cycles(node, context);
  // An action is read after the one that it is like, whatever the order of the file.
  std::vector<bool> done(actions.size(), false);
  for (std::size_t round = 0; round < actions.size(); ++round) {
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (done[i] || (actions[i].like && !done[value(*actions[i].like)])) continue;
      if (node.entries()[i].value.is_map())
        read_action(node.entries()[i].value, actions[i], context);
      done[i] = true;
    }
  }
}

void read_operation(const YamlNode::Entry& entry, ReaderContext& context) {
  constexpr std::array<std::string_view, 5> kKeys = {"passes", "roots", "argument", "before",
                                                     "after"};
  const std::string what = fmt::format("operation '{}'", entry.key);
  check_name(entry.key, entry.key_position, "operation", context);
  if (!check_map(entry.value, what, kKeys, context.diagnostics)) return;
  OperationSpec operation;
  operation.name = entry.key;
  const YamlNode* passes = entry.value.find("passes");
  if (passes == nullptr || (passes->is_sequence() && passes->items().empty())) {
    context.error(entry.key_position, what + " needs 'passes', the actions that it consists of");
  } else {
    const auto known = names_of(context.model.actions);
    for (const auto& [name, at] : read_names(*passes, "passes of " + what, context.diagnostics)) {
      if (const auto action = context.model.find_action(name)) {
        operation.passes.push_back(*action);
      } else {
        context.error(at, fmt::format("unknown action {} in {}{}", sim::in_quotes(name), what,
                                      did_you_mean(name, known)));
      }
    }
  }
  if (const YamlNode* roots = entry.value.find("roots")) {
    operation.roots = read_type_names(*roots, "roots of " + what, context);
  }
  if (const YamlNode* argument = entry.value.find("argument")) {
    operation.argument =
        read_type_name(*argument, "argument of " + what, context).value_or(kNoType);
  }
  context.model.operations.push_back(std::move(operation));
}

void read_model(const YamlNode& root, ReaderContext& context) {
  constexpr std::array<std::string_view, 9> kKeys = {"name",      "actions",  "operations",
                                                     "latencies", "defaults", "types",
                                                     "addons",    "branches", "compat"};
  if (!check_map(root, "the model", kKeys, context.diagnostics)) return;
  const auto part = [&](std::string_view key) { return root.find(key); };
  for (const std::string_view needed : {"name", "actions", "operations", "types"}) {
    if (part(needed) == nullptr) {
      context.error(root.position(), fmt::format("the model needs the key '{}'", needed));
    }
  }
  if (const YamlNode* name = part("name")) {
    context.model.name = read_string(*name, "name of the model", context.diagnostics).value_or("");
    check_name(context.model.name, name->position(), "model", context);
  }
  const YamlNode* types = part("types");
  if (types != nullptr) declare_types(*types, context);
  if (const YamlNode* latencies = part("latencies")) read_latencies(*latencies, context);
  if (const YamlNode* defaults = part("defaults")) read_defaults(*defaults, context);
  if (const YamlNode* actions = part("actions")) read_actions(*actions, context);
  const YamlNode* operations = part("operations");
  if (operations != nullptr && check_any_map(*operations, "operations", context)) {
    for (const YamlNode::Entry& entry : operations->entries()) read_operation(entry, context);
    read_requirements(*operations, context);
  }
  if (types == nullptr) return;
  const YamlNode* addons = part("addons");
  read_reactions(*types, context);
  if (addons != nullptr) read_addon_reactions(*addons, context);
  read_cascades(*types, context);
  if (addons != nullptr) read_addon_edges(*addons, context);
  if (const YamlNode* branches = part("branches")) read_branches(*branches, context);
  if (const YamlNode* compat = part("compat")) read_compat(*compat, context);
  add_zstack_profile(context.model);
  if (context.diagnostics.ok()) check_cascades(*types, *operations, context);
}

/// Puts what is in `additions` beside what the model has of its kind. False: it has something of
/// that name.
bool join_additions(YamlNode& root, const YamlNode& additions, const std::string& model,
                    Diagnostics& diagnostics) {
  bool joined = true;
  for (const YamlNode::Entry& part : additions.entries()) {
    if (part.key != "addons" && part.key != "branches") continue;
    if (!part.value.is_map()) continue;  // reported by the form of the file that brings it
    YamlNode& place = YamlEditor::child(root, part.key, part.key_position);
    if (!place.is_map()) {
      place = part.value;
      continue;
    }
    auto& entries = YamlEditor::entries(place);
    for (const YamlNode::Entry& entry : part.value.entries()) {
      if (place.find(entry.key) == nullptr) {
        entries.push_back(entry);
        continue;
      }
      joined = false;
      diagnostics.error(entry.key_position,
                        fmt::format("model {} has {} in its {} already", sim::in_quotes(model),
                                    sim::in_quotes(entry.key), part.key));
    }
  }
  return joined;
}

std::shared_ptr<const Model> read_tree(const YamlNode& root, std::string_view text,
                                       const std::string& file, Diagnostics& diagnostics) {
  auto model = std::make_shared<Model>();
  ReaderContext context{*model, diagnostics};
  model->about = leading_comment(text);
  model->file = file;
  model->text = std::string(text);
  read_model(root, context);
  return model;
}

/// A name is looked for in several folders; a path, with a slash or an ending, is one file.
bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

/// Where a model called `name` may be, best first.
std::vector<std::filesystem::path> candidates(const std::string& name,
                                              const std::string& from_file) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(from_file).parent_path();
  if (is_path(name)) {
    if (fs::path(name).is_absolute() || folder.empty()) return {name};
    return {folder / name, name};
  }
  std::vector<fs::path> paths;
  std::error_code error;
  fs::path parent = fs::absolute(folder, error);
  const fs::path file = fs::path("models") / (name + ".yaml");
  while (!error && !parent.empty()) {
    // Shown as the user named it where that is short.
    paths.push_back(paths.empty() ? folder / file : parent / file);
    if (parent == parent.parent_path()) break;
    parent = parent.parent_path();
  }
  paths.push_back(fs::path(shipped_folder()) / file);
  return paths;
}

/// The models that are there instead: the nearest, or all.
std::string models_advice(const std::string& name,
                          const std::vector<std::filesystem::path>& paths) {
  namespace fs = std::filesystem;
  std::set<std::string> found;
  for (const fs::path& path : paths) {
    std::error_code error;
    for (fs::directory_iterator at(path.parent_path(), error), end; !error && at != end;
         at.increment(error)) {
      if (at->path().extension() == ".yaml") found.insert(at->path().stem().string());
    }
  }
  const std::vector<std::string_view> known(found.begin(), found.end());
  std::string nearest = did_you_mean(name, known);
  if (!nearest.empty() || known.empty()) return nearest;
  return fmt::format("; there are {}", fmt::join(known, ", "));
}

}  // namespace

Result<std::shared_ptr<const Model>> parse_model(std::string_view text, const std::string& file) {
  const auto root = parse_yaml(text, file);
  if (!root) return tl::unexpected(root.error());
  Diagnostics diagnostics(file);
  auto model = read_tree(*root, text, file, diagnostics);
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());
  return model;
}

std::shared_ptr<const Model> extend_model(const Model& model, const YamlNode& additions,
                                          Diagnostics& diagnostics) {
  auto root = parse_yaml(model.text, model.file);
  CASCADE_ASSERT(root.has_value(), "a model was read from its text");
  Diagnostics found(diagnostics.file());
  const bool joined = join_additions(*root, additions, model.name, diagnostics);
  auto extended = read_tree(*root, model.text, model.file, found);
  if (found.ok()) return joined ? extended : nullptr;
  // The same mistakes once more, now beside the others of the file.
  static_cast<void>(read_tree(*root, model.text, model.file, diagnostics));
  return nullptr;
}

Result<std::shared_ptr<const Model>> load_model(const std::string& name,
                                                const std::string& from_file) {
  const auto paths = candidates(name, from_file);
  for (const auto& path : paths) {
    std::error_code error;
    const bool there = std::filesystem::exists(path, error);
    if (!there || (!is_path(name) && std::filesystem::is_directory(path, error))) continue;
    const auto text = read_text_file(path.string());
    if (!text) return tl::unexpected(text.error());
    return parse_model(*text, path.string());
  }
  return input_error(fmt::format("no model {}: looked for {}{}{}", sim::in_quotes(name),
                                 paths.front().string(),
                                 paths.size() > 1 ? " and " + paths.back().string() : "",
                                 is_path(name) ? "" : models_advice(name, paths)));
}

}  // namespace cascade::sim
