// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <utility>

#include "engine/completion.h"
#include "engine/planner.h"
#include "sim/extension/model_extension.h"
#include "sim/reader/model_reader.h"

namespace cascade::sim::test {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

void set_state(World& world, Resource resource, const std::string& word) {
  if (word == "deleted") {
    world.set_life(resource, Life::Deleted);
    return;
  }
  const auto state = world.model().type(resource.type).state(word);
  if (!state) FAIL("no state " << word);
  world.set_state(resource, *state);
}

/// "host=Host/x", "platform=Windows", "restarts=3".
void set_member(World& world, Resource resource, const std::string& word) {
  const std::size_t equal = word.find('=');
  const std::string name = word.substr(0, equal);
  const std::string content = word.substr(equal + 1);
  const TypeSpec& type = world.model().type(resource.type);
  if (const auto attribute = type.attribute(name)) {
    const auto& values = type.attributes[value(*attribute)].values;
    const auto found = std::find(values.begin(), values.end(), content);
    if (found == values.end()) FAIL("no value " << content);
    world.set_attribute(resource, *attribute, static_cast<std::uint8_t>(found - values.begin()));
  } else if (const auto counter = type.counter(name)) {
    world.add_to_counter(resource, *counter, std::stoll(content));
  } else if (const auto relation = type.relation(name)) {
    const bool many = type.relations[value(*relation)].kind == Relation::Kind::Many;
    for (const std::string& end : split(content, ',')) {
      const auto target = world.find(end);
      if (!target) FAIL("no resource " << end);
      if (many) {
        world.add_target(resource, *relation, target->index);
      } else {
        world.set_target(resource, *relation, target->index);
      }
    }
  } else {
    FAIL("no member " << name);
  }
}

/// Keeps the answer of one act.
class OneAnswer final : public CompletionPort {
 public:
  void complete(const Attempt& /*attempt*/, ActResult&& result) override {
    answer = std::move(result);
  }
  void abandon(const Attempt& /*attempt*/) override { FAIL("the act was never answered"); }
  void threw(const Attempt& /*attempt*/, std::string what) override { FAIL("threw " << what); }
  ActResult answer;
};

}  // namespace

std::shared_ptr<const Model> model_from(const std::string& text) {
  auto model = parse_model(text, "model.yaml");
  if (!model) FAIL(model.error().message);
  return *model;
}

std::unique_ptr<World> world_from(std::shared_ptr<const Model> model, std::string_view text) {
  auto world = std::make_unique<World>(std::move(model));
  const std::vector<std::string> lines = split(std::string(text), '\n');
  std::vector<std::pair<Resource, std::vector<std::string>>> found;
  for (const std::string& line : lines) {
    std::vector<std::string> words = split(line, ' ');
    if (words.empty()) continue;
    const std::size_t slash = words[0].find('/');
    const auto type = world->model().find_type(words[0].substr(0, slash));
    if (!type) FAIL("no type for " << words[0]);
    const Resource resource{*type, world->add(*type)};
    world->set_name(resource, words[0].substr(slash + 1));
    words.erase(words.begin());
    found.emplace_back(resource, std::move(words));
  }
  for (const auto& [resource, words] : found) {
    for (const std::string& word : words) {
      if (word.find('=') != std::string::npos) set_member(*world, resource, word);
    }
    for (const std::string& word : words) {
      if (word.find('=') == std::string::npos) set_state(*world, resource, word);
    }
  }
  world->build_indices();
  return world;
}

ModelWorld::ModelWorld(std::unique_ptr<World> world) : world_(std::move(world)) {
  auto graph = make_type_graph(*world_);
  if (!graph) FAIL(graph.error().message);
  graph_ = *graph;
}

Resource ModelWorld::resource(std::string_view name) const {
  const auto found = world_->find(name);
  if (!found) FAIL("no resource " << name);
  return *found;
}

std::string ModelWorld::state(std::string_view name) const {
  const Resource found = resource(name);
  const auto& states = world_->model().type(found.type).states;
  return states.empty() ? "" : states[world_->state(found)];
}

std::string ModelWorld::ends(std::string_view name, std::string_view relation) const {
  const Resource from = resource(name);
  const TypeSpec& type = world_->model().type(from.type);
  const auto id = type.relation(relation);
  if (!id) FAIL("no relation " << relation);
  std::string text;
  world_->for_each_target(from, *id, [&](ResourceIndex end) {
    const std::string full = world_->name({type.relations[value(*id)].target, end});
    text += (text.empty() ? "" : " ") + full.substr(full.find('/') + 1);
  });
  return text;
}

std::shared_ptr<const Plan> ModelWorld::plan(std::string_view action,
                                             const std::vector<std::string>& roots,
                                             std::string_view argument) const {
  const auto id = world_->model().find_action(action);
  if (!id) FAIL("no action " << action);
  CascadeRequest request;
  request.action_code = world_->model().actions[value(*id)].code;
  for (const std::string& root : roots) {
    request.root_type = resource(root).type;
    request.roots.push_back(resource(root).index);
  }
  if (!argument.empty()) request.argument = resource(argument);
  auto plan = make_plan(graph_, std::move(request), {});
  if (!plan) FAIL(plan.error().message);
  return *plan;
}

std::string ModelWorld::links(const Plan& plan, std::string_view edge) const {
  const auto short_name = [&](Resource resource) {
    const std::string name = world_->name(resource);
    return name.substr(name.find('/') + 1);
  };
  std::vector<std::string> all;
  for (const Step& step : plan.steps()) {
    const std::string name =
        plan.graph().name(step.parent_type) + "->" + plan.graph().name(step.type);
    if (name != edge) continue;
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      for (const LinkParent parent : plan.links(step, ActId{act})) {
        const TypeId type = parent.is_root() ? plan.request().root_type : step.parent_type;
        all.push_back(short_name({type, parent.index()}) + (parent.is_root() ? ">>" : ">") +
                      short_name({step.type, plan.resources()[act]}) + ":" +
                      plan.reaction(step, ActId{act}).name);
      }
    }
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const std::string& link : all) text += (text.empty() ? "" : " ") + link;
  return text;
}

ActResult ModelWorld::perform(const Plan& plan, StepId step, ActId act) {
  OneAnswer answer;
  Act view;
  view.plan = &plan;
  view.step = step;
  view.resource = plan.resources()[value(act)];
  view.reaction = plan.reactions()[value(act)];
  view.attempt.act = act;
  plan.step(step).extension->cascade(view, Completion(answer, view.attempt));
  return answer.answer;
}

std::vector<Outcome> ModelWorld::perform_all(const Plan& plan, int times) {
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      if (plan.reaction(step, ActId{act}).nothing) {
        outcomes.push_back(Outcome::Done);
        continue;
      }
      for (int time = 0; time < times; ++time) {
        const ActResult result = perform(plan, static_cast<StepId>(i), ActId{act});
        if (time == 0) outcomes.push_back(result.outcome);
      }
    }
  }
  return outcomes;
}

std::vector<Outcome> ModelWorld::run(std::string_view action, const std::vector<std::string>& roots,
                                     std::string_view argument) {
  world_->build_indices();
  const auto planned = plan(action, roots, argument);
  return perform_all(*planned);
}

}  // namespace cascade::sim::test
