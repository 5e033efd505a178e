// SPDX-License-Identifier: Apache-2.0
#include "sim/run/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <tuple>

#include "engine/executor.h"
#include "engine/planner.h"
#include "engine/run_summary.h"
#include "engine/virtual_runner.h"
#include "sim/extension/model_extension.h"
#include "sim/run/appearing.h"
#include "sim/run/expectations.h"
#include "sim/run/simulation.h"
#include "sim/scenario/fault.h"
#include "sim/scenario/resolved_operation.h"

namespace cascade::sim {
namespace {

/// Keeps who refuses.
class VetoCollector final : public Observer {
 public:
  explicit VetoCollector(const Plan& plan) : plan_(plan) {}
  void on_event(const Event& event, std::string_view text) override {
    if (event.kind != EventKind::ActEnded || event.outcome != Outcome::Vetoed) return;
    const Step& step = plan_.step(plan_.step_of(ActId{event.subject}));
    vetoes.emplace(event.subject,
                   std::pair(Resource{step.type, plan_.resources()[event.subject]}, text));
  }
  std::map<std::uint32_t, std::pair<Resource, std::string>> vetoes;  ///< By act.

 private:
  const Plan& plan_;
};

/// What no operation may change.
struct Unwanted {
  std::vector<Resource> is_protected;
  std::vector<Resource> is_kept;
};

std::unique_ptr<ModelTreatments> dry_treatments(const World& world) {
  Diagnostics none("");
  return ModelTreatments::make(world, {}, none);
}

class Previewer {
 public:
  Previewer(const Scenario& scenario, World& world, std::shared_ptr<const TypeGraph> graph,
            const Unwanted& unwanted, const WorkWatch& watch)
      : scenario_(scenario),
        world_(world),
        graph_(std::move(graph)),
        treatments_(dry_treatments(world)),
        unwanted_(unwanted),
        watch_(watch) {
    world_.build_indices();
    treatments_->set_dry(true);
  }

  Preview::OperationPreview preview(const ResolvedOperation& operation) {
    Preview::OperationPreview result;
    result.unmet = unmet_requirements(operation.spec->before, operation, world_);
    for (const ActionId pass : operation.spec->passes) {
      const ActionSpec& action = scenario_.model->actions[value(pass)];
      auto plan =
          make_plan(graph_, operation.request(action.code), planner_options(scenario_, watch_));
      if (!plan) {
        result.refusal = std::move(plan).error();
        return result;
      }
      if (action.rehearsal) {
        ask_vetoes(*plan, result);
        continue;
      }
      result.breaches = breaches_of(**plan, unwanted_.is_protected);
      result.keep = close_keep_set(**plan, world_, unwanted_.is_kept);
      count(**plan, result);
      predict(*plan, result);
      result.plan = *plan;
      break;
    }
    return result;
  }

 private:
  /// A rehearsal changes nothing, so it is done for real; all are asked, whatever the first says.
  void ask_vetoes(const std::shared_ptr<const Plan>& plan, Preview::OperationPreview& result) {
    VetoCollector collector(*plan);
    RunOptions options = run_options(scenario_);
    options.failure = FailurePolicy::Force;
    run(plan, options, VirtualRunner::Effects::Performed, collector);
    for (const auto& [act, veto] : collector.vetoes) result.vetoes.push_back(veto);
  }

  void predict(const std::shared_ptr<const Plan>& plan, Preview::OperationPreview& result) {
    for (const Schedule schedule : {Schedule::Sequential, Schedule::ByStep, Schedule::ByResource}) {
      const bool own = schedule == scenario_.schedule;
      RunSummary summary(plan, RunId{0}, own);
      RunOptions options = run_options(scenario_);
      options.schedule = schedule;
      run(plan, options, VirtualRunner::Effects::Dry, summary);
      const Duration time = summary.ended() - summary.began();
      result.predictions.push_back({schedule, time});
      if (!own) continue;
      result.predicted = time;
      result.critical_path = critical_stretches(summary);
    }
  }

  void run(const std::shared_ptr<const Plan>& plan, const RunOptions& options,
           VirtualRunner::Effects effects, Observer& observer) {
    VirtualRunner runner(*treatments_, effects);
    Executor executor(runner);
    executor.add_observer(observer);
    treatments_->set_pass(RunId{0}, {});
    executor.begin(plan, options, nullptr);
    constexpr std::uint64_t kLookEvery = 4096;
    for (std::uint64_t steps = 0; executor.step(); ++steps) {
      if (steps % kLookEvery != 0) continue;
      watch_.tell(Work::Kind::Predicting, steps);
      if (watch_.stop.stop_requested()) return;
    }
  }

  void count(const Plan& plan, Preview::OperationPreview& result) const {
    std::map<std::pair<TypeId, std::string_view>, std::vector<ResourceIndex>> affected;
    for (const Step& step : plan.steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        const Reaction& reaction = plan.reaction(step, ActId{act});
        if (reaction.nothing) continue;
        affected[{step.type, reaction.name}].push_back(plan.resources()[act]);
      }
    }
    std::vector<Resource> all;
    for (auto& [key, resources] : affected) {
      std::sort(resources.begin(), resources.end());
      resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
      std::map<std::string, std::uint64_t> by_state;
      for (const ResourceIndex index : resources) {
        ++by_state[state_of({key.first, index})];
        all.push_back({key.first, index});
      }
      for (const auto& [state, number] : by_state) {
        result.counts.push_back({key.first, state, std::string(key.second), number});
      }
    }
    std::sort(all.begin(), all.end());
    result.affected =
        static_cast<std::uint64_t>(std::distance(all.begin(), std::unique(all.begin(), all.end())));
    result.live = live_resources();
    std::sort(result.counts.begin(), result.counts.end(), [&](const auto& a, const auto& b) {
      return std::tie(graph_->name(a.type), a.state, a.reaction) <
             std::tie(graph_->name(b.type), b.state, b.reaction);
    });
  }

  [[nodiscard]] std::uint64_t live_resources() const {
    std::uint64_t live = 0;
    for (std::size_t i = 0; i < world_.model().types.size(); ++i) {
      live += world_.count(TypeId{static_cast<std::uint16_t>(i)}, Life::Live);
    }
    return live;
  }

  [[nodiscard]] std::string state_of(Resource resource) const {
    const auto& states = world_.model().type(resource.type).states;
    if (world_.life(resource) == Life::Deleted) return "deleted";
    return states.empty() ? "" : states[world_.state(resource)];
  }

  const Scenario& scenario_;
  World& world_;
  std::shared_ptr<const TypeGraph> graph_;
  std::unique_ptr<ModelTreatments> treatments_;
  const Unwanted& unwanted_;
  const WorkWatch& watch_;
};

/// Where an operation begins that others come before: in the world that they leave, without faults.
struct Begin {
  std::shared_ptr<World> world;  ///< Null: the one that is there.
  std::optional<Error> never;    ///< Why it would not begin.
};

/// Runs the operations once, without faults, and keeps the world before each group but the first.
class Forerun {
 public:
  Forerun(const Scenario& scenario, const WorkWatch& watch)
      : scenario_(scenario), watch_(watch), before_(scenario.operations.size()) {}

  Result<std::vector<Begin>> begins(const World& first) {
    std::vector<Begin> begins(scenario_.operations.size());
    if (begins.empty() || scenario_.group_of(begins.size() - 1) == 0) return begins;
    auto made = Simulation::create(faultless(), options(), first.clone());
    if (!made) return tl::unexpected(std::move(made).error());
    world_ = &(*made)->world();
    (*made)->run();
    const auto passes = (*made)->passes();
    const bool done = (*made)->outcome() == to_string(Outcome::Done);
    std::shared_ptr<World> next = (*made)->world().clone();
    for (std::size_t i = begins.size(); i-- > 0;) {
      const std::size_t group = scenario_.group_of(i);
      if (group == 0) continue;
      const bool reached = done || group <= scenario_.group_of(passes.back()->operation);
      if (!reached) {
        begins[i].never = never(*passes.back(), (*made)->outcome());
        continue;
      }
      // One whose plan is empty, or that is refused, changes nothing.
      if (before_[group] != nullptr) next = before_[group];
      begins[i].world = next;
    }
    return begins;
  }

 private:
  [[nodiscard]] Scenario faultless() const {
    Scenario faultless = scenario_;
    faultless.faults.clear();
    faultless.expect = {};
    return faultless;
  }

  [[nodiscard]] SimulationOptions options() {
    SimulationOptions options;
    options.checkers = false;
    options.critical_path = false;
    options.watch = watch_;
    options.gate = [this](std::uint32_t operation, const Plan&) -> std::optional<Error> {
      const std::size_t group = scenario_.group_of(operation);
      if (group != 0 && before_[group] == nullptr) before_[group] = world_->clone();
      return std::nullopt;
    };
    return options;
  }

  static Error never(const PassRun& last, std::string_view outcome) {
    return {ErrorKind::Refused,
            fmt::format("it would not begin, since operation {} before it would end {}",
                        last.operation + 1, outcome)};
  }

  const Scenario& scenario_;
  const WorkWatch& watch_;
  const World* world_ = nullptr;
  std::vector<std::shared_ptr<World>> before_;  // by the first operation of a group
};

}  // namespace

Result<Preview> make_preview(const Scenario& scenario, const WorkWatch& watch) {
  auto world = scenario_world(scenario, watch);
  if (!world) return tl::unexpected(std::move(world).error());
  return make_preview(scenario, **world, watch);
}

Result<Preview> make_preview(const Scenario& scenario, World& world, const WorkWatch& watch) {
  Diagnostics diagnostics = diagnostics_of(scenario);
  const auto operations = resolve_operations(scenario, world, diagnostics);
  const Unwanted unwanted{resolve_protected(scenario, world, diagnostics),
                          resolve_kept(scenario, world, diagnostics)};
  ModelTreatments::make(world, scenario.faults, diagnostics);
  check_expectations(scenario, world, diagnostics);
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());
  auto begins = Forerun(scenario, watch).begins(world);
  if (!begins) return tl::unexpected(std::move(begins).error());

  Preview preview;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Begin& begin = (*begins)[i];
    World& begun_in = begin.world == nullptr ? world : *begin.world;
    auto graph = make_type_graph(begun_in);
    if (!graph) return tl::unexpected(std::move(graph).error());
    Preview::OperationPreview made;
    if (begin.never) {
      made.refusal = begin.never;
    } else {
      made =
          Previewer(scenario, begun_in, *std::move(graph), unwanted, watch).preview(operations[i]);
    }
    made.operation = scenario.operations[i].operation;
    made.roots = scenario.operations[i].roots;
    made.world = begin.world;
    preview.operations.push_back(std::move(made));
    if (watch.stop.stop_requested()) {
      return tl::unexpected<Error>(Error{ErrorKind::Refused, "the preview was stopped"});
    }
  }
  return preview;
}

}  // namespace cascade::sim
