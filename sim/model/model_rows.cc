// SPDX-License-Identifier: Apache-2.0
// Resolves `like`, `default` and who ignores failures.
#include "sim/model/model_rows.h"

#include <algorithm>

namespace cascade::sim {

std::vector<EffectiveRule> effective_rules(const Model& model, TypeId type, const EdgeSpec& edge,
                                           ActionId action) {
  const TypeSpec& spec = model.type(type);
  const ActionSpec& asked = model.actions[value(action)];
  const bool lenient =
      asked.failures_ignored && (spec.strict_in >> static_cast<unsigned>(action) & 1U) == 0;
  std::vector<EffectiveRule> rules;
  const auto add = [&](const Condition* when, std::uint8_t reaction, std::optional<bool> ignored) {
    const bool own = ignored.value_or(spec.reactions[reaction].failure_ignored);
    rules.push_back({when, reaction, own || lenient});
  };
  for (std::optional<ActionId> named = action; named && rules.empty();
       named = model.actions[value(*named)].like) {
    for (const Rule& rule : edge.rules) {
      if (rule.action != *named) continue;
      add(rule.when ? &*rule.when : nullptr, rule.reaction, rule.failure_ignored);
    }
  }
  if (rules.empty() && asked.default_reaction) {
    const auto reaction = spec.reaction(*asked.default_reaction);
    if (reaction) add(nullptr, *reaction, std::nullopt);
  }
  return rules;
}

bool edge_reacts(const Model& model, TypeId type, const EdgeSpec& edge) {
  for (std::size_t a = 0; a < model.actions.size(); ++a) {
    if (!effective_rules(model, type, edge, ActionId(a)).empty()) return true;
  }
  return false;
}

bool root_reacts(const Model& model, TypeId type, ActionId action) {
  const auto& edges = model.type(type).edges;
  return std::any_of(edges.begin(), edges.end(), [&](const EdgeSpec& edge) {
    return edge.parent == type && !effective_rules(model, type, edge, action).empty();
  });
}

TypeRows make_rows(const Model& model, TypeId type) {
  TypeRows result;
  for (const EdgeSpec& edge : model.type(type).edges) {
    auto& by_action = result.rules.emplace_back(model.actions.size());
    for (std::size_t a = 0; a < model.actions.size(); ++a) {
      for (const EffectiveRule& rule : effective_rules(model, type, edge, ActionId(a))) {
        const ReactionRow row{rule.reaction, rule.failure_ignored, model.actions[a].rehearsal,
                              model.actions[a].select};
        const auto found = std::find(result.rows.begin(), result.rows.end(), row);
        by_action[a].push_back({rule.when, static_cast<std::size_t>(found - result.rows.begin())});
        if (found == result.rows.end()) result.rows.push_back(row);
      }
    }
  }
  return result;
}

}  // namespace cascade::sim
