// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <utility>

#include "sim/report/story_text.h"
#include "sim/run/expectations.h"

namespace cascade::sim {
namespace {

using Layout = JsonWriter::Layout;

class Document {
 public:
  Document(const Simulation& simulation, bool times, TextSink sink)
      : simulation_(simulation), times_(times), json_(std::move(sink)) {}

  void write(const Story& story) {
    json_.begin_object().field("resource", name(story.resource));
    json_.field("condition", condition_of(simulation_.world(), story.resource));
    if (story.outcome) json_.field("outcome", to_string(*story.outcome));
    if (story.appeared) write_appearance(*story.appeared);
    json_.key("changes").begin_array();
    for (const StoryChange& change : story.changes) write_change(change);
    json_.end_array().key("passes").begin_array();
    for (const StoryPass& pass : story.passes) write_pass(pass);
    json_.end_array().end_object();
  }

 private:
  [[nodiscard]] std::string name(Resource resource) const {
    return simulation_.world().name(resource);
  }

  void write_change(const StoryChange& change) {
    json_.begin_object(Layout::Line).field("condition", change.condition);
    if (change.pass != nullptr) {
      json_.field("operation", change.pass->operation + 1).field("pass", change.pass->pass + 1);
      if (change.act != kNoAct) {
        write_place(*change.pass->plan, change.act,
                    change.pass->summary->outcomes()[value(change.act)]);
      }
    }
    json_.end_object();
  }

  void write_appearance(const StoryAppearance& appeared) {
    json_.key("appeared").begin_object(Layout::Line);
    if (times_) json_.field("at_ns", appeared.at.time_since_epoch().count());
    if (const PassRun* pass = appeared.pass) {
      json_.field("operation", pass->operation + 1).field("pass", pass->pass + 1);
      write_place(*pass->plan, appeared.act, pass->summary->outcomes()[value(appeared.act)]);
    }
    json_.end_object();
  }

  void write_pass(const StoryPass& told) {
    const PassRun& pass = *told.pass;
    json_.begin_object();
    json_.field("operation", pass.operation + 1).field("pass", pass.pass + 1);
    json_.field("action", pass.action_code);
    if (pass.refusal) json_.field("refused", pass.refusal->message);
    if (pass.end) json_.field("outcome", to_string(pass.end->outcome));
    json_.key("ways").begin_array();
    for (const Reason& way : told.ways) write_way(*pass.plan, way);
    json_.end_array().field("more_ways", told.more_ways);
    json_.key("dropped").begin_array(Layout::Line);
    for (const std::size_t i : told.dropped) {
      json_.text(pass.plan->path(pass.plan->dropped_contexts()[i].kept));
    }
    json_.end_array();
    json_.key("protected_by").begin_array(Layout::Line);
    for (const std::size_t i : told.breaches) json_.text(name(pass.breaches[i].by));
    json_.end_array();
    json_.key("acts").begin_array();
    for (const StoryAct& act : told.acts) write_act(pass, act);
    json_.end_array().end_object();
  }

  void write_way(const Plan& plan, const Reason& way) {
    json_.begin_array(Layout::Line);
    for (const Reason::Hop& hop : way.hops) {
      json_.begin_object(Layout::Line).field("resource", name(hop.resource));
      if (hop.step == kNoStep) {
        json_.field("dropped", true);
      } else {
        const auto& reactions = plan.step(hop.step).extension->reactions();
        json_.field("reaction", reactions[value(hop.reaction)].name);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void write_act(const PassRun& pass, const StoryAct& act) {
    json_.begin_object();
    write_place(*pass.plan, act.act, act.outcome);
    if (times_ && act.started) {
      json_.field("started_ns", act.started->time_since_epoch().count());
    }
    if (times_ && act.ended) json_.field("ended_ns", act.ended->time_since_epoch().count());
    if (!act.message.empty()) json_.field("message", act.message);
    const auto other = pass.skipped_by.find(act.act);
    if (other != pass.skipped_by.end()) json_.field("skipped_by_operation", other->second + 1);
    if (!act.failed_attempts.empty()) write_failed_attempts(act);
    json_.key("causes").begin_array();
    for (const ActId cause : act.causes) {
      json_.begin_object(Layout::Line);
      write_place(*pass.plan, cause, pass.summary->outcomes()[value(cause)]);
      const std::string_view message = message_of(pass, cause);
      if (!message.empty()) json_.field("message", message);
      json_.end_object();
    }
    json_.end_array();
    json_.field("ignored_answers", act.ignored_answers.size()).end_object();
  }

  void write_failed_attempts(const StoryAct& act) {
    json_.key("failed_attempts").begin_array();
    for (const auto& [event, message] : act.failed_attempts) {
      json_.begin_object(Layout::Line).field("attempt", event.other);
      json_.field("outcome", to_string(event.outcome));
      if (times_) json_.field("at_ns", event.at.time_since_epoch().count());
      if (!message.empty()) json_.field("message", message);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_place(const Plan& plan, ActId act, Outcome outcome) {
    const StepId id = plan.step_of(act);
    const Step& step = plan.step(id);
    json_.field("act", value(act)).field("path", plan.path(id));
    json_.field("resource", name({step.type, plan.resources()[value(act)]}));
    json_.field("reaction", plan.reaction(step, act).name).field("outcome", to_string(outcome));
  }

  const Simulation& simulation_;
  bool times_;
  JsonWriter json_;
};

}  // namespace

void write_story_json(const Story& story, const Simulation& simulation, bool times, TextSink sink) {
  Document(simulation, times, std::move(sink)).write(story);
}

}  // namespace cascade::sim
