// SPDX-License-Identifier: Apache-2.0
#include "sim/run/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/time_text.h"
#include "sim/run/resource_outcomes.h"

namespace cascade::sim {
namespace {

std::string_view word(Life life) {
  switch (life) {
    case Life::Live:
      return "live";
    case Life::Deleted:
      return "deleted";
    case Life::Gone:
      return "gone";
  }
  return "";
}

}  // namespace

std::string condition_of(const World& world, Resource resource) {
  const Life life = world.life(resource);
  const TypeSpec& type = world.model().type(resource.type);
  if (life != Life::Live || type.states.empty()) return std::string(word(life));
  return fmt::format("{}, {}", word(life), type.states[world.state(resource)]);
}

namespace {

std::int64_t count_of(const World& world, TypeId type, std::string_view state) {
  if (state.empty()) return world.count(type, Life::Live);
  if (state == word(Life::Deleted)) return world.count(type, Life::Deleted);
  if (state == word(Life::Gone)) return world.count(type, Life::Gone);
  const auto wanted = world.model().type(type).state(state);
  if (!wanted) return 0;
  const auto lives = world.life_column(type);
  const auto states = world.state_column(type);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < lives.size(); ++i) {
    if (lives[i] == Life::Live && states[i] == *wanted) ++count;
  }
  return count;
}

/// Writes the lines.
class Judge {
 public:
  explicit Judge(const RunResults& results)
      : results_(results), expect_(results.scenario.expect), world_(results.world) {}

  std::vector<std::string> judge() {
    judge_outcome();
    for (const auto& count : expect_.counts) judge_count(count);
    for (const auto& state : expect_.states) judge_state(state);
    judge_outcomes();
    for (const auto& [name, at] : expect_.present) judge_life(name, at, true);
    for (const auto& [name, at] : expect_.absent) judge_life(name, at, false);
    for (std::size_t i = 0; i < expect_.order.size(); ++i) judge_order(i);
    judge_plan();
    judge_number("audit", "findings of the audit", expect_.audit, results_.audit_findings);
    if (expect_.makespan_max && results_.makespan > *expect_.makespan_max) {
      unmet("makespan", fmt::format("expected a makespan of at most {}, it was {}",
                                    cascade::to_text(*expect_.makespan_max),
                                    cascade::to_text(results_.makespan)));
    }
    judge_digest("world", expect_.world_digest, results_.world_digest);
    judge_digest("event", expect_.event_digest, results_.event_digest);
    return std::move(lines_);
  }

 private:
  void unmet(Position at, const std::string& what) {
    lines_.push_back(results_.scenario.where(at) + ": " + what);
  }
  /// For expectations that are one value.
  void unmet(std::string_view key, const std::string& what) {
    unmet(expect_.position_of(key).value_or(Position{}), what);
  }

  void judge_outcome() {
    if (!expect_.outcome || *expect_.outcome == results_.outcome) return;
    unmet("outcome", fmt::format("expected the outcome '{}', it was '{}'", *expect_.outcome,
                                 results_.outcome));
  }

  void judge_count(const Expectations::Count& expected) {
    const auto type = world_.model().find_type(expected.type);
    if (!type) return;  // refused before the run
    const std::int64_t found = count_of(world_, *type, expected.state);
    if (found >= expected.min && found <= expected.max) return;
    unmet(expected.position,
          fmt::format("expected {} {} {}, found {}", range_text(expected.min, expected.max),
                      expected.state.empty() ? "live" : expected.state, expected.type, found));
  }

  void judge_state(const Expectations::State& expected) {
    const auto resource = world_.find(expected.resource);
    if (!resource) return;
    const Life life = world_.life(*resource);
    if (expected.state == word(life)) return;
    const auto state = world_.model().type(resource->type).state(expected.state);
    if (life == Life::Live && state && *state == world_.state(*resource)) return;
    unmet(expected.position, fmt::format("expected {} to be {}, it is {}", expected.resource,
                                         expected.state, condition_of(world_, *resource)));
  }

  void judge_outcomes() {
    if (expect_.outcomes.empty()) return;
    const OutcomeCounts found = resource_outcomes(results_.passes);
    for (const Expectations::OutcomeCount& expected : expect_.outcomes) {
      const auto count =
          static_cast<std::int64_t>(found[static_cast<std::size_t>(expected.outcome)]);
      if (count >= expected.min && count <= expected.max) continue;
      unmet(expected.position, fmt::format("expected {} resources that end {}, found {}",
                                           range_text(expected.min, expected.max),
                                           to_string(expected.outcome), count));
    }
  }

  static std::string range_text(std::int64_t min, std::int64_t max) {
    return min == max ? fmt::format("{}", min) : fmt::format("{} to {}", min, max);
  }

  void judge_life(const std::string& name, Position at, bool live) {
    const auto resource = world_.find(name);
    if (!resource || (world_.life(*resource) == Life::Live) == live) return;
    unmet(at, fmt::format("expected {} to be {}, it is {}", name, live ? "live" : "deleted or gone",
                          condition_of(world_, *resource)));
  }

  void judge_order(std::size_t index) {
    const Expectations::Pair& pair = expect_.order[index];
    switch (results_.order.judge(index)) {
      case OrderWatch::Verdict::Met:
        return;
      case OrderWatch::Verdict::Reversed:
        return unmet(pair.position, fmt::format("expected an act of {} to end before the last of "
                                                "{} starts, it ended later",
                                                pair.earlier, pair.later));
      case OrderWatch::Verdict::NotSeen:
        return unmet(pair.position, fmt::format("expected {} to act before {}, but in no pass did "
                                                "both of them act",
                                                pair.earlier, pair.later));
    }
  }

  void judge_plan() {
    const PassRun* pass = first_acting_pass(results_.scenario, results_.passes);
    if (pass == nullptr || !pass->plan) {
      if (!expect_.steps.empty()) {
        unmet(expect_.steps.front().second, "expected steps, but nothing was planned");
      }
      return;
    }
    judge_number("contradictions", "contradictions", expect_.contradictions,
                 pass->plan->contradiction_count());
    judge_number("dropped_contexts", "dropped contexts", expect_.dropped_contexts,
                 pass->plan->dropped_contexts().size());
    judge_number("cycle_links", "cycle links", expect_.cycle_links,
                 pass->plan->cycle_links().size());
    if (!expect_.steps.empty()) judge_steps(*pass->plan);
  }

  void judge_number(std::string_view key, std::string_view what,
                    std::optional<std::int64_t> expected, std::uint64_t found) {
    if (!expected || *expected == static_cast<std::int64_t>(found)) return;
    unmet(key, fmt::format("expected {} {}, found {}", *expected, what, found));
  }

  void judge_steps(const Plan& plan) {
    const auto name = [&](const Step& step) {
      return fmt::format("{}->{}", plan.graph().name(step.parent_type),
                         plan.graph().name(step.type));
    };
    const auto& expected = expect_.steps;
    const std::size_t common = std::min(expected.size(), plan.steps().size());
    for (std::size_t i = 0; i < common; ++i) {
      const std::string found = name(plan.steps()[i]);
      if (expected[i].first == found) continue;
      return unmet(expected[i].second, fmt::format("expected step {} to be {}, it is {}", i + 1,
                                                   expected[i].first, found));
    }
    if (expected.size() > common) {
      unmet(expected[common].second,
            fmt::format("expected step {} to be {}, there are only {} steps", common + 1,
                        expected[common].first, common));
    } else if (plan.steps().size() > common) {
      unmet(expected.back().second,
            fmt::format("expected {} steps, there are {}: the next is {}", common,
                        plan.steps().size(), name(plan.steps()[common])));
    }
  }

  void judge_digest(std::string_view what, const std::optional<std::string>& expected,
                    std::uint64_t found) {
    const std::string text = fmt::format("{:016x}", found);
    if (!expected || *expected == text) return;
    unmet(fmt::format("{}_digest", what),
          fmt::format("expected the {} digest {}, it is {}", what, *expected, text));
  }

  const RunResults& results_;
  const Expectations& expect_;
  const World& world_;
  std::vector<std::string> lines_;
};

}  // namespace

Diagnostics diagnostics_of(const Scenario& scenario) {
  Diagnostics diagnostics(scenario.file);
  for (const std::string& source : scenario.sources) diagnostics.name_source(source);
  return diagnostics;
}

void check_expectations(const Scenario& scenario, const World& world, Diagnostics& diagnostics) {
  const Expectations& expect = scenario.expect;
  const auto check = [&](const std::string& resource, Position at) {
    if (world.find(resource)) return;
    diagnostics.error(at, fmt::format("the world has no resource '{}'", resource));
  };
  for (const auto& count : expect.counts) {
    if (world.model().find_type(count.type)) continue;
    diagnostics.error(count.position, fmt::format("the model has no type '{}'", count.type));
  }
  for (const auto& state : expect.states) check(state.resource, state.position);
  for (const auto& [name, at] : expect.present) check(name, at);
  for (const auto& [name, at] : expect.absent) check(name, at);
  for (const auto& pair : expect.order) {
    check(pair.earlier, pair.position);
    check(pair.later, pair.position);
  }
}

OrderWatch::OrderWatch(const Scenario& scenario, const World& world) {
  for (const auto& pair : scenario.expect.order) {
    const auto earlier = world.find(pair.earlier);
    const auto later = world.find(pair.later);
    if (earlier && later) {
      const std::uint32_t first = index_of(*earlier);
      pairs_.emplace_back(first, index_of(*later));
    }
  }
}

std::uint32_t OrderWatch::index_of(Resource resource) {
  const auto found = std::find(resources_.begin(), resources_.end(), resource);
  const auto index = static_cast<std::uint32_t>(found - resources_.begin());
  if (found == resources_.end()) resources_.push_back(resource);
  return index;
}

void OrderWatch::begin_pass(RunId run, const Plan& plan) {
  if (pairs_.empty()) return;
  Pass pass;
  pass.run = run;
  pass.times.resize(resources_.size());
  const auto acts = plan.resources();
  for (const Step& step : plan.steps()) {
    for (std::uint32_t i = 0; i < resources_.size(); ++i) {
      if (resources_[i].type != step.type) continue;
      const auto first = acts.begin() + step.acts_begin;
      const auto last = acts.begin() + step.acts_end;
      const auto found = std::lower_bound(first, last, resources_[i].index);
      if (found != last && *found == resources_[i].index) {
        pass.acts.emplace_back(static_cast<std::uint32_t>(found - acts.begin()), i);
      }
    }
  }
  std::sort(pass.acts.begin(), pass.acts.end());
  passes_.push_back(std::move(pass));
}

void OrderWatch::on_event(const Event& event) {
  ++events_;
  const bool start = event.kind == EventKind::ActStarted;
  if (passes_.empty() || (!start && event.kind != EventKind::ActEnded)) return;
  // Mostly the last one.
  const auto of_run = std::find_if(passes_.rbegin(), passes_.rend(),
                                   [&](const Pass& known) { return known.run == event.run; });
  if (of_run == passes_.rend()) return;
  Pass& pass = *of_run;
  const auto found =
      std::lower_bound(pass.acts.begin(), pass.acts.end(), event.subject,
                       [](const auto& act, std::uint32_t subject) { return act.first < subject; });
  if (found == pass.acts.end() || found->first != event.subject) return;
  Times& times = pass.times[found->second];
  if (start) {
    times.last_start = events_;
  } else if (event.outcome == Outcome::Done && times.first_done == 0) {
    times.first_done = events_;
  }
}

OrderWatch::Verdict OrderWatch::judge(std::size_t pair) const {
  const auto& [earlier, later] = pairs_[pair];
  for (const Pass& pass : passes_) {
    const std::uint64_t done = pass.times[earlier].first_done;
    const std::uint64_t started = pass.times[later].last_start;
    // Later passes tidy up in an order of their own.
    if (done != 0 && started != 0) return done > started ? Verdict::Reversed : Verdict::Met;
  }
  return Verdict::NotSeen;
}

std::vector<std::string> unmet_expectations(const RunResults& results) {
  return Judge(results).judge();
}

const PassRun* first_acting_pass(const Scenario& scenario,
                                 std::span<const std::unique_ptr<PassRun>> passes) {
  for (const auto& pass : passes) {
    const OperationSpec* spec =
        scenario.model->find_operation(scenario.operations[pass->operation].operation);
    if (spec != nullptr && !scenario.model->actions[value(spec->passes[pass->pass])].rehearsal) {
      return pass.get();
    }
  }
  return nullptr;
}

}  // namespace cascade::sim
