// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/zstack_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/act.h"
#include "engine/act_columns.h"
#include "engine/completion.h"
#include "engine/guarded_call.h"
#include "engine/link_grouper.h"
#include "engine/plan_builder.h"

namespace cascade::sim {
namespace {

/// Extensions of models answer at once.
class Answer final : public CompletionPort {
 public:
  void complete(const Attempt& /*attempt*/, ActResult&& result) override {
    outcome = result.outcome;
  }
  void abandon(const Attempt& /*attempt*/) override { outcome = Outcome::Failed; }
  void threw(const Attempt& /*attempt*/, std::string /*what*/) override {
    outcome = Outcome::Failed;
  }
  Outcome outcome = Outcome::Failed;
};

class ZstackRun {
 public:
  ZstackRun(World& world, std::shared_ptr<const TypeGraph> graph, const CascadeRequest& request,
            const PlannerOptions& options)
      : world_(world), graph_(std::move(graph)), request_(request), options_(options) {}

  Result<std::vector<ZstackAct>> run(const ZstackPlan& plan) {
    gather(plan);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      auto step = plan_step(plan.steps[i]);
      if (!step) return tl::unexpected(std::move(step).error());
      if (*step != nullptr) perform(**step, i);
    }
    return std::move(acts_);
  }

 private:
  /// All that the whole plan is about, by type: no placement may choose any of it.
  struct Concerned {
    Step step;
    ActRange range;
  };

  void gather(const ZstackPlan& plan) {
    std::map<TypeId, std::vector<ResourceIndex>> found;
    std::map<TypeId, Extension*> extensions;
    for (const ZstackStep& step : plan.steps) {
      std::vector<ResourceIndex>& all = found[step.edge.child];
      all.insert(all.end(), step.found.begin(), step.found.end());
      extensions[step.edge.child] = step.edge.extension;
    }
    for (auto& [type, resources] : found) {
      std::sort(resources.begin(), resources.end());
      resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
      if (resources.empty()) continue;
      Concerned& concerned = concerned_.emplace_back();
      concerned.step.type = concerned.step.parent_type = type;
      concerned.step.extension = extensions[type];
      concerned.range.acts_begin = concerned_columns_.resources.size();
      concerned.range.links_begin = concerned_columns_.parents.size();
      for (const ResourceIndex resource : resources) {
        concerned_columns_.resources.push_back(resource);
        concerned_columns_.reactions.push_back(ReactionId{0});
        concerned_columns_.parents.push_back(LinkParent::root(resource));
      }
      concerned.range.acts_end = concerned_columns_.resources.size();
      concerned.range.links_end = concerned_columns_.parents.size();
    }
  }

  /// A plan of this one step, from the world as it is now, and of all that the others are about,
  /// which is not carried out. Null: the step finds nothing.
  Result<std::shared_ptr<const Plan>> plan_step(const ZstackStep& step) {
    world_.build_indices();
    Inquirer inquirer(*graph_, request_, options_);
    const Query query = query_of(step.edge, step.parents);
    if (auto found = inquirer.find(query); !found) return tl::unexpected(found.error());
    ActColumns columns;
    ActRange range;
    const auto& rows = step.edge.extension->reactions();
    if (const auto clash = grouper_.group(inquirer.links(), rows, columns, range)) {
      return inquirer.clash_error(query, *clash);
    }
    if (range.act_count() == 0) return nullptr;
    PlanBuilder builder(graph_, request_, Merge::PerPath);
    const ContextRange parents = builder.add_context(step.edge.parent, step.parents);
    Step made;
    made.type = step.edge.child;
    made.parent_type = step.edge.parent;
    made.extension = step.edge.extension;
    made.parents_begin = parents.begin;
    made.parents_end = parents.end;
    builder.record(made, columns, range);
    for (const Concerned& concerned : concerned_) {
      builder.record(concerned.step, concerned_columns_, concerned.range);
    }
    return builder.finish();
  }

  void perform(const Plan& plan, std::size_t number) {
    const Step& step = plan.steps().front();
    Act act;
    act.plan = &plan;
    act.step = StepId{0};
    for (std::uint32_t i = step.acts_begin; i < step.acts_end; ++i) {
      const Reaction& reaction = plan.reaction(step, ActId{i});
      if (reaction.nothing) continue;
      act.attempt.act = ActId{i};
      act.resource = plan.resources()[i];
      act.reaction = plan.reactions()[i];
      const Resource resource{step.type, act.resource};
      const bool live = world_.life(resource) == Life::Live;
      Answer answer;
      guarded_cascade(*step.extension, act, Completion(answer, act.attempt));
      const bool ended = live && world_.life(resource) != Life::Live;
      acts_.push_back({number, resource, reaction.name, answer.outcome, ended});
    }
  }

  World& world_;
  std::shared_ptr<const TypeGraph> graph_;
  const CascadeRequest& request_;
  const PlannerOptions& options_;
  LinkGrouper grouper_;
  ActColumns concerned_columns_;
  std::vector<Concerned> concerned_;
  std::vector<ZstackAct> acts_;
};

}  // namespace

Result<std::vector<ZstackAct>> run_zstack_plan(const ZstackPlan& plan, World& world,
                                               const std::shared_ptr<const TypeGraph>& graph,
                                               const CascadeRequest& request,
                                               const PlannerOptions& options) {
  return ZstackRun(world, graph, request, options).run(plan);
}

}  // namespace cascade::sim
