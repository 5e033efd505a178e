// SPDX-License-Identifier: Apache-2.0
#include "gui/model/fold.h"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/assert.h"

namespace cascade::gui {

Fold::Fold(const History& history) {
  const sim::World& world = history.world();
  for (std::size_t i = 0; i < world.model().types.size(); ++i) {
    const TypeId type{static_cast<std::uint16_t>(i)};
    types_.push_back({CowColumn<sim::Life>(world.life_column(type)),
                      CowColumn<std::uint8_t>(world.state_column(type))});
  }
}

void Fold::advance(const History& history, std::uint64_t end) {
  CASCADE_ASSERT(end >= position_ && end <= history.size(), "folding what has not happened");
  // Passes and types do not meet, so that one may go ahead of the other.
  history.visit_events(position_, end, [&](std::uint64_t first, std::span<const Event> events) {
    position_ = first;
    for (const Event& event : events) {
      apply(history, event);
      ++position_;
    }
    return true;
  });
  history.visit_changes(changed_until_, end, [&](const WorldChange& change) {
    TypeState& type = types_[value(change.resource.type)];
    type.lives.set(change.resource.index, change.life);
    type.states.set(change.resource.index, change.state);
    return true;
  });
  changed_until_ = end;
}

void Fold::apply(const History& history, const Event& event) {
  now_ = event.at;
  if (event.kind == EventKind::RunBegan) return begin_pass(history, event);
  const std::uint32_t nth = pass_of_run_[value(event.run)];
  if (nth == kNoPass) return;
  passes_[nth].frozen.reset();
  apply(passes_[nth], event);
}

void Fold::begin_pass(const History& history, const Event& event) {
  const std::size_t run = value(event.run);
  pass_of_run_.resize(std::max(pass_of_run_.size(), run + 1), kNoPass);
  if (ActId{event.other} != kNoAct) return;  // nested: shown by the act above it
  const auto infos = history.passes();
  const auto info = std::find_if(infos.begin(), infos.end(), [&](const auto& pass) {
    return pass->plan && pass->begin == position_;
  });
  CASCADE_ASSERT(info != infos.end(), "a run of which no pass was told");
  const Plan& plan = *(*info)->plan;
  Pass pass;
  pass.state.info = *info;
  pass.state.began = event.at;
  pass.state.steps.resize(plan.steps().size());
  pass.state.acts = CowColumn<ActStatus>(plan.act_count(), ActStatus::Waiting);
  pass_of_run_[run] = static_cast<std::uint32_t>(passes_.size());
  passes_.push_back(std::move(pass));
}

void Fold::apply(Pass& pass, const Event& event) {
  PassState& state = pass.state;
  switch (event.kind) {
    case EventKind::RunBegan:
    case EventKind::AnswerIgnored:
    case EventKind::RetryDue:
      break;
    case EventKind::StepPlanned: {
      StepState& step = state.steps[event.subject];
      step.phase = StepState::Phase::Waiting;
      step.planned_at = event.at;
      step.links_found = event.other;
      break;
    }
    case EventKind::PhaseTwoBegan:
      state.phase = PassState::Phase::Acting;
      state.phase2_began = event.at;
      break;
    case EventKind::StepStarted:
      state.steps[event.subject].phase = StepState::Phase::Running;
      state.steps[event.subject].start = event.at;
      break;
    case EventKind::ActStarted:
    case EventKind::RetryStarted:
      start_act(pass, event);
      break;
    case EventKind::AttemptFailed:
      end_attempt(pass, event);
      break;
    case EventKind::ActEnded:
      end_act(pass, event);
      break;
    case EventKind::StepEnded: {
      StepState& step = state.steps[event.subject];
      step.phase = StepState::Phase::Finished;
      step.end = event.at;
      step.outcome = event.outcome;
      break;
    }
    case EventKind::RunEnded:
      state.phase = PassState::Phase::Ended;
      state.ended_at = event.at;
      state.outcome = event.outcome;
      break;
  }
}

void Fold::start_act(Pass& pass, const Event& event) {
  StepState& step = step_of(pass, ActId{event.subject});
  step.in_flight_peak = std::max(step.in_flight_peak, ++step.in_flight);
  ++pass.state.acts_in_flight;
  pass.state.acts.set(event.subject, ActStatus::InFlight);
}

void Fold::end_attempt(Pass& pass, const Event& event) {
  --step_of(pass, ActId{event.subject}).in_flight;
  --pass.state.acts_in_flight;
  pass.state.acts.set(event.subject, ActStatus::Waiting);
}

void Fold::end_act(Pass& pass, const Event& event) {
  StepState& step = step_of(pass, ActId{event.subject});
  ++step.acts[static_cast<std::size_t>(event.outcome)];
  ++pass.state.acts_ended;
  if (pass.state.acts[event.subject] == ActStatus::InFlight) {
    --step.in_flight;
    --pass.state.acts_in_flight;
  }
  pass.state.acts.set(event.subject, status_of(event.outcome));
}

StepState& Fold::step_of(Pass& pass, ActId act) {
  const Plan& plan = *pass.state.info->plan;
  const Step& step = plan.step(pass.step_hint);
  if (value(act) < step.acts_begin || value(act) >= step.acts_end) {
    pass.step_hint = plan.step_of(act);
  }
  return pass.state.steps[value(pass.step_hint)];
}

const std::shared_ptr<const PassState>& Fold::frozen(Pass& pass) {
  if (!pass.frozen) {
    auto copy = std::make_shared<PassState>(pass.state);
    copy->acts = pass.state.acts.freeze();
    pass.frozen = std::move(copy);
  }
  return pass.frozen;
}

Fold Fold::freeze() {
  for (Pass& pass : passes_) frozen(pass);
  for (TypeState& type : types_) {
    type.lives.freeze();
    type.states.freeze();
  }
  return *this;
}

std::shared_ptr<const Snapshot> Fold::snapshot() {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->position = position_;
  snapshot->now = now_;
  for (Pass& pass : passes_) snapshot->passes.push_back(frozen(pass));
  for (TypeState& type : types_) {
    snapshot->types.push_back({type.lives.freeze(), type.states.freeze()});
  }
  return snapshot;
}

}  // namespace cascade::gui
