// SPDX-License-Identifier: Apache-2.0
// The card of a resource: every step that touched it, its states over the run, why it came into
// the plan, and who blocked it, down to the first cause.
#include <fmt/format.h>

#include <algorithm>

#include "engine/plan.h"
#include "engine/plan_text.h"
#include "gui/model/inspector_parts.h"
#include "sim/base/text.h"
#include "sim/report/blockers.h"

namespace cascade::gui {
namespace {

constexpr std::size_t kBlockersMax = 500;
constexpr std::size_t kOutcomeCell = 1;  // of the acts
constexpr std::uint32_t kIndentMax = 12;
constexpr std::size_t kCausesTold = 3;

std::string_view access_text(Access access) {
  switch (access) {
    case Access::Read:
      return "reads it";
    case Access::Write:
      return "writes it";
    case Access::Add:
      break;
  }
  return "adds to it";
}

/// As blockers() wants them: what has not ended blocks nobody.
std::vector<Outcome> outcomes_now(const PassState& state) {
  std::vector<Outcome> outcomes(state.acts.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    outcomes[i] = outcome_of(state.acts[i]).value_or(Outcome::Done);
  }
  return outcomes;
}

}  // namespace

DataTable CardMaker::acts_on(Resource resource) const {
  DataTable table;
  table.title = "acts";
  table.columns = {{"pass"},        {"outcome"},    {"step"},   {"reaction"},
                   {"start", true}, {"took", true}, {"message"}};
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan == nullptr) continue;
    StepId done_by = kNoStep;
    for_each_act_on(*pass.plan, resource, [&](StepId step, ActId act) {
      DataRow row;
      row.cells = {{sim::printable(pass.info->action_code), static_cast<std::int64_t>(i)},
                   {path(pass, step)}};
      add_act_cells(pass, act, row);
      // What became of it is told where it is in sight.
      std::rotate(row.cells.begin() + kOutcomeCell, row.cells.begin() + 3, row.cells.begin() + 4);
      std::string message = message_of(pass, act);
      if (pass.status(act) == ActStatus::Skipped && done_by != kNoStep) {
        message = "after " + path(pass, done_by);
      }
      if (pass.status(act) == ActStatus::NotRun) message = stopped_by(pass);
      row.cells.push_back({std::move(message)});
      table.rows.push_back(std::move(row));
      if (pass.status(act) == ActStatus::Done) done_by = step;
    });
  }
  return table;
}

std::string CardMaker::stopped_by(const CardPass& pass) const {
  if (pass.index == nullptr || pass.index->failures().empty()) return {};
  const ActId first = pass.index->failures()[0];
  return fmt::format("after {} {}", name(*link_to(pass, first).resource),
                     status_text(pass.status(first)));
}

DataTable CardMaker::states_of(Resource resource) const {
  const History& history = *source_.history;
  DataTable table;
  table.title = "states";
  table.columns = {{"time", true}, {"state"}, {"by"}};
  const auto add = [&](std::uint64_t position, std::string state) {
    DataRow row;
    row.position = position;
    std::string by = "before the run";
    std::optional<Instant> at = Instant{};
    if (position > 0) {
      const Event event = history.event(position - 1);
      at = event.at;
      by.clear();
      for (std::uint32_t i = 0; i < infos_.size(); ++i) {
        if (!infos_[i]->plan || infos_[i]->run != event.run) continue;
        const CardPass pass = *pass_at(i);
        if (event.kind != EventKind::ActEnded && event.kind != EventKind::ActStarted &&
            event.kind != EventKind::AttemptFailed && event.kind != EventKind::RetryStarted) {
          continue;
        }
        row.link = link_to(pass, ActId{event.subject});
        by = path(pass, *row.link->step);
      }
    }
    row.cells = {instant_cell(at), {std::move(state)}, {std::move(by)}};
    table.rows.push_back(std::move(row));
  };
  add(0, life_before(resource));
  history.visit_changes(0, history.size(), [&](const WorldChange& change) {
    if (change.resource == resource) {
      add(change.position, life_text(resource.type, change.life, change.state));
    }
    return !stopped();
  });
  return table;
}

DataTable CardMaker::reasons_of(Resource resource) const {
  DataTable table;
  table.title = "why";
  table.columns = {{"pass"}, {"chain from the root"}};
  for (std::uint32_t i = 0; i < infos_.size() && !stopped(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan == nullptr) continue;
    for (const Reason& reason : why(*pass.plan, resource)) {
      DataRow row;
      row.cells = {{sim::printable(pass.info->action_code), static_cast<std::int64_t>(i)},
                   {sim::printable(to_text(*pass.plan, reason, source_.history->world()))}};
      row.link = link_to(pass, reason.hops.back().step);
      row.link->resource = resource;
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

DataTable CardMaker::blockers_of(Resource resource) const {
  DataTable table;
  table.title = "blocked by";
  table.columns = {{"blocked by"}, {"step"}, {"outcome"}, {"message"}, {"blocks"}};
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan == nullptr || !pass.state) continue;
    std::optional<ActId> blocked;
    for_each_act_on(*pass.plan, resource, [&](StepId, ActId act) {
      if (!blocked && pass.status(act) == ActStatus::Blocked) blocked = act;
    });
    if (!blocked || stopped()) continue;
    const auto blockers =
        sim::all_blockers(*pass.plan, outcomes_now(*pass.state), *blocked, kBlockersMax);
    for (const sim::Blocker& blocker : blockers) {
      DataRow row;
      row.link = link_to(pass, blocker.act);
      row.outcome = outcome_of(pass.status(blocker.act));
      // Further from what was asked for, further to the right.
      const std::string indent(std::size_t{2} * std::min(blocker.depth, kIndentMax), ' ');
      row.cells = {{indent + name(*row.link->resource)},
                   {path(pass, *row.link->step)},
                   {std::string(status_text(pass.status(blocker.act)))},
                   {message_of(pass, blocker.act)},
                   {name(*link_to(pass, blocker.blocks).resource)}};
      table.rows.push_back(std::move(row));
    }
    if (blockers.size() == kBlockersMax) {
      table.note = "the first " + sim::grouped(kBlockersMax) + ", perhaps there are more";
    }
  }
  return table;
}

DataTable CardMaker::touches_of(Resource resource) const {
  DataTable table;
  table.title = "touched by";
  table.columns = {{"resource"}, {"how"},         {"reaction"},
                   {"outcome"},  {"start", true}, {"took", true}};
  CardRows rows(table, source_);
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan == nullptr) continue;
    for (const Touch& touch : pass.plan->touches()) {
      if (touch.resource != resource) continue;
      ++found;
      if (rows.full()) continue;
      DataRow row;
      row.cells = {{name(*link_to(pass, touch.act).resource)},
                   {std::string(access_text(touch.access))}};
      add_act_cells(pass, touch.act, row);
      rows.add(std::move(row));
    }
  }
  rows.end(found);
  return table;
}

DataTable CardMaker::relations_of(Resource resource) const {
  const sim::World& world = source_.history->world();
  const auto& relations = source_.history->model().type(resource.type).relations;
  DataTable table;
  table.title = "relations";
  table.columns = {{"relation"}, {"before the run"}, {"now"}};
  for (std::size_t r = 0; r < relations.size(); ++r) {
    world.for_each_target(
        resource, sim::RelationId{static_cast<std::uint8_t>(r)}, [&](ResourceIndex index) {
          if (table.rows.size() == kInspectorRowsMax) return;
          const Resource target{relations[r].target, index};
          DataRow row;
          row.cells = {{sim::printable(relations[r].name)}, {name(target)}, {life_now(target)}};
          row.link.emplace();
          row.link->type = target.type;
          row.link->resource = target;
          table.rows.push_back(std::move(row));
        });
  }
  return table;
}

void CardMaker::add_causes(const DataTable& blockers, InspectorCard& card) const {
  std::size_t causes = 0;
  for (const DataRow& row : blockers.rows) {
    if (row.outcome == Outcome::Blocked || ++causes > kCausesTold) continue;
    card.facts.push_back(
        {causes == 1 ? "first cause" : "also", name(*row.link->resource), row.link, row.outcome});
  }
  if (causes > kCausesTold) {
    card.facts.push_back({"", fmt::format("and {} more", sim::grouped(causes - kCausesTold))});
  }
}

void CardMaker::add_outcome(const DataTable& acts, InspectorCard& card) const {
  const DataRow* worst = nullptr;
  const DataRow* open = nullptr;
  const auto status = [](const DataRow& row) {
    return row.cells[kOutcomeCell].number.value_or(kActStatusCount);
  };
  for (const DataRow& row : acts.rows) {
    const auto pass = pass_at(*row.link->pass);
    if (!pass->state) continue;  // later than the position
    const DataRow*& kind = row.outcome ? worst : open;
    if (kind == nullptr ||
        (row.outcome ? status(row) < status(*kind) : status(row) > status(*kind)))
      kind = &row;
  }
  const bool good =
      worst == nullptr || worst->outcome == Outcome::Done || worst->outcome == Outcome::Skipped;
  if (open != nullptr && good) {
    card.facts.push_back({"outcome", "not yet: " + open->cells[kOutcomeCell].text, open->link});
  } else if (worst != nullptr) {
    card.facts.push_back(
        {"outcome", std::string(to_string(*worst->outcome)), worst->link, worst->outcome});
    const std::string& message = worst->cells.back().text;
    if (!message.empty()) card.facts.push_back({"message", message});
  }
}

InspectorCard CardMaker::resource_card(Resource resource) const {
  InspectorCard card;
  card.kind = "resource";
  card.title = name(resource);
  Selection type;
  type.type = resource.type;
  card.facts.push_back({"type", type_name(resource.type), type});
  card.facts.push_back({"before", life_before(resource)});
  card.facts.push_back({"now", life_now(resource)});
  DataTable acts = acts_on(resource);
  add_outcome(acts, card);
  DataTable blocked = blockers_of(resource);
  if (!blocked.rows.empty()) {
    add_causes(blocked, card);
  }
  add_table(card, std::move(blocked));
  add_table(card, std::move(acts));
  add_table(card, states_of(resource));
  add_table(card, reasons_of(resource));
  add_table(card, touches_of(resource));
  DataTable dropped = dropped_table();
  for (std::uint32_t i = 0; i < infos_.size(); ++i) {
    const CardPass pass = *pass_at(i);
    if (pass.plan != nullptr) add_dropped(pass, resource, dropped);
  }
  add_table(card, std::move(dropped));
  add_table(card, relations_of(resource));
  return card;
}

}  // namespace cascade::gui
