// SPDX-License-Identifier: Apache-2.0
#include "sim/report/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "engine/plan.h"
#include "sim/base/text.h"
#include "sim/base/yaml_document.h"
#include "sim/report/blockers.h"
#include "sim/run/appearing.h"

namespace cascade::sim {
namespace {

bool has_failed(Outcome outcome) {
  return outcome == Outcome::Failed || outcome == Outcome::TimedOut;
}

class Teller {
 public:
  Teller(const Simulation& simulation, const ToldEvents& told, Resource resource,
         std::size_t ways_max)
      : simulation_(simulation), told_(told), ways_max_(ways_max) {
    story_.resource = resource;
  }

  Story tell() {
    for (const std::unique_ptr<PassRun>& pass : simulation_.passes()) add_pass(*pass);
    follow_events();
    for (const Appearance& appearance : simulation_.appearances()) note(appearance);
    auto changes = told_.changes;
    // What came with the appearance is told by it, whatever event came next.
    const bool told =
        story_.appeared && !changes.empty() && changes.front().condition.starts_with("live");
    if (told) changes = changes.subspan(1);
    for (const ConditionChange& change : changes) add_change(change);
    for (StoryPass& pass : story_.passes) {
      for (StoryAct& act : pass.acts) {
        act.causes = causes_of(pass, act);
        story_.outcome = std::min(story_.outcome.value_or(act.outcome), act.outcome);
      }
    }
    // Operations at the same time are told one after the other.
    std::stable_sort(story_.passes.begin(), story_.passes.end(),
                     [](const StoryPass& a, const StoryPass& b) {
                       return a.pass->operation < b.pass->operation;
                     });
    return std::move(story_);
  }

 private:
  void add_pass(const PassRun& pass) {
    StoryPass told;
    told.pass = &pass;
    for (std::size_t i = 0; i < pass.breaches.size(); ++i) {
      if (pass.breaches[i].resource == story_.resource) told.breaches.push_back(i);
    }
    if (pass.plan) add_plan(*pass.plan, told);
    if (told.ways.empty() && told.dropped.empty() && told.breaches.empty()) return;
    story_.passes.push_back(std::move(told));
  }

  void add_plan(const Plan& plan, StoryPass& told) const {
    told.ways = why(plan, story_.resource, ways_max_ + 1);
    told.more_ways = told.ways.size() > ways_max_;
    if (told.more_ways) told.ways.resize(ways_max_);
    for_each_act_on(plan, story_.resource, [&](StepId step, ActId act) {
      StoryAct& added = told.acts.emplace_back();
      added.act = act;
      added.step = step;
    });
    for (std::size_t i = 0; i < plan.dropped_contexts().size(); ++i) {
      const DroppedContext& context = plan.dropped_contexts()[i];
      const auto& lost = context.resources;
      if (context.path.back() == story_.resource.type &&
          std::find(lost.begin(), lost.end(), story_.resource.index) != lost.end()) {
        told.dropped.push_back(i);
      }
    }
  }

  void follow_events() {
    std::map<RunId, std::map<ActId, StoryAct*>> acts;
    for (StoryPass& pass : story_.passes) {
      for (StoryAct& act : pass.acts) acts[pass.pass->run][act.act] = &act;
    }
    auto text = told_.texts.begin();
    for (std::size_t i = 0; i < told_.events.size(); ++i) {
      const Event& event = told_.events[i];
      while (text != told_.texts.end() && text->first < i) ++text;
      const bool has_text = text != told_.texts.end() && text->first == i;
      const auto run = acts.find(event.run);
      if (event.kind != EventKind::ActStarted && event.kind != EventKind::ActEnded &&
          event.kind != EventKind::AttemptFailed && event.kind != EventKind::AnswerIgnored) {
        continue;
      }
      if (event.kind == EventKind::ActEnded && has_failed(event.outcome)) note_failure(event);
      if (run == acts.end()) continue;
      const auto act = run->second.find(ActId{event.subject});
      if (act == run->second.end()) continue;
      follow(event, has_text ? std::string_view(text->second) : std::string_view(), *act->second);
    }
  }

  void add_change(const ConditionChange& change) {
    if (change.position >= told_.events.size()) return;
    const Event& event = told_.events[change.position];
    StoryChange told;
    told.condition = change.condition;
    for (const std::unique_ptr<PassRun>& pass : simulation_.passes()) {
      if (pass->run == event.run) told.pass = pass.get();
    }
    const bool of_act = event.kind == EventKind::ActEnded || event.kind == EventKind::AttemptFailed;
    if (of_act && told.pass != nullptr && told.pass->plan) {
      told.act = ActId{event.subject};
      if (acted_on(*told.pass->plan, told.act) == story_.resource) return;
    }
    story_.changes.push_back(std::move(told));
  }

  void note(const Appearance& appearance) {
    if (appearance.resource != story_.resource) return;
    story_.appeared = {nullptr, appearance.attempt.act, appearance.at};
    for (const std::unique_ptr<PassRun>& pass : simulation_.passes()) {
      if (pass->run == appearance.attempt.run && pass->plan) story_.appeared->pass = pass.get();
    }
  }

  static Resource acted_on(const Plan& plan, ActId act) {
    return {plan.step(plan.step_of(act)).type, plan.resources()[value(act)]};
  }

  static void follow(const Event& event, std::string_view text, StoryAct& act) {
    if (event.kind == EventKind::ActStarted) {
      act.started = event.at;
    } else if (event.kind == EventKind::ActEnded) {
      act.ended = event.at;
      act.outcome = event.outcome;
      act.message = text;
    } else if (event.kind == EventKind::AttemptFailed) {
      act.failed_attempts.emplace_back(event, text);
    } else {
      act.ignored_answers.push_back(event);
    }
  }

  // The first failure of a run that is not ignored is the one that stops it.
  void note_failure(const Event& event) {
    if (stopped_by_.contains(event.run)) return;
    for (const StoryPass& pass : story_.passes) {
      if (pass.pass->run != event.run || !pass.pass->plan) continue;
      const Plan& plan = *pass.pass->plan;
      const ActId act{event.subject};
      if (plan.reaction(plan.step(plan.step_of(act)), act).failure_ignored) return;
      stopped_by_.emplace(event.run, act);
    }
  }

  [[nodiscard]] std::vector<ActId> causes_of(const StoryPass& pass, const StoryAct& act) const {
    switch (act.outcome) {
      case Outcome::Blocked:
        return blockers(*pass.pass->plan, pass.pass->summary->outcomes(), act.act);
      case Outcome::NotRun: {
        const auto stopped = stopped_by_.find(pass.pass->run);
        if (act.ended && stopped != stopped_by_.end()) return {stopped->second};
        return {};
      }
      case Outcome::Skipped:
        return changed_before(pass, act);
      default:
        return {};
    }
  }

  // The same rule as skipped_groups(): the last earlier act that was done and changed something.
  static std::vector<ActId> changed_before(const StoryPass& pass, const StoryAct& skipped) {
    if (pass.pass->skipped_by.contains(skipped.act) || !skipped.message.empty()) return {};
    const Plan& plan = *pass.pass->plan;
    std::vector<ActId> last;
    for (const StoryAct& act : pass.acts) {
      if (act.act == skipped.act) break;
      const bool nothing = plan.reaction(plan.step(act.step), act.act).nothing;
      if (act.outcome == Outcome::Done && !nothing) last = {act.act};
    }
    return last;
  }

  const Simulation& simulation_;
  const ToldEvents& told_;
  std::size_t ways_max_;
  Story story_;
  std::map<RunId, ActId> stopped_by_;
};

std::string nearest_type(const Model& model, std::string_view word) {
  std::vector<std::string_view> names;
  for (const TypeSpec& type : model.types) names.push_back(type.name);
  return did_you_mean(word, names);
}

std::string nearest_resource(const World& world, TypeId type, std::string_view word) {
  constexpr std::uint32_t kCandidates = 1000;
  const std::uint32_t count = world.count(type);
  if (count == 0) return fmt::format("; there is no {}", world.model().type(type).name);
  std::vector<std::string> names;
  bool own_names = false;
  for (ResourceIndex i = 0; i < std::min(count, kCandidates); ++i) {
    own_names = own_names || !world.own_name({type, i}).empty();
    names.push_back(world.name({type, i}));
  }
  if (own_names) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    std::string nearest = did_you_mean(word, known);
    if (!nearest.empty()) return nearest;
  }
  if (count == 1) return fmt::format("; there is {}", printable(names.front()));
  return fmt::format("; there are {}, from {} to {}", grouped(count), printable(names.front()),
                     printable(world.name({type, count - 1})));
}

}  // namespace

Story tell_story(const Simulation& simulation, const ToldEvents& told, Resource resource,
                 std::size_t ways_max) {
  return Teller(simulation, told, resource, ways_max).tell();
}

std::string_view message_of(const PassRun& pass, ActId act) {
  const auto found = std::find_if(pass.messages.begin(), pass.messages.end(),
                                  [act](const auto& message) { return message.first == act; });
  return found == pass.messages.end() ? std::string_view() : std::string_view(found->second);
}

Result<Resource> find_resource(const World& world, std::string_view name) {
  if (const std::optional<Resource> found = world.find(name)) return *found;
  const std::string_view type_name = name.substr(0, name.find('/'));
  const std::optional<TypeId> type = world.model().find_type(type_name);
  if (!type) {
    return input_error(fmt::format(
        "there is no resource {}: resources are written Type/name, and model {} has no type {}{}",
        in_quotes(name), in_quotes(world.model().name), in_quotes(type_name),
        nearest_type(world.model(), type_name)));
  }
  if (type_name.size() == name.size()) {
    return input_error(fmt::format("{} is a type; a resource is written Type/name{}",
                                   in_quotes(name), nearest_resource(world, *type, name)));
  }
  return input_error(fmt::format("there is no resource {}{}", in_quotes(name),
                                 nearest_resource(world, *type, name)));
}

}  // namespace cascade::sim
