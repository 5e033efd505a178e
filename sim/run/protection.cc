// SPDX-License-Identifier: Apache-2.0
#include "sim/run/protection.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/text.h"

namespace cascade::sim {
namespace {

class ProtectionSearch {
 public:
  explicit ProtectionSearch(const Plan& plan) : plan_(plan) {}

  std::vector<ProtectionBreach> run(const std::vector<Resource>& is_protected) {
    for (const Resource resource : is_protected) {
      found_.clear();
      find_own(resource);
      find_touches(resource);
      std::sort(found_.begin(), found_.end());
      for (const ActId act : found_) add(resource, act);
    }
    return std::move(breaches_);
  }

 private:
  void find_own(Resource resource) {
    for_each_act_on(plan_, resource, [&](StepId step, ActId act) {
      if (!plan_.reaction(plan_.step(step), act).nothing) found_.push_back(act);
    });
  }

  void find_touches(Resource resource) {
    for (const Touch& touch : plan_.touches()) {
      if (touch.resource == resource && touch.access == Access::Write) found_.push_back(touch.act);
    }
  }

  void add(Resource resource, ActId act) {
    const StepId id = plan_.step_of(act);
    const Step& step = plan_.step(id);
    breaches_.push_back({resource, plan_.reaction(step, act).name,
                         Resource{step.type, plan_.resources()[value(act)]}, plan_.path(id)});
  }

  const Plan& plan_;
  std::vector<ActId> found_;
  std::vector<ProtectionBreach> breaches_;
};

}  // namespace

std::vector<Resource> resolve_named(const std::vector<std::pair<std::string, Position>>& names,
                                    const World& world, std::string_view purpose,
                                    Diagnostics& diagnostics) {
  std::vector<Resource> resources;
  for (const auto& [name, position] : names) {
    if (const auto resource = world.find(name)) {
      resources.push_back(*resource);
    } else {
      diagnostics.error(position,
                        fmt::format("the world has no resource '{}' to {}", name, purpose));
    }
  }
  std::sort(resources.begin(), resources.end());
  resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
  return resources;
}

std::vector<Resource> resolve_protected(const Scenario& scenario, const World& world,
                                        Diagnostics& diagnostics) {
  return resolve_named(scenario.protect, world, "protect", diagnostics);
}

std::vector<ProtectionBreach> breaches_of(const Plan& plan,
                                          const std::vector<Resource>& is_protected) {
  return ProtectionSearch(plan).run(is_protected);
}

std::string breach_text(const ProtectionBreach& breach, const World& world) {
  const std::string of = breach.by == breach.resource ? "" : " of " + world.name(breach.by);
  return fmt::format("{} is protected: {}{} by {}", world.name(breach.resource), breach.reaction,
                     of, breach.path);
}

Error protection_error(const std::vector<ProtectionBreach>& breaches, const World& world) {
  constexpr std::size_t kTold = 3;
  std::string text;
  for (std::size_t i = 0; i < breaches.size() && i < kTold; ++i) {
    text += (i == 0 ? "" : "; ") + breach_text(breaches[i], world);
  }
  if (breaches.size() > kTold) {
    text += fmt::format("; and {} more", grouped(breaches.size() - kTold));
  }
  return {ErrorKind::Refused, text};
}

}  // namespace cascade::sim
