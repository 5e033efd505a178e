// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/resolved_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace cascade::sim {
namespace {

class Resolver {
 public:
  Resolver(const World& world, Diagnostics& diagnostics)
      : world_(world), diagnostics_(diagnostics) {}

  ResolvedOperation resolve(const Operation& operation) {
    ResolvedOperation resolved;
    at_ = operation.position;
    resolved.spec = world_.model().find_operation(operation.operation);
    if (resolved.spec == nullptr) {
      error(fmt::format("the model has no operation '{}'", operation.operation));
      return resolved;
    }
    for (const std::string& name : operation.roots) add_root(name, resolved);
    if (operation.roots.empty()) error("an operation needs at least one resource to start at");
    resolve_argument(operation.argument, resolved);
    return resolved;
  }

 private:
  void add_root(const std::string& name, ResolvedOperation& resolved) {
    const auto root = find(name);
    if (!root) return;
    if (resolved.root_type == kNoType) check_root_type(root->type, resolved);
    if (root->type != resolved.root_type) {
      error(fmt::format("'{}' is no {}; one operation starts at one type", name,
                        world_.model().type(resolved.root_type).name));
      return;
    }
    resolved.roots.push_back(root->index);
  }

  void check_root_type(TypeId type, ResolvedOperation& resolved) {
    resolved.root_type = type;
    const auto& roots = resolved.spec->roots;
    const TypeSpec& spec = world_.model().type(type);
    if (spec.edges.empty()) {
      error(fmt::format("type {} does not join the cascade", spec.name));
    } else if (!roots.empty() && std::find(roots.begin(), roots.end(), type) == roots.end()) {
      error(fmt::format("operation '{}' cannot start at a {}", resolved.spec->name, spec.name));
    }
  }

  void resolve_argument(const std::string& name, ResolvedOperation& resolved) {
    const TypeId wanted = resolved.spec->argument;
    if (name.empty()) {
      if (wanted != kNoType) {
        error(fmt::format("operation '{}' needs a {} as well", resolved.spec->name,
                          world_.model().type(wanted).name));
      }
      return;
    }
    const auto argument = find(name);
    if (!argument) return;
    if (argument->type != wanted) {
      error(fmt::format("operation '{}' takes no '{}'", resolved.spec->name, name));
    }
    resolved.argument = *argument;
  }

  std::optional<Resource> find(const std::string& name) {
    const auto found = world_.find(name);
    if (!found) {
      const std::string type = name.substr(0, name.find('/'));
      const auto known = world_.model().find_type(type);
      error(known ? fmt::format("the world has no resource '{}': there are {} of type {}", name,
                                world_.count(*known), type)
                  : fmt::format("the world has no resource '{}' (written as Type/name)", name));
    }
    return found;
  }

  void error(std::string message) { diagnostics_.error(at_, std::move(message)); }

  const World& world_;
  Diagnostics& diagnostics_;
  Position at_;
};

}  // namespace

std::vector<ResolvedOperation> resolve_operations(const Scenario& scenario, const World& world,
                                                  Diagnostics& diagnostics) {
  std::vector<ResolvedOperation> resolved;
  Resolver resolver(world, diagnostics);
  for (const Operation& operation : scenario.operations) {
    resolved.push_back(resolver.resolve(operation));
  }
  if (resolved.empty()) diagnostics.error({}, "a scenario needs at least one operation");
  return resolved;
}

PlannerOptions planner_options(const Scenario& scenario, const WorkWatch& watch) {
  PlannerOptions options;
  options.merge = scenario.merge;
  options.nodes_max = scenario.nodes_max;
  options.links_max = scenario.links_max;
  options.stop = watch.stop;
  if (watch.progress) {
    options.progress = [progress = watch.progress](std::size_t /*steps*/, std::size_t links) {
      progress({Work::Kind::Planning, links});
    };
  }
  return options;
}

RunOptions run_options(const Scenario& scenario) {
  RunOptions options;
  options.schedule = scenario.schedule;
  options.failure = scenario.failure;
  options.workers = scenario.workers;
  return options;
}

}  // namespace cascade::sim
