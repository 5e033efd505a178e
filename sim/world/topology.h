// SPDX-License-Identifier: Apache-2.0
// How a world is generated: presets, numbers, shapes, seed. One seed, one world, byte for byte.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/base/work.h"
#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// A number of a topology that users may set, by its name in scenario files and on the command
/// line. One table gives the parser, the schema, the help and the defaults.
struct TopologyNumber {
  std::string_view name;   ///< "hosts_per_cluster"
  std::string_view about;  ///< One line; with the unit.
  std::int64_t fallback = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// Which generator makes the world.
enum class TopologyShape : std::uint8_t {
  Cloud,     ///< ZStack-like cloud; fills those of its types and relations that the model declares.
  Baseline,  ///< CLOUD(N) of the baselines: `vms` alone decides everything; `permuted` ids.
  Random,    ///< Random world for any model; random_model() draws one to go with it.
  Written,   ///< Resources written out by name.
};

struct TopologyPreset {
  std::string_view name;  ///< "tiny", "small", ... "million"
  std::string_view about;
  TopologyShape shape = TopologyShape::Cloud;
  std::vector<std::pair<std::string_view, std::int64_t>> numbers;
};

std::span<const TopologyNumber> topology_numbers(TopologyShape shape);
std::span<const TopologyPreset> topology_presets();
/// Null: there is none of that name.
const TopologyPreset* find_topology_preset(std::string_view name);

/// One resource written out in a scenario.
struct WrittenResource {
  std::string type;
  std::string name;
  std::string state;                                                        ///< Empty: the first.
  std::vector<std::pair<std::string, std::string>> attributes;              ///< Name, value.
  std::vector<std::pair<std::string, std::vector<std::string>>> relations;  ///< "Type/name" each.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Topology {
  TopologyShape shape = TopologyShape::Cloud;
  std::string preset;                                         ///< Empty: none. Its shape wins.
  std::vector<std::pair<std::string, std::int64_t>> numbers;  ///< Set explicitly, by name.
  std::vector<WrittenResource> written;
  std::string file;  ///< Where `written` stands; for messages.

  /// The preset's, else `shape`.
  [[nodiscard]] TopologyShape effective_shape() const;
  /// Explicit (the last, if several), else the preset's, else the default. `name` is one of
  /// topology_numbers(effective_shape()).
  [[nodiscard]] std::int64_t number(std::string_view name) const;
};

/// Errors: unknown presets and numbers, numbers out of range or that do not fit together, a model
/// without the types the shape needs, limits (2^31 - 1 resources of a type); for Written all
/// mistakes at once, "file:line:column: ..." each; stopped (ErrorKind::Refused). Indices are built.
Result<std::unique_ptr<World>> generate_world(std::shared_ptr<const Model> model,
                                              const Topology& topology, std::uint64_t seed,
                                              const WorkWatch& watch = {});

/// A model for the shape Random: type graph, relations and reactions drawn from `seed`. Types are
/// called T0, T1, ...; all can be reached from T0. Its `text` is a model file like any other.
Result<std::shared_ptr<const Model>> random_model(const Topology& topology, std::uint64_t seed);

}  // namespace cascade::sim
