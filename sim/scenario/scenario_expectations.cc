// SPDX-License-Identifier: Apache-2.0
// The `expect` of a scenario: names are looked up here, what holds is judged by the simulation.
#include <fmt/format.h>

#include <utility>

#include "sim/scenario/scenario_parts.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;
using Names = std::vector<std::pair<std::string, Position>>;

class ExpectationReader {
 public:
  ExpectationReader(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                    Expectations& expect)
      : node_(node), names_(names), diagnostics_(diagnostics), expect_(expect) {}

  void read() {
    for (const YamlNode::Entry& entry : node_.entries()) {
      expect_.keys.emplace_back(entry.key, entry.key_position);
    }
    if (const std::string outcome = text_in(node_, "outcome", Kind::Text); !outcome.empty()) {
      expect_.outcome = outcome;
    }
    read_counts();
    read_states();
    read_outcomes();
    read_resources("present", expect_.present);
    read_resources("absent", expect_.absent);
    read_order();
    for (const YamlNode* step : list("steps", Kind::Edge)) {
      names_.edge(step->text(), step->position());
      expect_.steps.emplace_back(step->text(), step->position());
    }
    expect_.contradictions = integer_in(node_, "contradictions");
    expect_.dropped_contexts = integer_in(node_, "dropped_contexts");
    expect_.cycle_links = integer_in(node_, "cycle_links");
    expect_.audit = integer_in(node_, "audit");
    if (const YamlNode* makespan = node_.find("makespan")) {
      Diagnostics reported_before("");
      expect_.makespan_max = read_duration(*makespan, "", reported_before);
    }
    read_digest("world_digest", expect_.world_digest);
    read_digest("event_digest", expect_.event_digest);
  }

 private:
  [[nodiscard]] std::vector<const YamlNode*> list(std::string_view key, Kind kind) const {
    return scalars(node_.find(key), kind);
  }

  void read_counts() {
    const YamlNode* counts = node_.find("counts");
    if (counts == nullptr) return;
    for (const YamlNode::Entry& entry : counts->entries()) {
      const auto type = names_.type(entry.key, entry.key_position);
      if (!entry.value.is_map()) {
        read_count(entry.value, entry.key, "");
        continue;
      }
      for (const YamlNode::Entry& of_state : entry.value.entries()) {
        if (of_state.key == "live") {
          read_count(of_state.value, entry.key, "");
          continue;
        }
        if (type) names_.state(*type, of_state.key, of_state.key_position);
        read_count(of_state.value, entry.key, of_state.key);
      }
    }
  }

  /// 3 or [1, 5].
  std::optional<std::pair<std::int64_t, std::int64_t>> read_range(const YamlNode& node) {
    std::optional<std::int64_t> min = to_integer(node);
    std::optional<std::int64_t> max = min;
    if (node.is_sequence() && node.items().size() == 2) {
      min = to_integer(node.items()[0]);
      max = to_integer(node.items()[1]);
    }
    if (!min || !max) return std::nullopt;
    if (*min > *max) {
      diagnostics_.error(
          node.position(),
          fmt::format("a count from {} to {} cannot be; write [{}, {}]", *min, *max, *max, *min));
    }
    return std::pair(*min, *max);
  }

  void read_count(const YamlNode& node, const std::string& type, const std::string& state) {
    const auto range = read_range(node);
    if (range)
      expect_.counts.push_back({type, state, range->first, range->second, node.position()});
  }

  void read_outcomes() {
    const YamlNode* outcomes = node_.find("outcomes");
    if (outcomes == nullptr) return;
    for (int i = 0; i < kOutcomeCount; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      const YamlNode* count = outcomes->find(outcome_key(outcome));
      const auto range = count == nullptr ? std::nullopt : read_range(*count);
      if (range) {
        expect_.outcomes.push_back({outcome, range->first, range->second, count->position()});
      }
    }
  }

  void read_states() {
    const YamlNode* states = node_.find("states");
    if (states == nullptr) return;
    for (const YamlNode::Entry& entry : states->entries()) {
      if (!is_resource_name(entry.key) || !has_kind(entry.value, Kind::Text)) continue;
      const auto type = names_.resource(entry.key, entry.key_position);
      if (type) names_.state(*type, entry.value.text(), entry.value.position());
      expect_.states.push_back({entry.key, entry.value.text(), entry.value.position()});
    }
  }

  void read_resources(std::string_view key, Names& resources) {
    for (const YamlNode* resource : list(key, Kind::Resource)) {
      names_.resource(resource->text(), resource->position());
      resources.emplace_back(resource->text(), resource->position());
    }
  }

  void read_order() {
    const YamlNode* order = node_.find("order");
    if (order == nullptr) return;
    for (const YamlNode& pair : order->items()) {
      const auto ends = scalars(&pair, Kind::Resource);
      for (const YamlNode* end : ends) names_.resource(end->text(), end->position());
      if (ends.size() == 2) {
        expect_.order.push_back({ends[0]->text(), ends[1]->text(), pair.position()});
      }
    }
  }

  void read_digest(std::string_view key, std::optional<std::string>& digest) {
    if (const YamlNode* node = scalar_in(node_, key, Kind::Digest)) digest = node->text();
  }

  const YamlNode& node_;
  ScenarioNames& names_;
  Diagnostics& diagnostics_;
  Expectations& expect_;
};

}  // namespace

void read_expectations(const YamlNode& node, ScenarioNames& names, Diagnostics& diagnostics,
                       Expectations& expect) {
  ExpectationReader(node, names, diagnostics, expect).read();
}

}  // namespace cascade::sim
