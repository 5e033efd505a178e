// SPDX-License-Identifier: Apache-2.0
// The checker proper: the protocol of events and the limits; order and changes are asked of
// sim/run/checker_order.h and sim/run/checker_changes.h.
#include "sim/run/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/act.h"
#include "engine/runner.h"
#include "sim/run/checker_changes.h"
#include "sim/run/checker_order.h"
#include "sim/run/checker_overlap.h"
#include "sim/run/watched_runner.h"

namespace cascade::sim {
namespace {

enum class ActStage : std::uint8_t { Waiting, InFlight, Resting, Ended };

/// An act between two attempts.
struct Rest {
  std::uint32_t attempt = 0;  // the one that failed
  Outcome outcome = Outcome::Failed;
  Instant due{};
  bool over = false;
};

struct StepStage {
  std::uint32_t remaining = 0;  // acts that have not ended
  Outcome worst = Outcome::Skipped;
  bool started = false;
  bool ended = false;
};

/// The acts of one type and reaction name that are in flight.
struct LimitCount {
  std::uint32_t max = kUnlimited;
  std::uint32_t in_flight = 0;
};

}  // namespace

struct Checker::Run {
  RunId id;
  std::shared_ptr<const Plan> plan;
  RunOptions options;
  std::unique_ptr<OrderRules> order;  // from its first event to its last
  std::vector<ActStage> acts;
  std::map<ActId, Rest> rests;  // of acts that were tried again, the last
  std::vector<StepStage> steps;
  std::vector<std::uint32_t> step_limits;  // per step: its rows' first place in row_limits
  std::vector<std::uint32_t> row_limits;   // into limits
  std::vector<LimitCount> limits;
  std::uint32_t in_flight = 0;
  std::uint64_t remaining = 0;
  Instant last{};
  bool began = false;
  bool phase_two = false;
  bool ended = false;

  void number_limits();
  [[nodiscard]] LimitCount& limit(const Step& step, std::size_t step_index, ActId act) {
    (void)step;
    return limits[row_limits[step_limits[step_index] + value(plan->reactions()[value(act)])]];
  }
};

void Checker::Run::number_limits() {
  std::map<std::pair<TypeId, std::string>, std::uint32_t> known;
  std::map<std::pair<TypeId, const Extension*>, std::uint32_t> tables;
  for (const Step& step : plan->steps()) {
    const auto [table, is_new] = tables.try_emplace({step.type, step.extension},
                                                    static_cast<std::uint32_t>(row_limits.size()));
    step_limits.push_back(table->second);
    if (!is_new) continue;
    for (const Reaction& row : step.extension->reactions()) {
      const auto [found, added] =
          known.try_emplace({step.type, row.name}, static_cast<std::uint32_t>(limits.size()));
      if (added) limits.push_back({row.in_flight_max, 0});
      row_limits.push_back(found->second);
    }
  }
}

std::string_view to_string(Invariant invariant) {
  static constexpr std::array<std::string_view, kInvariantCount> kWords{
      "protocol", "below",   "resource", "conflict",  "root",       "failure", "schedule",
      "limit",    "foreign", "twice",    "untouched", "unfinished", "overlap"};
  return kWords[static_cast<std::size_t>(invariant)];
}

Checker::Checker(World& world, const Options& options)
    : world_(world),
      options_(options),
      overlap_(std::make_unique<OverlapRules>()),
      changes_(std::make_unique<ChangeRules>(world, *overlap_)) {}

Checker::~Checker() = default;

Runner& Checker::watch(Runner& runner) {
  runner_ = std::make_unique<WatchedRunner>(
      runner, [this](Performer& performer, const Act& act, Completion done) {
        const ChangeRules::Performing performing(*changes_, act);
        performer.perform(act, std::move(done));
      });
  return *runner_;
}

void Checker::expect_appearing(std::vector<Resource> resources) {
  changes_->expect_appearing(std::move(resources));
}

void Checker::add_run(RunId run, std::shared_ptr<const Plan> plan, const RunOptions& options,
                      const Place& place) {
  if (value(run) >= runs_.size()) runs_.resize(value(run) + std::size_t{1});
  auto made = std::make_unique<Run>();
  made->id = run;
  // On threads there are no groups, and changes are heard on several of them.
  if (options.arbiter != nullptr) overlap_->add_run(run, plan, place);
  made->plan = std::move(plan);
  made->options = options;
  runs_[value(run)] = std::move(made);
}

void Checker::on_event(const Event& event, std::string_view text) {
  ++events_;
  last_ = event;
  const std::size_t index = value(event.run);
  if (index >= runs_.size() || !runs_[index]) return;
  Run& run = *runs_[index];
  if (event.kind == EventKind::RunBegan) {
    run_began(run);
  } else if (!run.began) {
    violate(Invariant::Protocol, run, "an event of a run that has not begun");
    return;
  } else if (run.ended && event.kind != EventKind::AnswerIgnored) {
    violate(Invariant::Protocol, run, fmt::format("{} after the run's end", to_string(event.kind)));
    return;
  }
  // Phase 1 is told at once, ahead of its time.
  if (event.kind != EventKind::StepPlanned) {
    if (event.at < run.last) violate(Invariant::Protocol, run, "time goes back");
    run.last = event.at;
  }
  switch (event.kind) {
    case EventKind::PhaseTwoBegan:
      run.phase_two = true;
      break;
    case EventKind::ActStarted:
      act_started(run, event);
      break;
    case EventKind::ActEnded:
      act_ended(run, event, text);
      break;
    case EventKind::StepStarted:
    case EventKind::StepEnded:
      step_event(run, event);
      break;
    case EventKind::RunEnded:
      run_ended(run, event);
      break;
    case EventKind::AttemptFailed:
    case EventKind::RetryDue:
    case EventKind::RetryStarted:
      attempt_event(run, event);
      break;
    case EventKind::RunBegan:
    case EventKind::StepPlanned:
    case EventKind::AnswerIgnored:
      break;
  }
  for (ChangeRules::Finding& finding : changes_->take()) {
    violate(finding.invariant, run, std::move(finding.what));
  }
}

void Checker::run_began(Run& run) {
  if (run.began) return violate(Invariant::Protocol, run, "the run begins twice");
  run.began = true;
  run.order = std::make_unique<OrderRules>(*run.plan, run.options);
  run.acts.resize(run.plan->act_count(), ActStage::Waiting);
  run.remaining = run.plan->act_count();
  for (const Step& step : run.plan->steps()) {
    run.steps.push_back(
        {step.act_count(), step.act_count() == 0 ? Outcome::Done : Outcome::Skipped, false, false});
  }
  run.number_limits();
  changes_->run_began(run.id, run.plan);
}

void Checker::act_started(Run& run, const Event& event) {
  if (event.subject >= run.acts.size()) {
    return violate(Invariant::Protocol, run, fmt::format("there is no act {}", event.subject));
  }
  const ActId act{event.subject};
  ActStage& stage = run.acts[event.subject];
  if (stage != ActStage::Waiting) {
    return violate(Invariant::Protocol, run, describe(run, act) + " starts twice");
  }
  stage = ActStage::InFlight;
  check_begin(run, act);
  check_limits(run, act);
  check_overlap(run, act);
  changes_->act_started(run.id, act);
}

/// What must hold when an act starts, or ends done without having needed to.
void Checker::check_begin(Run& run, ActId act) {
  const StepId step = run.plan->step_of(act);
  if (!run.phase_two) {
    violate(Invariant::Protocol, run, describe(run, act) + " acts before phase 2 began");
  }
  if (!run.steps[value(step)].started) {
    violate(Invariant::Protocol, run, describe(run, act) + " acts before its step started");
  }
  const auto objection = run.order->object(act);
  if (!objection) return;
  if (violations_.size() >= options_.violations_max) {
    return violate(objection->invariant, run, {});
  }
  const ActId other = run.order->culprit(*objection);
  const std::string who = other == kNoAct ? std::string("others") : describe(run, other);
  std::string_view why;
  switch (objection->invariant) {
    case Invariant::Below:
      why = "before what is below it has ended: ";
      break;
    case Invariant::Resource:
      why = "before an earlier act on its resource has ended: ";
      break;
    case Invariant::Conflict:
      why = "before an earlier act that conflicts has ended: ";
      break;
    case Invariant::Root:
      why = "at the root, before all others have ended: ";
      break;
    case Invariant::Failure:
      why = "though this failed: ";
      break;
    default:
      why = "before the schedule lets it; it has to wait for ";
      break;
  }
  violate(objection->invariant, run, fmt::format("{} acts {}{}", describe(run, act), why, who));
}

void Checker::check_limits(Run& run, ActId act) {
  const StepId id = run.plan->step_of(act);
  LimitCount& limit = run.limit(run.plan->step(id), value(id), act);
  if (++limit.in_flight > limit.max) {
    violate(Invariant::Limit, run,
            fmt::format("{} is number {} in flight where {} are allowed", describe(run, act),
                        limit.in_flight, limit.max));
  }
  if (++run.in_flight > run.options.workers) {
    violate(Invariant::Limit, run,
            fmt::format("{} is number {} in flight in a run of {} workers", describe(run, act),
                        run.in_flight, run.options.workers));
  }
}

void Checker::check_overlap(Run& run, ActId act) {
  const auto other = overlap_->start(run.id, act);
  if (!other) return;
  violate(Invariant::Overlap, run,
          fmt::format("{} acts while another operation has what it conflicts with: {} of run {}",
                      describe(run, act), describe(*runs_[value(other->run)], other->act),
                      value(other->run)));
}

/// An act that ends before it starts, since its resource was changed by another operation.
void Checker::check_skip(Run& run, ActId act, std::string_view reason) {
  check_begin(run, act);
  if (overlap_->may_skip(run.id, act, reason)) return;
  violate(Invariant::Overlap, run,
          fmt::format("{} is skipped {}, which never changed its resource", describe(run, act),
                      reason.empty() ? "by nobody" : reason));
}

void Checker::act_ended(Run& run, const Event& event, std::string_view text) {
  if (event.subject >= run.acts.size()) {
    return violate(Invariant::Protocol, run, fmt::format("there is no act {}", event.subject));
  }
  const ActId act{event.subject};
  ActStage& stage = run.acts[event.subject];
  if (stage == ActStage::Ended) {
    return violate(Invariant::Protocol, run, describe(run, act) + " ends twice");
  }
  const StepId id = run.plan->step_of(act);
  std::uint32_t ended_by = event.other;  // the attempt
  if (stage == ActStage::InFlight) {
    leave_flight(run, act);
  } else if (stage == ActStage::Resting) {
    const Rest& rest = run.rests[act];
    if (event.outcome == Outcome::Skipped && event.other == rest.attempt) {
      check_skip(run, act, text);
      ended_by = 0;
    } else if (event.outcome != rest.outcome || event.other != rest.attempt) {
      violate(Invariant::Protocol, run,
              describe(run, act) + " ends between two attempts, but not as the last one did");
    }
  } else if (event.outcome == Outcome::Done) {
    if (!run.plan->reaction(run.plan->step(id), act).nothing) {
      violate(Invariant::Protocol, run, describe(run, act) + " is done without having started");
    }
    check_begin(run, act);
  } else if (event.outcome == Outcome::Skipped) {
    check_skip(run, act, text);
  }
  stage = ActStage::Ended;
  --run.remaining;
  StepStage& step = run.steps[value(id)];
  --step.remaining;
  step.worst = std::min(step.worst, event.outcome);
  run.order->end(act, event.outcome);
  changes_->act_ended(run.id, act, ended_by, event.outcome);
}

void Checker::leave_flight(Run& run, ActId act) {
  const StepId id = run.plan->step_of(act);
  --run.limit(run.plan->step(id), value(id), act).in_flight;
  --run.in_flight;
  overlap_->leave(run.id, act);
}

/// Attempts of acts that are tried again: one after the other, not too many, not too soon.
void Checker::attempt_event(Run& run, const Event& event) {
  if (event.subject >= run.acts.size()) {
    return violate(Invariant::Protocol, run, fmt::format("there is no act {}", event.subject));
  }
  const ActId act{event.subject};
  ActStage& stage = run.acts[event.subject];
  const bool fails = event.kind == EventKind::AttemptFailed;
  Rest& rest = run.rests[act];
  const std::uint32_t expected = rest.attempt + 1;
  if (stage != (fails ? ActStage::InFlight : ActStage::Resting) || event.other != expected ||
      (event.kind == EventKind::RetryStarted && !rest.over)) {
    return violate(Invariant::Protocol, run,
                   fmt::format("{}: {} (number {}) comes out of turn", describe(run, act),
                               to_string(event.kind), event.other));
  }
  if (fails) {
    const Retry& retry = run.plan->reaction(run.plan->step(run.plan->step_of(act)), act).retry;
    if (event.other > retry.limit) {
      violate(Invariant::Limit, run,
              fmt::format("{} is tried again after attempt {} where {} are allowed",
                          describe(run, act), event.other, retry.limit + 1));
    }
    stage = ActStage::Resting;
    rest = {event.other, event.outcome, saturated_add(event.at, retry.wait_after(event.other)),
            false};
    leave_flight(run, act);
    changes_->attempt_failed(run.id, act, event.outcome);
  } else if (event.kind == EventKind::RetryDue) {
    if (event.at < rest.due) {
      violate(Invariant::Limit, run, describe(run, act) + " is tried again too soon");
    }
    rest.over = true;
  } else {
    stage = ActStage::InFlight;
    check_begin(run, act);
    check_limits(run, act);
    check_overlap(run, act);
  }
}

void Checker::step_event(Run& run, const Event& event) {
  if (event.subject >= run.steps.size()) {
    return violate(Invariant::Protocol, run, fmt::format("there is no step {}", event.subject));
  }
  StepStage& step = run.steps[event.subject];
  const auto name = [&] { return "step " + run.plan->path(StepId{event.subject}); };
  if (event.kind == EventKind::StepStarted) {
    if (std::exchange(step.started, true)) {
      violate(Invariant::Protocol, run, name() + " starts twice");
    }
    return;
  }
  if (std::exchange(step.ended, true)) violate(Invariant::Protocol, run, name() + " ends twice");
  if (step.remaining > 0) {
    violate(Invariant::Protocol, run,
            fmt::format("{} ends before {} of its acts", name(), step.remaining));
  } else if (run.plan->step(StepId{event.subject}).act_count() == 0 && !step.started) {
    if (event.outcome != Outcome::NotRun && event.outcome != Outcome::Cancelled) {
      violate(Invariant::Protocol, run, name() + " ends without having started");
    }
  } else if (event.outcome != step.worst) {
    violate(Invariant::Protocol, run,
            fmt::format("{} ends {}, the worst of its acts is {}", name(), to_string(event.outcome),
                        to_string(step.worst)));
  }
}

void Checker::run_ended(Run& run, const Event& event) {
  run.ended = true;
  if (run.remaining > 0) {
    const auto left = std::find_if(run.acts.begin(), run.acts.end(),
                                   [](ActStage stage) { return stage != ActStage::Ended; });
    violate(Invariant::Unfinished, run,
            fmt::format("the run ends before {} acts, among them {}", run.remaining,
                        describe(run, ActId{static_cast<std::uint32_t>(left - run.acts.begin())})));
  }
  changes_->run_ended(run.id, event.outcome);
  run.order.reset();
}

void Checker::finish() {
  for (const auto& run : runs_) {
    if (run && run->began && !run->ended) {
      violate(Invariant::Unfinished, *run,
              fmt::format("nothing is under way any more, but the run has not ended: {} acts "
                          "have not",
                          run->remaining));
    }
  }
}

void Checker::violate(Invariant invariant, const Run& run, std::string what) {
  if (options_.blind_to == invariant) return;
  ++violation_count_;
  if (violations_.size() >= options_.violations_max) return;
  const auto nanoseconds = last_.at.time_since_epoch().count();
  violations_.push_back(
      {invariant, fmt::format("[{}] event {} at {} ns, run {}: {}", to_string(invariant), events_,
                              nanoseconds, value(run.id), what)});
}

std::string Checker::describe(const Run& run, ActId act) const {
  const Plan& plan = *run.plan;
  const Step& step = plan.step(plan.step_of(act));
  const TypeGraph& graph = plan.graph();
  return fmt::format("act {} ({} {}, {}->{})", value(act), plan.reaction(step, act).name,
                     world_.name({step.type, plan.resources()[value(act)]}),
                     graph.name(step.parent_type), graph.name(step.type));
}

}  // namespace cascade::sim
