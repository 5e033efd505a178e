// SPDX-License-Identifier: Apache-2.0
#include "gui/model/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "sim/base/text.h"
#include "sim/report/report.h"
#include "sim/report/tree_view.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::gui {
namespace {

/// Where the nodes of a run's facts are, in their order.
struct NodePlace {
  std::uint32_t pass = 0;  ///< Of PassInfo.
  StepId step{};
  TypeId type = kNoType;
  std::optional<TimeRange> range;
};

std::vector<NodePlace> places_of(const History& history) {
  std::vector<NodePlace> places;
  const auto passes = history.passes();
  const auto end = history.end();
  Instant zero = Instant::max();
  for (const auto& summary : end->summaries) {
    if (summary) zero = std::min(zero, summary->began());
  }
  for (std::size_t p = 0; p < passes.size(); ++p) {
    if (!passes[p]->plan) continue;
    const Plan& plan = *passes[p]->plan;
    for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
      if (sim::nothing_to_do(plan, StepId{i})) continue;
      NodePlace place{static_cast<std::uint32_t>(p), StepId{i}, plan.step(StepId{i}).type, {}};
      const StepSummary& step = end->summaries[p]->steps()[i];
      if (step.start && step.end) {
        place.range = TimeRange{Instant{*step.start - zero}, Instant{*step.end - zero}};
      }
      places.push_back(place);
    }
  }
  return places;
}

using Key = std::tuple<std::uint32_t, std::string, std::string, std::uint32_t>;
Key key_of(const sim::NodeFacts& node) {
  return {node.operation, node.action_code, node.path, node.nth};
}

NodeChange change_of(const sim::NodePair& pair) {
  if (!pair.b) return NodeChange::OnlyA;
  if (!pair.a) return NodeChange::OnlyB;
  if (pair.a->outcome != pair.b->outcome) return NodeChange::OtherOutcome;
  if (pair.a->resources != pair.b->resources) return NodeChange::OtherResources;
  const Duration a = pair.a->phase2.value_or(Duration::zero());
  const Duration b = pair.b->phase2.value_or(Duration::zero());
  if (std::max(a, b) - std::min(a, b) < std::max(a, b) / 100 || a == b) return NodeChange::Same;
  return b > a ? NodeChange::Slower : NodeChange::Faster;
}

std::vector<ComparedNode> compare_nodes(const History& a, const History& b) {
  const auto& facts_a = a.end()->facts.nodes;
  const auto& facts_b = b.end()->facts.nodes;
  const std::vector<NodePlace> places_a = places_of(a);
  const std::vector<NodePlace> places_b = places_of(b);
  std::map<Key, const NodePlace*> by_key;
  for (std::size_t i = 0; i < facts_b.size(); ++i) by_key.emplace(key_of(facts_b[i]), &places_b[i]);
  std::vector<ComparedNode> nodes;
  for (sim::NodePair& pair : sim::pair_nodes(facts_a, facts_b)) {
    ComparedNode node;
    node.change = change_of(pair);
    if (pair.a) {
      const NodePlace& place = places_a[nodes.size()];
      node.a = place.range;
      node.link.emplace();
      node.link->pass = place.pass;
      node.link->step = place.step;
      node.link->type = place.type;
    }
    if (pair.b) node.b = by_key.at(key_of(*pair.b))->range;
    node.pair = std::move(pair);
    nodes.push_back(std::move(node));
  }
  return nodes;
}

/// What is above a step before the step, as trees and timelines list them; passes in their order.
void order_nodes(std::vector<ComparedNode>& nodes) {
  using Pass = std::pair<std::uint32_t, std::string>;
  const auto pass_of = [](const ComparedNode& node) {
    return Pass{node.facts().operation, node.facts().action_code};
  };
  std::map<Pass, std::size_t> passes;
  for (const ComparedNode& node : nodes) passes.emplace(pass_of(node), passes.size());
  const auto key = [&](const ComparedNode& node) {
    std::string path = node.facts().path;
    // Whatever stands in names, what is below a type follows it directly.
    std::replace(path.begin(), path.end(), '/', '\0');
    return std::tuple(passes.at(pass_of(node)), std::move(path), node.facts().nth);
  };
  std::vector<std::pair<decltype(key(nodes[0])), std::size_t>> order;
  for (std::size_t i = 0; i < nodes.size(); ++i) order.emplace_back(key(nodes[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<ComparedNode> ordered;
  ordered.reserve(nodes.size());
  for (const auto& [sorted_by, i] : order) ordered.push_back(std::move(nodes[i]));
  nodes = std::move(ordered);
}

std::vector<ComparedFact> compare_facts(const History& a, const History& b) {
  const auto end_a = a.end();
  const auto end_b = b.end();
  std::vector<ComparedFact> facts;
  const auto add = [&](std::string name, const auto& text) {
    ComparedFact fact{std::move(name), text(a, end_a->facts), text(b, end_b->facts)};
    if (!fact.a.empty() || !fact.b.empty()) facts.push_back(std::move(fact));
  };
  using Facts = sim::RunFacts;
  add("policy", [](const History& of, const Facts&) { return policy_text(of.scenario()); });
  add("outcome", [](const History&, const Facts& of) { return of.outcome; });
  add("refused", [](const History&, const Facts& of) {
    return of.refusal ? sim::printable(*of.refusal) : std::string();
  });
  add("took", [](const History&, const Facts& of) { return sim::short_duration(of.took); });
  add("steps", [](const History&, const Facts& of) { return sim::grouped(of.nodes.size()); });
  for (int i = 0; i < kOutcomeCount; ++i) {
    const auto nth = static_cast<std::size_t>(i);
    if (end_a->facts.acts[nth] == 0 && end_b->facts.acts[nth] == 0) continue;
    add("acts " + std::string(to_string(static_cast<Outcome>(i))),
        [nth](const History&, const Facts& of) { return sim::grouped(of.acts[nth]); });
  }
  add("links", [](const History&, const Facts& of) { return sim::grouped(of.links); });
  if (end_a->facts.dropped_contexts + end_b->facts.dropped_contexts > 0) {
    add("dropped contexts",
        [](const History&, const Facts& of) { return sim::grouped(of.dropped_contexts); });
  }
  add("audit findings",
      [](const History& of, const Facts&) { return sim::grouped(of.end()->audit->total()); });
  add("world", [](const History&, const Facts& of) { return sim::digest_text(of.world_digest); });
  return facts;
}

DataCell words_cell(const std::optional<sim::NodeFacts>& node, bool resources) {
  if (!node) return {};
  return resources ? number_cell(node->resources) : DataCell{std::string(to_string(node->outcome))};
}

DataCell phase_cell(const std::optional<sim::NodeFacts>& node, bool second) {
  if (!node || (second && !node->phase2)) return {};
  return duration_cell(second ? *node->phase2 : node->phase1);
}

/// "+1.2s", "-40ms"; sorted by its size with sign.
DataCell difference_cell(const sim::NodePair& pair) {
  if (!pair.a || !pair.b || !pair.a->phase2 || !pair.b->phase2) return {};
  const Duration by = *pair.b->phase2 - *pair.a->phase2;
  if (by == Duration::zero()) return {"", 0};
  const bool longer = by > Duration::zero();
  return {(longer ? "+" : "-") + sim::short_duration(longer ? by : -by), by.count()};
}

DataCell share_cell(const sim::NodePair& pair) {
  if (!pair.a || !pair.b || !pair.a->phase2 || !pair.b->phase2) return {};
  if (*pair.a->phase2 == Duration::zero()) return {};
  const std::int64_t percent =
      (*pair.b->phase2 - *pair.a->phase2).count() * 100 / pair.a->phase2->count();
  return {percent == 0 ? std::string() : fmt::format("{:+} %", percent), percent};
}

DataTable node_table(const std::vector<ComparedNode>& nodes) {
  DataTable table;
  table.title = "steps";
  table.columns = {{"step"},         {"change"},       {"A took", true},    {"B took", true},
                   {"by", true},     {"by %", true},   {"A outcome"},       {"B outcome"},
                   {"A acts", true}, {"B acts", true}, {"A phase 1", true}, {"B phase 1", true},
                   {"pass"}};
  for (const ComparedNode& node : nodes) {
    const sim::NodePair& pair = node.pair;
    DataRow row;
    row.cells = {{sim::printable(node.facts().path)},
                 {std::string(to_string(node.change)), static_cast<std::int64_t>(node.change)},
                 phase_cell(pair.a, true),
                 phase_cell(pair.b, true),
                 difference_cell(pair),
                 share_cell(pair),
                 words_cell(pair.a, false),
                 words_cell(pair.b, false),
                 words_cell(pair.a, true),
                 words_cell(pair.b, true),
                 phase_cell(pair.a, false),
                 phase_cell(pair.b, false),
                 {sim::printable(node.facts().action_code)}};
    row.link = node.link;
    table.rows.push_back(std::move(row));
  }
  return table;
}

DataTable world_table(const sim::WorldDifference& difference, const sim::World& world) {
  DataTable table;
  table.title = "worlds";
  table.columns = {{"type"}, {"resources", true}, {"what"}, {"in A"}, {"in B"}, {"like"}};
  for (const sim::WorldDifference::Group& group : difference.groups) {
    DataRow row;
    row.cells = {{sim::printable(group.type)},
                 number_cell(group.count),
                 {group.relation.empty() ? "life or state" : sim::printable(group.relation)},
                 {sim::printable(group.here)},
                 {sim::printable(group.there)},
                 {sim::printable(group.example)}};
    if (const auto example = world.find(group.example)) {
      row.link.emplace();
      row.link->type = example->type;
      row.link->resource = example;
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::string_view to_string(NodeChange change) {
  switch (change) {
    case NodeChange::Same:
      return "same";
    case NodeChange::OnlyA:
      return "only in A";
    case NodeChange::OnlyB:
      return "only in B";
    case NodeChange::OtherOutcome:
      return "other outcome";
    case NodeChange::OtherResources:
      return "other resources";
    case NodeChange::Slower:
      return "slower";
    case NodeChange::Faster:
      break;
  }
  return "faster";
}

bool Comparison::same() const {
  return world.empty() && std::all_of(nodes.begin(), nodes.end(),
                                      [](const ComparedNode& node) { return node.pair.same(); });
}

std::string policy_text(const sim::Scenario& scenario) {
  return fmt::format("{}, {}, {}, seed {}", sim::word_of(sim::kMergeWords, scenario.merge),
                     sim::word_of(sim::kScheduleWords, scenario.schedule),
                     sim::word_of(sim::kFailureWords, scenario.failure), scenario.seed);
}

Comparison compare_histories(const History& a, const History& b) {
  Comparison comparison;
  comparison.facts = compare_facts(a, b);
  comparison.nodes = compare_nodes(a, b);
  order_nodes(comparison.nodes);
  comparison.world = sim::compare_worlds(*a.end()->world, *b.end()->world);
  comparison.longest = std::max(a.end()->makespan, b.end()->makespan);
  comparison.node_table = node_table(comparison.nodes);
  comparison.world_table = world_table(comparison.world, a.world());
  return comparison;
}

}  // namespace cascade::gui
