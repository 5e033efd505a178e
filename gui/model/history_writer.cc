// SPDX-License-Identifier: Apache-2.0
#include "gui/model/history_writer.h"

#include <utility>

namespace cascade::gui {
namespace {

constexpr std::uint64_t kEventsPerPublish = 1024;

}  // namespace

HistoryWriter::HistoryWriter(sim::Simulation& simulation, History& history)
    : simulation_(simulation), history_(history), baseline_(simulation.world()) {
  simulation.add_observer(*this);
  simulation.on_pass([this](const sim::PassRun& pass) { begin_pass(pass); });
  simulation.world().add_watcher(*this);
}

HistoryWriter::~HistoryWriter() {
  simulation_.world().remove_watcher(*this);
  simulation_.on_pass({});
}

void HistoryWriter::begin_pass(const sim::PassRun& pass) {
  PassInfo info;
  info.operation = pass.operation;
  info.pass = pass.pass;
  info.action_code = pass.action_code;
  info.run = pass.run;
  info.plan = pass.plan;
  info.refusal = pass.refusal;
  history_.append_pass(std::move(info));
  if (pass.resumed) take_over_changes();
  if (pass.plan) acts_planned_ += pass.plan->act_count();
  ++passes_;
}

/// The world became what the run before had made of it, at once and untold.
void HistoryWriter::take_over_changes() {
  const sim::World& before = history_.world();
  const sim::World& now = simulation_.world();
  for (std::size_t i = 0; i < now.model().types.size(); ++i) {
    const TypeId type{static_cast<std::uint16_t>(i)};
    for (ResourceIndex index = 0; index < now.count(type); ++index) {
      const Resource resource{type, index};
      const bool changed = before.life(resource) != now.life(resource) ||
                           before.state(resource) != now.state(resource);
      if (changed) changed_.push_back(resource);
    }
  }
}

void HistoryWriter::on_change(Resource resource, sim::WorldChange change, sim::Life /*next*/) {
  if (change != sim::WorldChange::Life && change != sim::WorldChange::State) return;
  if (changed_.empty() || changed_.back() != resource) changed_.push_back(resource);
}

void HistoryWriter::write_changes(std::uint64_t position) {
  for (const Resource& resource : changed_) {
    history_.append_change({position, resource, simulation_.world().life(resource),
                            simulation_.world().state(resource)});
  }
  changed_.clear();
}

void HistoryWriter::on_event(const Event& event, std::string_view text) {
  write_changes(++events_);
  history_.append_event(event, text);
  if (event.kind == EventKind::ActEnded) ++acts_ended_;
  run_ended_ = event.kind == EventKind::RunEnded;
}

void HistoryWriter::after_step() {
  // A refused pass tells no event.
  const auto passes = simulation_.passes();
  while (passes_ < passes.size() && passes[passes_]->refusal) begin_pass(*passes[passes_]);
  // The last event is held back: if none follows, late effects belong to it.
  if (events_ <= published_ + (run_ended_ ? 1 : kEventsPerPublish)) return;
  published_ = events_ - 1;
  history_.publish(published_);
}

void HistoryWriter::finish(bool complete) {
  write_changes(events_);  // lost answers: effects that no event tells of
  HistoryEnd end;
  end.complete = complete;
  end.outcome = simulation_.outcome();
  end.verdict = simulation_.verdict();
  for (const auto& pass : simulation_.passes()) {
    const bool last = pass->operation == simulation_.passes().back()->operation;
    if (last && pass->has_failures()) end.ignored_failures = true;
  }
  end.makespan = simulation_.makespan();
  end.event_digest = simulation_.event_digest();
  end.world_digest = simulation_.world().digest();
  end.violations = simulation_.violations();
  end.unmet_expectations = simulation_.unmet_expectations();
  end.facts = sim::facts_of(simulation_);
  end.audit = std::make_shared<const sim::Audit>(
      sim::audit_run(simulation_.world(), baseline_, simulation_.passes()));
  for (const auto& pass : simulation_.passes()) {
    end.summaries.push_back(pass->summary);
    if (pass->refusal) end.refusals.push_back(pass->action_code + ": " + pass->refusal->message);
    for (const sim::UnmetRequirement& unmet : pass->unmet_after) {
      end.unmet_conditions.push_back(sim::requirement_text(unmet, simulation_.world()));
    }
  }
  end.world = simulation_.shared_world();
  history_.finish(std::move(end));
}

}  // namespace cascade::gui
