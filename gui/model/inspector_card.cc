// SPDX-License-Identifier: Apache-2.0
#include "gui/model/inspector_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/plan.h"
#include "gui/model/appearing.h"
#include "gui/model/inspector_parts.h"
#include "gui/model/run_times.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

constexpr std::string_view kAbsent = "not there yet";

bool contains(const std::vector<Resource>& resources, Resource resource) {
  return std::binary_search(resources.begin(), resources.end(), resource);
}

}  // namespace

CardMaker::CardMaker(const InspectorSource& source, const std::stop_token& stop)
    : source_(source),
      stop_(stop),
      infos_(source.history->passes()),
      appearing_(appearing_in(*source.history)),
      absent_(not_there_yet(*source.history, *source.snapshot)) {}

// What was selected in a run before may be beyond what there is in this one.
bool CardMaker::is_there(Resource resource) const {
  return is_there(resource.type) && resource.index < source_.history->world().count(resource.type);
}

bool CardMaker::is_there(TypeId type) const {
  return value(type) < source_.history->model().types.size();
}

InspectorCard CardMaker::make() const {
  const Selection& selection = source_.selection;
  if (selection.resource && is_there(*selection.resource)) {
    return resource_card(*selection.resource);
  }
  const std::optional<CardPass> pass = selected_pass();
  if (pass && pass->plan != nullptr && selection.step &&
      value(*selection.step) < pass->plan->steps().size()) {
    return selection.edge ? edge_card(*pass, *selection.step) : step_card(*pass, *selection.step);
  }
  if (selection.type && is_there(*selection.type)) return type_card(*selection.type);
  return pass ? pass_card(*pass) : run_card();
}

std::optional<CardPass> CardMaker::pass_at(std::uint32_t index) const {
  if (index >= infos_.size()) return std::nullopt;
  CardPass pass;
  pass.info = infos_[index].get();
  pass.plan = pass.info->plan.get();
  pass.state = state_of_pass(source_.snapshot.get(), *pass.info);
  for (const InspectorSource::Pass& known : source_.passes) {
    if (known.index->index() != index) continue;
    pass.index = known.index.get();
    pass.critical = known.critical.get();
  }
  return pass;
}

std::optional<CardPass> CardMaker::selected_pass() const {
  if (!source_.selection.pass) return std::nullopt;
  return pass_at(*source_.selection.pass);
}

std::string CardMaker::name(Resource resource) const {
  return sim::printable(source_.history->world().name(resource));
}

std::string CardMaker::type_name(TypeId type) const {
  return sim::printable(source_.history->model().type(type).name);
}

std::string CardMaker::path(const CardPass& pass, StepId step) const {
  return sim::printable(pass.plan->path(step));
}

std::string CardMaker::life_text(TypeId type, sim::Life life, std::uint8_t state) const {
  if (life == sim::Life::Deleted) return "deleted";
  if (life == sim::Life::Gone) return "gone";
  const auto& states = source_.history->model().type(type).states;
  return state < states.size() ? sim::printable(states[state]) : "live";
}

std::string CardMaker::life_before(Resource resource) const {
  const sim::World& world = source_.history->world();
  if (contains(appearing_, resource)) return std::string(kAbsent);
  return life_text(resource.type, world.life(resource), world.state(resource));
}

std::string CardMaker::life_now(Resource resource) const {
  if (contains(absent_, resource)) return std::string(kAbsent);
  const TypeState& type = source_.snapshot->types[value(resource.type)];
  return life_text(resource.type, type.lives[resource.index], type.states[resource.index]);
}

std::string CardMaker::context_text(TypeId type, std::span<const ResourceIndex> context) const {
  if (context.size() == 1) return name({type, context[0]});
  return fmt::format("{} {}", sim::grouped(context.size()), type_name(type));
}

std::string CardMaker::message_of(const CardPass& pass, ActId act) const {
  if (pass.index == nullptr || !outcome_of(pass.status(act))) return {};
  const auto position =
      event_position(*source_.history, *source_.index, pass.index->acts().end(act),
                     {pass.info->run, EventKind::ActEnded, act});
  return position ? sim::printable(source_.history->text(*position - 1)) : std::string();
}

Selection CardMaker::link_to(const CardPass& pass, StepId step) const {
  Selection link;
  link.pass = pass.info->index;
  link.step = step;
  link.type = pass.plan->step(step).type;
  return link;
}

Selection CardMaker::link_to(const CardPass& pass, ActId act) const {
  Selection link = link_to(pass, pass.plan->step_of(act));
  link.resource = Resource{*link.type, pass.plan->resources()[value(act)]};
  return link;
}

CardMaker::ActTimes CardMaker::times_of(const CardPass& pass, ActId act) const {
  ActTimes times;
  const ActStatus status = pass.status(act);
  if (pass.index == nullptr || status == ActStatus::Waiting) return times;
  const auto instant = [&](std::optional<Moment> moment) {
    return moment ? std::optional(source_.index->instant(*moment)) : std::nullopt;
  };
  times.start = instant(pass.index->acts().start(act));
  if (status != ActStatus::InFlight) times.end = instant(pass.index->acts().end(act));
  return times;
}

std::string CardMaker::act_status_text(const CardPass& pass, ActId act) const {
  std::string text(status_text(pass.status(act)));
  const unsigned attempts = pass.index == nullptr ? 0 : pass.index->acts().attempts(act);
  if (attempts > 1) text += fmt::format(", {} attempts", attempts);
  return text;
}

void CardMaker::add_act_cells(const CardPass& pass, ActId act, DataRow& row) const {
  const Step& step = pass.plan->step(pass.plan->step_of(act));
  const ActStatus status = pass.status(act);
  const ActTimes times = times_of(pass, act);
  row.cells.push_back({sim::printable(pass.plan->reaction(step, act).name)});
  row.cells.push_back({act_status_text(pass, act), static_cast<std::int64_t>(status)});
  row.cells.push_back(instant_cell(times.start));
  row.cells.push_back(took_cell(times.start, times.end));
  row.link = link_to(pass, act);
  row.outcome = outcome_of(status);
}

std::string_view status_text(ActStatus status) {
  if (const auto outcome = outcome_of(status)) return to_string(*outcome);
  return status == ActStatus::InFlight ? "in flight" : "waiting";
}

DataCell instant_cell(std::optional<Instant> at) {
  return at ? duration_cell(at->time_since_epoch()) : DataCell{};
}

DataCell took_cell(std::optional<Instant> begin, std::optional<Instant> end) {
  return begin && end ? duration_cell(*end - *begin) : DataCell{};
}

void CardRows::add(DataRow row) {
  if (full() || (filtered_ && !row_holds(row, source_.filter.text))) return;
  table_.rows.push_back(std::move(row));
}

void CardRows::end(std::size_t all) {
  if (!filtered_ && all <= kInspectorRowsMax) return;
  table_.cut = true;
  if (!filtered_) {
    table_.note = fmt::format("the first {} of {}; a filter looks at all",
                              sim::grouped(kInspectorRowsMax), sim::grouped(all));
  } else if (full()) {
    table_.note = fmt::format("the first {} that fit", sim::grouped(kInspectorRowsMax));
  } else {
    table_.note = fmt::format("found among all {}", sim::grouped(all));
  }
}

void add_table(InspectorCard& card, DataTable table) {
  if (!table.rows.empty() || table.cut) card.tables.push_back(std::move(table));
}

InspectorCard make_inspector_card(const InspectorSource& source, const std::stop_token& stop) {
  return CardMaker(source, stop).make();
}

std::optional<std::uint64_t> position_of_act(const InspectorSource& source,
                                             const Selection& selection) {
  if (!selection.pass || !selection.step || !selection.resource) return std::nullopt;
  for (const InspectorSource::Pass& pass : source.passes) {
    const PassIndex& index = *pass.index;
    if (index.index() != *selection.pass) continue;
    if (value(*selection.step) >= index.plan().steps().size()) return std::nullopt;
    const Step& step = index.plan().step(*selection.step);
    const ActId act = find_act(index.plan(), step, selection.resource->index);
    if (act == kNoAct) return std::nullopt;
    const RunId run = source.history->passes()[index.index()]->run;
    const auto end = event_position(*source.history, *source.index, index.acts().end(act),
                                    {run, EventKind::ActEnded, act});
    if (end) return end;
    return event_position(*source.history, *source.index, index.acts().start(act),
                          {run, EventKind::ActStarted, act});
  }
  return std::nullopt;
}

}  // namespace cascade::gui
