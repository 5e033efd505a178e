// SPDX-License-Identifier: Apache-2.0
// The cards of a step and of the edge that leads to it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/plan_text.h"
#include "gui/model/inspector_parts.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr std::size_t kReasonsPerAct = 20;

struct ReactionShare {
  const Reaction* reaction = nullptr;
  std::size_t acts = 0;
};

/// By row of the extension's table; those that have acts.
std::map<std::uint32_t, ReactionShare> reactions_of(const Plan& plan, const Step& step) {
  std::map<std::uint32_t, ReactionShare> shares;
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    ReactionShare& share = shares[value(plan.reactions()[act])];
    share.reaction = &plan.reaction(step, ActId{act});
    ++share.acts;
  }
  return shares;
}

std::string reaction_text(const ReactionShare& share) {
  const Reaction& reaction = *share.reaction;
  std::string text =
      fmt::format("{}, {}", sim::printable(reaction.name), sim::counted(share.acts, "act"));
  if (reaction.in_flight_max != kUnlimited) {
    text += fmt::format(", {} at once", sim::grouped(reaction.in_flight_max));
  }
  text += ", timeout " + sim::short_duration(reaction.timeout);
  if (reaction.retry.limit > 0)
    text += fmt::format(", tried again up to {} times", reaction.retry.limit);
  if (reaction.failure_ignored) text += ", failures ignored";
  if (reaction.shows_children) text += ", children see it";
  return text;
}

std::string chain_text(const Plan& plan, const Reason& reason, const ResourceNames& names) {
  return sim::printable(to_text(plan, reason, names));
}

}  // namespace

void CardMaker::add_step_facts(const CardPass& pass, StepId id, InspectorCard& card) const {
  const Plan& plan = *pass.plan;
  const Step& step = plan.step(id);
  const CascadeAction action = plan.action(id);
  card.facts.push_back({"path", path(pass, id)});
  card.facts.push_back({"action", sim::printable(action.action_code)});
  card.facts.push_back({"root", context_text(action.root.type, action.root.resources),
                        link_to(pass, plan.root_step())});
  if (step.tree_parent != kNoStep) {
    card.facts.push_back({"parent", context_text(action.parent.type, action.parent.resources),
                          link_to(pass, step.tree_parent)});
  }
  if (action.argument.type != kNoType) {
    card.facts.push_back({"with", name(action.argument)});
  }
  for (const auto& [row, share] : reactions_of(plan, step)) {
    card.facts.push_back({"reaction", reaction_text(share)});
  }
  if (step.round > 0) card.facts.push_back({"round", std::to_string(step.round)});
}

void CardMaker::add_step_times(const CardPass& pass, StepId id, InspectorCard& card) const {
  const Step& step = pass.plan->step(id);
  card.facts.push_back({"phase 1", fmt::format("{}, {} found", sim::short_duration(step.query_time),
                                               sim::counted(step.link_count(), "link"))});
  if (!pass.state) return;
  const StepState& state = pass.state->steps[value(id)];
  if (state.start) {
    const Instant end = state.end.value_or(source_.snapshot->now);
    std::string text =
        fmt::format("from {} for {}", sim::short_duration(state.start->time_since_epoch()),
                    sim::short_duration(end - *state.start));
    if (!state.end) text += " so far";
    card.facts.push_back({"phase 2", text});
    card.facts.push_back(
        {"in flight", fmt::format("{} now, {} at most", sim::grouped(state.in_flight),
                                  sim::grouped(state.in_flight_peak))});
  }
  for (std::size_t i = 0; i < state.acts.size(); ++i) {
    if (state.acts[i] == 0) continue;
    const auto outcome = static_cast<Outcome>(i);
    card.facts.push_back(
        {std::string(to_string(outcome)), sim::grouped(state.acts[i]), {}, outcome});
  }
  if (pass.critical == nullptr) return;
  const CriticalPath::StepShare& share = pass.critical->steps[value(id)];
  if (!share.acts.empty()) {
    card.facts.push_back({"critical", fmt::format("{} in {}", sim::short_duration(share.time),
                                                  sim::counted(share.acts.size(), "act"))});
  } else if (share.slack) {
    card.facts.push_back({"slack", sim::short_duration(*share.slack)});
  }
}

DataTable CardMaker::acts_of_step(const CardPass& pass, StepId id) const {
  const Step& step = pass.plan->step(id);
  DataTable table;
  table.title = "acts";
  table.columns = {{"resource"},    {"reaction"},   {"outcome"},
                   {"start", true}, {"took", true}, {"links", true}};
  CardRows rows(table, source_);
  // What went wrong first, so that it is among those that are kept.
  for (const bool wrong : {true, false}) {
    for (std::uint32_t i = step.acts_begin; i < step.acts_end && !rows.full() && !stopped(); ++i) {
      const ActId act{i};
      if ((pass.status(act) < ActStatus::Done) != wrong) continue;
      DataRow row;
      row.cells.push_back({name({step.type, pass.plan->resources()[i]})});
      add_act_cells(pass, act, row);
      row.cells.push_back(number_cell(pass.plan->links(step, act).size()));
      rows.add(std::move(row));
    }
  }
  rows.end(step.act_count());
  return table;
}

DataTable CardMaker::context_table(std::string title, TypeId type,
                                   std::span<const ResourceIndex> context) const {
  DataTable table;
  table.title = std::move(title);
  table.columns = {{"resource"}, {"now"}};
  CardRows rows(table, source_);
  for (const ResourceIndex index : context) {
    if (rows.full() || stopped()) break;
    DataRow row;
    row.cells = {{name({type, index})}, {life_now({type, index})}};
    row.link.emplace();
    row.link->type = type;
    row.link->resource = Resource{type, index};
    rows.add(std::move(row));
  }
  rows.end(context.size());
  return table;
}

InspectorCard CardMaker::step_card(const CardPass& pass, StepId id) const {
  InspectorCard card;
  card.kind = "step";
  card.title = type_name(pass.plan->step(id).type);
  add_step_facts(pass, id, card);
  add_step_times(pass, id, card);
  add_table(card, acts_of_step(pass, id));
  const CascadeAction action = pass.plan->action(id);
  add_table(card, context_table("parents", action.parent.type, action.parent.resources));
  add_table(card, context_table("roots", action.root.type, action.root.resources));
  return card;
}

InspectorCard CardMaker::edge_card(const CardPass& pass, StepId id) const {
  const Plan& plan = *pass.plan;
  const Step& step = plan.step(id);
  InspectorCard card;
  card.kind = "edge";
  card.title = type_name(step.parent_type) + " → " + type_name(step.type);
  card.facts.push_back({"step", path(pass, id), link_to(pass, id)});
  if (step.tree_parent != kNoStep) {
    card.facts.push_back({"from", path(pass, step.tree_parent), link_to(pass, step.tree_parent)});
  }
  card.facts.push_back({"passed down", context_text(step.parent_type, plan.parent_context(id))});
  card.facts.push_back(
      {"flowed", fmt::format("{}, by {}", sim::counted(step.act_count(), "resource"),
                             sim::counted(step.link_count(), "link"))});
  for (const auto& [row, share] : reactions_of(plan, step)) {
    card.facts.push_back({"reaction", reaction_text(share)});
  }
  DataTable table;
  table.title = "why";
  table.columns = {{"resource"}, {"because of"}, {"reaction"}, {"chain from the root"}};
  CardRows rows(table, source_);
  std::uint32_t act = step.acts_begin;
  for (; act < step.acts_end && !rows.full() && !stopped(); ++act) {
    const Resource resource{step.type, plan.resources()[act]};
    for (const Reason& reason : why(plan, ActId{act}, kReasonsPerAct)) {
      const std::size_t hops = reason.hops.size();
      DataRow row;
      row.cells = {{name(resource)},
                   {hops < 2 ? std::string() : name(reason.hops[hops - 2].resource)},
                   {sim::printable(plan.reaction(step, ActId{act}).name)},
                   {chain_text(plan, reason, source_.history->world())}};
      row.link = link_to(pass, ActId{act});
      row.outcome = outcome_of(pass.status(ActId{act}));
      rows.add(std::move(row));
    }
  }
  // An act may have several rows.
  rows.end(act < step.acts_end ? std::max<std::size_t>(step.act_count(), kInspectorRowsMax + 1)
                               : step.act_count());
  add_table(card, std::move(table));
  return card;
}

}  // namespace cascade::gui
