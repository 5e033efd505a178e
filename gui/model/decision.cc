// SPDX-License-Identifier: Apache-2.0
#include "gui/model/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/plan.h"
#include "gui/model/event_filter.h"
#include "gui/model/pane_source.h"
#include "sim/base/text.h"
#include "sim/scenario/scenario_edit.h"

namespace cascade::gui {
namespace {

using FaultKind = sim::Fault::Kind;

ActStatus status_of(const Snapshot& snapshot, const ActToDecide& act) {
  for (const auto& pass : snapshot.passes) {
    if (pass->info->index == act.pass) return pass->acts[value(act.act)];
  }
  return ActStatus::Waiting;  // its pass has not begun
}

/// The first that starts at or behind the position and is about the selection. In a check pass
/// nothing happens: its acts are meant only where it is selected.
std::optional<ActToDecide> next_act(const History& history, std::uint64_t position,
                                    const Selection& selection) {
  EventFilter filter = only_selected({}, selection);
  // As exactly as it is selected: the same resource may be met in many places.
  if (selection.pass) {
    filter.pass = selection.pass;
    filter.step = selection.step;
  }
  filter.kinds = 1U << static_cast<unsigned>(EventKind::ActStarted);
  const EventReader reader(history);
  std::optional<ActToDecide> found;
  history.visit_events(position, history.size(), [&](std::uint64_t at, auto events) {
    for (const Event& event : events) {
      if (!reader.fits(filter, event, at++)) continue;
      const EventSubject about = reader.subject(event);
      if (!about.pass || (!selection.pass && is_rehearsal(history.model(), *about.pass))) continue;
      found = ActToDecide{about.pass->index, *about.act};
      return false;
    }
    return true;
  });
  return found;
}

bool same_act(const sim::Fault& a, const sim::Fault& b) {
  return a.type.empty() && !a.ratio && !a.attempt && a.resource == b.resource && a.step == b.step &&
         a.action == b.action;
}

/// An attempt at the act has ended before the position: it waits for the next one.
bool was_tried(const History& history, const ActToDecide& act, std::uint64_t position) {
  const PassInfo& pass = *history.passes()[act.pass];
  const Step& step = pass.plan->step(pass.plan->step_of(act.act));
  if (pass.plan->reaction(step, act.act).retry.limit == 0) return false;
  bool tried = false;
  history.visit_events(pass.begin, position, [&](std::uint64_t /*first*/, auto events) {
    tried = std::any_of(events.begin(), events.end(), [&](const Event& event) {
      return event.kind == EventKind::ActStarted && event.run == pass.run &&
             event.subject == value(act.act);
    });
    return !tried;
  });
  return tried;
}

/// The path of a step with an act that has started, or is over, and that the decision would mean
/// too: the run would not be the same up to the position. Empty: there is none.
std::string happened(const History& history, const Snapshot& snapshot, const ActToDecide& act) {
  const sim::Fault wanted = decision_for(history, act, FaultKind::FailBefore);
  const Resource resource = *history.world().find(wanted.resource);
  std::string path;
  for (const auto& pass : snapshot.passes) {
    const Plan* const plan = pass->info->plan.get();
    if (plan == nullptr || !path.empty()) continue;
    for_each_act_on(*plan, resource, [&](StepId step, ActId other) {
      const ActToDecide candidate{pass->info->index, other};
      if (!same_act(decision_for(history, candidate, FaultKind::FailBefore), wanted)) return;
      const bool waits = status_of(snapshot, candidate) == ActStatus::Waiting;
      if (!waits || was_tried(history, candidate, snapshot.position)) path = plan->path(step);
    });
  }
  return path;
}

/// Whether it may decide about that act, too, so that only the first of both counts.
bool is_rival(const sim::Fault& fault, const sim::Fault& decision) {
  if (fault.kind == FaultKind::Slow || fault.kind == FaultKind::Appear ||
      decision.kind == FaultKind::Slow) {
    return false;
  }
  const std::string type = decision.resource.substr(0, decision.resource.find('/'));
  const auto fits = [](const std::string& word, const std::string& own) {
    return word.empty() || word == own;
  };
  return fits(fault.type, type) && fits(fault.resource, decision.resource) &&
         fits(fault.step, decision.step) && fits(fault.action, decision.action);
}

std::optional<std::size_t> find_decision(const ScenarioDraft& draft, const sim::Fault& decision) {
  const auto& faults = draft.scenario().faults;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (same_act(faults[i], decision)) return i;
  }
  return std::nullopt;
}

std::string yaml_of(const sim::Fault& decision) {
  std::string text =
      fmt::format("{{ kind: {}, resource: {}, step: {}, action: {}", sim::to_string(decision.kind),
                  sim::yaml_scalar(decision.resource), sim::yaml_scalar(decision.step),
                  sim::yaml_scalar(decision.action));
  if (decision.kind == FaultKind::Slow) text += fmt::format(", factor: {}", decision.factor);
  return text + " }";
}

}  // namespace

Result<ActToDecide> act_to_decide(const History& history, const Snapshot& snapshot,
                                  const Selection& selection) {
  const auto act = next_act(history, snapshot.position, selection);
  if (!act) {
    return input_error(selection.empty()
                           ? "no act starts behind this place: go back to before one"
                           : "no act on what is selected starts behind this place: go back to "
                             "before it, or select nothing to decide about the next one");
  }
  const std::string path = happened(history, snapshot, *act);
  if (path.empty()) return *act;
  return input_error(fmt::format(
      "{} has happened already, at {}, and the decision would mean that, too: go back "
      "to before it",
      act_text(decision_for(history, *act, FaultKind::FailBefore)), sim::printable(path)));
}

sim::Fault decision_for(const History& history, const ActToDecide& act, FaultKind kind,
                        std::uint32_t factor) {
  const Plan& plan = *history.passes()[act.pass]->plan;
  const Step& step = plan.step(plan.step_of(act.act));
  const sim::Model& model = history.model();
  sim::Fault fault;
  fault.kind = kind;
  fault.resource = history.world().name({step.type, plan.resources()[value(act.act)]});
  fault.step = model.type(step.parent_type).name + "->" + model.type(step.type).name;
  fault.action = plan.reaction(step, act.act).name;
  fault.factor = factor;
  return fault;
}

std::string act_text(const sim::Fault& decision) {
  return sim::printable(decision.resource + ", " + decision.action);
}

std::string decision_text(const sim::Fault& decision) {
  const bool slow = decision.kind == FaultKind::Slow;
  return fmt::format("{}: {}{}", act_text(decision), sim::to_string(decision.kind),
                     slow ? fmt::format(", {} times as long", decision.factor) : std::string());
}

Result<void> add_decision(ScenarioDraft& draft, const sim::Fault& decision) {
  if (auto right = draft.check(); !right) return right;
  const auto& faults = draft.scenario().faults;
  const auto old = find_decision(draft, decision);
  const bool alone = std::none_of(faults.begin(), faults.end(), [&](const sim::Fault& fault) {
    return is_rival(fault, decision) && !same_act(fault, decision);
  });
  if (alone && old) return draft.set(fmt::format("faults.{}", *old), yaml_of(decision));
  if (alone) return draft.append("faults", yaml_of(decision));
  std::string list = "[" + yaml_of(decision);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (i != old) list += ", " + draft.value(fmt::format("faults.{}", i));
  }
  return draft.set("faults", list + "]");
}

Result<void> remove_decision(ScenarioDraft& draft, const sim::Fault& decision) {
  if (auto right = draft.check(); !right) return right;
  const auto old = find_decision(draft, decision);
  if (!old) return input_error("nothing was decided about " + act_text(decision));
  return draft.remove(fmt::format("faults.{}", *old));
}

}  // namespace cascade::gui
