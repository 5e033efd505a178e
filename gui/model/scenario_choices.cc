// SPDX-License-Identifier: Apache-2.0
#include "gui/model/scenario_choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "gui/model/fuzzy_match.h"

namespace cascade::gui {
namespace {

/// A frame must not wait for a million names.
constexpr ResourceIndex kLookedAt = 50'000;

void add_names(std::string_view typed, TypeId type, const sim::World& world,
               std::vector<std::string>& found) {
  const ResourceIndex count = std::min(world.count(type), kLookedAt);
  for (ResourceIndex i = 0; i < count && found.size() < kChoicesMax; ++i) {
    std::string name = world.name({type, i});
    if (name.starts_with(typed)) found.push_back(std::move(name));
  }
}

}  // namespace

std::vector<std::string> matching(std::string_view query, const std::vector<std::string>& words) {
  std::vector<std::pair<int, std::string>> scored;
  for (const std::string& word : words) {
    if (const auto match = fuzzy_match(query, word)) scored.emplace_back(match->score, word);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> found;
  for (auto& [score, word] : scored) {
    if (found.size() < kChoicesMax) found.push_back(std::move(word));
  }
  return found;
}

std::vector<std::string> find_resources(std::string_view query, const sim::Model& model,
                                        const sim::World* world, bool joining) {
  std::vector<std::string> found;
  if (const std::size_t slash = query.find('/'); slash != std::string_view::npos) {
    const auto type = model.find_type(query.substr(0, slash));
    if (type && world != nullptr) add_names(query, *type, *world, found);
    return found;
  }
  std::vector<std::string> first;
  for (std::size_t i = 0; i < model.types.size(); ++i) {
    const TypeId type{static_cast<std::uint16_t>(i)};
    if (joining && model.types[i].edges.empty()) continue;
    if (world != nullptr && world->count(type) == 0) continue;
    first.push_back(world != nullptr ? world->name({type, 0})
                                     : fmt::format("{}/1", model.types[i].name));
  }
  return matching(query, first);
}

std::vector<std::string> type_names(const sim::Model& model) {
  std::vector<std::string> names;
  for (const sim::TypeSpec& type : model.types) names.push_back(type.name);
  return names;
}

std::vector<std::string> edge_names(const sim::Model& model) {
  std::vector<std::string> names;
  for (const sim::TypeSpec& child : model.types) {
    for (const sim::EdgeSpec& edge : child.edges) {
      names.push_back(fmt::format("{}->{}", model.type(edge.parent).name, child.name));
    }
  }
  return names;
}

std::vector<std::string> reaction_names(const sim::Model& model, std::string_view type) {
  std::set<std::string> names;
  const bool known = model.find_type(type).has_value();
  for (const sim::TypeSpec& spec : model.types) {
    if (known && spec.name != type) continue;
    for (const sim::ReactionSpec& reaction : spec.reactions) names.insert(reaction.name);
  }
  return {names.begin(), names.end()};
}

}  // namespace cascade::gui
