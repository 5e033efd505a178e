// SPDX-License-Identifier: Apache-2.0
// The cards of a type, of a pass and of the whole run.
#include <fmt/format.h>

#include <algorithm>

#include "gui/model/inspector_parts.h"
#include "sim/base/text.h"
#include "sim/report/report.h"

namespace cascade::gui {
namespace {

std::string worst_text(const StepState& state) {
  if (const auto outcome = state.worst()) return std::string(to_string(*outcome));
  return state.phase == StepState::Phase::Running ? "running" : "waiting";
}

}  // namespace

DataTable CardMaker::steps_table(const CardPass& pass, std::optional<TypeId> type) const {
  DataTable table;
  table.title = "steps";
  table.columns = {{"step"},        {"acts", true},    {"outcome"},   {"phase 1", true},
                   {"start", true}, {"phase 2", true}, {"peak", true}};
  const Plan& plan = *pass.plan;
  CardRows rows(table, source_);
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < plan.steps().size() && !stopped(); ++i) {
    const Step& step = plan.step(StepId{i});
    if (type && step.type != *type) continue;
    ++found;
    if (rows.full()) continue;
    const StepState state = pass.state ? pass.state->steps[i] : StepState();
    DataRow row;
    row.cells = {{path(pass, StepId{i})},
                 number_cell(step.act_count()),
                 {worst_text(state)},
                 duration_cell(step.query_time),
                 instant_cell(state.start),
                 took_cell(state.start, state.end),
                 number_cell(state.in_flight_peak)};
    row.link = link_to(pass, StepId{i});
    row.outcome = state.worst();
    rows.add(std::move(row));
  }
  rows.end(found);
  return table;
}

DataTable CardMaker::dropped_table() {
  DataTable table;
  table.title = "dropped contexts";
  table.columns = {{"pass"}, {"dropped on the way"}, {"resources", true}, {"kept instead"}};
  return table;
}

void CardMaker::add_dropped(const CardPass& pass, std::optional<Resource> resource,
                            DataTable& table) const {
  for (const DroppedContext& dropped : pass.plan->dropped_contexts()) {
    if (resource && (dropped.path.back() != resource->type ||
                     !std::binary_search(dropped.resources.begin(), dropped.resources.end(),
                                         resource->index))) {
      continue;
    }
    std::string way;
    for (const TypeId type : dropped.path) way += (way.empty() ? "" : "/") + type_name(type);
    DataRow row;
    row.cells = {{sim::printable(pass.info->action_code)},
                 {std::move(way)},
                 number_cell(dropped.resources.size()),
                 {path(pass, dropped.kept)}};
    row.link = link_to(pass, dropped.kept);
    table.rows.push_back(std::move(row));
  }
}

DataTable CardMaker::resources_of(TypeId type) const {
  const std::size_t count = source_.snapshot->types[value(type)].lives.size();
  DataTable table;
  table.title = "resources";
  table.columns = {{"resource"}, {"now"}};
  CardRows rows(table, source_);
  for (std::uint32_t i = 0; i < count && !rows.full() && !stopped(); ++i) {
    DataRow row;
    row.cells = {{name({type, i})}, {life_now({type, i})}};
    row.link.emplace();
    row.link->type = type;
    row.link->resource = Resource{type, i};
    rows.add(std::move(row));
  }
  rows.end(count);
  return table;
}

InspectorCard CardMaker::type_card(TypeId type) const {
  const sim::Model& model = source_.history->model();
  const sim::TypeSpec& spec = model.type(type);
  InspectorCard card;
  card.kind = "type";
  card.title = type_name(type);
  std::string states;
  for (const std::string& state : spec.states) {
    states += (states.empty() ? "" : ", ") + sim::printable(state);
  }
  if (!states.empty()) card.facts.push_back({"states", states});
  for (const sim::EdgeSpec& edge : spec.edges) {
    if (edge.parent == type) continue;
    Selection parent;
    parent.type = edge.parent;
    card.facts.push_back({"below", type_name(edge.parent), parent});
  }
  const std::size_t count = source_.snapshot->types[value(type)].lives.size();
  card.facts.push_back({"resources", sim::grouped(count)});
  Selection selection = source_.selection;
  const auto in_view = shown_pass({source_.history, source_.snapshot, selection});
  std::vector<DataTable> tables;
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan == nullptr || (selection.pass && *selection.pass != i)) continue;
    DataTable steps = steps_table(pass, type);
    steps.title = sim::printable(pass.info->action_code);
    const bool first = in_view && in_view->index == i;
    tables.insert(first ? tables.begin() : tables.end(), std::move(steps));
  }
  for (DataTable& steps : tables) add_table(card, std::move(steps));
  add_table(card, resources_of(type));
  return card;
}

void CardMaker::add_refusal(const CardPass& pass, InspectorCard& card) {
  if (!pass.info->refusal) return;
  // One line for each reason.
  std::string_view reasons = pass.info->refusal->message;
  for (bool first = true; first || !reasons.empty(); first = false) {
    constexpr std::string_view kBetween = "; ";
    const std::size_t end = std::min(reasons.find(kBetween), reasons.size());
    card.facts.push_back({first ? "refused" : "", sim::printable(reasons.substr(0, end))});
    reasons.remove_prefix(std::min(end + kBetween.size(), reasons.size()));
  }
}

InspectorCard CardMaker::pass_card(const CardPass& pass) const {
  InspectorCard card;
  card.kind = "pass";
  card.title = sim::printable(pass.info->action_code);
  add_refusal(pass, card);
  if (pass.state) {
    const PassState& state = *pass.state;
    card.facts.push_back({"began", sim::short_duration(state.began.time_since_epoch())});
    if (state.phase2_began) {
      card.facts.push_back({"phase 1", sim::short_duration(*state.phase2_began - state.began)});
      const Instant end = state.ended_at.value_or(source_.snapshot->now);
      card.facts.push_back({"phase 2", sim::short_duration(end - *state.phase2_began)});
    }
    if (state.outcome) {
      card.facts.push_back({"outcome", std::string(to_string(*state.outcome)), {}, state.outcome});
    }
  }
  if (pass.plan == nullptr) return card;
  const Plan& plan = *pass.plan;
  card.facts.push_back({"acts", sim::grouped(plan.act_count())});
  card.facts.push_back({"links", sim::grouped(plan.link_count())});
  if (!plan.cycle_links().empty()) {
    card.facts.push_back({"cycle links", sim::grouped(plan.cycle_links().size())});
  }
  if (!plan.dropped_contexts().empty()) {
    card.facts.push_back({"dropped", sim::counted(plan.dropped_contexts().size(), "context")});
  }
  if (plan.contradiction_count() > 0) {
    card.facts.push_back({"contradictions", sim::grouped(plan.contradiction_count())});
  }
  add_table(card, steps_table(pass, std::nullopt));
  DataTable dropped = dropped_table();
  add_dropped(pass, std::nullopt, dropped);
  add_table(card, std::move(dropped));
  return card;
}

InspectorCard CardMaker::run_card() const {
  InspectorCard card;
  card.kind = "run";
  card.title = "The run";
  card.facts.push_back({"events", sim::grouped(source_.history->size())});
  if (source_.end) {
    const HistoryEnd* const end = source_.end.get();
    const std::string verdict(sim::to_string(end->verdict));
    const std::string took = sim::short_duration(end->makespan);
    if (source_.snapshot->position == source_.history->size()) {
      card.facts.push_back({"outcome", end->outcome});
      card.facts.push_back({"verdict", verdict});
      card.facts.push_back({"took", took});
    } else {
      card.facts.push_back(
          {"at the end", fmt::format("{}; {}; took {}", end->outcome, verdict, took)});
    }
  }
  for (std::uint32_t i = 0; i < infos_.size(); ++i) add_refusal(*pass_at(i), card);
  DataTable table;
  table.title = "passes";
  table.columns = {{"pass"}, {"acts", true}, {"outcome"}, {"began", true}, {"took", true}};
  // Of operations at the same time the last pass may be of any.
  const bool several = std::any_of(infos_.begin(), infos_.end(),
                                   [](const auto& info) { return info->operation > 0; });
  if (several) table.columns.insert(table.columns.begin(), {"operation", true});
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    DataRow row;
    row.link.emplace();
    row.link->pass = i;
    if (pass.state) row.outcome = pass.state->outcome;
    std::string outcome = row.outcome ? std::string(to_string(*row.outcome)) : std::string();
    if (pass.info->refusal) outcome = "refused";
    const auto began = pass.state ? std::optional(pass.state->began) : std::nullopt;
    row.cells = {{sim::printable(pass.info->action_code), static_cast<std::int64_t>(i)},
                 number_cell(pass.plan == nullptr ? 0 : pass.plan->act_count()),
                 {std::move(outcome)},
                 instant_cell(began),
                 took_cell(began, pass.state ? pass.state->ended_at : std::nullopt)};
    if (several) row.cells.insert(row.cells.begin(), number_cell(pass.info->operation + 1));
    table.rows.push_back(std::move(row));
  }
  add_table(card, std::move(table));
  return card;
}

}  // namespace cascade::gui
