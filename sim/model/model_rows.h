// SPDX-License-Identifier: Apache-2.0
// From the tables of a model to rows of an extension: which rules an edge has for an action
// (`like` and `default` resolved), and which distinct kinds of reaction come out of that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/ids.h"
#include "sim/model/model.h"

namespace cascade::sim {

/// The name of the rows of rehearsal actions.
inline constexpr std::string_view kRehearsalName = "check";

/// A rule as it holds for one action.
struct EffectiveRule {
  const Condition* when = nullptr;  ///< Null: always. Owned by the model.
  std::uint8_t reaction = 0;
  bool failure_ignored = false;
};

/// In order; the first that fits wins. Empty: the edge finds nothing under this action.
std::vector<EffectiveRule> effective_rules(const Model& model, TypeId type, const EdgeSpec& edge,
                                           ActionId action);
/// Whether an edge has a rule for any action at all.
bool edge_reacts(const Model& model, TypeId type, const EdgeSpec& edge);
/// Whether `type` as the root reacts to `action`.
bool root_reacts(const Model& model, TypeId type, ActionId action);

/// One row of the extension's table.
struct ReactionRow {
  std::uint8_t reaction = 0;
  bool failure_ignored = false;
  bool rehearsal = false;
  ActionSpec::Select select = ActionSpec::Select::Live;
  friend bool operator==(const ReactionRow&, const ReactionRow&) = default;
};

/// The rows of a type, and for every edge and action its rules with their rows.
struct TypeRows {
  struct Rule {
    const Condition* when = nullptr;
    std::size_t row = 0;
  };
  std::vector<ReactionRow> rows;
  std::vector<std::vector<std::vector<Rule>>> rules;  ///< [edge][action]
};
TypeRows make_rows(const Model& model, TypeId type);

}  // namespace cascade::sim
