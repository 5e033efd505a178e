// SPDX-License-Identifier: Apache-2.0
// The plan: the result of phase 1 and the whole input of phase 2. All steps, acts, links and
// reasons, as columns. A value: made by the planner, immutable, printable (engine/plan_text.h),
// comparable, drawable; executing it is somebody else's matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/cascade_action.h"
#include "engine/column.h"
#include "engine/extension.h"
#include "engine/ids.h"
#include "engine/time.h"
#include "engine/type_graph.h"

namespace cascade {

/// What happens when several paths reach the same (parent type, child type).
enum class Merge : std::uint8_t {
  PerPath,    ///< Every path is its own branch (default).
  Union,      ///< The edge runs once with all contexts united; type cycles are split into rounds.
  FirstWins,  ///< The first recorded context survives, later ones are dropped (ZStack since 2023).
};

/// An owned cascade action at the root: what a caller asks for.
struct CascadeRequest {
  std::string action_code;
  TypeId root_type = kNoType;
  std::vector<ResourceIndex> roots;  ///< Made ascending and unique by the planner.
  Resource argument;                 ///< See CascadeAction::argument.
};

/// One node of the cascade tree and its work in phase 2.
struct Step {
  static constexpr std::uint32_t kNoOffsets = std::numeric_limits<std::uint32_t>::max();

  TypeId type = kNoType;
  TypeId parent_type = kNoType;    ///< Equal to `type` at the root.
  StepId tree_parent = kNoStep;    ///< The node above; kNoStep at the root. Under union and
                                   ///< first_wins: the first that led here.
  std::uint32_t depth = 0;         ///< Edges between this node and the root.
  std::uint32_t round = 0;         ///< Only where union split a type cycle; from 1.
  Extension* extension = nullptr;  ///< Who answered for the edge. Owned by the graph.
  std::uint32_t acts_begin = 0;
  std::uint32_t acts_end = 0;
  std::uint32_t links_begin = 0;
  std::uint32_t links_end = 0;
  std::uint32_t parents_begin = 0;  ///< The parent context, in the plan's context column.
  std::uint32_t parents_end = 0;
  /// Where the step's links() are split by act; kNoOffsets when every act has one link.
  std::uint32_t offsets_begin = kNoOffsets;
  std::uint32_t visible = 0;  ///< How many of its acts let children see their resource.
  Duration query_time{};      ///< Phase 1: what finding took (measured or simulated).

  [[nodiscard]] std::uint32_t act_count() const { return acts_end - acts_begin; }
  [[nodiscard]] std::uint32_t link_count() const { return links_end - links_begin; }
};

/// A link that closes a cycle of resources; it orders nothing and nobody acts along it. Under
/// `per_path`: on at least one path, it may be in use on others.
struct CycleLink {
  TypeId parent_type = kNoType;
  TypeId type = kNoType;
  LinkParent parent;
  ResourceIndex child = kNoResource;
  friend auto operator<=>(const CycleLink&, const CycleLink&) = default;
};

/// A context that `first_wins` lost.
struct DroppedContext {
  std::vector<TypeId> path;              ///< From the root type to the dropped node's type.
  StepId kept = kNoStep;                 ///< The step of the same edge that was recorded first.
  std::vector<ResourceIndex> resources;  ///< What it would have affected.
};

/// Two acts whose order matters though nothing in the model orders them, or one act (first ==
/// second) that is not the same when done twice.
struct Contradiction {
  ActId first = kNoAct;
  ActId second = kNoAct;
};

/// One access of an act to a resource that is not its own.
struct Touch {
  ActId act = kNoAct;
  Resource resource;
  Access access = Access::Read;
};

/// Any thread may read.
class Plan {
 public:
  [[nodiscard]] const TypeGraph& graph() const { return *graph_; }
  [[nodiscard]] const std::shared_ptr<const TypeGraph>& shared_graph() const { return graph_; }
  [[nodiscard]] const CascadeRequest& request() const { return request_; }
  [[nodiscard]] Merge merge() const { return merge_; }

  /// In plan order: leaves first, the root's step last.
  [[nodiscard]] std::span<const Step> steps() const { return steps_; }
  [[nodiscard]] const Step& step(StepId id) const { return steps_[value(id)]; }
  [[nodiscard]] StepId root_step() const {
    return StepId{static_cast<std::uint32_t>(steps_.size() - 1)};
  }
  [[nodiscard]] StepId step_of(ActId act) const;  ///< Logarithmic.
  /// The action as the step's extension is told it. A view into this plan.
  [[nodiscard]] CascadeAction action(StepId id) const;
  [[nodiscard]] std::span<const ResourceIndex> parent_context(StepId id) const;
  /// "Zone/Cluster/Host": type names from the root to the step, along tree_parent.
  [[nodiscard]] std::string path(StepId id) const;

  [[nodiscard]] std::size_t act_count() const { return resources_.size(); }
  [[nodiscard]] std::size_t link_count() const { return link_parents_.size(); }
  /// Columns over all acts.
  [[nodiscard]] std::span<const ResourceIndex> resources() const { return resources_; }
  [[nodiscard]] std::span<const ReactionId> reactions() const { return reactions_; }
  [[nodiscard]] const Reaction& reaction(const Step& step, ActId act) const {
    return step.extension->reactions()[value(reactions_[value(act)])];
  }
  /// All links of one act (an act of `step`), ascending and unique; never empty, the root's acts
  /// link to themselves.
  [[nodiscard]] std::span<const LinkParent> links(const Step& step, ActId act) const {
    const std::uint32_t nth = value(act) - step.acts_begin;
    if (step.offsets_begin == Step::kNoOffsets) {
      return std::span(link_parents_).subspan(step.links_begin + nth, 1);
    }
    const std::uint32_t begin = link_offsets_[step.offsets_begin + nth];
    const std::uint32_t end = link_offsets_[step.offsets_begin + nth + 1];
    return std::span(link_parents_).subspan(step.links_begin + begin, end - begin);
  }
  /// All links of all acts of a step, by act.
  [[nodiscard]] std::span<const LinkParent> links(const Step& step) const {
    return std::span(link_parents_).subspan(step.links_begin, step.link_count());
  }

  /// Each once, sorted by type ids and indices.
  [[nodiscard]] std::span<const CycleLink> cycle_links() const { return cycle_links_; }
  [[nodiscard]] std::span<const DroppedContext> dropped_contexts() const {
    return dropped_contexts_;
  }
  /// At most `kContradictionsKept`; `contradiction_count` counts all.
  [[nodiscard]] std::span<const Contradiction> contradictions() const { return contradictions_; }
  [[nodiscard]] std::uint64_t contradiction_count() const { return contradiction_count_; }
  /// Pairs of conflicting acts about which the extensions know nothing.
  [[nodiscard]] std::uint64_t unchecked_pairs() const { return unchecked_pairs_; }
  static constexpr std::size_t kContradictionsKept = 1000;

  [[nodiscard]] std::span<const Touch> touches() const { return touches_; }  ///< By act.
  [[nodiscard]] std::span<const Touch> touches(ActId act) const;             ///< Logarithmic.

  /// Sum over the steps: phase 1 asks one after the other.
  [[nodiscard]] Duration query_time() const { return query_time_; }
  /// Allocated memory of all columns.
  [[nodiscard]] std::size_t bytes() const;
  /// Of steps, acts, links and lists; not of times.
  [[nodiscard]] std::uint64_t digest() const;

 private:
  friend class PlanBuilder;
  Plan() = default;

  std::shared_ptr<const TypeGraph> graph_;
  CascadeRequest request_;
  Merge merge_ = Merge::PerPath;
  std::vector<Step> steps_;
  Column<ResourceIndex> resources_;  // per act
  Column<ReactionId> reactions_;     // per act
  Column<LinkParent> link_parents_;  // per link, grouped by act
  // For steps where some act has several links: per act and one more, counted from links_begin.
  Column<std::uint32_t> link_offsets_;
  Column<ResourceIndex> contexts_;  // parent contexts; steps with the same one share it
  std::vector<CycleLink> cycle_links_;
  std::vector<DroppedContext> dropped_contexts_;
  std::vector<Contradiction> contradictions_;
  std::uint64_t contradiction_count_ = 0;
  std::uint64_t unchecked_pairs_ = 0;
  std::vector<Touch> touches_;
  Duration query_time_{};
};

/// The act of `step` on `resource`, or kNoAct. Logarithmic.
ActId find_act(const Plan& plan, const Step& step, ResourceIndex resource);

/// Calls `visit(StepId, ActId)` for every act on `resource`, in plan order.
template <class Visit>
void for_each_act_on(const Plan& plan, Resource resource, Visit&& visit) {
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.step(StepId{i});
    if (step.type != resource.type) continue;
    const ActId act = find_act(plan, step, resource.index);
    if (act != kNoAct) visit(StepId{i}, act);
  }
}

}  // namespace cascade
