// SPDX-License-Identifier: Apache-2.0
// Changes a tree of YAML nodes after it was read: what `--set` needs. Everything else takes trees
// as they are.
#pragma once

#include <string>
#include <vector>

#include "sim/base/yaml_document.h"

namespace cascade::sim {

class YamlEditor {
 public:
  /// A map without entries.
  static YamlNode empty_map(Position position);
  /// A list without items.
  static YamlNode empty_list(Position position);
  static std::vector<YamlNode::Entry>& entries(YamlNode& map) { return map.entries_; }
  static std::vector<YamlNode>& items(YamlNode& list) { return list.items_; }
  /// All of `tree` stands at `position` from now on.
  static void move_to(YamlNode& tree, Position position);
  /// The value of `key`, made (as Null) where it is missing. `map` must be a map.
  static YamlNode& child(YamlNode& map, const std::string& key, Position position);
};

}  // namespace cascade::sim
