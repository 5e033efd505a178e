// SPDX-License-Identifier: Apache-2.0
// A cloud of ZStack's model in which nothing is empty: whatever an operation starts from, every
// context on the way holds something. And planning in the words of a test.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/planner.h"
#include "sim/extension/model_extension.h"
#include "sim/reader/model_reader.h"
#include "sim/world/topology.h"
#include "tests/support/cloud_view.h"

namespace cascade::sim::test {

/// Owns a world and its type graph.
class ZstackCloud {
 public:
  ZstackCloud() {
    const auto model = load_model("zstack", "");
    INFO((model ? std::string{} : model.error().message));
    REQUIRE(model);
    Topology topology;
    topology.numbers = {{"hosts_per_cluster", 3},
                        {"vms_per_host", 12},
                        {"accounts", 1},
                        {"owned_vms_percent", 100},
                        {"owned_networks_percent", 100},
                        {"owned_services_percent", 100},
                        {"owned_offerings_percent", 100},
                        {"clusters_per_storage", 2},
                        {"detached_volumes_percent", 0},
                        {"bound_volumes_percent", 50},
                        {"snapshots_percent", 100},
                        {"grouped_nics_percent", 100},
                        {"numa_vms_percent", 100},
                        {"vms_stopped_percent", 20},
                        {"l3_networks_per_l2", 4},
                        {"ip_ranges_per_l3", 2},
                        {"vips_per_l3", 10},
                        {"vxlan_pools_percent", 100},
                        {"routers_per_cluster", 12},
                        {"additional_nics_percent", 50},
                        {"vpc_routers_percent", 100}};
    auto made = generate_world(*model, topology, 1);
    INFO((made ? std::string{} : made.error().message));
    REQUIRE(made);
    world = std::move(*made);
    auto types = make_type_graph(*world);
    INFO((types ? std::string{} : types.error().message));
    REQUIRE(types);
    graph = *types;
  }

  /// Of all resources of type `root`; with an argument: of the first, and the first argument.
  [[nodiscard]] std::shared_ptr<const Plan> plan(const std::string& code, const std::string& root,
                                                 const std::string& argument = "",
                                                 Merge merge = Merge::FirstWins) const {
    CascadeRequest request;
    request.action_code = code;
    request.root_type = CloudView{*world}.type(root);
    // All of them, since no single VIP or image leads everywhere.
    const std::uint32_t roots = argument.empty() ? world->count(request.root_type) : 1;
    for (ResourceIndex i = 0; i < roots; ++i) request.roots.push_back(i);
    if (!argument.empty()) request.argument = {CloudView{*world}.type(argument), 0};
    PlannerOptions options;
    options.merge = merge;
    auto result = make_plan(graph, std::move(request), options);
    INFO((result ? std::string{} : result.error().message));
    REQUIRE(result);
    return *result;
  }

  /// "Host->VmInstance" for each step, in plan order.
  [[nodiscard]] std::vector<std::string> steps(const Plan& plan) const {
    std::vector<std::string> result;
    for (const Step& step : plan.steps()) {
      result.push_back(graph->name(step.parent_type) + "->" + graph->name(step.type));
    }
    return result;
  }

  /// What each step does: names of its acts' reactions.
  [[nodiscard]] std::map<std::string, std::set<std::string>> reactions(const Plan& plan) const {
    std::map<std::string, std::set<std::string>> result;
    for (const Step& step : plan.steps()) {
      auto& names = result[graph->name(step.parent_type) + "->" + graph->name(step.type)];
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        names.insert(plan.reaction(step, ActId{act}).name);
      }
    }
    return result;
  }

  std::unique_ptr<World> world;
  std::shared_ptr<const TypeGraph> graph;
};

}  // namespace cascade::sim::test
