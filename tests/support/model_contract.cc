// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_contract.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <tuple>

#include "engine/sinks.h"
#include "sim/model/model_rows.h"
#include "tests/support/model_world.h"

namespace cascade::sim::test {
namespace {

/// One thing that a user may ask for.
struct Request {
  const OperationSpec* operation;
  Resource root;
  Resource argument;
};

/// Evenly over the resources of the type.
std::vector<ResourceIndex> pick(std::uint32_t count, std::size_t most) {
  std::vector<ResourceIndex> picked;
  const auto number = static_cast<std::uint32_t>(std::min<std::size_t>(count, most));
  for (std::uint32_t i = 0; i < number; ++i) picked.push_back(i * (count / number));
  return picked;
}

std::vector<Request> all_requests(const World& world, std::size_t roots_max) {
  std::vector<Request> requests;
  const Model& model = world.model();
  for (const OperationSpec& operation : model.operations) {
    for (std::size_t t = 0; t < model.types.size(); ++t) {
      const TypeId type{static_cast<std::uint16_t>(t)};
      const bool named =
          std::find(operation.roots.begin(), operation.roots.end(), type) != operation.roots.end();
      if (operation.roots.empty() ? !root_reacts(model, type, operation.passes[0]) : !named) {
        continue;
      }
      const bool takes = operation.argument != kNoType && world.count(operation.argument) > 0;
      const Resource argument = takes ? Resource{operation.argument, 0} : Resource{};
      for (const ResourceIndex root : pick(world.count(type), roots_max)) {
        requests.push_back({&operation, {type, root}, argument});
      }
    }
  }
  return requests;
}

std::string describe(const World& world, const Request& request, ActionId pass) {
  return request.operation->name + " of " + world.name(request.root) + ", pass " +
         world.model().actions[value(pass)].name;
}

std::shared_ptr<const Plan> plan_pass(const ModelWorld& cloud, const World& world,
                                      const Request& request, ActionId pass) {
  const bool takes = request.argument.type != kNoType;
  return cloud.plan(world.model().actions[value(pass)].name, {world.name(request.root)},
                    takes ? world.name(request.argument) : "");
}

using Link = std::tuple<bool, ResourceIndex, ResourceIndex, std::uint8_t>;

std::vector<Link> links_of(const LinkSink& sink) {
  std::vector<Link> links;
  const LinkColumns& columns = sink.links();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    links.emplace_back(columns.parents[i].is_root(), columns.parents[i].index(),
                       columns.children[i], value(columns.reactions[i]));
  }
  return links;
}

std::vector<Link> sorted_unique(std::vector<Link> links) {
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return links;
}

/// Asks for the whole context of a step and for its members one by one.
bool found_alike(const Plan& plan, StepId step) {
  constexpr std::size_t kRoom = 10'000'000;
  const Extension& extension = *plan.step(step).extension;
  CascadeAction action = plan.action(step);
  LinkSink whole(kRoom);
  extension.find(action, whole);
  const std::span<const ResourceIndex> members = action.parent.resources;
  std::vector<Link> parts;
  for (std::size_t i = 0; i < members.size(); ++i) {
    action.parent.resources = members.subspan(i, 1);
    action.with_root_links = i == 0;
    LinkSink part(kRoom);
    extension.find(action, part);
    const std::vector<Link> links = links_of(part);
    parts.insert(parts.end(), links.begin(), links.end());
  }
  // A root's own step asks for all roots, whoever of them is the parent.
  return members.empty() || sorted_unique(links_of(whole)) == sorted_unique(std::move(parts));
}

}  // namespace

std::vector<std::string> find_by_resource_differences(const WorldMaker& make,
                                                      std::size_t roots_max) {
  std::vector<std::string> differences;
  ModelWorld cloud(make());
  World& world = cloud.world();
  for (const Request& request : all_requests(world, roots_max)) {
    for (const ActionId pass : request.operation->passes) {
      const auto plan = plan_pass(cloud, world, request, pass);
      for (std::size_t i = 0; i < plan->steps().size(); ++i) {
        const StepId step{static_cast<std::uint32_t>(i)};
        if (found_alike(*plan, step)) continue;
        differences.push_back(describe(world, request, pass) + ": " + plan->path(step));
      }
    }
  }
  return differences;
}

std::vector<std::string> find_repetition_differences(const WorldMaker& make,
                                                     std::size_t roots_max) {
  std::vector<std::string> differences;
  const auto first = make();
  for (const Request& request : all_requests(*first, roots_max)) {
    ModelWorld once(make());
    ModelWorld twice(make());
    for (const ActionId pass : request.operation->passes) {
      once.world().build_indices();
      twice.world().build_indices();
      const auto plan = plan_pass(once, once.world(), request, pass);
      const auto same_plan = plan_pass(twice, twice.world(), request, pass);
      once.perform_all(*plan);
      twice.perform_all(*same_plan, 2);
      if (once.world().digest() == twice.world().digest()) continue;
      differences.push_back(describe(once.world(), request, pass));
      break;
    }
  }
  return differences;
}

void check_model_contract(const WorldMaker& make, std::size_t roots_max) {
  CHECK(find_by_resource_differences(make, roots_max) == std::vector<std::string>{});
  CHECK(find_repetition_differences(make, roots_max) == std::vector<std::string>{});
}

}  // namespace cascade::sim::test
