// SPDX-License-Identifier: Apache-2.0
// Objects line by line, acts and events one line each.
#include "sim/report/report_json.h"

#include <map>
#include <optional>
#include <utility>

#include "sim/base/text.h"
#include "sim/run/appearing.h"
#include "sim/run/audit.h"
#include "sim/run/resource_outcomes.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Layout = JsonWriter::Layout;

class Report {
 public:
  Report(const Simulation& simulation, const ReportOptions& options, TextSink sink)
      : simulation_(simulation), options_(options), json_(std::move(sink)) {}

  void write(const EventCollector& events) {
    json_.begin_object();
    write_scenario();
    write_result();
    json_.key("passes").begin_array();
    for (const std::unique_ptr<PassRun>& pass : simulation_.passes()) write_pass(*pass);
    json_.end_array();
    write_events(events);
    json_.end_object();
  }

 private:
  void write_scenario() {
    const Scenario& scenario = simulation_.scenario();
    json_.key("scenario").begin_object();
    json_.field("name", scenario.name).field("about", scenario.about).field("file", scenario.file);
    json_.field("model", scenario.model->name).field("seed", scenario.seed);
    json_.field("merge", word_of(kMergeWords, scenario.merge));
    json_.field("schedule", word_of(kScheduleWords, scenario.schedule));
    json_.field("failure", word_of(kFailureWords, scenario.failure));
    if (!scenario.compat.empty()) json_.field("compat", scenario.compat);
    json_.field("runner", options_.runner == RunnerKind::Virtual ? "virtual" : "threads");
    if (scenario.workers != kUnlimited) json_.field("workers", scenario.workers);
    json_.end_object();
  }

  void write_result() {
    const Verdict verdict = options_.interrupted ? Verdict::Interrupted : simulation_.verdict();
    json_.key("result").begin_object();
    json_.field("verdict", to_string(verdict)).field("exit_code", static_cast<unsigned>(verdict));
    json_.field("outcome", simulation_.outcome());
    if (options_.times) json_.field("took_ns", simulation_.makespan().count());
    write_resources(resource_outcomes(simulation_.passes()));
    json_.key("appeared").begin_array(Layout::Line);
    for (const Appearance& one : simulation_.appearances()) json_.text(name(one.resource));
    json_.end_array();
    std::size_t ignored = 0;
    for (const auto& pass : simulation_.passes()) ignored += pass->ignored_answers.size();
    json_.field("ignored_answers", ignored);
    json_.key("unmet_expectations").begin_array();
    if (!options_.interrupted) {
      for (const std::string& line : simulation_.unmet_expectations()) json_.text(line);
    }
    json_.end_array();
    json_.key("broken_invariants").begin_array();
    for (const std::string& line : simulation_.violations()) json_.text(line);
    json_.end_array();
    write_audit();
    json_.field("initial_world_digest", digest_text(simulation_.initial_digest()));
    json_.field("world_digest", digest_text(simulation_.world().digest()));
    if (options_.runner == RunnerKind::Virtual) {
      json_.field("event_digest", digest_text(simulation_.event_digest()));
    }
    json_.end_object();
  }

  // How many resources ended so: each by the worst of its acts.
  void write_resources(const OutcomeCounts& counts) {
    json_.key("resources").begin_object(Layout::Line);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] != 0) json_.field(to_string(static_cast<Outcome>(i)), counts[i]);
    }
    json_.end_object();
  }

  void write_audit() {
    const std::optional<Audit> audit = simulation_.audit();
    if (!audit) return;
    json_.key("audit").begin_object();
    json_.field("findings", audit->total()).key("list").begin_array();
    for (const AuditFinding& finding : audit->findings) write_finding(finding);
    json_.end_array().end_object();
  }

  void write_finding(const AuditFinding& finding) {
    json_.begin_object(Layout::Line).field("kind", to_string(finding.kind));
    json_.field("resource", name(finding.resource));
    if (finding.other.index != kNoResource) json_.field("other", name(finding.other));
    if (finding.kind == AuditKind::Dangling) {
      const TypeSpec& type = simulation_.world().model().type(finding.resource.type);
      json_.field("relation", type.relations[value(finding.relation)].name);
    }
    if (finding.own) json_.field("own_outcome", to_string(*finding.own));
    if (finding.cause) {
      json_.field("cause_pass", finding.cause->pass).field("cause_act", value(finding.cause->act));
    }
    if (finding.before) json_.field("before", true);
    json_.end_object();
  }

  void write_pass(const PassRun& pass) {
    const Operation& operation = simulation_.scenario().operations[pass.operation];
    json_.begin_object();
    json_.field("operation", pass.operation + 1).field("name", operation.operation);
    json_.key("roots").begin_array(Layout::Line);
    for (const std::string& root : operation.roots) json_.text(root);
    json_.end_array();
    if (!operation.argument.empty()) json_.field("argument", operation.argument);
    json_.field("pass", pass.pass + 1).field("action", pass.action_code);
    if (pass.refusal) json_.field("refused", pass.refusal->message);
    if (!pass.breaches.empty()) write_breaches(pass);
    if (pass.keep) write_keep(*pass.keep);
    write_unmet("unmet_before", pass.unmet_before);
    if (pass.plan) write_plan(pass);
    write_unmet("unmet_after", pass.unmet_after);
    json_.end_object();
  }

  void write_unmet(std::string_view key, const std::vector<UnmetRequirement>& unmet) {
    if (unmet.empty()) return;
    json_.key(key).begin_array();
    for (const UnmetRequirement& requirement : unmet) {
      json_.begin_object(Layout::Line).field("resource", name(requirement.resource));
      json_.field("message", requirement.message).field("line", requirement.line).end_object();
    }
    json_.end_array();
  }

  void write_keep(const KeepSet& set) {
    json_.key("keep").begin_object();
    json_.field("roots", set.roots).field("possible_acts", set.possible_acts);
    json_.field("impossible_acts", set.impossible_acts).key("kept").begin_array(Layout::Line);
    for (const Resource resource : set.kept) json_.text(name(resource));
    json_.end_array().key("needs").begin_array();
    for (const KeepSet::Need& need : set.needs) {
      json_.begin_object(Layout::Line).field("resource", name(need.resource));
      json_.field("by", name(need.by));
      if (!need.relation.empty()) json_.field("relation", need.relation);
      json_.end_object();
    }
    json_.end_array().key("impossible").begin_array();
    for (const KeepSet::Impossible& acts : set.impossible) {
      json_.begin_object(Layout::Line).field("type", acts.type).field("reaction", acts.reaction);
      json_.field("acts", acts.acts).end_object();
    }
    json_.end_array().end_object();
  }

  void write_breaches(const PassRun& pass) {
    json_.key("breaches").begin_array();
    for (const ProtectionBreach& breach : pass.breaches) {
      json_.begin_object(Layout::Line).field("resource", name(breach.resource));
      json_.field("reaction", breach.reaction).field("by", name(breach.by));
      json_.field("path", breach.path).end_object();
    }
    json_.end_array();
  }

  void write_plan(const PassRun& pass) {
    const Plan& plan = *pass.plan;
    json_.field("run", value(pass.run)).field("plan_digest", digest_text(plan.digest()));
    if (options_.times) json_.field("phase1_ns", plan.query_time().count());
    if (pass.end) json_.field("outcome", to_string(pass.end->outcome));
    if (pass.end && !pass.end->message.empty()) json_.field("message", pass.end->message);
    write_resources(resource_outcomes(pass));
    json_.key("steps").begin_array();
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) write_step(pass, StepId{i});
    json_.end_array();
    write_acts(pass);
    write_lost(plan);
  }

  void write_step(const PassRun& pass, StepId id) {
    const Plan& plan = *pass.plan;
    const Step& step = plan.step(id);
    json_.begin_object(Layout::Line);
    json_.field("step", value(id)).field("path", plan.path(id));
    if (step.tree_parent != kNoStep) json_.field("parent", value(step.tree_parent));
    if (step.round != 0) json_.field("round", step.round);
    json_.field("acts_begin", step.acts_begin).field("acts", step.act_count());
    json_.field("links", step.link_count());
    json_.field("parents", step.parents_end - step.parents_begin);
    json_.field("children_see", step.visible);
    if (options_.times) json_.field("phase1_ns", step.query_time.count());
    if (pass.summary) write_step_summary(pass.summary->steps()[value(id)]);
    json_.end_object();
  }

  void write_step_summary(const StepSummary& summary) {
    if (options_.times && summary.start) {
      json_.field("start_ns", summary.start->time_since_epoch().count());
    }
    if (options_.times && summary.end) {
      json_.field("end_ns", summary.end->time_since_epoch().count());
    }
    // How many were in flight at once depends on real time, too.
    if (options_.times) json_.field("in_flight_peak", summary.in_flight_peak);
    json_.field("outcome", to_string(summary.outcome()));
    json_.key("outcomes").begin_object();
    for (std::size_t i = 0; i < summary.acts.size(); ++i) {
      if (summary.acts[i] != 0) json_.field(to_string(static_cast<Outcome>(i)), summary.acts[i]);
    }
    json_.end_object();
  }

  // [act, step, resource, reaction, outcome] and a message where there is one.
  void write_acts(const PassRun& pass) {
    const Plan& plan = *pass.plan;
    const std::map<ActId, std::string> messages(pass.messages.begin(), pass.messages.end());
    json_.key("acts").begin_array();
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      const Step& step = plan.steps()[i];
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        json_.begin_array(Layout::Line);
        json_.number(act).number(i).text(name({step.type, plan.resources()[act]}));
        json_.text(plan.reaction(step, ActId{act}).name);
        const Outcome outcome = pass.summary ? pass.summary->outcomes()[act] : Outcome::NotRun;
        json_.text(to_string(outcome));
        const auto message = messages.find(ActId{act});
        const auto other = pass.skipped_by.find(ActId{act});
        if (message != messages.end()) json_.text(message->second);
        if (other != pass.skipped_by.end()) json_.text(by_operation(other->second));
        json_.end_array();
      }
    }
    json_.end_array();
    if (pass.summary) write_attempts(*pass.summary);
  }

  // [act, attempts] of those with more than one.
  void write_attempts(const RunSummary& summary) {
    json_.key("attempts").begin_array();
    for (const auto& [act, attempts] : summary.attempts()) {
      json_.begin_array(Layout::Line).number(value(act)).number(attempts).end_array();
    }
    json_.end_array();
  }

  void write_lost(const Plan& plan) {
    json_.key("cycle_links").begin_array();
    for (const CycleLink& link : plan.cycle_links()) {
      const TypeId above = link.parent.is_root() ? plan.request().root_type : link.parent_type;
      json_.begin_array(Layout::Line).text(name({above, link.parent.index()}));
      json_.text(name({link.type, link.child})).end_array();
    }
    json_.end_array();
    json_.key("dropped_contexts").begin_array();
    for (const DroppedContext& context : plan.dropped_contexts()) {
      json_.begin_object(Layout::Line).key("path").begin_array();
      for (const TypeId type : context.path) json_.text(plan.graph().name(type));
      json_.end_array().field("kept_step", value(context.kept)).key("resources").begin_array();
      for (const ResourceIndex index : context.resources) {
        json_.text(name({context.path.back(), index}));
      }
      json_.end_array().end_object();
    }
    json_.end_array();
    json_.field("contradiction_count", plan.contradiction_count());
    json_.field("unchecked_pairs", plan.unchecked_pairs());
    json_.key("contradictions").begin_array();
    for (const Contradiction& pair : plan.contradictions()) {
      json_.begin_array(Layout::Line).number(value(pair.first)).number(value(pair.second));
      json_.end_array();
    }
    json_.end_array();
  }

  // One line each: { at_ns, run, event, subject, other, outcome, text }; see engine/event.h.
  void write_events(const EventCollector& collected) {
    json_.key("events").begin_array();
    auto text = collected.texts().begin();
    for (std::size_t i = 0; i < collected.events().size(); ++i) {
      const Event& event = collected.events()[i];
      json_.begin_object(Layout::Line);
      if (options_.times) json_.field("at_ns", event.at.time_since_epoch().count());
      json_.field("run", value(event.run)).field("event", to_string(event.kind));
      json_.field("subject", event.subject).field("other", event.other);
      json_.field("outcome", to_string(event.outcome));
      if (text != collected.texts().end() && text->first == i) {
        json_.field("text", text->second);
        ++text;
      }
      json_.end_object();
    }
    json_.end_array();
  }

  [[nodiscard]] std::string name(Resource resource) const {
    return simulation_.world().name(resource);
  }

  const Simulation& simulation_;
  const ReportOptions& options_;
  JsonWriter json_;
};

}  // namespace

void EventCollector::on_event(const Event& event, std::string_view text) {
  if (!text.empty()) texts_.emplace_back(events_.size(), text);
  events_.push_back(event);
}

void write_report_json(const Simulation& simulation, const EventCollector& events,
                       const ReportOptions& options, TextSink sink) {
  Report(simulation, options, std::move(sink)).write(events);
}

}  // namespace cascade::sim
