// SPDX-License-Identifier: Apache-2.0
// Fills a plan: the only code that may change one. Planners record contexts and steps in plan
// order; finish() makes what follows from the steps and hands the plan out.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/act_columns.h"
#include "engine/plan.h"

namespace cascade {

/// Part of the plan's context column.
struct ContextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class PlanBuilder {
 public:
  PlanBuilder(std::shared_ptr<const TypeGraph> graph, CascadeRequest request, Merge merge);

  [[nodiscard]] const CascadeRequest& request() const { return plan_->request_; }
  /// The plan so far, for questions about its steps.
  [[nodiscard]] const Plan& plan() const { return *plan_; }

  /// Keeps a context of `type`; the same range again if it equals the type's last one.
  ContextRange add_context(TypeId type, std::span<const ResourceIndex> resources);
  /// The resources of the acts that let children see them.
  ContextRange add_visible(const Extension& extension, TypeId type, const ActColumns& columns,
                           const ActRange& range);
  [[nodiscard]] std::span<const ResourceIndex> context(ContextRange range) const {
    return std::span(plan_->contexts_).subspan(range.begin, range.end - range.begin);
  }

  /// Makes room for this much in all.
  void reserve(std::size_t steps, std::size_t acts, std::size_t links, std::size_t offsets);
  /// Appends a step with the acts of `range`; fills the step's act and link fields.
  StepId record(Step step, const ActColumns& columns, const ActRange& range);
  void set_tree_parent(StepId step, StepId parent) {
    plan_->steps_[value(step)].tree_parent = parent;
  }
  void add_dropped(DroppedContext dropped) {
    plan_->dropped_contexts_.push_back(std::move(dropped));
  }
  /// In any order, repeated or not.
  [[nodiscard]] std::vector<CycleLink>& cycle_links() { return plan_->cycle_links_; }

  [[nodiscard]] std::vector<Touch>& touches() { return plan_->touches_; }
  /// Counts it, and lists it if there is room.
  void add_contradiction(ActId first, ActId second);
  void count_contradictions(std::uint64_t pairs) { plan_->contradiction_count_ += pairs; }
  void count_unchecked(std::uint64_t pairs) { plan_->unchecked_pairs_ += pairs; }
  [[nodiscard]] bool lists_more_contradictions() const {
    return plan_->contradictions_.size() < Plan::kContradictionsKept;
  }

  /// Call once. The builder is of no use afterwards.
  std::shared_ptr<const Plan> finish();

 private:
  ContextRange keep_context(TypeId type, std::size_t begin);
  void fill_depths();

  std::shared_ptr<Plan> plan_;
  std::vector<ContextRange> last_context_;  // by type
};

}  // namespace cascade
