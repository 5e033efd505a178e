// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/run_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/base/yaml_document.h"
#include "sim/compare/manual_work.h"
#include "sim/recording/replay.h"
#include "sim/run/appearing.h"
#include "sim/run/simulation.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

template <class Words>
auto all_of_axis(const Words& words) {
  std::vector<decltype(words[0].value)> values;
  for (const auto& word : words) values.push_back(word.value);
  return values;
}

/// Types at which the scenario's operations start, by name.
std::vector<std::string> root_types(const Scenario& scenario) {
  std::vector<std::string> types;
  for (const Operation& operation : scenario.operations) {
    for (const std::string& root : operation.roots) {
      std::string type = root.substr(0, root.find('/'));
      if (std::find(types.begin(), types.end(), type) == types.end()) {
        types.push_back(std::move(type));
      }
    }
  }
  return types;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// What the one who writes such an operation sees: the type, and what refers to it.
std::vector<std::string> usual_knowledge(const Model& model,
                                         const std::vector<std::string>& roots) {
  std::vector<std::string> known = roots;
  for (const TypeSpec& type : model.types) {
    const bool depends = std::any_of(type.edges.begin(), type.edges.end(), [&](const auto& edge) {
      const std::string& parent = model.type(edge.parent).name;
      return std::find(roots.begin(), roots.end(), parent) != roots.end();
    });
    if (depends) add_once(known, type.name);
  }
  return known;
}

Result<CompareWay> hard_coded(const Scenario& scenario, CompareWay way,
                              const CompareChoice& choice) {
  way.kind = CompareWay::Kind::HardCoded;
  const Model& model = *scenario.model;
  const std::vector<std::string> roots = root_types(scenario);
  std::vector<std::string> chosen = choice.known;
  if (chosen.empty()) {
    for (const auto& [name, position] : scenario.known) chosen.push_back(name);
  }
  if (chosen.empty()) {
    way.known = usual_knowledge(model, roots);
    return way;
  }
  way.known = roots;
  std::vector<std::string_view> names;
  for (const TypeSpec& type : model.types) {
    if (!type.edges.empty()) names.push_back(type.name);
  }
  for (const std::string& name : chosen) {
    const std::optional<TypeId> type = model.find_type(name);
    if (!type) {
      return input_error(fmt::format("model '{}' has no type '{}'{}", model.name, name,
                                     did_you_mean(name, names)));
    }
    if (model.type(*type).edges.empty()) {
      return input_error(fmt::format(
          "type '{}' does not join the cascade, so that knowing it makes no difference", name));
    }
    add_once(way.known, name);
  }
  return way;
}

class WayRunner {
 public:
  WayRunner(const Scenario& scenario, const World& world, const WorkWatch& watch)
      : scenario_(scenario), world_(world), watch_(watch) {}

  Result<WayResult> run(const CompareWay& way) {
    WayResult result;
    result.way = way;
    RefuseGate gate;
    SimulationOptions options;
    options.watch = watch_;
    if (way.kind == CompareWay::Kind::Refuse) {
      options.gate = [&gate](std::uint32_t operation, const Plan& plan) {
        return gate.ask(operation, plan);
      };
    }
    for (const std::string& name : way.known) {
      options.joining.push_back(*scenario_.model->find_type(name));
    }
    auto made = Simulation::create(scenario_of(way), options, world_.clone());
    if (!made) return tl::unexpected(std::move(made).error());
    Simulation& simulation = **made;
    if (!drive(simulation)) return stopped();
    result.facts = facts_of(simulation);
    if (first_ == nullptr) {
      first_ = simulation.shared_world();
      keep_first_ = *std::move(made);
    } else {
      result.difference = compare_worlds(simulation.world(), *first_);
    }
    if (!gate.refused()) return result;
    auto manual = manual_work(scenario_, world_, gate, watch_);
    if (!manual) return tl::unexpected(std::move(manual).error());
    result.manual = *std::move(manual);
    return result;
  }

 private:
  static tl::unexpected<Error> stopped() {
    return tl::unexpected<Error>(Error{ErrorKind::Refused, "the comparison was stopped"});
  }

  [[nodiscard]] Scenario scenario_of(const CompareWay& way) const {
    Scenario scenario = scenario_;
    scenario.merge = way.merge;
    scenario.schedule = way.schedule;
    scenario.failure = way.failure;
    scenario.expect = {};  // they are about the scenario's own way
    return scenario;
  }

  [[nodiscard]] bool drive(Simulation& simulation) const {
    while (simulation.step()) {
      if (watch_.stop.stop_requested()) return false;
    }
    return !watch_.stop.stop_requested();
  }

  const Scenario& scenario_;
  const World& world_;
  const WorkWatch& watch_;
  std::unique_ptr<Simulation> keep_first_;  // what its world refers to
  std::shared_ptr<const World> first_;
};

using NodeKey = std::tuple<std::uint32_t, std::string, std::string, std::uint32_t>;

NodeKey key_of(const NodeFacts& node) {
  return {node.operation, node.action_code, node.path, node.nth};
}

}  // namespace

std::string way_name(const CompareWay& way) {
  if (way.kind == CompareWay::Kind::Refuse) return "refuse";
  if (way.kind == CompareWay::Kind::HardCoded) return "hard-coded";
  return fmt::format("{}, {}, {}", word_of(kMergeWords, way.merge),
                     word_of(kScheduleWords, way.schedule), word_of(kFailureWords, way.failure));
}

Result<std::vector<CompareWay>> ways_of(const Scenario& scenario, const CompareChoice& choice) {
  const auto merges = choice.merges.empty() ? all_of_axis(kMergeWords) : choice.merges;
  const auto schedules =
      choice.schedules.empty() ? std::vector{scenario.schedule} : choice.schedules;
  auto failures = choice.failures;
  if (failures.empty() && scenario.faults.empty()) failures = {scenario.failure};
  if (failures.empty()) failures = all_of_axis(kFailureWords);
  std::vector<CompareWay> ways;
  for (const FailurePolicy failure : failures) {
    for (const Schedule schedule : schedules) {
      for (const Merge merge : merges) {
        ways.push_back({CompareWay::Kind::Policy, merge, schedule, failure, {}});
      }
    }
  }
  std::stable_partition(ways.begin(), ways.end(), [&](const CompareWay& way) {
    return way.merge == scenario.merge && way.schedule == scenario.schedule &&
           way.failure == scenario.failure;
  });
  if (!choice.traditional) return ways;
  CompareWay own{CompareWay::Kind::Refuse, scenario.merge, scenario.schedule, scenario.failure, {}};
  ways.push_back(own);
  Result<CompareWay> known = hard_coded(scenario, own, choice);
  if (!known) return tl::unexpected(std::move(known).error());
  ways.push_back(*std::move(known));
  return ways;
}

Result<std::vector<WayResult>> compare_ways(const Scenario& scenario,
                                            const std::vector<CompareWay>& ways,
                                            const WorkWatch& watch) {
  auto world = scenario_world(scenario, watch);
  if (!world) return tl::unexpected(std::move(world).error());
  WayRunner runner(scenario, **world, watch);
  std::vector<WayResult> results;
  for (const CompareWay& way : ways) {
    Result<WayResult> result = runner.run(way);
    if (!result) return tl::unexpected(std::move(result).error());
    results.push_back(*std::move(result));
  }
  return results;
}

bool NodePair::same() const {
  return a && b && a->resources == b->resources && a->outcome == b->outcome;
}

std::vector<NodePair> pair_nodes(const std::vector<NodeFacts>& a, const std::vector<NodeFacts>& b) {
  std::map<NodeKey, const NodeFacts*> others;
  for (const NodeFacts& node : b) others.emplace(key_of(node), &node);
  std::vector<NodePair> pairs;
  for (const NodeFacts& node : a) {
    NodePair pair{node, std::nullopt};
    const auto found = others.find(key_of(node));
    if (found != others.end()) {
      pair.b = *found->second;
      others.erase(found);
    }
    pairs.push_back(std::move(pair));
  }
  for (const NodeFacts& node : b) {
    if (others.contains(key_of(node))) pairs.push_back({std::nullopt, node});
  }
  return pairs;
}

bool RecordingComparison::same() const {
  return a.facts.outcome == b.facts.outcome && world.empty() &&
         std::all_of(nodes.begin(), nodes.end(), [](const NodePair& pair) { return pair.same(); });
}

Result<RecordingComparison> compare_recordings(const Recording& a, const Recording& b) {
  RecordingComparison comparison;
  std::shared_ptr<const World> first;
  ReplayHooks hooks;
  hooks.at_end = [&](const Simulation& simulation) {
    comparison.a.facts = facts_of(simulation);
    first = simulation.world().clone();
  };
  const auto replayed_a = replay(a, hooks);
  if (!replayed_a) return input_error("the first recording: " + replayed_a.error().message);
  hooks.at_end = [&](const Simulation& simulation) {
    comparison.b.facts = facts_of(simulation);
    comparison.world = compare_worlds(*first, simulation.world());
  };
  const auto replayed_b = replay(b, hooks);
  if (!replayed_b) return input_error("the second recording: " + replayed_b.error().message);
  comparison.a.faithful = replayed_a->same();
  comparison.a.complete = replayed_a->complete;
  comparison.b.faithful = replayed_b->same();
  comparison.b.complete = replayed_b->complete;
  comparison.nodes = pair_nodes(comparison.a.facts.nodes, comparison.b.facts.nodes);
  return comparison;
}

}  // namespace cascade::sim
