// SPDX-License-Identifier: Apache-2.0
#include "gui/model/scenario_draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "gui/model/set_options.h"
#include "sim/reader/model_reader.h"
#include "sim/scenario/scenario_edit.h"
#include "sim/world/topology.h"

namespace cascade::gui {
namespace {

using sim::YamlNode;

/// The innermost path whose key or value stands there; empty: none.
std::string path_at(const YamlNode& node, const std::string& path, sim::Position position) {
  const auto below = [&](const std::string& part) {
    return path.empty() ? part : path + "." + part;
  };
  std::string found;
  const auto look = [&](const YamlNode& child, const std::string& at, bool here) {
    std::string inner = path_at(child, at, position);
    if (inner.empty() && (here || child.position() == position)) inner = at;
    if (!inner.empty()) found = std::move(inner);
  };
  for (const YamlNode::Entry& entry : node.entries()) {
    look(entry.value, below(entry.key), entry.key_position == position);
  }
  for (std::size_t i = 0; i < node.items().size(); ++i) {
    look(node.items()[i], below(std::to_string(i)), false);
  }
  return found;
}

bool is_at_or_below(std::string_view path, std::string_view top) {
  return path.starts_with(top) && (path.size() == top.size() || path[top.size()] == '.');
}

/// A model is read from its file once, not after each change.
sim::ModelLoader keeping(sim::ModelLoader loader) {
  struct Kept {
    std::string name;
    std::string file;
    std::shared_ptr<const sim::Model> model;
  };
  const auto kept = std::make_shared<Kept>();
  return [loader = std::move(loader), kept](
             const std::string& name,
             const std::string& from_file) -> Result<std::shared_ptr<const sim::Model>> {
    if (kept->model != nullptr && kept->name == name && kept->file == from_file) return kept->model;
    auto loaded = loader ? loader(name, from_file) : sim::load_model(name, from_file);
    if (loaded) *kept = {name, from_file, *loaded};
    return loaded;
  };
}

}  // namespace

Result<void> ScenarioDraft::open(std::string text, std::string file, sim::Overrides overrides,
                                 sim::ModelLoader loader) {
  close();
  if (text.size() > kBytesMax) {
    return input_error(
        fmt::format("a text of more than {} KiB is not edited here", kBytesMax / 1024));
  }
  for (const auto& [path, value] : overrides) {
    auto edited = sim::set_in_scenario(text, path, value);
    if (!edited) return tl::unexpected(std::move(edited).error());
    text = std::move(edited->text);
  }
  file_ = std::move(file);
  loader_ = keeping(std::move(loader));
  saved_ = text;
  texts_ = {{std::move(text), false}};
  at_ = 0;
  read();
  if (scenario_) return {};
  Error why{ErrorKind::Input, mistakes_.empty() ? "" : mistakes_.front().words};
  close();
  return tl::unexpected(std::move(why));
}

void ScenarioDraft::close() {
  texts_.clear();
  at_ = 0;
  scenario_.reset();
  mistakes_.clear();
}

std::string ScenarioDraft::value(std::string_view path) const {
  const YamlNode* const node = sim::find_yaml(tree_, path);
  if (node == nullptr || node->kind() == YamlNode::Kind::Null) return "";
  return node->is_scalar() ? node->text() : sim::yaml_line(*node);
}

std::size_t ScenarioDraft::numbers_set() const {
  const auto numbers = sim::topology_numbers(scenario().topology.effective_shape());
  const auto is_set = [this](const sim::TopologyNumber& number) {
    return has("topology." + std::string(number.name));
  };
  return static_cast<std::size_t>(std::count_if(numbers.begin(), numbers.end(), is_set));
}

bool ScenarioDraft::has(std::string_view path) const {
  return sim::find_yaml(tree_, path) != nullptr;
}

Result<void> ScenarioDraft::set_words(std::string_view path, std::string_view words) {
  return set(path, sim::yaml_scalar(words));
}

Result<void> ScenarioDraft::set(std::string_view path, std::string_view yaml) {
  auto edited = sim::set_in_scenario(text(), path, yaml);
  if (!edited) return tl::unexpected(std::move(edited).error());
  add({std::move(edited->text), rewritten() || edited->rewritten});
  return {};
}

Result<void> ScenarioDraft::append(std::string_view path, std::string_view yaml) {
  const YamlNode* const list = sim::find_yaml(tree_, path);
  const std::size_t place = list == nullptr ? 0 : list->items().size();
  return set(fmt::format("{}.{}", path, place), yaml);
}

Result<void> ScenarioDraft::remove(std::string_view path) {
  auto edited = sim::remove_from_scenario(text(), path);
  if (!edited) return tl::unexpected(std::move(edited).error());
  add({std::move(edited->text), rewritten() || edited->rewritten});
  return {};
}

void ScenarioDraft::add(Text changed) {
  if (changed.text == text()) return;
  texts_.resize(at_ + 1);
  texts_.push_back(std::move(changed));
  at_ = texts_.size() - 1;
  read();
}

void ScenarioDraft::undo() {
  if (!can_undo()) return;
  --at_;
  read();
}

void ScenarioDraft::redo() {
  if (!can_redo()) return;
  ++at_;
  read();
}

void ScenarioDraft::revert() {
  add({saved_, false});
}

void ScenarioDraft::set_saved(std::string file) {
  file_ = std::move(file);
  saved_ = text();
  texts_[at_].rewritten = false;
  read();
}

void ScenarioDraft::read() {
  mistakes_.clear();
  auto tree = sim::parse_yaml(text(), file_);
  // Only texts that can be read come in here.
  if (!tree) {
    mistakes_.push_back({"", tree.error().message});
    return;
  }
  tree_ = *std::move(tree);
  sim::Diagnostics diagnostics(file_);
  sim::Scenario scenario = sim::read_scenario(tree_, text(), file_, loader_, diagnostics);
  if (diagnostics.ok()) {
    scenario_ = std::move(scenario);
    return;
  }
  auto entries = diagnostics.entries();
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [position, words] : entries) {
    Mistake mistake{path_at(tree_, "", position), words};
    if (mistakes_.empty() || mistakes_.back() != mistake) mistakes_.push_back(std::move(mistake));
  }
}

std::string ScenarioDraft::mistakes_at(std::string_view path) const {
  std::string words;
  for (const Mistake& mistake : mistakes_) {
    if (!is_at_or_below(mistake.path, path)) continue;
    words += (words.empty() ? "" : "\n") + mistake.words;
  }
  return words;
}

Result<void> ScenarioDraft::check() const {
  if (mistakes_.empty()) return {};
  std::string words = "the scenario has mistakes";
  for (const Mistake& mistake : mistakes_) {
    words += fmt::format("\n{}{}{}", mistake.path, mistake.path.empty() ? "" : ": ", mistake.words);
  }
  return input_error(std::move(words));
}

Result<std::string> ScenarioDraft::run_options() const {
  if (auto right = check(); !right) return tl::unexpected(std::move(right).error());
  if (!changed()) return std::string();
  const auto before = sim::parse_yaml(saved_, file_);
  const auto options = before ? set_options(*before, tree_) : std::nullopt;
  if (!options) {
    return input_error("--set cannot take a key away: save the scenario, then copy the command");
  }
  return *options;
}

}  // namespace cascade::gui
