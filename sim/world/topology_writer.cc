// SPDX-License-Identifier: Apache-2.0
// One line per resource; whatever is at its default is left out.
#include "sim/world/topology_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kFlushAt = std::size_t{64} * 1024;

bool is_plain_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// JSON strings are YAML strings. Words that YAML might take for something else are quoted, too.
std::string scalar(std::string_view text) {
  const bool number_like = !text.empty() && text.front() == '0' && text.size() > 1;
  const bool letters_only = is_plain_word(text) && (text.front() < '0' || text.front() > '9');
  const bool digits_only = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
  const bool reserved = text == "true" || text == "false" || text == "null" || text == "yes" ||
                        text == "no" || text == "on" || text == "off" || text == "y" || text == "n";
  if ((letters_only && !reserved) || (digits_only && !number_like)) return std::string(text);
  return json_quoted(text);
}

class YamlWriter {
 public:
  YamlWriter(const World& world, const TextSink& sink) : world_(world), sink_(sink) {}

  void write(const TopologyWriterOptions& options) {
    if (!options.comment.empty()) out_ += "# " + printable(options.comment) + "\n";
    out_ += fmt::format("model: {}\noperations: [{}]\ntopology:\n  resources:\n",
                        scalar(options.model), options.operation);
    for (std::size_t i = 0; i < world_.model().types.size(); ++i) {
      write_type(TypeId{static_cast<std::uint16_t>(i)});
    }
    sink_(out_);
  }

 private:
  void write_type(TypeId type) {
    if (world_.count(type, Life::Live) == 0) return;
    out_ += fmt::format("    {}:\n", scalar(world_.model().type(type).name));
    for (ResourceIndex index = 0; index < world_.count(type); ++index) {
      if (world_.life({type, index}) == Life::Live) write_resource({type, index});
    }
  }

  void write_resource(Resource resource) {
    const TypeSpec& spec = world_.model().type(resource.type);
    details_.clear();
    if (const std::uint8_t state = spec.states.empty() ? 0 : world_.state(resource); state != 0) {
      add("state", scalar(spec.states[state]));
    }
    for (std::size_t i = 0; i < spec.attributes.size(); ++i) {
      const AttributeId id{static_cast<std::uint8_t>(i)};
      if (const std::uint8_t chosen = world_.attribute(resource, id); chosen != 0) {
        add(spec.attributes[i].name, scalar(spec.attributes[i].values[chosen]));
      }
    }
    for (std::size_t i = 0; i < spec.relations.size(); ++i) {
      add_relation(resource, spec.relations[i], RelationId{static_cast<std::uint8_t>(i)});
    }
    out_ += fmt::format("      {}: {}\n", scalar(own_name(resource)),
                        details_.empty() ? "{}" : "{ " + details_ + " }");
    if (out_.size() < kFlushAt) return;
    sink_(out_);
    out_.clear();
  }

  void add_relation(Resource resource, const Relation& relation, RelationId id) {
    if (relation.kind == Relation::Kind::Inverse) return;
    if (relation.kind != Relation::Kind::Many) {
      const ResourceIndex target = world_.target(resource, id);
      if (is_live(relation.target, target)) add(relation.name, name(relation.target, target));
      return;
    }
    std::string list;
    for (const ResourceIndex target : world_.targets(resource, id)) {
      if (!is_live(relation.target, target)) continue;
      list += (list.empty() ? "" : ", ") + name(relation.target, target);
    }
    if (!list.empty()) add(relation.name, "[" + list + "]");
  }

  [[nodiscard]] bool is_live(TypeId type, ResourceIndex index) const {
    return index != kNoResource && world_.life({type, index}) == Life::Live;
  }
  [[nodiscard]] std::string own_name(Resource resource) const {
    const std::string full = world_.name(resource);
    return full.substr(full.find('/') + 1);
  }
  [[nodiscard]] std::string name(TypeId type, ResourceIndex index) const {
    return scalar(own_name({type, index}));
  }
  void add(std::string_view key, const std::string& value) {
    details_ += fmt::format("{}{}: {}", details_.empty() ? "" : ", ", scalar(key), value);
  }

  const World& world_;
  const TextSink& sink_;
  std::string out_;
  std::string details_;
};

}  // namespace

void write_topology(const World& world, const TopologyWriterOptions& options,
                    const TextSink& sink) {
  YamlWriter(world, sink).write(options);
}

}  // namespace cascade::sim
