// SPDX-License-Identifier: Apache-2.0
// Asks extensions on behalf of the planners and believes nothing: every answer is checked, what
// they throw is caught, limits and the stop token are watched. Errors name the type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/cascade_action.h"
#include "engine/link_grouper.h"
#include "engine/membership.h"
#include "engine/plan.h"
#include "engine/planner.h"
#include "engine/result.h"
#include "engine/sinks.h"

namespace cascade {

/// One question at one edge, or at the root (parent type == type).
struct Query {
  Extension* extension = nullptr;
  TypeId parent_type = kNoType;
  TypeId type = kNoType;
  std::span<const ResourceIndex> parent;  ///< The parent context.
  bool with_root_links = true;
};

class Inquirer {
 public:
  /// All must outlive the inquirer. `request.roots` is ascending and unique.
  Inquirer(const TypeGraph& graph, const CascadeRequest& request, const PlannerOptions& options);

  [[nodiscard]] const TypeGraph& graph() const { return graph_; }
  [[nodiscard]] const CascadeRequest& request() const { return request_; }
  [[nodiscard]] CascadeAction action(const Query& query) const;

  /// Counts a node that is about to be visited; errors: the limit is passed, planning is to stop.
  Result<void> count_node();
  /// Asks; afterwards links() are checked: links from the parent context or the root context, with
  /// rows of the extension's table, at the root from each resource to itself.
  Result<void> find(const Query& query);
  Result<bool> descends_always(const Query& query) const;
  /// Simulated (`Extension::query_time`) unless there is a clock to measure with.
  Result<Duration> query_time(const Query& query, std::size_t links_found, Duration measured) const;

  /// The answer to the last question; may be filtered in place.
  [[nodiscard]] LinkColumns& links() { return sink_.links(); }
  /// What the clock says that the last question took; zero without a clock.
  [[nodiscard]] Duration measured() const { return measured_; }

  /// Takes links to root resources out of links(): they always close a cycle.
  void drop_links_to_roots(const Query& query, std::vector<CycleLink>& dropped);
  [[nodiscard]] bool is_root(ResourceIndex index) const;

  /// "the extension of type 'Vm' (edge 'Host' -> 'Vm') ..."
  [[nodiscard]] tl::unexpected<Error> wrong_answer(const Query& query, std::string_view what) const;
  [[nodiscard]] tl::unexpected<Error> clash_error(const Query& query,
                                                  const ReactionClash& clash) const;
  /// The refusal past a limit: "100000 nodes" or "7 links".
  [[nodiscard]] tl::unexpected<Error> limit_error(std::string_view what) const;

 private:
  Result<void> check_links(const Query& query);
  Result<void> check_parents(const Query& query);
  Result<void> check_root_links(const Query& query);
  void drop_root_links();

  const TypeGraph& graph_;
  const CascadeRequest& request_;
  const PlannerOptions& options_;
  LinkSink sink_{0};
  Membership membership_;
  Duration measured_{};
  std::size_t nodes_ = 0;
  std::uint64_t links_ = 0;
};

}  // namespace cascade
