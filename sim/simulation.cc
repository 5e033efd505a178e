// SPDX-License-Identifier: Apache-2.0
// Puts the pieces together: world, treatments, runner, checker, executor; then one pass after the
// other. All events come through one tap, which knows to which pass they belong.
#include "sim/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/planner.h"
#include "engine/thread_runner.h"
#include "engine/virtual_runner.h"
#include "sim/appearing.h"
#include "sim/audit.h"
#include "sim/checker.h"
#include "sim/event_digest.h"
#include "sim/expectations.h"
#include "sim/fault.h"
#include "sim/faulty_runner.h"
#include "sim/model_extension.h"
#include "sim/resolved_operation.h"
#include "sim/scenario_words.h"
#include "sim/settled_runner.h"

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

struct Simulation::Parts final : private Observer {
  Parts(Scenario of, const SimulationOptions& with, std::unique_ptr<World> in)
      : scenario(std::move(of)), options(with), world(std::move(in)), order(scenario, *world) {}
  ~Parts() override;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  Scenario scenario;
  SimulationOptions options;
  std::shared_ptr<World> world;
  std::uint64_t initial_digest = 0;
  std::optional<AuditBaseline> baseline;
  std::shared_ptr<const TypeGraph> graph;
  std::vector<ResolvedOperation> operations;
  std::vector<Resource> protected_resources;
  std::vector<Resource> kept_resources;
  std::unique_ptr<ModelTreatments> treatments;

  // The runners, from the inside out; `executor` uses the outermost.
  std::unique_ptr<Runner> base_runner;
  std::unique_ptr<FaultyRunner> faulty_runner;
  std::unique_ptr<AppearingRunner> appearing_runner;  // null: nothing appears
  std::unique_ptr<SettledRunner> settled_runner;      // null: nothing is resumed
  std::unique_ptr<Checker> checker;
  std::unique_ptr<Executor> executor;

  std::vector<Observer*> observers;
  std::function<void(const PassRun&)> pass_hook;
  OrderWatch order;
  EventDigest digest;
  std::uint64_t event_count = 0;
  std::vector<std::unique_ptr<PassRun>> passes;
  std::vector<PassRun*> runs;                // by RunId; null: nested
  std::vector<ModelTreatments::Key> keys;    // by RunId
  std::vector<std::string> violation_texts;  // of the checker's, as many as were taken over

  std::size_t next_operation = 0;
  std::size_t next_pass = 0;
  PassRun* active = nullptr;
  bool over = false;  ///< No further pass begins.
  bool cancelled = false;
  bool finished = false;

  void make_runner();
  bool step();
  void cancel();
  void begin_pass();
  [[nodiscard]] bool take_up(PassRun& begun);
  [[nodiscard]] PassRun& add_pass();
  [[nodiscard]] bool at_first_change() const;
  [[nodiscard]] bool refuse_unmet();
  [[nodiscard]] bool rehearses(const PassRun& pass) const;
  [[nodiscard]] RunOptions options_of(const PassRun& pass) const;
  [[nodiscard]] std::shared_ptr<const Plan> plan_to_agree_to();
  [[nodiscard]] bool refuse_breaches(const Plan& plan);
  [[nodiscard]] bool refuse_for_kept(const Plan& plan);
  [[nodiscard]] bool refuse_before_change();
  void end_pass();
  void finish();
  void take_violations();
  [[nodiscard]] std::string_view outcome() const;
  [[nodiscard]] Duration makespan() const;

 private:
  void on_event(const Event& event, std::string_view text) override;
  void run_began(const Event& event);
};

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
  executor = std::make_unique<Executor>(*runner);
  executor->add_observer(*this);
}

void Simulation::Parts::on_event(const Event& event, std::string_view text) {
  if (event.kind == EventKind::RunBegan) run_began(event);
  ++event_count;
  digest.add(event);
  if (checker) checker->on_event(event, text);
  order.on_event(event);
  PassRun* pass = runs[value(event.run)];
  if (pass != nullptr) {
    pass->summary->on_event(event, text);
    const bool says = event.kind == EventKind::ActEnded && !text.empty();
    if (says && pass->messages.size() < kMessagesMax) {
      pass->messages.emplace_back(ActId{event.subject}, text);
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
    return;
  }
  PassRun& pass = *active;
  pass.run = event.run;
  runs[index] = &pass;
  keys[index] = {scenario.seed, pass.operation, pass.pass};
  treatments->set_pass(event.run, keys[index]);
  pass.summary = std::make_shared<RunSummary>(pass.plan, pass.run, options.critical_path);
  if (checker) checker->add_run(pass.run, pass.plan, options_of(pass));
  if (!rehearses(pass)) order.begin_pass(pass.run, *pass.plan);
  if (pass_hook) pass_hook(pass);
}

bool Simulation::Parts::step() {
  if (finished) return false;
  if (active == nullptr) {
    if (!over) {
      begin_pass();
      return true;
    }
    // Late answers still change the world.
    if (executor->step()) return true;
    finish();
    return false;
  }
  if (!executor->step()) {  // a run that does not end: the checker says so
    finish();
    return false;
  }
  if (active->end) end_pass();
  take_violations();
  return true;
}

PassRun& Simulation::Parts::add_pass() {
  const ActionId action = operations[next_operation].spec->passes[next_pass];
  auto pass = std::make_unique<PassRun>();
  pass->operation = static_cast<std::uint32_t>(next_operation);
  pass->pass = static_cast<std::uint32_t>(next_pass);
  pass->action_code = scenario.model->actions[value(action)].code;
  passes.push_back(std::move(pass));
  return *passes.back();
}

bool Simulation::Parts::rehearses(const PassRun& pass) const {
  const ActionId action = operations[pass.operation].spec->passes[pass.pass];
  return scenario.model->actions[value(action)].rehearsal;
}

RunOptions Simulation::Parts::options_of(const PassRun& pass) const {
  RunOptions options_of_run = run_options(scenario);
  options_of_run.vetoes_fail = !rehearses(pass);
  return options_of_run;
}

/// Whether the pass that is next is the first of its operation that changes something. A rehearsal
/// goes first, so that its vetoes are told too.
bool Simulation::Parts::at_first_change() const {
  const ResolvedOperation& operation = operations[next_operation];
  const auto rehearses = [&](std::size_t pass) {
    return scenario.model->actions[value(operation.spec->passes[pass])].rehearsal;
  };
  return !rehearses(next_pass) && (next_pass == 0 || rehearses(next_pass - 1));
}

/// True if it was refused, since the model demands something of its roots that does not hold.
bool Simulation::Parts::refuse_unmet() {
  const ResolvedOperation& operation = operations[next_operation];
  if (operation.spec->before.empty()) return false;
  world->build_indices();
  auto unmet = unmet_requirements(operation.spec->before, operation, *world);
  if (unmet.empty()) return false;
  PassRun& refused = add_pass();
  refused.refusal = requirements_error(unmet, *world);
  refused.unmet_before = std::move(unmet);
  over = true;
  return true;
}

/// Before the first change of the operation whose pass is next: its plan, if somebody has to agree.
std::shared_ptr<const Plan> Simulation::Parts::plan_to_agree_to() {
  if (protected_resources.empty() && kept_resources.empty() && !options.gate) return nullptr;
  const ResolvedOperation& operation = operations[next_operation];
  const ActionSpec& action = scenario.model->actions[value(operation.spec->passes[next_pass])];
  world->build_indices();
  auto plan =
      make_plan(graph, operation.request(action.code), planner_options(scenario, options.watch));
  return plan ? *std::move(plan) : nullptr;  // said when the pass is begun
}

/// True if it was refused, since a protected resource would be changed.
bool Simulation::Parts::refuse_breaches(const Plan& plan) {
  std::vector<ProtectionBreach> breaches = breaches_of(plan, protected_resources);
  if (breaches.empty()) return false;
  PassRun& refused = add_pass();
  refused.refusal = protection_error(breaches, *world);
  refused.breaches = std::move(breaches);
  over = true;
  return true;
}

/// True if it was refused, since something that is to be kept would be changed.
bool Simulation::Parts::refuse_for_kept(const Plan& plan) {
  auto set = std::make_shared<KeepSet>(close_keep_set(plan, *world, kept_resources));
  if (set->empty()) return false;
  PassRun& refused = add_pass();
  refused.refusal = keep_error(*set, *world);
  refused.keep = std::move(set);
  over = true;
  return true;
}

bool Simulation::Parts::refuse_before_change() {
  if (!at_first_change()) return false;
  if (refuse_unmet()) return true;
  const std::shared_ptr<const Plan> plan = plan_to_agree_to();
  if (!plan) return false;
  if (refuse_breaches(*plan) || refuse_for_kept(*plan)) return true;
  std::optional<Error> refusal;
  if (options.gate) refusal = options.gate(static_cast<std::uint32_t>(next_operation), *plan);
  if (!refusal) return false;
  add_pass().refusal = std::move(refusal);
  over = true;
  return true;
}

void Simulation::Parts::begin_pass() {
  if (refuse_before_change()) return;
  world->build_indices();
  PassRun& begun = add_pass();
  auto plan = make_plan(graph, operations[next_operation].request(begun.action_code),
                        planner_options(scenario, options.watch));
  if (!plan) {
    begun.refusal = std::move(plan).error();
    cancelled = cancelled || options.watch.stop.stop_requested();
    over = true;
    return;
  }
  begun.plan = *std::move(plan);
  const bool resumes = options.resume && passes.size() == 1;
  if (resumes && !take_up(begun)) return;
  active = &begun;
  const RunId run = executor->begin(begun.plan, options_of(begun),
                                    [&begun](const RunEnd& end) { begun.end = end; });
  if (resumes) settled_runner->settle(run, options.resume->outcomes);
}

/// The world becomes what the recorded run had made of it. False: this is not the recorded plan.
bool Simulation::Parts::take_up(PassRun& begun) {
  const ResumePoint& point = *options.resume;
  if (!point.outcomes.empty() && point.plan_digest != begun.plan->digest()) {
    begun.plan.reset();
    begun.refusal = Error{ErrorKind::Refused, "the plan is not the one that was recorded"};
    over = true;
    return false;
  }
  if (!point.outcomes.empty()) begun.resumed = options.resume;
  world->assign(*point.world);
  return true;
}

void Simulation::Parts::end_pass() {
  PassRun& ended = *std::exchange(active, nullptr);
  const ResolvedOperation& operation = operations[ended.operation];
  const bool done = ended.end->outcome == Outcome::Done;
  if (++next_pass == operation.spec->passes.size()) {
    next_pass = 0;
    ++next_operation;
    if (done && !operation.spec->after.empty()) {
      world->build_indices();
      ended.unmet_after = unmet_requirements(operation.spec->after, operation, *world);
    }
  }
  over = cancelled || !done || !ended.unmet_after.empty() || next_operation == operations.size();
  // What is protected or does not hold is told beside the vetoes.
  const bool vetoed = !cancelled && ended.end->outcome == Outcome::Vetoed;
  if (!vetoed || next_pass == 0 || !at_first_change() || refuse_unmet()) return;
  if (const auto plan = plan_to_agree_to()) static_cast<void>(refuse_breaches(*plan));
}

void Simulation::Parts::cancel() {
  if (finished || cancelled) return;
  cancelled = true;
  executor->cancel();
  if (active == nullptr) over = true;
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
  for (const auto& pass : passes) {
    if (pass->refusal) return cancelled ? to_string(Outcome::Cancelled) : "refused";
    if (!pass->end) return to_string(Outcome::NotRun);
    if (pass->end->outcome != Outcome::Done) return to_string(pass->end->outcome);
    if (!pass->unmet_after.empty()) return to_string(Outcome::Failed);
  }
  return to_string(cancelled && next_operation < operations.size() ? Outcome::Cancelled
                                                                   : Outcome::Done);
}

Duration Simulation::Parts::makespan() const {
  Instant end{};
  for (const auto& pass : passes) {
    if (pass->end) end = pass->summary->ended();
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
  if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());

  TypeGraphBuilder builder;
  add_model_extensions(*made.world, builder, options.joining);
  if (options.extend) options.extend(*made.world, builder);
  auto graph = builder.build();
  if (!graph) return tl::unexpected(std::move(graph).error());
  made.graph = *std::move(graph);
  if (options.resume) {
    made.next_operation = options.resume->operation;
    made.next_pass = options.resume->pass;
  }
  made.initial_digest = made.world->digest();
  if (options.checkers || made.scenario.expect.audit) made.baseline.emplace(*made.world);
  made.make_runner();
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
  const PassRun& last = *parts.passes.back();
  if (last.refusal) {
    return last.refusal->kind == ErrorKind::Input ? Verdict::BadInput : Verdict::Refused;
  }
  return outcome == to_string(Outcome::Vetoed) ? Verdict::Refused : Verdict::ActsFailed;
}

}  // namespace cascade::sim
