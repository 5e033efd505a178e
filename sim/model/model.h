// SPDX-License-Identifier: Apache-2.0
// A cloud's model as a value: types with states, attributes and relations, the type graph, and the
// reaction of each edge to each action. Read by sim/reader/model_reader.h, carried out over a World
// by sim/extension/model_extension.h. Everything is resolved to small numbers; names are kept for
// reports.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/extension.h"
#include "engine/ids.h"
#include "engine/time.h"
#include "sim/model/model_compat.h"
#include "sim/model/model_condition.h"
#include "sim/model/model_operations.h"

namespace cascade::sim {

enum class CounterId : std::uint8_t {};
/// Integer quantiles p0, p50, p90, p99, p100; not descending.
struct LatencyTable {
  std::array<Duration, 5> quantiles{};
  [[nodiscard]] Duration median() const { return quantiles[1]; }
  [[nodiscard]] bool zero() const { return quantiles[4] == Duration::zero(); }
};

struct Relation {
  enum class Kind : std::uint8_t {
    Single,    ///< Exactly one target; a column.
    Optional,  ///< At most one; a column.
    Many,      ///< A compressed row set.
    Inverse,   ///< The other direction of `inverse_of` of the target type; not stored.
  };
  std::string name;
  TypeId target = kNoType;
  Kind kind = Kind::Optional;
  RelationId inverse_of{};  ///< Only Kind::Inverse.
};

struct Attribute {
  std::string name;
  std::vector<std::string> values;  ///< The first is the default.
};

/// One thing that a reaction does. Effects run in the order of the file.
struct Effect {
  enum class Kind : std::uint8_t {
    SetState,  ///< Own state := `state`.
    SetAttribute,
    Delete,  ///< Marks deleted (soft): the resource itself (`path` empty) or the ends of `path`.
    Remove,  ///< Gone at once, without a soft delete: itself or the ends of `path`.
    Purge,   ///< Deleted -> gone: itself or the deleted ends of `path`.
    Clear,   ///< Empties `path`'s last relation at its owners (one hop: the own relation).
    Unlink,  ///< Takes `from` (parents / argument / root) out of the own relation `path`.
    Link,    ///< Adds the argument to the own relation `path`, or makes it its target.
    Count,   ///< Adds `amount` to `counter` of the ends of `path` (commutes).
    Call,    ///< A C++ function registered under `function`, see sim/extension/model_functions.h.
    Fail,    ///< The act fails with `message`; what stands behind it is not done.
  };
  Kind kind = Kind::Delete;
  RelationPath path;
  std::optional<Condition> where;  ///< Filters the ends of `path`, or the resource itself.
  std::uint8_t state = 0;          ///< SetState; SetAttribute: the value.
  AttributeId attribute{};
  Condition::Target from = Condition::Target::Parents;
  CounterId counter{};
  std::int64_t amount = 0;
  std::string function;
  std::string message;            ///< Fail.
  std::vector<Effect> otherwise;  ///< Call: instead, when the function cannot.
};

/// A named reaction of a type, as declared.
struct ReactionSpec {
  std::string name;
  std::optional<Condition> permitted;  ///< `from:`; otherwise the act is skipped.
  std::optional<Condition> veto;       ///< `veto:` in a rehearsal (check) the act is vetoed.
  std::vector<Effect> effects;
  bool shows_children = false;
  bool failure_ignored = false;
  std::uint32_t in_flight = kUnlimited;
  Duration timeout = std::chrono::hours{1};
  Retry retry;
  LatencyTable latency;
};

/// One line of an edge's table: under this action, if `when` holds, do `reaction`.
struct Rule {
  ActionId action{};
  std::optional<Condition> when;
  std::uint8_t reaction = 0;  ///< Index into TypeSpec::reactions.
  std::optional<bool> failure_ignored;
};

/// How a type joins under one parent.
struct EdgeSpec {
  TypeId parent = kNoType;            ///< The type itself for the root's own entry (`self`).
  std::vector<RelationPath> through;  ///< From the child to the parent; any of them.
  struct RootPath {
    TypeId root = kNoType;
    RelationPath path;
  };
  std::vector<RootPath> from_root;  ///< Further resources, related to the root resources.
  std::optional<Condition> where;
  bool descend_always = false;
  std::vector<Rule> rules;  ///< First that fits wins; none: not affected.
  Duration query_fixed{};
  Duration query_each{};
  std::uint8_t addon = 0;  ///< 0: the type's own; else Model::addons[addon - 1] answers for it.
  std::uint32_t line = 0;  ///< In the model's file.
};

struct TypeSpec {
  std::string name;
  std::vector<std::string> states;  ///< The first is the initial one; may be empty.
  std::vector<Attribute> attributes;
  std::vector<std::string> counters;
  std::vector<Relation> relations;
  std::vector<ReactionSpec> reactions;
  std::vector<EdgeSpec> edges;  ///< Empty: does not join the cascade. `self` first if given.
  // Sets of actions, as bits; see CompatProfile.
  std::uint64_t descends_in = 0;
  std::uint64_t strict_in = 0;
  std::uint32_t line = 0;

  [[nodiscard]] std::optional<RelationId> relation(std::string_view name) const;
  [[nodiscard]] std::optional<AttributeId> attribute(std::string_view name) const;
  [[nodiscard]] std::optional<CounterId> counter(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint8_t> state(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint8_t> reaction(std::string_view name) const;
};

/// A third party's edges to a type; they and their reactions stand in the type's own tables.
struct AddonSpec {
  std::string name;
  TypeId type = kNoType;
  std::uint32_t line = 0;  ///< In the model's file, or in the scenario that brings it.
};

/// A third party's replacement of what a type does in phase 2.
struct BranchSpec {
  std::string name;
  TypeId type = kNoType;
  std::vector<TypeId> under;                  ///< Only steps below these parents; empty: all.
  std::uint64_t actions = ~std::uint64_t{0};  ///< Bit set of the actions that it takes.
  ReactionSpec reaction;  ///< What is done instead; only `permitted`, `veto` and `effects`.
  std::uint32_t line = 0;
};

struct Model {
  std::string name;
  std::string about;
  std::string file;             ///< Where it was read from.
  std::string text;             ///< The file's whole text, for recordings.
  std::vector<TypeSpec> types;  ///< TypeId is the index.
  std::vector<ActionSpec> actions;
  std::vector<OperationSpec> operations;  ///< The first is the default of `delete:`.
  std::vector<AddonSpec> addons;
  std::vector<BranchSpec> branches;
  std::vector<CompatProfile> compat;

  [[nodiscard]] const TypeSpec& type(TypeId id) const { return types[value(id)]; }
  [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const;
  [[nodiscard]] std::optional<ActionId> find_action(std::string_view name) const;
  /// By its action code: "deletion.delete".
  [[nodiscard]] std::optional<ActionId> find_action_code(std::string_view code) const;
  [[nodiscard]] const OperationSpec* find_operation(std::string_view name) const;
  /// Takes its roots off the argument: in one of its passes a reaction unlinks the argument or
  /// clears a relation to its type, or the action's code says so ("volume.detach").
  [[nodiscard]] bool detaches(const OperationSpec& operation) const;
  /// The first that detaches a `root` from a `from`. Null: none does.
  [[nodiscard]] const OperationSpec* find_detaching(TypeId root, TypeId from) const;
  [[nodiscard]] const CompatProfile* find_compat(std::string_view name) const;
};

/// The type at that place of Model::types.
constexpr TypeId type_id(std::size_t place) {
  return TypeId{static_cast<std::uint16_t>(place)};
}

}  // namespace cascade::sim
