// SPDX-License-Identifier: Apache-2.0
// The `topology` of a scenario: numbers of a generated one, or resources written out by name.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/scenario_parts.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;

/// Writes the resources of one topology.
class WrittenReader {
 public:
  WrittenReader(ScenarioNames& names, Diagnostics& diagnostics,
                std::vector<WrittenResource>& written)
      : names_(names), diagnostics_(diagnostics), written_(written) {}

  void read(const YamlNode& resources) {
    names_.expect_declared();
    for (const YamlNode::Entry& entry : resources.entries()) read_type(entry);
    // Relations may lead to what is written further down.
    for (std::size_t i = 0; i < written_.size(); ++i) {
      if (details_[i] != nullptr) read_details(written_[i], *details_[i]);
      check_singles(written_[i], details_[i]);
    }
  }

 private:
  void read_type(const YamlNode::Entry& entry) {
    names_.type(entry.key, entry.key_position);
    for (const YamlNode* name : scalars(&entry.value, Kind::Name)) {
      if (name != &entry.value) add(entry.key, name->text(), name->position());
    }
    for (const YamlNode::Entry& resource : entry.value.entries()) {
      if (!add(entry.key, resource.key, resource.key_position)) continue;
      if (resource.value.is_map()) details_.back() = &resource.value;
    }
  }

  bool add(const std::string& type, const std::string& name, Position at) {
    if (!names_.declare(fmt::format("{}/{}", type, name))) {
      diagnostics_.error(at, fmt::format("{} {} is given twice", type, in_quotes(name)));
      return false;
    }
    WrittenResource resource;
    resource.type = type;
    resource.name = name;
    resource.line = at.line;
    resource.column = at.column;
    written_.push_back(std::move(resource));
    details_.push_back(nullptr);
    return true;
  }

  void read_details(WrittenResource& resource, const YamlNode& details) {
    const auto type = names_.model().find_type(resource.type);
    if (!type) return;
    const TypeSpec& spec = names_.model().type(*type);
    for (const YamlNode::Entry& entry : details.entries()) {
      if (entry.key == "state") {
        read_state(resource, spec, entry);
      } else if (const auto attribute = spec.attribute(entry.key)) {
        read_attribute(resource, spec.attributes[value(*attribute)], entry);
      } else if (const auto relation = spec.relation(entry.key)) {
        read_relation(resource, spec, spec.relations[value(*relation)], entry);
      } else {
        report_unknown(spec, entry);
      }
    }
  }

  void read_state(WrittenResource& resource, const TypeSpec& spec, const YamlNode::Entry& entry) {
    const auto values = scalars(&entry.value, Kind::Text);
    if (values.size() == 1 && spec.state(values.front()->text())) {
      resource.state = values.front()->text();
      return;
    }
    const std::vector<std::string_view> known(spec.states.begin(), spec.states.end());
    report_value(fmt::format("the state of a {}", spec.name), known, entry);
  }

  void read_attribute(WrittenResource& resource, const Attribute& attribute,
                      const YamlNode::Entry& entry) {
    const auto values = scalars(&entry.value, Kind::Text);
    const std::vector<std::string_view> known(attribute.values.begin(), attribute.values.end());
    if (values.size() == 1 &&
        std::find(known.begin(), known.end(), values.front()->text()) != known.end()) {
      resource.attributes.emplace_back(attribute.name, values.front()->text());
      return;
    }
    report_value(fmt::format("attribute '{}' of a {}", attribute.name, resource.type), known,
                 entry);
  }

  void report_value(const std::string& what, const std::vector<std::string_view>& known,
                    const YamlNode::Entry& entry) {
    const bool is_word = entry.value.is_scalar() && !entry.value.text().empty();
    if (!is_word && !entry.value.is_sequence()) return;  // Its form has been reported.
    const std::string word = is_word ? in_quotes(entry.value.text()) : "a list";
    diagnostics_.error(
        entry.value.position(),
        fmt::format("{} cannot be {}{}", what, word,
                    is_word ? names_.advice(entry.value.text(), known) : "; write one word"));
  }

  void read_relation(WrittenResource& resource, const TypeSpec& spec, const Relation& relation,
                     const YamlNode::Entry& entry) {
    const TypeSpec& target = names_.model().type(relation.target);
    if (relation.kind == Relation::Kind::Inverse) {
      diagnostics_.error(
          entry.key_position,
          fmt::format("'{}' of {} is the other direction of '{}' of {}; write it "
                      "there",
                      relation.name, spec.name, target.relations[value(relation.inverse_of)].name,
                      target.name));
      return;
    }
    std::vector<std::string> targets;
    for (const YamlNode* item : scalars(&entry.value, Kind::Text)) {
      if (auto name = target_name(spec, relation, target, *item)) targets.push_back(*name);
    }
    if (relation.kind != Relation::Kind::Many && entry.value.is_sequence() &&
        entry.value.items().size() != 1) {
      diagnostics_.error(entry.value.position(),
                         fmt::format("'{}' of {} leads to one {}, not to {}", relation.name,
                                     spec.name, target.name, entry.value.items().size()));
      return;
    }
    resource.relations.emplace_back(relation.name, std::move(targets));
  }

  /// "c1" or "Cluster/c1" -> "Cluster/c1", if there is one.
  std::optional<std::string> target_name(const TypeSpec& spec, const Relation& relation,
                                         const TypeSpec& target, const YamlNode& item) {
    const bool full = has_kind(item, Kind::Resource);
    if (full && type_part(item.text()) != target.name) {
      diagnostics_.error(item.position(),
                         fmt::format("'{}' of {} leads to a {}, not to {}", relation.name,
                                     spec.name, target.name, in_quotes(item.text())));
      return std::nullopt;
    }
    std::string name = full ? item.text() : fmt::format("{}/{}", target.name, item.text());
    names_.resource(name, item.position());
    return name;
  }

  void report_unknown(const TypeSpec& spec, const YamlNode::Entry& entry) {
    std::vector<std::string_view> known;
    if (!spec.states.empty()) known.emplace_back("state");
    for (const Attribute& attribute : spec.attributes) known.push_back(attribute.name);
    for (const Relation& relation : spec.relations) {
      if (relation.kind != Relation::Kind::Inverse) known.push_back(relation.name);
    }
    diagnostics_.error(entry.key_position,
                       fmt::format("{} has no {}{}", spec.name, in_quotes(entry.key),
                                   names_.advice(entry.key, known)));
  }

  void check_singles(const WrittenResource& resource, const YamlNode* details) {
    const auto type = names_.model().find_type(resource.type);
    if (!type) return;
    for (const Relation& relation : names_.model().type(*type).relations) {
      if (relation.kind != Relation::Kind::Single) continue;
      // Whatever was wrong with one that is given has been reported.
      if (details != nullptr && details->find(relation.name) != nullptr) continue;
      diagnostics_.error({resource.line, resource.column},
                         fmt::format("{}/{} needs '{}', its {}", resource.type, resource.name,
                                     relation.name, names_.model().type(relation.target).name));
    }
  }

  ScenarioNames& names_;
  Diagnostics& diagnostics_;
  std::vector<WrittenResource>& written_;
  std::vector<const YamlNode*> details_;  ///< Of each written resource; null: none.
};

TopologyShape shape_of(const YamlNode& node) {
  if (node.is_map() && node.find("resources") != nullptr) return TopologyShape::Written;
  if (node.is_map()) {
    const auto shape = value_of(kShapeWords, text_in(node, "shape", Kind::Text));
    if (shape) return *shape;
  }
  const std::string name = node.is_scalar() ? node.text() : text_in(node, "preset", Kind::Text);
  const TopologyPreset* preset = find_topology_preset(name);
  return preset == nullptr ? TopologyShape::Cloud : preset->shape;
}

}  // namespace

void read_topology(const YamlNode& node, Topology& topology) {
  topology.shape = shape_of(node);
  topology.preset = node.is_scalar() ? node.text() : text_in(node, "preset", Kind::Text);
  for (const TopologyNumber& number : topology_numbers(topology.shape)) {
    if (const auto chosen = integer_in(node, number.name)) {
      topology.numbers.emplace_back(number.name, *chosen);
    }
  }
}

void read_written(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                  std::vector<WrittenResource>& written) {
  const YamlNode* resources = node.find("resources");
  if (resources != nullptr) WrittenReader(names, diagnostics, written).read(*resources);
}

}  // namespace cascade::sim
