// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/manual_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "sim/base/text.h"
#include "sim/run/simulation.h"

namespace cascade::sim {
namespace {

std::uint64_t acting(const Plan& plan, const Step& step) {
  std::uint64_t acts = 0;
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    if (!plan.reaction(step, ActId{act}).nothing) ++acts;
  }
  return acts;
}

/// What was done in one step, by reaction, in plan order.
void add_step(const PassRun& pass, const Step& step, StepId id, ManualWork& work) {
  const Plan& plan = *pass.plan;
  const std::size_t begin = work.order.size();
  for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
    const Reaction& reaction = plan.reaction(step, ActId{act});
    if (reaction.nothing || pass.summary->outcomes()[act] != Outcome::Done) continue;
    auto stretch = std::find_if(
        work.order.begin() + static_cast<std::ptrdiff_t>(begin), work.order.end(),
        [&](const ManualWork::Stretch& known) { return known.reaction == reaction.name; });
    if (stretch == work.order.end()) {
      work.order.push_back({reaction.name, plan.graph().name(step.type), plan.path(id), 0});
      stretch = work.order.end() - 1;
    }
    ++stretch->operations;
    ++work.operations;
  }
}

/// Neither a question nor the cleaning up that nobody asks a person to do.
bool by_hand(const Model& model, const PassRun& pass) {
  const auto action =
      std::find_if(model.actions.begin(), model.actions.end(),
                   [&](const ActionSpec& spec) { return spec.code == pass.action_code; });
  return action != model.actions.end() && !action->rehearsal &&
         action->select == ActionSpec::Select::Live;
}

}  // namespace

std::optional<Error> RefuseGate::ask(std::uint32_t operation, const Plan& plan) {
  std::uint64_t all = 0;
  std::vector<std::pair<std::string, std::uint64_t>> direct;
  for (std::uint32_t i = 0; i + 1 < plan.steps().size(); ++i) {  // the root's step is the last
    const Step& step = plan.steps()[i];
    const std::uint64_t acts = acting(plan, step);
    all += acts;
    if (acts == 0 || step.tree_parent != plan.root_step()) continue;
    direct.emplace_back(plan.graph().name(step.type), acts);
  }
  if (all == 0) return std::nullopt;
  std::string who;
  for (const auto& [type, count] : direct) {
    who += fmt::format("{}{} {}", who.empty() ? "" : ", ", grouped(count), type);
  }
  refused_ = operation;
  dependents_ = std::move(direct);
  return Error{ErrorKind::Refused, fmt::format("denied while something depends on it: {}",
                                               who.empty() ? grouped(all) + " acts" : who)};
}

Result<ManualWork> manual_work(const Scenario& scenario, const World& world, const RefuseGate& gate,
                               const WorkWatch& watch) {
  Scenario by_person = scenario;
  by_person.merge = Merge::Union;  // each edge once, and planning is never refused
  by_person.schedule = Schedule::Sequential;
  by_person.workers = 1;
  by_person.faults.clear();
  by_person.expect = {};
  by_person.operations.resize(gate.operation() + std::size_t{1});
  SimulationOptions options;
  options.checkers = false;
  options.critical_path = false;
  options.watch = watch;
  auto made = Simulation::create(std::move(by_person), options, world.clone());
  if (!made) return tl::unexpected(std::move(made).error());
  Simulation& simulation = **made;
  while (simulation.step()) {
    if (watch.stop.stop_requested()) simulation.cancel();
  }
  if (watch.stop.stop_requested()) {
    return tl::unexpected<Error>(Error{ErrorKind::Refused, "the comparison was stopped"});
  }
  ManualWork work;
  work.dependents = gate.dependents();
  for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
    if (pass->refusal) work.unfinished = pass->refusal->message;
    if (pass->end && pass->end->outcome != Outcome::Done) work.unfinished = pass->end->message;
    if (pass->operation != gate.operation() || !pass->end) continue;
    if (!by_hand(*scenario.model, *pass)) continue;
    const Plan& plan = *pass->plan;
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      add_step(*pass, plan.steps()[i], StepId{i}, work);
    }
    work.machine_time += pass->summary->ended() - pass->summary->phase2_began();
  }
  return work;
}

}  // namespace cascade::sim
