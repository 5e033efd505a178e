// SPDX-License-Identifier: Apache-2.0
// Puts the pieces together: world, treatments, runner, checker, executor. All events come through
// one tap, which knows to which pass they belong.
#include "sim/run/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/thread_runner.h"
#include "engine/virtual_runner.h"
#include "sim/extension/model_extension.h"
#include "sim/run/simulation_parts.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kMessagesMax = 1000;  // of one pass

/// The way to run `scenario` again as it is now, whatever its file says.
std::string command_of(const Scenario& scenario, const SimulationOptions& options) {
  std::string command = fmt::format(
      "cascade run {} --seed {} --merge {} --schedule {} --failure {}", scenario.file,
      scenario.seed, word_of(kMergeWords, scenario.merge),
      word_of(kScheduleWords, scenario.schedule), word_of(kFailureWords, scenario.failure));
  if (!scenario.compat.empty()) command += fmt::format(" --set compat={}", scenario.compat);
  if (scenario.workers != kUnlimited) command += fmt::format(" --workers {}", scenario.workers);
  if (options.runner == RunnerKind::Threads) command += " --runner threads";
  return command;
}

}  // namespace

Simulation::Parts::~Parts() {
  // Threads first: what they still do needs everything else.
  base_runner.reset();
}

void Simulation::Parts::make_runner() {
  Runner* runner = options.custom_runner;
  if (runner == nullptr && options.runner == RunnerKind::Threads && !options.dry) {
    base_runner = std::make_unique<ThreadRunner>(ThreadRunnerOptions{options.threads, nullptr});
    faulty_runner = std::make_unique<FaultyRunner>(*base_runner, *treatments);
    runner = faulty_runner.get();
  } else if (runner == nullptr) {
    treatments->set_dry(options.dry);
    base_runner = std::make_unique<VirtualRunner>(
        *treatments, options.dry ? VirtualRunner::Effects::Dry : VirtualRunner::Effects::Performed);
    runner = base_runner.get();
  }
  const std::vector<Resource> appearing = appearing_resources(scenario.faults, *world);
  if (!appearing.empty() && !options.dry) {
    appearing_runner = std::make_unique<AppearingRunner>(*runner, *treatments, *world);
    runner = appearing_runner.get();
  }
  if (options.resume) {
    settled_runner = std::make_unique<SettledRunner>(*runner);
    runner = settled_runner.get();
  }
  // Nothing changes in a dry run, so that its changes need no checker; and its plan's outcome is
  // not what a world would say.
  if (options.checkers) {
    checker = std::make_unique<Checker>(
        *world, Checker::Options{options.violations_max, options.runner == RunnerKind::Threads});
    checker->expect_appearing(appearing);
    runner = &checker->watch(*runner);
  }
  if (scenario.first_grouped() != nullptr) runner = &make_arbiter(*runner);
  executor = std::make_unique<Executor>(*runner);
  executor->add_observer(*this);
  if (arbiter) arbiter->decide_for(*executor);
}

Runner& Simulation::Parts::make_arbiter(Runner& runner) {
  arbiter =
      std::make_unique<OverlapArbiter>(*world, [this](RunId run, ActId act, std::uint32_t by) {
        if (PassRun* pass = runs[value(run)]) pass->skipped_by.emplace(act, by);
      });
  return arbiter->watch(runner);
}

void Simulation::Parts::on_event(const Event& event, std::string_view text) {
  if (event.kind == EventKind::RunBegan) run_began(event);
  ++event_count;
  digest.add(event);
  if (checker) checker->on_event(event, text);
  if (arbiter) arbiter->on_event(event);
  order.on_event(event);
  PassRun* pass = runs[value(event.run)];
  if (pass != nullptr) {
    pass->summary->on_event(event, text);
    const bool says = event.kind == EventKind::ActEnded && !text.empty() &&
                      !pass->skipped_by.contains(ActId{event.subject});
    if (says && pass->messages.size() < kMessagesMax) {
      pass->messages.emplace_back(ActId{event.subject}, text);
    }
    if (says && event.outcome == Outcome::Skipped) {
      pass->skipped_for[std::string(text)].push_back(ActId{event.subject});
    }
    if (event.kind == EventKind::AnswerIgnored) {
      pass->ignored_answers.push_back(ActId{event.subject});
    }
  }
  for (Observer* observer : observers) observer->on_event(event, text);
}

/// A pass of ours, or a run nested in one: then it is treated like the run above it.
void Simulation::Parts::run_began(const Event& event) {
  const std::size_t index = value(event.run);
  runs.resize(std::max(runs.size(), index + 1), nullptr);
  keys.resize(runs.size());
  if (ActId{event.other} != kNoAct) {
    keys[index] = keys[event.subject];
    treatments->set_pass(event.run, keys[index]);
    if (arbiter) arbiter->add_nested(event.run, RunId{event.subject});
    return;
  }
  PassRun& pass = *beginning;
  pass.run = event.run;
  runs[index] = &pass;
  keys[index] = {scenario.seed, pass.operation, pass.pass};
  treatments->set_pass(event.run, keys[index]);
  pass.summary = std::make_shared<RunSummary>(pass.plan, pass.run, options.critical_path);
  if (arbiter) arbiter->add_run(pass.run, pass.operation);
  if (checker) {
    const auto group = static_cast<std::uint32_t>(scenario.group_of(pass.operation));
    checker->add_run(pass.run, pass.plan, options_of(pass), {pass.operation, group});
  }
  if (!rehearses(pass.operation, pass.pass)) order.begin_pass(pass.run, *pass.plan);
  if (pass_hook) pass_hook(pass);
}

bool Simulation::Parts::step() {
  if (finished) return false;
  if (Course* const next = over ? nullptr : next_to_begin()) {
    begin_pass(*next);
    go_on_if_over();
    return true;
  }
  // When all is over, late answers still change the world. A run that does not end: the checker
  // says so.
  if (!executor->step()) {
    finish();
    return false;
  }
  end_passes();
  go_on_if_over();
  take_violations();
  return true;
}

void Simulation::Parts::cancel() {
  if (finished || cancelled) return;
  cancelled = true;
  executor->cancel();
  for (Course& course : courses) course.over = course.over || course.active == nullptr;
  go_on_if_over();
}

void Simulation::Parts::finish() {
  finished = true;
  over = true;
  if (checker) checker->finish();
  take_violations();
}

void Simulation::Parts::take_violations() {
  if (!checker || violation_texts.size() == checker->violations().size()) return;
  const std::string command =
      options.repeat_command.empty() ? command_of(scenario, options) : options.repeat_command;
  for (std::size_t i = violation_texts.size(); i < checker->violations().size(); ++i) {
    violation_texts.push_back(fmt::format("{} (seed {}; repeat with: {})",
                                          checker->violations()[i].text, scenario.seed, command));
  }
}

std::string_view Simulation::Parts::outcome() const {
  if (const PassRun* pass = first_not_done()) {
    if (pass->refusal) return cancelled ? to_string(Outcome::Cancelled) : "refused";
    if (!pass->end) return to_string(Outcome::NotRun);
    if (pass->end->outcome != Outcome::Done) return to_string(pass->end->outcome);
    return to_string(Outcome::Failed);
  }
  return to_string(cancelled && operations_passed < operations.size() ? Outcome::Cancelled
                                                                      : Outcome::Done);
}

bool PassRun::has_failures() const {
  if (!end) return false;
  return end->acts[static_cast<std::size_t>(Outcome::Failed)] > 0 ||
         end->acts[static_cast<std::size_t>(Outcome::TimedOut)] > 0;
}

const PassRun* Simulation::Parts::first_not_done() const {
  const auto found = std::find_if(passes.begin(), passes.end(), [](const auto& pass) {
    return pass->refusal || !pass->end || pass->end->outcome != Outcome::Done ||
           !pass->unmet_after.empty();
  });
  return found == passes.end() ? nullptr : found->get();
}

Duration Simulation::Parts::makespan() const {
  Instant end{};
  for (const auto& pass : passes) {
    if (pass->end) end = std::max(end, pass->summary->ended());
  }
  const bool any = !passes.empty() && passes.front()->summary;
  return any ? end - passes.front()->summary->began() : Duration{};
}

Simulation::Simulation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Simulation::~Simulation() = default;

Result<std::unique_ptr<Simulation>> Simulation::create(Scenario scenario,
                                                       const SimulationOptions& options,
                                                       std::unique_ptr<World> world) {
  if (!world) {
    auto generated = scenario_world(scenario, options.watch);
    if (!generated) return tl::unexpected(std::move(generated).error());
    world = *std::move(generated);
  }
  Diagnostics diagnostics = diagnostics_of(scenario);
  auto parts = std::make_unique<Parts>(std::move(scenario), options, std::move(world));
  Parts& made = *parts;
  made.operations = resolve_operations(made.scenario, *made.world, diagnostics);
  made.protected_resources = resolve_protected(made.scenario, *made.world, diagnostics);
  made.kept_resources = resolve_kept(made.scenario, *made.world, diagnostics);
  made.treatments = ModelTreatments::make(*made.world, made.scenario.faults, diagnostics);
  check_expectations(made.scenario, *made.world, diagnostics);
  for (const Fault& fault : made.scenario.faults) {
    if (fault.kind != Fault::Kind::Appear || options.runner == RunnerKind::Virtual) continue;
    diagnostics.error(fault.position, "a fault of kind appear needs virtual time, not threads");
  }
  const Operation* const grouped = made.scenario.first_grouped();
  if (grouped != nullptr && options.runner == RunnerKind::Threads) {
    diagnostics.error(grouped->position,
                      "operations at the same time need virtual time, not threads");
  }
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());

  TypeGraphBuilder builder;
  add_model_extensions(*made.world, builder, options.joining);
  if (options.extend) options.extend(*made.world, builder);
  auto graph = builder.build();
  if (!graph) return tl::unexpected(std::move(graph).error());
  made.graph = *std::move(graph);
  if (options.resume) {
    made.next_operation = made.operations_passed = options.resume->operation;
  }
  made.initial_digest = made.world->digest();
  if (options.checkers || made.scenario.expect.audit) made.baseline.emplace(*made.world);
  made.make_runner();
  made.begin_group();
  return std::unique_ptr<Simulation>(new Simulation(std::move(parts)));
}

void Simulation::add_observer(Observer& observer) {
  parts_->observers.push_back(&observer);
}
void Simulation::on_pass(std::function<void(const PassRun&)> hook) {
  parts_->pass_hook = std::move(hook);
}
bool Simulation::step() {
  return parts_->step();
}
void Simulation::run() {
  while (step()) {
  }
}
void Simulation::cancel() {
  parts_->cancel();
}
const Scenario& Simulation::scenario() const {
  return parts_->scenario;
}
const World& Simulation::world() const {
  return *parts_->world;
}
World& Simulation::world() {
  return *parts_->world;
}
std::shared_ptr<const World> Simulation::shared_world() const {
  return parts_->world;
}
const TypeGraph& Simulation::graph() const {
  return *parts_->graph;
}
std::span<const std::unique_ptr<PassRun>> Simulation::passes() const {
  return parts_->passes;
}
TreatmentSource& Simulation::treatments() {
  return *parts_->treatments;
}
Instant Simulation::now() const {
  return parts_->executor->runner().now();
}
bool Simulation::finished() const {
  return parts_->finished;
}
std::uint64_t Simulation::event_count() const {
  return parts_->event_count;
}
std::uint64_t Simulation::event_digest() const {
  return parts_->digest.digest();
}
std::span<const Appearance> Simulation::appearances() const {
  if (!parts_->appearing_runner) return {};
  return parts_->appearing_runner->appearances();
}
std::uint64_t Simulation::initial_digest() const {
  return parts_->initial_digest;
}
const std::vector<std::string>& Simulation::violations() const {
  return parts_->violation_texts;
}
std::string_view Simulation::outcome() const {
  return parts_->outcome();
}
Duration Simulation::makespan() const {
  return parts_->makespan();
}

std::optional<Audit> Simulation::audit() const {
  if (!parts_->baseline) return std::nullopt;
  return audit_run(*parts_->world, *parts_->baseline, parts_->passes);
}

std::vector<std::string> Simulation::unmet_expectations() const {
  const bool audited = parts_->scenario.expect.audit.has_value();
  return sim::unmet_expectations({parts_->scenario, *parts_->world, parts_->passes, parts_->order,
                                  outcome(), makespan(), parts_->world->digest(), event_digest(),
                                  audited ? audit()->total() : 0});
}

Verdict Simulation::verdict() const {
  const Parts& parts = *parts_;
  if (!parts.violation_texts.empty()) return Verdict::InvariantBroken;
  if (parts.cancelled) return Verdict::Interrupted;
  if (!unmet_expectations().empty()) return Verdict::ExpectationNotMet;
  // An outcome that is not expected in so many words has to be `done`.
  const std::string_view outcome = parts.outcome();
  if (parts.scenario.expect.outcome || outcome == to_string(Outcome::Done)) return Verdict::Ok;
  const PassRun& ended = *parts.first_not_done();
  if (ended.refusal) {
    return ended.refusal->kind == ErrorKind::Input ? Verdict::BadInput : Verdict::Refused;
  }
  return outcome == to_string(Outcome::Vetoed) ? Verdict::Refused : Verdict::ActsFailed;
}

}  // namespace cascade::sim
