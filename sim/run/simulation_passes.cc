// SPDX-License-Identifier: Apache-2.0
// Which pass comes next. Operations go on one after the other, each pass by pass, until one is not
// done; those of a group go on at the same time (sim/run/overlap_arbiter.h). None of a group
// changes anything before all of them have asked for their vetoes, their conditions and their
// protection; what refuses one of them refuses that one.
#include <algorithm>
#include <utility>

#include "engine/planner.h"
#include "sim/run/simulation_parts.h"
#include "sim/scenario/scenario.h"

namespace cascade::sim {

/// The next operation, and those that go on with it.
void Simulation::Parts::begin_group() {
  const bool resumes = options.resume && passes.empty();
  courses.clear();
  do {
    courses.push_back({next_operation, resumes ? options.resume->pass : 0, nullptr, false});
    ++next_operation;
  } while (next_operation < operations.size() && scenario.operations[next_operation].with_previous);
  if (arbiter) arbiter->begin_group();
}

Simulation::Parts::Course* Simulation::Parts::next_to_begin() {
  const bool gathers = std::any_of(courses.begin(), courses.end(),
                                   [this](const Course& course) { return gathers_vetoes(course); });
  const auto next = std::find_if(courses.begin(), courses.end(), [&](const Course& course) {
    return !course.over && course.active == nullptr && !(gathers && at_first_change(course));
  });
  return next == courses.end() ? nullptr : &*next;
}

/// Whether its vetoes are still being asked for. Before its first change only.
bool Simulation::Parts::gathers_vetoes(const Course& course) const {
  if (course.over) return false;
  for (std::size_t pass = 0; pass <= course.next_pass; ++pass) {
    if (!rehearses(course.operation, pass)) return false;
  }
  return true;
}

/// Whether the pass that is next is the first of its operation that changes something. A rehearsal
/// goes first, so that its vetoes are told too.
bool Simulation::Parts::at_first_change(const Course& course) const {
  return !rehearses(course.operation, course.next_pass) &&
         (course.next_pass == 0 || rehearses(course.operation, course.next_pass - 1));
}

bool Simulation::Parts::rehearses(std::size_t operation, std::size_t pass) const {
  const ActionId action = operations[operation].spec->passes[pass];
  return scenario.model->actions[value(action)].rehearsal;
}

PassRun& Simulation::Parts::add_pass(const Course& course) {
  const ActionId action = operations[course.operation].spec->passes[course.next_pass];
  auto pass = std::make_unique<PassRun>();
  pass->operation = static_cast<std::uint32_t>(course.operation);
  pass->pass = static_cast<std::uint32_t>(course.next_pass);
  pass->action_code = scenario.model->actions[value(action)].code;
  passes.push_back(std::move(pass));
  return *passes.back();
}

RunOptions Simulation::Parts::options_of(const PassRun& pass) const {
  RunOptions options_of_run = run_options(scenario);
  options_of_run.vetoes_fail = !rehearses(pass.operation, pass.pass);
  if (courses.size() > 1) options_of_run.arbiter = arbiter.get();
  return options_of_run;
}

/// True if it was refused, since the model demands something of its roots that does not hold.
bool Simulation::Parts::refuse_unmet(const Course& course) {
  const ResolvedOperation& operation = operations[course.operation];
  if (operation.spec->before.empty()) return false;
  world->build_indices();
  auto unmet = unmet_requirements(operation.spec->before, operation, *world);
  if (unmet.empty()) return false;
  PassRun& refused = add_pass(course);
  refused.refusal = requirements_error(unmet, *world);
  refused.unmet_before = std::move(unmet);
  return true;
}

/// Before the first change of the operation whose pass is next: its plan, if somebody has to agree.
std::shared_ptr<const Plan> Simulation::Parts::plan_to_agree_to(const Course& course) {
  if (protected_resources.empty() && kept_resources.empty() && !options.gate) return nullptr;
  const ResolvedOperation& operation = operations[course.operation];
  const ActionId action = operation.spec->passes[course.next_pass];
  world->build_indices();
  auto plan = make_plan(graph, operation.request(scenario.model->actions[value(action)].code),
                        planner_options(scenario, options.watch));
  return plan ? *std::move(plan) : nullptr;  // said when the pass is begun
}

/// True if it was refused, since a protected resource would be changed.
bool Simulation::Parts::refuse_breaches(const Course& course, const Plan& plan) {
  std::vector<ProtectionBreach> breaches = breaches_of(plan, protected_resources);
  if (breaches.empty()) return false;
  PassRun& refused = add_pass(course);
  refused.refusal = protection_error(breaches, *world);
  refused.breaches = std::move(breaches);
  return true;
}

/// True if it was refused, since something that is to be kept would be changed.
bool Simulation::Parts::refuse_for_kept(const Course& course, const Plan& plan) {
  auto set = std::make_shared<KeepSet>(close_keep_set(plan, *world, kept_resources));
  if (set->empty()) return false;
  PassRun& refused = add_pass(course);
  refused.refusal = keep_error(*set, *world);
  refused.keep = std::move(set);
  return true;
}

bool Simulation::Parts::refuse_before_change(const Course& course) {
  if (!at_first_change(course)) return false;
  if (refuse_unmet(course)) return true;
  const std::shared_ptr<const Plan> plan = plan_to_agree_to(course);
  if (!plan) return false;
  if (refuse_breaches(course, *plan) || refuse_for_kept(course, *plan)) return true;
  std::optional<Error> refusal;
  if (options.gate) refusal = options.gate(static_cast<std::uint32_t>(course.operation), *plan);
  if (!refusal) return false;
  add_pass(course).refusal = std::move(refusal);
  return true;
}

void Simulation::Parts::begin_pass(Course& course) {
  if (refuse_before_change(course)) {
    course.over = true;
    return;
  }
  world->build_indices();
  PassRun& begun = add_pass(course);
  auto plan = make_plan(graph, operations[course.operation].request(begun.action_code),
                        planner_options(scenario, options.watch));
  if (!plan) {
    begun.refusal = std::move(plan).error();
    cancelled = cancelled || options.watch.stop.stop_requested();
    course.over = true;
    return;
  }
  begun.plan = *std::move(plan);
  const bool resumes = options.resume && passes.size() == 1;
  if (resumes && !take_up(begun)) {
    course.over = true;
    return;
  }
  course.active = &begun;
  beginning = &begun;
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
    return false;
  }
  if (!point.outcomes.empty()) begun.resumed = options.resume;
  world->assign(*point.world);
  return true;
}

void Simulation::Parts::end_passes() {
  for (Course& course : courses) {
    if (course.active != nullptr && course.active->end) end_pass(course);
  }
}

void Simulation::Parts::end_pass(Course& course) {
  PassRun& ended = *std::exchange(course.active, nullptr);
  const ResolvedOperation& operation = operations[course.operation];
  const bool done = ended.end->outcome == Outcome::Done;
  const bool last = ++course.next_pass == operation.spec->passes.size();
  if (last && done && !operation.spec->after.empty()) {
    world->build_indices();
    ended.unmet_after = unmet_requirements(operation.spec->after, operation, *world);
  }
  if (last && done) ++operations_passed;
  course.over = cancelled || !done || last;
  // What is protected or does not hold is told beside the vetoes.
  const bool vetoed = !cancelled && ended.end->outcome == Outcome::Vetoed;
  if (!vetoed || last || !at_first_change(course) || refuse_unmet(course)) return;
  if (const auto plan = plan_to_agree_to(course)) {
    static_cast<void>(refuse_breaches(course, *plan));
  }
}

/// Where all operations that went on together are over: the next ones, if these were done.
void Simulation::Parts::go_on_if_over() {
  if (over || !std::all_of(courses.begin(), courses.end(),
                           [](const Course& course) { return course.over; })) {
    return;
  }
  over = cancelled || next_operation == operations.size() || first_not_done() != nullptr;
  if (!over) begin_group();
}

}  // namespace cascade::sim
