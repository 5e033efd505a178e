// SPDX-License-Identifier: Apache-2.0
#include "gui/model/preview_model.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/plan.h"
#include "sim/base/text.h"
#include "sim/base/work.h"
#include "sim/report/preview_text.h"
#include "sim/run/appearing.h"
#include "sim/run/preview_counts.h"
#include "sim/run/protection.h"

namespace cascade::gui {
namespace {

constexpr std::size_t kNeeds = 100;  // lines of what else has to stay

std::string title_of(const sim::Preview::OperationPreview& operation) {
  std::string title = operation.operation;
  for (const std::string& root : operation.roots) title += " " + root;
  return title;
}

/// From the plan: which resources, by type and reaction.
std::vector<PreviewGroup> groups_of(const Plan& plan, const sim::World& world) {
  std::map<std::pair<std::string, std::string_view>, PreviewGroup> groups;
  for (const Step& step : plan.steps()) {
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const Reaction& reaction = plan.reaction(step, ActId{act});
      if (reaction.nothing) continue;
      PreviewGroup& group = groups[{world.model().type(step.type).name, reaction.name}];
      group.type = step.type;
      group.reaction = reaction.name;
      group.resources.push_back(plan.resources()[act]);
    }
  }
  std::vector<PreviewGroup> result;
  for (auto& [key, group] : groups) {
    std::sort(group.resources.begin(), group.resources.end());
    group.resources.erase(std::unique(group.resources.begin(), group.resources.end()),
                          group.resources.end());
    result.push_back(std::move(group));
  }
  return result;
}

std::vector<PreviewType> types_of(const sim::Preview::OperationPreview& operation,
                                  const sim::World& world) {
  std::vector<PreviewType> types;
  for (const sim::TypeReach& reach : sim::type_reaches(*operation.plan, world)) {
    PreviewType& type = types.emplace_back();
    type.type = reach.type;
    type.name = world.model().type(reach.type).name;
    type.affected = reach.affected;
    type.live = reach.live;
    type.below = reach.below;
    for (const auto& count : operation.counts) {
      if (count.type != type.type) continue;
      type.counts.push_back({count.state, count.reaction, count.resources});
    }
  }
  return types;
}

PreviewOperation operation_of(const sim::Preview::OperationPreview& preview,
                              std::shared_ptr<const sim::World> begins_in) {
  const sim::World& world = *begins_in;
  PreviewOperation operation;
  operation.world = std::move(begins_in);
  operation.title = title_of(preview);
  if (preview.refusal) operation.refusal = preview.refusal->message;
  for (const auto& [resource, words] : preview.vetoes) {
    operation.vetoes.push_back({resource, world.name(resource), words});
  }
  if (preview.plan == nullptr) return operation;
  for (const sim::UnmetRequirement& unmet : preview.unmet) {
    operation.unmet.push_back({unmet.resource, world.name(unmet.resource), unmet.message});
  }
  for (const sim::ProtectionBreach& breach : preview.breaches) {
    operation.breaches.push_back(
        {breach.resource, world.name(breach.resource), sim::breach_text(breach, world)});
  }
  if (!preview.keep.empty()) operation.keep = sim::keep_lines(preview.keep, world, kNeeds);
  operation.predicted = preview.predicted;
  for (const sim::CriticalStretch& stretch : preview.critical_path) {
    operation.critical_path.push_back(sim::in_words(stretch, *preview.plan, world));
  }
  operation.predictions = preview.predictions;
  operation.confirmation = sim::confirmation(preview, world.model());
  operation.groups = groups_of(*preview.plan, world);
  operation.types = types_of(preview, world);
  operation.acts = preview.plan->act_count();
  for (const PreviewType& type : operation.types) operation.affected += type.affected;
  return operation;
}

const char* word_for(sim::Work::Kind kind) {
  switch (kind) {
    case sim::Work::Kind::Generating:
      return "generating the world";
    case sim::Work::Kind::Planning:
      return "planning";
    case sim::Work::Kind::Predicting:
      return "predicting";
  }
  return "";
}

}  // namespace

std::string PreviewVeto::text() const {
  const std::string who = sim::printable(name);
  std::string why = sim::printable(words);
  // Some messages begin with who speaks.
  const bool told = why.starts_with(who) && why.size() > who.size() && why[who.size()] == ' ';
  return told ? why : who + ": " + why;
}

PreviewModel::PreviewModel(const sim::Scenario& scenario, const sim::Preview& preview,
                           std::shared_ptr<const sim::World> world)
    : world_(std::move(world)) {
  for (const auto& operation : preview.operations) {
    operations_.push_back(operation_of(operation, operation.world ? operation.world : world_));
    operations_.back().schedule = scenario.schedule;
  }
}

Result<std::shared_ptr<const PreviewModel>> preview_of(const sim::Scenario& scenario,
                                                       Progress& progress,
                                                       const std::stop_token& stop) {
  sim::WorkWatch watch;
  watch.stop = stop;
  watch.progress = [&](const sim::Work& work) {
    const char* const what = word_for(work.kind);
    if (progress.what() != what) progress.begin(what);
    progress.set(work.done, 0);
  };
  progress.begin(word_for(sim::Work::Kind::Generating));
  auto world = sim::scenario_world(scenario, watch);
  if (!world) return tl::unexpected(std::move(world).error());
  const auto preview = sim::make_preview(scenario, **world, watch);
  if (!preview) return tl::unexpected(preview.error());
  progress.begin("counting");
  return std::make_shared<const PreviewModel>(scenario, *preview, *std::move(world));
}

std::string state_of(const PreviewOperation& operation, Resource resource) {
  const sim::World& world = *operation.world;
  if (world.life(resource) == sim::Life::Deleted) return "deleted";
  const auto& states = world.model().type(resource.type).states;
  return states.empty() ? "" : states[world.state(resource)];
}

void PreviewInstances::set(std::shared_ptr<const PreviewModel> model, std::size_t operation,
                           Filter filter) {
  if (model == model_ && operation == operation_ && filter == filter_) return;
  model_ = std::move(model);
  operation_ = operation;
  filter_ = std::move(filter);
  rows_.clear();
  group_ = 0;
  at_ = 0;
}

std::size_t PreviewInstances::group_count() const {
  if (model_ == nullptr || operation_ >= model_->operations().size()) return 0;
  return model_->operations()[operation_].groups.size();
}

bool PreviewInstances::fits(const PreviewGroup& group) const {
  if (filter_.type && *filter_.type != group.type) return false;
  return filter_.reaction.empty() || filter_.reaction == group.reaction;
}

bool PreviewInstances::fits(Resource resource) const {
  const PreviewOperation& operation = model_->operations()[operation_];
  if (!filter_.state.empty() && state_of(operation, resource) != filter_.state) return false;
  if (filter_.words.empty()) return true;
  return sim::lower_case(model_->world().name(resource)).find(sim::lower_case(filter_.words)) !=
         std::string::npos;
}

bool PreviewInstances::advance(std::size_t count) {
  while (count > 0 && !complete()) {
    const PreviewGroup& group = model_->operations()[operation_].groups[group_];
    if (!fits(group) || at_ >= group.resources.size()) {
      ++group_;
      at_ = 0;
      continue;
    }
    const Resource resource{group.type, group.resources[at_]};
    if (fits(resource)) rows_.push_back({resource, static_cast<std::uint32_t>(group_)});
    ++at_;
    --count;
  }
  return !complete();
}

}  // namespace cascade::gui
