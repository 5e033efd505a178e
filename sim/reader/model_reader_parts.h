// SPDX-License-Identifier: Apache-2.0
// The parts of the model reader, for its own sources only: what they share, and who reads what.
// Everything reports into the diagnostics and goes on with what is left.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"

namespace cascade::sim {

/// A use of `$parents`, to be checked when all edges are known.
struct ParentsUse {
  TypeId type = kNoType;
  std::uint8_t reaction = 0;
  TypeId end = kNoType;
  Position position;
};

struct ReaderContext {
  ReaderContext(Model& into, Diagnostics& report) : model(into), diagnostics(report) {}

  Model& model;
  Diagnostics& diagnostics;
  std::vector<std::pair<std::string, LatencyTable>> latencies;
  LatencyTable default_latency;
  Duration default_timeout = std::chrono::hours{1};
  Retry default_retry;
  Duration query_fixed{};
  Duration query_each{};
  std::vector<ParentsUse> parents_uses;
  // The reaction that is being read.
  TypeId owner = kNoType;
  std::uint8_t reaction = 0;

  void error(Position at, std::string message) const { diagnostics.error(at, std::move(message)); }
  [[nodiscard]] const TypeSpec& type(TypeId id) const { return model.type(id); }
};

inline std::vector<std::string_view> views_of(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

// model_reader_values.cc: what several parts read.

/// Names of types, relations, states, ...: a letter, then letters, digits, `_` and `-`.
bool check_name(const std::string& name, Position at, std::string_view what,
                ReaderContext& context);
/// False (and reported) unless `node` is a map; any keys.
bool check_any_map(const YamlNode& node, std::string_view what, ReaderContext& context);
std::optional<TypeId> find_type_name(const std::string& name, Position at, std::string_view what,
                                     ReaderContext& context);
std::optional<TypeId> read_type_name(const YamlNode& node, std::string_view what,
                                     ReaderContext& context);
std::vector<TypeId> read_type_names(const YamlNode& node, std::string_view what,
                                    ReaderContext& context);
/// The name of a table, or [p0, p50, p90, p99, p100].
std::optional<LatencyTable> read_latency(const YamlNode& node, const std::string& what,
                                         ReaderContext& context);
Duration read_timeout(const YamlNode& node, const std::string& what, ReaderContext& context);
/// { fixed: 2ms, each: 3us }
void read_query(const YamlNode& node, Duration& fixed, Duration& each, ReaderContext& context);
/// "fail" or "ignore": whether failures are ignored.
std::optional<bool> read_on_failure(const YamlNode& node, const std::string& what,
                                    ReaderContext& context);

// model_reader_types.cc: types with their states, attributes, counters and relations.
void declare_types(const YamlNode& types, ReaderContext& context);

// model_reader_cascade.cc: reactions and edges, and what can only be checked when all are known.
void read_reactions(const YamlNode& types, ReaderContext& context);
void read_cascades(const YamlNode& types, ReaderContext& context);
void check_cascades(const YamlNode& types, const YamlNode& operations, ReaderContext& context);

ReactionSpec read_reaction(const YamlNode::Entry& entry, TypeId type, ReaderContext& context);
/// One edge of a type into the model: a parent's entry, or `self` (not of an add-on). `addon` as in
/// EdgeSpec.
void read_edge(const YamlNode::Entry& entry, TypeId type, std::uint8_t addon,
               ReaderContext& context);

// model_reader_additions.cc: what third parties add to types.
/// Before any edge is read.
void read_addon_reactions(const YamlNode& addons, ReaderContext& context);
void read_addon_edges(const YamlNode& addons, ReaderContext& context);
void read_branches(const YamlNode& branches, ReaderContext& context);

// model_reader_compat.cc
void read_compat(const YamlNode& node, ReaderContext& context);
/// What every model can be run as: `zstack`, where it does not say more itself.
void add_zstack_profile(Model& model);

// model_reader_conditions.cc

/// "root_volume.primary_storage", from `start`.
std::optional<RelationPath> resolve_path(std::string_view text, Position at, TypeId start,
                                         ReaderContext& context);
/// A path or a list of paths.
std::vector<RelationPath> read_paths(const YamlNode& node, TypeId start, std::string_view what,
                                     ReaderContext& context);
/// Where a condition stands decides what it may ask.
enum class ConditionPlace : std::uint8_t {
  Edge,    ///< `where` and `when` of edges: phase 1.
  Act,     ///< `from` and `veto`: phase 2.
  Effect,  ///< `where` of an effect: phase 2, may ask for `$parents`.
};
Condition read_condition(const YamlNode& node, TypeId type, ConditionPlace place,
                         ReaderContext& context);
/// "$argument", "$root" or "$parents", to be compared with resources of type `end`.
std::optional<Condition::Target> read_target(const YamlNode& node, TypeId end, ConditionPlace place,
                                             ReaderContext& context);

// model_reader_requirements.cc: `before` and `after` of the operations, which are all known.
void read_requirements(const YamlNode& operations, ReaderContext& context);

// model_reader_effects.cc

/// The list after `do:`.
std::vector<Effect> read_effects(const YamlNode& node, TypeId type, ReaderContext& context);

}  // namespace cascade::sim
