// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/zstack_compare.h"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <utility>

#include "sim/compare/run_compare.h"
#include "sim/compare/zstack_findings.h"
#include "sim/extension/model_extension.h"
#include "sim/report/report.h"
#include "sim/run/simulation.h"
#include "sim/scenario/resolved_operation.h"
#include "sim/world/topology.h"

namespace cascade::sim {
namespace {

tl::unexpected<Error> stopped() {
  return tl::unexpected<Error>(Error{ErrorKind::Refused, "the comparison was stopped"});
}

Result<void> drive(Simulation& simulation, const WorkWatch& watch,
                   const std::function<void()>& after_step) {
  while (simulation.step()) {
    if (after_step) after_step();
    if (watch.stop.stop_requested()) return stopped();
  }
  if (after_step) after_step();
  return {};
}

/// One operation's first changing pass, with the world before and after it.
struct Stretch {
  const PassRun* pass = nullptr;
  std::unique_ptr<World> before;
  std::unique_ptr<World> after;
};

class RulesComparer {
 public:
  RulesComparer(Scenario own, const Scenario& compat, const WorkWatch& watch)
      : own_(std::move(own)), compat_(compat), watch_(watch) {}

  Result<ZstackComparison> compare() {
    auto made = generate_world(own_.model, own_.topology, own_.seed, watch_);
    if (!made) return tl::unexpected(std::move(made).error());
    world_ = *std::move(made);
    auto theirs = generate_world(compat_.model, compat_.topology, compat_.seed, watch_);
    if (!theirs) return tl::unexpected(std::move(theirs).error());
    their_world_ = *std::move(theirs);
    if (auto compared = compare_plans(); !compared) {
      return tl::unexpected(std::move(compared).error());
    }
    if (auto compared = compare_runs(); !compared) {
      return tl::unexpected(std::move(compared).error());
    }
    return std::move(result_);
  }

 private:
  Result<std::unique_ptr<Simulation>> simulate(Scenario scenario, const World& world,
                                               bool checkers) const {
    scenario.expect = {};  // they are about the scenario's own run
    SimulationOptions options;
    options.watch = watch_;
    options.checkers = checkers;
    return Simulation::create(std::move(scenario), options, world.clone());
  }

  /// Without faults: what the plans themselves get wrong.
  Result<void> compare_plans() {
    Scenario faultless = own_;
    faultless.faults.clear();
    auto made = simulate(std::move(faultless), *world_, false);
    if (!made) return tl::unexpected(std::move(made).error());
    Simulation& simulation = **made;
    std::vector<Stretch> stretches;
    simulation.on_pass([&](const PassRun& pass) {
      if (is_first_change(pass, stretches)) {
        stretches.push_back({&pass, simulation.world().clone(), nullptr});
      }
    });
    auto driven = drive(simulation, watch_, [&] {
      if (stretches.empty() || stretches.back().after || !stretches.back().pass->end) return;
      stretches.back().after = simulation.world().clone();
    });
    if (!driven) return driven;
    for (const Stretch& stretch : stretches) {
      if (!stretch.after) continue;  // it did not end
      ZstackOperation& operation = result_.operations.emplace_back();
      operation.title = operation_text(own_.operations[stretch.pass->operation]);
      if (auto compared = compare_pass(stretch, operation); !compared) return compared;
    }
    return {};
  }

  [[nodiscard]] bool is_first_change(const PassRun& pass,
                                     const std::vector<Stretch>& stretches) const {
    if (!stretches.empty() && stretches.back().pass->operation == pass.operation) return false;
    const auto action = own_.model->find_action_code(pass.action_code);
    return action && !own_.model->actions[value(*action)].rehearsal;
  }

  Result<void> compare_pass(const Stretch& stretch, ZstackOperation& operation) {
    their_world_->assign(*stretch.before);
    their_world_->build_indices();
    auto graph = make_type_graph(*their_world_);
    if (!graph) return tl::unexpected(std::move(graph).error());
    const CascadeRequest& request = stretch.pass->plan->request();
    const PlannerOptions options = planner_options(compat_, watch_);
    auto plan = zstack_plan(**graph, request, options);
    if (!plan) {
      operation.not_planned = plan.error().message;
      return {};
    }
    auto acts = run_zstack_plan(*plan, *their_world_, *graph, request, options);
    if (!acts) return tl::unexpected(std::move(acts).error());
    operation.paths = plan->tree.paths;
    operation.steps = plan->steps.size();
    operation.dropped_contexts = plan->dropped.size();
    operation.cut_paths = plan->tree.cuts.size();
    operation.findings = find_flaws(*stretch.pass, *plan, *acts, *stretch.before);
    operation.difference = compare_worlds(*their_world_, *stretch.after);
    return {};
  }

  /// With faults: how long it takes, and how far it gets.
  Result<void> compare_runs() {
    auto own = run(own_, *world_);
    if (!own) return tl::unexpected(std::move(own).error());
    result_.own = *std::move(own);
    result_.own_policy = policy_of(own_);
    result_.their_policy = policy_of(compat_);
    result_.faults = !own_.faults.empty();
    their_world_ = nullptr;
    auto theirs = generate_world(compat_.model, compat_.topology, compat_.seed, watch_);
    if (!theirs) return tl::unexpected(std::move(theirs).error());
    auto their_run = run(compat_, **theirs);
    if (!their_run) return tl::unexpected(std::move(their_run).error());
    if (their_run->verdict != Verdict::BadInput) result_.theirs = *std::move(their_run);
    return {};
  }

  Result<RunFacts> run(const Scenario& scenario, const World& world) const {
    auto made = simulate(scenario, world, true);
    if (!made) return tl::unexpected(std::move(made).error());
    if (auto driven = drive(**made, watch_, {}); !driven) {
      return tl::unexpected(std::move(driven).error());
    }
    return facts_of(**made);
  }

  static std::string policy_of(const Scenario& scenario) {
    return way_name(
        {CompareWay::Kind::Policy, scenario.merge, scenario.schedule, scenario.failure, {}});
  }

  Scenario own_;
  const Scenario& compat_;
  const WorkWatch& watch_;
  std::unique_ptr<World> world_;
  std::unique_ptr<World> their_world_;  ///< Of the profile's model.
  ZstackComparison result_;
};

}  // namespace

std::string_view to_string(ZstackFinding::Kind kind) {
  switch (kind) {
    case ZstackFinding::Kind::Lost:
      return "lost";
    case ZstackFinding::Kind::Twice:
      return "twice";
    case ZstackFinding::Kind::WrongOrder:
      return "wrong order";
  }
  return "";
}

Result<ZstackComparison> compare_with_zstack(const Scenario& own, const Scenario& compat,
                                             const WorkWatch& watch) {
  if (const Operation* grouped = own.first_grouped()) {
    return input_error(
        fmt::format("{}: ZStack's rules are compared one operation after the other, not 'together'",
                    own.where(grouped->position)));
  }
  Scenario engine = own;
  if (engine.merge == Merge::FirstWins) engine.merge = Merge::Union;
  if (engine.schedule == Schedule::Sequential) engine.schedule = Schedule::ByResource;
  // Whatever the file says of its own run.
  Scenario theirs = compat;
  if (const CompatProfile* profile = compat.model->find_compat(compat.compat)) {
    theirs.merge = profile->merge.value_or(theirs.merge);
    theirs.schedule = profile->schedule.value_or(theirs.schedule);
    theirs.failure = profile->failure.value_or(theirs.failure);
  }
  return RulesComparer(std::move(engine), theirs, watch).compare();
}

}  // namespace cascade::sim
