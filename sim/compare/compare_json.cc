// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/compare_json.h"

#include <optional>
#include <string>
#include <utility>

#include "sim/base/text.h"
#include "sim/report/report.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

using Layout = JsonWriter::Layout;

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

/// The fields of a step, into an object that is open.
void write_node(JsonWriter& json, const NodeFacts& node) {
  json.field("resources", node.resources).field("outcome", to_string(node.outcome));
  json.field("phase1_ns", node.phase1.count());
  if (node.phase2) json.field("phase2_ns", node.phase2->count());
}

void write_step_name(JsonWriter& json, const NodeFacts& node) {
  json.field("operation", node.operation + 1).field("action", node.action_code);
  json.field("path", node.path).field("turn", node.nth + 1);
}

void write_manual(JsonWriter& json, const ManualWork& work) {
  json.key("by_hand").begin_object().field("operations", work.operations);
  json.field("machine_time_ns", work.machine_time.count());
  if (work.unfinished) json.field("unfinished", *work.unfinished);
  json.key("dependents").begin_array();
  for (const auto& [type, count] : work.dependents) {
    json.begin_object(Layout::Line).field("type", type).field("count", count).end_object();
  }
  json.end_array().key("order").begin_array();
  for (const ManualWork::Stretch& stretch : work.order) {
    json.begin_object(Layout::Line).field("operations", stretch.operations);
    json.field("reaction", stretch.reaction).field("type", stretch.type);
    json.field("path", stretch.path).end_object();
  }
  json.end_array().end_object();
}

void write_way(JsonWriter& json, const WayResult& result) {
  json.begin_object().field("way", way_name(result.way));
  if (result.way.kind == CompareWay::Kind::Policy) {
    json.field("merge", word_of(kMergeWords, result.way.merge));
    json.field("schedule", word_of(kScheduleWords, result.way.schedule));
    json.field("failure", word_of(kFailureWords, result.way.failure));
  }
  if (!result.way.known.empty()) write_texts(json, "known", result.way.known);
  write_run_facts(json, result.facts);
  write_world_difference(json, "unlike_first", result.difference);
  if (result.manual) write_manual(json, *result.manual);
  json.key("steps").begin_array();
  for (const NodeFacts& node : result.facts.nodes) {
    json.begin_object(Layout::Line);
    write_step_name(json, node);
    write_node(json, node);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_side(JsonWriter& json, std::string_view key, const RecordingComparison::Side& side) {
  json.key(key).begin_object();
  json.field("faithful", side.faithful).field("complete", side.complete);
  write_run_facts(json, side.facts);
  json.end_object();
}

void write_pair_side(JsonWriter& json, std::string_view key, const std::optional<NodeFacts>& node) {
  json.key(key);
  if (!node) {
    json.null();
    return;
  }
  json.begin_object();
  write_node(json, *node);
  json.end_object();
}

}  // namespace

void write_run_facts(JsonWriter& json, const RunFacts& facts) {
  json.field("outcome", facts.outcome).field("verdict", to_string(facts.verdict));
  if (facts.refusal) json.field("refused", *facts.refusal);
  json.field("took_ns", facts.took.count()).field("links", facts.links);
  json.key("acts").begin_object(Layout::Line);
  for (std::size_t i = 0; i < facts.acts.size(); ++i) {
    json.field(to_string(static_cast<Outcome>(i)), facts.acts[i]);
  }
  json.end_object();
  json.field("dropped_contexts", facts.dropped_contexts).field("cycle_links", facts.cycle_links);
  json.field("contradictions", facts.contradictions);
  json.field("audit_findings", facts.audit_findings);
  write_texts(json, "audit", facts.audit);
  write_texts(json, "broken_invariants", facts.violations);
  json.field("world_digest", digest_text(facts.world_digest));
  json.field("event_digest", digest_text(facts.event_digest));
}

void write_world_difference(JsonWriter& json, std::string_view key,
                            const WorldDifference& difference) {
  json.key(key).begin_object().field("resources", difference.resources);
  json.key("groups").begin_array();
  for (const WorldDifference::Group& group : difference.groups) {
    json.begin_object(Layout::Line).field("type", group.type).field("count", group.count);
    if (!group.relation.empty()) json.field("relation", group.relation);
    json.field("here", group.here).field("there", group.there);
    json.field("example", group.example).end_object();
  }
  json.end_array().end_object();
}

void write_comparison_json(const Scenario& scenario, const std::vector<WayResult>& ways,
                           TextSink sink) {
  JsonWriter json(std::move(sink));
  json.begin_object().field("scenario", scenario.name).field("file", scenario.file);
  json.field("seed", scenario.seed).key("ways").begin_array();
  for (const WayResult& result : ways) write_way(json, result);
  json.end_array().end_object();
}

void write_comparison_json(const RecordingComparison& comparison, TextSink sink) {
  JsonWriter json(std::move(sink));
  json.begin_object().field("same", comparison.same());
  write_side(json, "a", comparison.a);
  write_side(json, "b", comparison.b);
  json.key("steps").begin_array();
  for (const NodePair& pair : comparison.nodes) {
    json.begin_object(Layout::Line);
    write_step_name(json, pair.a ? *pair.a : *pair.b);
    json.field("same", pair.same());
    write_pair_side(json, "a", pair.a);
    write_pair_side(json, "b", pair.b);
    json.end_object();
  }
  json.end_array();
  write_world_difference(json, "world_of_a_unlike_b", comparison.world);
  json.end_object();
}

}  // namespace cascade::sim
