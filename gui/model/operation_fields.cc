// SPDX-License-Identifier: Apache-2.0
#include "gui/model/operation_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/scenario/scenario_edit.h"

namespace cascade::gui {
namespace {

std::string text_of(const sim::YamlNode* node) {
  if (node == nullptr) return "";
  if (!node->is_sequence()) return node->text();
  std::vector<std::string> names;
  for (const sim::YamlNode& item : node->items()) names.push_back(item.text());
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The type of the first of "Zone/1, Zone/2".
std::string_view type_of(std::string_view targets) {
  return targets.substr(0, targets.find('/'));
}

/// The model's operation that detaches the one type from the other.
std::string detaching(const OperationFields& fields, const sim::Model& model) {
  const auto root = model.find_type(type_of(fields.targets));
  const auto from = model.find_type(type_of(fields.argument));
  const sim::OperationSpec* const spec =
      root && from ? model.find_detaching(*root, *from) : nullptr;
  return spec == nullptr ? "detach" : spec->name;
}

}  // namespace

std::vector<std::string> operation_paths(const sim::YamlNode& root) {
  std::vector<std::string> paths;
  const sim::YamlNode* const operations = root.find("operations");
  const std::size_t count = operations == nullptr ? 0 : operations->items().size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string path = fmt::format("operations.{}", i);
    const sim::YamlNode* const together = operations->items()[i].find("together");
    if (together == nullptr) paths.push_back(path);
    for (std::size_t part = 0; together != nullptr && part < together->items().size(); ++part) {
      paths.push_back(fmt::format("{}.together.{}", path, part));
    }
  }
  return paths;
}

OperationFields operation_fields(const sim::YamlNode& root, const std::string& path,
                                 const sim::Model* model) {
  OperationFields fields;
  fields.path = path;
  const sim::YamlNode& entry = *sim::find_yaml(root, fields.path);
  const auto take = [&](std::string_view targets, std::string_view argument) {
    fields.targets = text_of(entry.find(targets));
    fields.targets_path = fmt::format("{}.{}", fields.path, targets);
    if (argument.empty()) return;
    fields.argument = text_of(entry.find(argument));
    fields.argument_path = fmt::format("{}.{}", fields.path, argument);
  };
  if (entry.find("run") != nullptr) {
    take("on", "with");
    fields.name = text_of(entry.find("run"));
  } else if (entry.find("detach") != nullptr) {
    take("detach", "from");
    if (model != nullptr) fields.name = detaching(fields, *model);
  } else {
    take("delete", "");
    fields.is_delete = true;
    fields.name = text_of(entry.find("mode"));
    const bool usual = fields.name.empty() && model != nullptr && !model->operations.empty();
    if (usual) fields.name = model->operations.front().name;
  }
  return fields;
}

std::string targets_yaml(std::string_view words) {
  std::vector<std::string> names;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(','), words.size());
    std::string_view name = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty()) names.push_back(sim::yaml_scalar(name));
  }
  if (names.empty()) return "\"\"";
  return names.size() == 1 ? names.front() : fmt::format("[{}]", fmt::join(names, ", "));
}

std::string with_operation(const OperationFields& fields, const sim::OperationSpec& operation,
                           const sim::Model& model) {
  const std::string targets = targets_yaml(fields.targets);
  const std::string name = sim::yaml_scalar(operation.name);
  if (operation.argument == kNoType) {
    return fields.is_delete ? fmt::format("{{ delete: {}, mode: {} }}", targets, name)
                            : fmt::format("{{ run: {}, on: {} }}", name, targets);
  }
  const std::string& type = model.type(operation.argument).name;
  const std::string with =
      type_of(fields.argument) == type ? fields.argument : fmt::format("{}/1", type);
  return fmt::format("{{ run: {}, on: {}, with: {} }}", name, targets, sim::yaml_scalar(with));
}

}  // namespace cascade::gui
