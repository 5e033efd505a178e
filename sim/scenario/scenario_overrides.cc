// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "sim/base/yaml_editor.h"

namespace cascade::sim {
namespace {

/// Where the path leads; makes what is missing. Null: nowhere, and reported.
YamlNode* walk(YamlNode& root, const std::vector<std::string>& path, Position at,
               Diagnostics& diagnostics) {
  YamlNode* node = &root;
  std::string name = "the scenario";
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string& part = path[i];
    const bool is_topology = i == 1 && path[0] == "topology";
    if (node->is_scalar() && is_topology) {
      YamlNode map = YamlEditor::empty_map(node->position());
      YamlEditor::child(map, "preset", node->position()) = *node;
      *node = std::move(map);
    }
    if (node->kind() == YamlNode::Kind::Null) {
      *node = list_place(part) ? YamlEditor::empty_list(at) : YamlEditor::empty_map(at);
    }
    if (node->is_map()) {
      node = &YamlEditor::child(*node, part, at);
    } else if (node->is_sequence()) {
      std::vector<YamlNode>& items = YamlEditor::items(*node);
      const auto place = list_place(part);
      if (place && *place == items.size() && i + 1 == path.size()) items.emplace_back();
      if (!place || *place >= items.size()) {
        diagnostics.error(at, fmt::format("{} has {} entries, counted from 0; there is no {}", name,
                                          items.size(), in_quotes(part)));
        return nullptr;
      }
      node = &items[*place];
    } else {
      diagnostics.error(at,
                        fmt::format("{} is {}, which has no keys", name, in_quotes(node->text())));
      return nullptr;
    }
    name = in_quotes(part);
  }
  return node;
}

}  // namespace

std::vector<std::string> path_parts(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos;
       dot = path.find('.', begin)) {
    parts.emplace_back(path.substr(begin, dot - begin));
    begin = dot + 1;
  }
  parts.emplace_back(path.substr(begin));
  return parts;
}

std::optional<std::size_t> list_place(std::string_view part) {
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), place);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return place;
}

void apply_overrides(YamlNode& root, Overrides overrides, Diagnostics& diagnostics) {
  for (const auto& [key, text] : overrides) {
    const std::string name = fmt::format("--set {}", key);
    const Position at = diagnostics.name_source(name);
    auto value = parse_yaml(text, "value");
    if (!value) {
      diagnostics.error(at, std::move(value.error().message));
      continue;
    }
    if (value->kind() == YamlNode::Kind::Null) {
      diagnostics.error(at, fmt::format("a value is missing; write {}=VALUE", key));
      continue;
    }
    const std::vector<std::string> path = path_parts(key);
    if (std::find(path.begin(), path.end(), "") != path.end()) {
      diagnostics.error(at, "write a path of keys, such as topology.vms");
      continue;
    }
    YamlNode* place = walk(root, path, at, diagnostics);
    if (place == nullptr) continue;
    YamlEditor::move_to(*value, at);
    *place = std::move(*value);
  }
}

}  // namespace cascade::sim
