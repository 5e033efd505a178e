// SPDX-License-Identifier: Apache-2.0
#include "sim/base/yaml_editor.h"

#include "engine/assert.h"

namespace cascade::sim {

YamlNode YamlEditor::empty_map(Position position) {
  YamlNode node;
  node.kind_ = YamlNode::Kind::Map;
  node.position_ = position;
  return node;
}

YamlNode YamlEditor::empty_list(Position position) {
  YamlNode node;
  node.kind_ = YamlNode::Kind::Sequence;
  node.position_ = position;
  return node;
}

void YamlEditor::move_to(YamlNode& tree, Position position) {
  tree.position_ = position;
  for (YamlNode& item : tree.items_) move_to(item, position);
  for (YamlNode::Entry& entry : tree.entries_) {
    entry.key_position = position;
    move_to(entry.value, position);
  }
}

YamlNode& YamlEditor::child(YamlNode& map, const std::string& key, Position position) {
  CASCADE_ASSERT(map.is_map(), "only maps have keys");
  for (YamlNode::Entry& entry : map.entries_) {
    if (entry.key == key) return entry.value;
  }
  map.entries_.push_back({key, position, YamlNode{}});
  map.entries_.back().value.position_ = position;
  return map.entries_.back().value;
}

}  // namespace cascade::sim
