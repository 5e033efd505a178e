// SPDX-License-Identifier: Apache-2.0
// The way into phase 1: checks the request, chooses the walk, and looks for contradictions.
#include "engine/planner.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/assert.h"
#include "engine/contradictions.h"
#include "engine/inquirer.h"
#include "engine/path_planner.h"
#include "engine/plan_builder.h"
#include "engine/union_planner.h"

namespace cascade {
namespace {

Result<void> check_request(const TypeGraph& graph, const CascadeRequest& request, Merge merge) {
  if (value(request.root_type) >= graph.type_count()) {
    return input_error(fmt::format("the root type has the number {}, but the graph has {} types",
                                   value(request.root_type), graph.type_count()));
  }
  const std::string& root = graph.name(request.root_type);
  if (graph.extension(request.root_type) == nullptr) {
    return input_error(fmt::format(
        "a cascade cannot start at type '{}': it is only declared and does not join the cascade",
        root));
  }
  if (request.roots.empty()) {
    return input_error(
        fmt::format("action '{}' on type '{}' names no resource; at least one is needed",
                    request.action_code, root));
  }
  if (request.roots.back() >> 31 != 0) {
    return input_error(
        fmt::format("root resource {} of type '{}' is out of range, at most 2^31 - 1 "
                    "resources of a type are possible",
                    request.roots.back(), root));
  }
  if (merge == Merge::FirstWins && graph.cyclic_from(request.root_type)) {
    return input_error(
        fmt::format("merge 'first_wins' needs types without a cycle, but a cycle can "
                    "be reached from type '{}'; use 'per_path' or 'union'",
                    root));
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const Plan>> make_plan(std::shared_ptr<const TypeGraph> graph,
                                              CascadeRequest request,
                                              const PlannerOptions& options) {
  CASCADE_ASSERT(graph != nullptr, "a plan is made over a type graph");
  std::sort(request.roots.begin(), request.roots.end());
  request.roots.erase(std::unique(request.roots.begin(), request.roots.end()), request.roots.end());
  if (auto checked = check_request(*graph, request, options.merge); !checked) {
    return tl::unexpected(std::move(checked).error());
  }
  const TypeGraph& types = *graph;
  PlanBuilder builder(std::move(graph), std::move(request), options.merge);
  Inquirer inquirer(types, builder.request(), options);
  const Result<void> planned =
      options.merge == Merge::Union
          ? plan_union(inquirer, builder)
          : plan_paths(inquirer, builder, options.merge == Merge::FirstWins);
  if (!planned) return tl::unexpected(planned.error());
  if (auto asked = ask_footprints(inquirer, builder); !asked) {
    return tl::unexpected(std::move(asked).error());
  }
  if (auto searched = find_contradictions(inquirer, builder); !searched) {
    return tl::unexpected(std::move(searched).error());
  }
  return builder.finish();
}

}  // namespace cascade
