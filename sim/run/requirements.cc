// SPDX-License-Identifier: Apache-2.0
#include "sim/run/requirements.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "sim/base/text.h"
#include "sim/extension/condition.h"

namespace cascade::sim {
namespace {

bool holds(const Requirement& requirement, const std::optional<ConditionProgram>& must,
           const Question& question, const World& world, Resource root) {
  const Life life = world.life(root);
  const unsigned lives = requirement.lives.value_or(0xff);
  if ((lives >> static_cast<unsigned>(life) & 1U) == 0) return false;
  return life != Life::Live || !must || must->holds(world, question, root.index);
}

}  // namespace

std::vector<UnmetRequirement> unmet_requirements(const std::vector<Requirement>& requirements,
                                                 const ResolvedOperation& operation,
                                                 const World& world) {
  std::vector<ResourceIndex> roots = operation.roots;
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  Question question;
  question.root = {operation.root_type, roots};
  question.argument = operation.argument;
  std::vector<UnmetRequirement> unmet;
  for (const Requirement& requirement : requirements) {
    if (requirement.type != kNoType && requirement.type != operation.root_type) continue;
    std::optional<ConditionProgram> must;
    if (requirement.must) must.emplace(world.model(), operation.root_type, *requirement.must);
    for (const ResourceIndex index : roots) {
      const Resource root{operation.root_type, index};
      if (holds(requirement, must, question, world, root)) continue;
      unmet.push_back({root, requirement.message, requirement.line});
    }
  }
  return unmet;
}

std::string requirement_text(const UnmetRequirement& unmet, const World& world) {
  const std::string file = std::filesystem::path(world.model().file).filename().string();
  return fmt::format("{}: {} ({}:{})", world.name(unmet.resource), unmet.message, file, unmet.line);
}

Error requirements_error(const std::vector<UnmetRequirement>& unmet, const World& world) {
  constexpr std::size_t kTold = 3;
  std::string text;
  for (std::size_t i = 0; i < unmet.size() && i < kTold; ++i) {
    text += (i == 0 ? "" : "; ") + requirement_text(unmet[i], world);
  }
  if (unmet.size() > kTold) text += fmt::format("; and {} more", grouped(unmet.size() - kTold));
  return {ErrorKind::Refused, text};
}

}  // namespace cascade::sim
