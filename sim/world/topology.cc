// SPDX-License-Identifier: Apache-2.0
// Worlds from topologies: the numbers' look-up and checks, and what the shapes share.
#include "sim/world/topology.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/assert.h"
#include "sim/base/yaml_document.h"
#include "sim/world/topology_parts.h"

namespace cascade::sim {
namespace {

std::string_view shape_name(TopologyShape shape) {
  switch (shape) {
    case TopologyShape::Cloud:
      return "cloud";
    case TopologyShape::Baseline:
      return "baseline";
    case TopologyShape::Random:
      return "random";
    case TopologyShape::Written:
      return "written";
  }
  return "";
}

const TopologyNumber* find_number(TopologyShape shape, std::string_view name) {
  const auto numbers = topology_numbers(shape);
  const auto found =
      std::find_if(numbers.begin(), numbers.end(),
                   [&](const TopologyNumber& number) { return number.name == name; });
  return found == numbers.end() ? nullptr : &*found;
}

}  // namespace

const TopologyPreset* find_topology_preset(std::string_view name) {
  const auto presets = topology_presets();
  const auto found =
      std::find_if(presets.begin(), presets.end(),
                   [&](const TopologyPreset& preset) { return preset.name == name; });
  return found == presets.end() ? nullptr : &*found;
}

TopologyShape Topology::effective_shape() const {
  const TopologyPreset* found = preset.empty() ? nullptr : find_topology_preset(preset);
  return found == nullptr ? shape : found->shape;
}

std::int64_t Topology::number(std::string_view name) const {
  for (auto entry = numbers.rbegin(); entry != numbers.rend(); ++entry) {
    if (entry->first == name) return entry->second;
  }
  if (const TopologyPreset* found = preset.empty() ? nullptr : find_topology_preset(preset)) {
    for (const auto& [key, number] : found->numbers) {
      if (key == name) return number;
    }
  }
  const TopologyNumber* known = find_number(effective_shape(), name);
  CASCADE_ASSERT(known != nullptr, "a topology was asked for a number that its shape lacks");
  return known->fallback;
}

std::optional<Error> find_wrong_number(const Topology& topology) {
  if (!topology.preset.empty() && find_topology_preset(topology.preset) == nullptr) {
    std::vector<std::string_view> known;
    for (const TopologyPreset& preset : topology_presets()) known.push_back(preset.name);
    return Error{ErrorKind::Input,
                 fmt::format("unknown topology preset {}{}; known: {}", in_quotes(topology.preset),
                             did_you_mean(topology.preset, known), fmt::join(known, ", "))};
  }
  const TopologyShape shape = topology.effective_shape();
  for (const auto& [name, number] : topology.numbers) {
    const TopologyNumber* known = find_number(shape, name);
    if (known == nullptr) {
      std::vector<std::string_view> names;
      for (const TopologyNumber& other : topology_numbers(shape)) names.push_back(other.name);
      return Error{ErrorKind::Input,
                   fmt::format("unknown number {} of a {} topology{}", in_quotes(name),
                               shape_name(shape), did_you_mean(name, names))};
    }
    if (number < known->min || number > known->max) {
      return Error{ErrorKind::Input,
                   fmt::format("topology number '{}' is {}, but must be between {} and {}", name,
                               number, known->min, known->max)};
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<World>> generate_world(std::shared_ptr<const Model> model,
                                              const Topology& topology, std::uint64_t seed,
                                              const WorkWatch& watch) {
  CASCADE_ASSERT(model != nullptr, "a world needs a model");
  if (auto error = find_wrong_number(topology)) return tl::unexpected(std::move(*error));
  switch (topology.effective_shape()) {
    case TopologyShape::Cloud:
      return generate_cloud(std::move(model), topology, seed, watch);
    case TopologyShape::Baseline:
      return generate_baseline(std::move(model), topology, seed);
    case TopologyShape::Random:
      return generate_random(std::move(model), topology, seed);
    case TopologyShape::Written:
      return generate_written(std::move(model), topology);
  }
  return input_error("unknown topology shape");
}

bool WorldFiller::has(std::string_view type) const {
  return world_.model().find_type(type).has_value();
}

std::uint32_t WorldFiller::populate(std::string_view type, std::uint64_t count) {
  const auto id = world_.model().find_type(type);
  if (!id || count == 0) return 0;
  CASCADE_ASSERT(count <= kResourcesMax, "more resources of a type than an index can name");
  world_.add_many(*id, static_cast<std::uint32_t>(count));
  return static_cast<std::uint32_t>(count);
}

Link WorldFiller::link(std::string_view type, std::initializer_list<std::string_view> names,
                       std::string_view target) const {
  const Model& model = world_.model();
  const auto id = model.find_type(type);
  const auto target_id = model.find_type(target);
  if (!id || !target_id) return {};
  const TypeSpec& spec = model.type(*id);
  const auto make = [&](std::size_t index) {
    return Link{world_, *id, static_cast<RelationId>(index), spec.relations[index].kind};
  };
  std::optional<std::size_t> only;
  std::size_t candidates = 0;
  for (std::size_t i = 0; i < spec.relations.size(); ++i) {
    const Relation& relation = spec.relations[i];
    if (relation.target != *target_id || relation.kind == Relation::Kind::Inverse) continue;
    if (std::find(names.begin(), names.end(), relation.name) != names.end()) return make(i);
    only = i;
    ++candidates;
  }
  return candidates == 1 ? make(*only) : Link{};
}

Mark WorldFiller::state(std::string_view type, std::string_view state) const {
  const auto id = world_.model().find_type(type);
  if (!id) return {};
  const auto found = world_.model().type(*id).state(state);
  return found ? Mark{world_, *id, std::nullopt, *found} : Mark{};
}

Mark WorldFiller::attribute(std::string_view type, std::string_view attribute,
                            std::string_view value_name) const {
  const auto id = world_.model().find_type(type);
  if (!id) return {};
  const auto found = world_.model().type(*id).attribute(attribute);
  if (!found) return {};
  const auto& values = world_.model().type(*id).attributes[value(*found)].values;
  const auto position = std::find(values.begin(), values.end(), value_name);
  if (position == values.end()) return {};
  return {world_, *id, found, static_cast<std::uint8_t>(position - values.begin())};
}

std::optional<Error> find_missing_target(const World& world) {
  const Model& model = world.model();
  for (std::size_t t = 0; t < model.types.size(); ++t) {
    const auto type = static_cast<TypeId>(t);
    if (world.count(type) == 0) continue;
    for (std::size_t r = 0; r < model.types[t].relations.size(); ++r) {
      const Relation& relation = model.types[t].relations[r];
      if (relation.kind != Relation::Kind::Single) continue;
      const auto column = world.target_column(type, static_cast<RelationId>(r));
      const auto missing = std::find(column.begin(), column.end(), kNoResource);
      if (missing == column.end()) continue;
      const auto index = static_cast<ResourceIndex>(missing - column.begin());
      return Error{
          ErrorKind::Input,
          fmt::format("the topology gives {} no {} ({}), which model '{}' asks for: declare "
                      "it optional, or change the numbers that make {}",
                      world.name({type, index}), relation.name, model.type(relation.target).name,
                      model.name, model.type(relation.target).name)};
    }
  }
  return std::nullopt;
}

}  // namespace cascade::sim
