// SPDX-License-Identifier: Apache-2.0
// A cloud's model as a value: types with states, attributes and relations, the type graph, and the
// reaction of each edge to each action. Read by sim/model_reader.h, carried out over a World by
// sim/model_extension.h. Everything is resolved to small numbers; names are kept for reports.
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

namespace cascade::sim {

/// A relation within its type.
enum class RelationId : std::uint8_t {};
enum class AttributeId : std::uint8_t {};
enum class CounterId : std::uint8_t {};
/// A named action of the model ("delete", "force", ...), in file order.
enum class ActionId : std::uint8_t {};

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

/// A chain of relations, each one starting where the one before ended.
struct RelationPath {
  std::vector<RelationId> hops;
  TypeId end = kNoType;
};

/// A test of one resource. All parts that are given must hold.
struct Condition {
  enum class Target : std::uint8_t { Argument, Root, Parents };
  struct AttributeTest {
    AttributeId attribute{};
    std::uint64_t values = 0;  ///< Bit set of allowed values.
  };
  struct TargetTest {
    RelationPath path;
    Target target = Target::Argument;  ///< Which set some end of `path` is in.
  };
  std::optional<std::uint64_t> states;  ///< Bit set of allowed states.
  std::vector<AttributeTest> attributes;
  std::vector<TypeId> root_types;   ///< `root:`; empty: any. Rules only.
  std::vector<RelationPath> has;    ///< Each path ends in some live resource.
  std::vector<RelationPath> empty;  ///< Each path ends in no live resource.
  std::vector<TargetTest> targets;
  std::vector<RelationPath> within_root;  ///< Every end of the path is a root resource.
  std::vector<Condition> none_of;         ///< `not:`
  std::vector<Condition> any_of;          ///< `any:`; empty: no restriction.
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
    Call,    ///< A C++ function registered under `function`, see sim/model_functions.h.
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
  std::uint32_t line = 0;

  [[nodiscard]] std::optional<RelationId> relation(std::string_view name) const;
  [[nodiscard]] std::optional<AttributeId> attribute(std::string_view name) const;
  [[nodiscard]] std::optional<CounterId> counter(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint8_t> state(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint8_t> reaction(std::string_view name) const;
};

/// A named action: what an action code means in this model.
struct ActionSpec {
  enum class Select : std::uint8_t { Live, Deleted };
  std::string name;  ///< "delete"
  std::string code;  ///< "deletion.delete"
  Select select = Select::Live;
  bool descend_always = false;
  bool failures_ignored = false;  ///< Every reaction's failure is ignored (force).
  std::optional<ActionId> like;   ///< Edges without rules of their own use that one's.
  bool rehearsal = false;         ///< With `like`: nothing is done, only vetoes asked.
  std::optional<std::string> default_reaction;  ///< Used where a type has one of that name.
};

/// A named list of passes: what a user asks for.
struct OperationSpec {
  std::string name;  ///< "permissive", "enforcing", "detach", ...
  std::vector<ActionId> passes;
  std::vector<TypeId> roots;  ///< Types it may start at; empty: any that joins.
  TypeId argument = kNoType;  ///< The type of the second resource, if it takes one.
};

struct Model {
  std::string name;
  std::string about;
  std::string file;             ///< Where it was read from.
  std::string text;             ///< The file's whole text, for recordings.
  std::vector<TypeSpec> types;  ///< TypeId is the index.
  std::vector<ActionSpec> actions;
  std::vector<OperationSpec> operations;  ///< The first is the default of `delete:`.

  [[nodiscard]] const TypeSpec& type(TypeId id) const { return types[value(id)]; }
  [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const;
  [[nodiscard]] std::optional<ActionId> find_action(std::string_view name) const;
  [[nodiscard]] const OperationSpec* find_operation(std::string_view name) const;
};

}  // namespace cascade::sim
