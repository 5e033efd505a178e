// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_names.h"
#include "sim/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace cascade::sim {
namespace {

constexpr std::size_t kListed = 12;            // More names than that are not listed in a message.
constexpr int kAdvices = 200;                  // More mistakes than that are not shown anyway.
constexpr std::size_t kWordsCompared = 5'000;  // More than that are not compared with a word.

}  // namespace

std::string ScenarioNames::advice(std::string_view word, std::span<const std::string_view> known) {
  if (++advices_ > kAdvices) return "";
  std::string nearest = did_you_mean(word, known.first(std::min(known.size(), kWordsCompared)));
  if (!nearest.empty()) return nearest;
  if (known.empty()) return "; it has none";
  return known.size() > kListed ? "" : fmt::format("; there is {}", fmt::join(known, ", "));
}

bool ScenarioNames::declare(const std::string& resource) {
  return resources_.insert(resource).second;
}

std::optional<TypeId> ScenarioNames::type(std::string_view name, Position at) {
  const auto id = model_.find_type(name);
  if (!id) {
    diagnostics_.error(at, fmt::format("model {} has no type {}{}", in_quotes(model_.name),
                                       in_quotes(name), advice(name, names_of(model_.types))));
  }
  return id;
}

std::optional<TypeId> ScenarioNames::resource(std::string_view text, Position at) {
  const auto id = type(type_part(text), at);
  if (!id || !all_declared_ || resources_.contains(text)) return id;
  std::vector<std::string_view> known;
  const std::string prefix = fmt::format("{}/", type_part(text));
  for (auto it = resources_.lower_bound(prefix);
       it != resources_.end() && it->starts_with(prefix) && known.size() < kWordsCompared; ++it) {
    known.push_back(*it);
  }
  diagnostics_.error(at, fmt::format("there is no resource {} in the topology{}", in_quotes(text),
                                     advice(text, known)));
  return id;
}

void ScenarioNames::state(TypeId id, std::string_view state, Position at) {
  const TypeSpec& spec = model_.type(id);
  if (state == "deleted" || state == "gone" || spec.state(state)) return;
  std::vector<std::string_view> known(spec.states.begin(), spec.states.end());
  known.insert(known.end(), {"deleted", "gone"});
  diagnostics_.error(
      at, fmt::format("{} has no state {}{}", spec.name, in_quotes(state), advice(state, known)));
}

void ScenarioNames::edge(std::string_view text, Position at) {
  const std::size_t arrow = text.find("->");
  const auto parent = type(text.substr(0, arrow), at);
  const auto child = type(text.substr(arrow + 2), at);
  if (!parent || !child) return;
  std::vector<std::string> edges;
  for (const EdgeSpec& edge : model_.type(*child).edges) {
    if (edge.parent == *parent) return;
    edges.push_back(fmt::format("{}->{}", model_.type(edge.parent).name, model_.type(*child).name));
  }
  if (*parent == *child && !edges.empty()) return;
  const std::vector<std::string_view> known(edges.begin(), edges.end());
  diagnostics_.error(at, fmt::format("model {} has no edge {}{}", in_quotes(model_.name),
                                     in_quotes(text), advice(text, known)));
}

void ScenarioNames::reaction(std::optional<TypeId> id, std::string_view name, Position at) {
  std::set<std::string_view> known;
  for (std::size_t i = 0; i < model_.types.size(); ++i) {
    if (id && static_cast<std::size_t>(value(*id)) != i) continue;
    for (const ReactionSpec& reaction : model_.types[i].reactions) known.insert(reaction.name);
  }
  if (known.contains(name)) return;
  const std::vector<std::string_view> list(known.begin(), known.end());
  diagnostics_.error(
      at, fmt::format("{} has no reaction {}{}",
                      id ? model_.type(*id).name : fmt::format("model {}", in_quotes(model_.name)),
                      in_quotes(name), advice(name, list)));
}

const OperationSpec* ScenarioNames::operation(std::string_view name, Position at) {
  const OperationSpec* spec = model_.find_operation(name);
  if (spec == nullptr) {
    diagnostics_.error(at, fmt::format("model {} has no operation {}{}", in_quotes(model_.name),
                                       in_quotes(name), advice(name, names_of(model_.operations))));
  }
  return spec;
}

}  // namespace cascade::sim
