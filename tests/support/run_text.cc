// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_text.h"

#include <utility>

#include "engine/assert.h"

namespace cascade::test {

std::string step_name(const Plan& plan, StepId id) {
  const Step& step = plan.step(id);
  const TypeGraph& graph = plan.graph();
  if (step.tree_parent == kNoStep) return graph.name(step.type);
  return graph.name(step.parent_type) + ">" + graph.name(step.type);
}

std::string act_name(const TextWorld& world, const Plan& plan, ActId act) {
  const StepId id = plan.step_of(act);
  const Step& step = plan.step(id);
  const std::string resource = world.name({step.type, plan.resources()[value(act)]});
  return step.tree_parent == kNoStep ? resource : step_name(plan, id) + ":" + resource;
}

ActId act_named(const TextWorld& world, const Plan& plan, std::string_view name) {
  for (std::uint32_t act = 0; act < plan.act_count(); ++act) {
    if (act_name(world, plan, ActId{act}) == name) return ActId{act};
  }
  CASCADE_ASSERT(false, "the plan has an act of that name");
  return kNoAct;
}

std::shared_ptr<const Plan> plan_of(const TextWorld& world, std::string_view roots, Merge merge) {
  auto plan = world.plan(roots, merge);
  CASCADE_ASSERT(plan.has_value(), plan ? "" : plan.error().message.c_str());
  return *std::move(plan);
}

Transcript::Transcript(const TextWorld& world, std::shared_ptr<const Plan> plan, RunId run)
    : world_(world), plan_(std::move(plan)), run_(run) {}

void Transcript::on_event(const Event& event, std::string_view text) {
  if (event.run != run_) return;
  events_.push_back(event);
  const auto act = [&] { return act_name(world_, *plan_, ActId{event.subject}); };
  const auto step = [&] { return step_name(*plan_, StepId{event.subject}); };
  const std::string outcome =
      std::string(to_string(event.outcome)) + (text.empty() ? "" : " (" + std::string(text) + ")");
  switch (event.kind) {
    case EventKind::StepStarted:
      lines_.push_back("[" + step());
      break;
    case EventKind::ActStarted:
      lines_.push_back("+" + act());
      break;
    case EventKind::ActEnded:
      lines_.push_back("-" + act() + " " + outcome);
      break;
    case EventKind::StepEnded:
      lines_.push_back("]" + step() + " " + outcome);
      break;
    case EventKind::AnswerIgnored:
      lines_.push_back("?" + act() + " " + outcome);
      break;
    case EventKind::RunEnded:
      lines_.push_back("end " + outcome);
      break;
    case EventKind::AttemptFailed:
      lines_.push_back("~" + act() + " " + outcome);
      break;
    case EventKind::RetryDue:
      lines_.push_back("!" + act());
      break;
    case EventKind::RetryStarted:
      lines_.push_back("+" + act() + "#" + std::to_string(event.other));
      break;
    case EventKind::RunBegan:
    case EventKind::StepPlanned:
    case EventKind::PhaseTwoBegan:
      break;
  }
}

std::string Transcript::text(std::string_view kinds) const {
  std::string joined;
  for (const std::string& line : lines_) {
    if (kinds.find(line[0]) == std::string_view::npos) continue;
    if (!joined.empty()) joined += ' ';
    joined += line;
  }
  return joined;
}

FakeRun::FakeRun(const TextWorld& text_world, std::shared_ptr<const Plan> of,
                 const RunOptions& options)
    : world(text_world), plan(std::move(of)), executor(runner), transcript(world, plan) {
  executor.add_observer(transcript);
  executor.begin(plan, options, [this](const RunEnd& end) { ends.push_back(end); });
  executor.run();
}

FakeRun& FakeRun::answer(std::string_view names, const ActResult& result) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    runner.answer(act_named(world, *plan, names.substr(0, end)), result);
    executor.run();
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return *this;
}

FakeRun& FakeRun::answer_attempt(std::string_view name, std::uint32_t number,
                                 const ActResult& result) {
  runner.answer(Attempt{RunId{0}, number, act_named(world, *plan, name)}, result);
  executor.run();
  return *this;
}

FakeRun& FakeRun::answer_all() {
  while (!runner.in_flight().empty()) {
    runner.answer(Attempt(runner.unanswered().front()));
    executor.run();
  }
  return *this;
}

std::string FakeRun::in_flight() const {
  std::string names;
  for (const ActId act : runner.in_flight()) {
    if (!names.empty()) names += ' ';
    names += act_name(world, *plan, act);
  }
  return names;
}

std::string FakeRun::outcomes() const {
  std::string text;
  for (std::uint32_t act = 0; act < plan->act_count(); ++act) {
    if (!text.empty()) text += ", ";
    text += act_name(world, *plan, ActId{act}) + " ";
    text += to_string(executor.state(RunId{0}).outcome(ActId{act}));
  }
  return text;
}

Treatment TextTreatments::treat(const Act& act) {
  const std::string name = act_name(world_, *act.plan, act.id());
  const auto attempt = by_name.find(name + "#" + std::to_string(act.attempt.number));
  if (attempt != by_name.end()) return attempt->second;
  const auto found = by_name.find(name);
  return found == by_name.end() ? all_ : found->second;
}

}  // namespace cascade::test
