// SPDX-License-Identifier: Apache-2.0
// Worlds written out by name: every mistake is told at once, with its place and what would be
// right.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/world/topology_parts.h"

namespace cascade::sim {
namespace {

/// The relations that can be written: not the inverse ones.
std::vector<std::string_view> stored_relations(const TypeSpec& type) {
  std::vector<std::string_view> names;
  for (const Relation& relation : type.relations) {
    if (relation.kind != Relation::Kind::Inverse) names.push_back(relation.name);
  }
  return names;
}

class WrittenMaker {
 public:
  WrittenMaker(World& world, const Topology& topology)
      : world_(world),
        model_(world.model()),
        topology_(topology),
        diagnostics_(topology.file.empty() ? "topology" : topology.file) {}

  std::optional<Error> fill() {
    for (const WrittenResource& written : topology_.written) add(written);
    for (std::size_t i = 0; i < topology_.written.size(); ++i) {
      if (added_[i].type != kNoType) describe(topology_.written[i], added_[i]);
    }
    if (!diagnostics_.ok()) return diagnostics_.to_error();
    return std::nullopt;
  }

 private:
  void error(const WrittenResource& written, std::string message) {
    diagnostics_.error({written.line, written.column}, std::move(message));
  }

  void add(const WrittenResource& written) {
    Resource& resource = added_.emplace_back();
    const auto type = model_.find_type(written.type);
    if (!type) {
      const auto known = names_of(model_.types);
      error(written, fmt::format("unknown type {} in model '{}'{}", in_quotes(written.type),
                                 model_.name, did_you_mean(written.type, known)));
      return;
    }
    if (written.name.empty() || written.name.find('/') != std::string::npos) {
      error(written, fmt::format("{} is no name for a {}: a name is not empty and has no '/'",
                                 in_quotes(written.name), written.type));
      return;
    }
    const std::string full_name = written.type + "/" + written.name;
    const auto [entry, is_new] = by_name_.try_emplace(full_name, Resource{});
    if (!is_new) {
      error(written, fmt::format("{} is written twice", in_quotes(full_name)));
      return;
    }
    entry->second = resource = {*type, world_.add(*type)};
    world_.set_name(resource, written.name);
  }

  void describe(const WrittenResource& written, Resource resource) {
    const TypeSpec& type = model_.type(resource.type);
    if (!written.state.empty()) {
      if (const auto state = type.state(written.state)) {
        world_.set_state(resource, *state);
      } else if (type.states.empty()) {
        error(written, fmt::format("type {} has no states, so {} cannot be {}", type.name,
                                   written.name, in_quotes(written.state)));
      } else {
        const std::vector<std::string_view> known{type.states.begin(), type.states.end()};
        error(written, fmt::format("unknown state {} of {}/{}{}; known: {}",
                                   in_quotes(written.state), type.name, written.name,
                                   did_you_mean(written.state, known), fmt::join(known, ", ")));
      }
    }
    for (const auto& [name, word] : written.attributes) {
      set_attribute(written, type, resource, name, word);
    }
    for (const auto& [name, targets] : written.relations) {
      set_relation(written, type, resource, name, targets);
    }
    require_targets(written, type, resource);
  }

  void set_attribute(const WrittenResource& written, const TypeSpec& type, Resource resource,
                     const std::string& name, const std::string& word) {
    const auto attribute = type.attribute(name);
    if (!attribute) {
      error(written, fmt::format("unknown attribute {} of type {}{}", in_quotes(name), type.name,
                                 did_you_mean(name, names_of(type.attributes))));
      return;
    }
    const auto& values = type.attributes[value(*attribute)].values;
    const auto found = std::find(values.begin(), values.end(), word);
    if (found == values.end()) {
      const std::vector<std::string_view> known{values.begin(), values.end()};
      error(written, fmt::format("unknown value {} of attribute '{}' of {}/{}{}; known: {}",
                                 in_quotes(word), name, type.name, written.name,
                                 did_you_mean(word, known), fmt::join(known, ", ")));
      return;
    }
    world_.set_attribute(resource, *attribute, static_cast<std::uint8_t>(found - values.begin()));
  }

  void set_relation(const WrittenResource& written, const TypeSpec& type, Resource resource,
                    const std::string& name, const std::vector<std::string>& targets) {
    const auto id = type.relation(name);
    if (!id) {
      error(written, fmt::format("unknown relation {} of type {}{}", in_quotes(name), type.name,
                                 did_you_mean(name, stored_relations(type))));
      return;
    }
    const Relation& relation = type.relations[value(*id)];
    const TypeSpec& target_type = model_.type(relation.target);
    if (relation.kind == Relation::Kind::Inverse) {
      error(written,
            fmt::format("relation '{}' of {}/{} is the other side of '{}' of {}: write it "
                        "there",
                        name, type.name, written.name,
                        target_type.relations[value(relation.inverse_of)].name, target_type.name));
      return;
    }
    if (relation.kind != Relation::Kind::Many && targets.size() > 1) {
      error(written, fmt::format("relation '{}' of {}/{} takes one target, not {}", name, type.name,
                                 written.name, targets.size()));
      return;
    }
    for (const std::string& target : targets) {
      const auto found = by_name_.find(target);
      if (found == by_name_.end() || found->second.type == kNoType) {
        error(written, fmt::format("unknown resource {} as '{}' of {}/{}{}", in_quotes(target),
                                   name, type.name, written.name, nearest_resource(target)));
      } else if (found->second.type != relation.target) {
        error(written, fmt::format("'{}' of {}/{} must be a {}, not {}", name, type.name,
                                   written.name, target_type.name, in_quotes(target)));
      } else if (relation.kind == Relation::Kind::Many) {
        world_.add_target(resource, *id, found->second.index);
      } else {
        world_.set_target(resource, *id, found->second.index);
      }
    }
  }

  void require_targets(const WrittenResource& written, const TypeSpec& type, Resource resource) {
    for (std::size_t i = 0; i < type.relations.size(); ++i) {
      const Relation& relation = type.relations[i];
      if (relation.kind != Relation::Kind::Single) continue;
      const bool is_written = std::any_of(
          written.relations.begin(), written.relations.end(),
          [&](const auto& entry) { return entry.first == relation.name && !entry.second.empty(); });
      if (is_written || world_.target(resource, static_cast<RelationId>(i)) != kNoResource)
        continue;
      const std::string& target = model_.type(relation.target).name;
      error(written, fmt::format("{}/{} lacks its '{}': write {}: {}/...", type.name, written.name,
                                 relation.name, relation.name, target));
    }
  }

  /// Looks through all names, so only for the first mistakes.
  std::string nearest_resource(const std::string& word) {
    constexpr int kAsked = 20;
    if (++nearest_asked_ > kAsked) return "";
    std::vector<std::string> full;
    for (const WrittenResource& other : topology_.written) {
      full.push_back(other.type + "/" + other.name);
    }
    const std::vector<std::string_view> known{full.begin(), full.end()};
    return did_you_mean(word, known);
  }

  World& world_;
  const Model& model_;
  const Topology& topology_;
  Diagnostics diagnostics_;
  int nearest_asked_ = 0;
  std::vector<Resource> added_;                        ///< By written resource; type none: wrong.
  std::unordered_map<std::string, Resource> by_name_;  ///< Only looked up, never walked.
};

}  // namespace

Result<std::unique_ptr<World>> generate_written(std::shared_ptr<const Model> model,
                                                const Topology& topology) {
  auto world = std::make_unique<World>(std::move(model));
  WrittenMaker maker{*world, topology};
  if (auto error = maker.fill()) return tl::unexpected(std::move(*error));
  world->build_indices();
  return world;
}

}  // namespace cascade::sim
