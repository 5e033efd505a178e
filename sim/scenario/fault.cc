// SPDX-License-Identifier: Apache-2.0
// Latencies and faults as pure functions. What does not depend on the resource is hashed once per
// (edge, reaction); an act without latency and without a fault that could mean it costs two loads.
#include "sim/scenario/fault.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "engine/act.h"
#include "engine/assert.h"
#include "sim/base/wide.h"
#include "sim/model/model_rows.h"
#include "sim/scenario/fault_rules.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim {
namespace {

/// All that is known of an act before its resource is.
struct Row {
  const LatencyTable* latency = nullptr;  ///< Null: none.
  std::uint64_t key = 0;
  std::uint32_t rules_begin = 0;
  std::uint32_t rules_end = 0;
};

struct EdgeRows {
  std::vector<Row> rows;             // by ReactionId
  std::vector<std::uint32_t> rules;  // of all rows
};

struct RunKeys {
  std::uint64_t pass_key = 0;
  std::vector<const EdgeRows*> edges;  // by step, filled as they are asked for
};

Duration times(Duration latency, std::uint32_t factor) {
  const WideUint product = static_cast<WideUint>(latency.count()) * factor;
  constexpr auto kMax = static_cast<WideUint>(std::numeric_limits<std::int64_t>::max() / 4);
  return Duration{static_cast<std::int64_t>(std::min(product, kMax))};
}

bool drawn(Ratio ratio, std::uint64_t draw) {
  return static_cast<std::uint64_t>((static_cast<WideUint>(draw) * ratio.denominator) >> 64U) <
         ratio.numerator;
}

}  // namespace

std::string_view to_string(Fault::Kind kind) {
  return word_of(kFaultWords, kind);
}

Duration sample(const LatencyTable& table, std::uint64_t draw) {
  // A position on the percent scale, in units of 2^-32 percent.
  const std::uint64_t position = (draw >> 32U) * 100;
  static constexpr std::array<std::uint64_t, 5> kPercents{0, 50, 90, 99, 100};
  std::size_t segment = 0;
  while (position >= kPercents[segment + 1] << 32U) ++segment;
  const std::uint64_t begin = kPercents[segment] << 32U;
  const std::uint64_t width = (kPercents[segment + 1] << 32U) - begin;
  const Duration low = table.quantiles[segment];
  const Duration high = table.quantiles[segment + 1];
  const auto rise = static_cast<WideUint>((high - low).count()) * (position - begin) / width;
  return low + Duration{static_cast<std::int64_t>(rise)};
}

std::uint64_t name_key(std::string_view name) {
  constexpr std::size_t kDigitsMax = 10;
  const bool number = !name.empty() && name.size() <= kDigitsMax && name.front() != '0' &&
                      name.find_first_not_of("0123456789") == std::string_view::npos;
  if (!number) return hash_name(name);
  std::uint64_t parsed = 0;
  for (const char digit : name) parsed = parsed * 10 + static_cast<std::uint64_t>(digit - '0');
  return mix(parsed);
}

struct ModelTreatments::Parts {
  Parts(const World& of, std::vector<FaultRule> read) : world(of), rules(std::move(read)) {}
  const World& world;
  std::vector<FaultRule> rules;
  bool dry = false;
  std::vector<RunKeys> runs;  // by RunId
  std::unordered_map<std::uint32_t, std::unique_ptr<EdgeRows>> rows_by_edge;

  const EdgeRows& edge_rows(const Step& step);
  std::unique_ptr<EdgeRows> make_rows(const Step& step) const;
  const Row& row(const Act& act);
  [[nodiscard]] std::uint64_t resource_key(Resource resource) const;
  [[nodiscard]] std::uint64_t attempt_key(const Row& row, const Act& act) const;
  [[nodiscard]] static bool means(const FaultRule& rule, const Act& act, Resource resource,
                                  std::uint64_t key);
};

std::unique_ptr<EdgeRows> ModelTreatments::Parts::make_rows(const Step& step) const {
  auto result = std::make_unique<EdgeRows>();
  const TypeSpec& type = world.model().type(step.type);
  const std::uint64_t edge_key =
      mix(hash_name(world.model().type(step.parent_type).name), hash_name(type.name));
  const std::vector<Reaction>& reactions = step.extension->reactions();
  for (std::size_t i = 0; i < reactions.size(); ++i) {
    const std::string& name = reactions[i].name;
    const auto declared = type.reaction(name);
    const bool rehearsal = !declared && name == kRehearsalName;
    Row row;
    row.key = mix(edge_key, hash_name(name));
    // Extensions that no model declares have no latency.
    if (declared && !type.reactions[*declared].latency.zero()) {
      row.latency = &type.reactions[*declared].latency;
    }
    row.rules_begin = static_cast<std::uint32_t>(result->rules.size());
    for (std::uint32_t r = 0; r < rules.size(); ++r) {
      const FaultRule& rule = rules[r];
      if (rule.type != kNoType && rule.type != step.type) continue;
      if (rule.parent != kNoType && rule.parent != step.parent_type) continue;
      if (rule.action.empty() ? rehearsal : rule.action != name) continue;
      result->rules.push_back(r);
    }
    row.rules_end = static_cast<std::uint32_t>(result->rules.size());
    result->rows.push_back(row);
  }
  return result;
}

const EdgeRows& ModelTreatments::Parts::edge_rows(const Step& step) {
  const std::uint32_t key = static_cast<std::uint32_t>(value(step.parent_type)) << 16U |
                            static_cast<std::uint32_t>(value(step.type));
  std::unique_ptr<EdgeRows>& rows = rows_by_edge[key];
  if (!rows) rows = make_rows(step);
  return *rows;
}

const Row& ModelTreatments::Parts::row(const Act& act) {
  const std::size_t run = value(act.attempt.run);
  if (run >= runs.size()) runs.resize(run + 1);
  std::vector<const EdgeRows*>& by_step = runs[run].edges;
  if (by_step.empty()) by_step.resize(act.plan->steps().size());
  const EdgeRows*& rows = by_step[value(act.step)];
  if (rows == nullptr) rows = &edge_rows(act.node());
  return rows->rows[value(act.reaction)];
}

std::uint64_t ModelTreatments::Parts::resource_key(Resource resource) const {
  const std::string_view own = world.own_name(resource);
  return own.empty() ? mix(std::uint64_t{resource.index} + 1) : name_key(own);
}

std::uint64_t ModelTreatments::Parts::attempt_key(const Row& row, const Act& act) const {
  const std::uint64_t of_row = mix(runs[value(act.attempt.run)].pass_key, row.key);
  return mix(mix(of_row, resource_key({act.node().type, act.resource})), act.attempt.number);
}

bool ModelTreatments::Parts::means(const FaultRule& rule, const Act& act, Resource resource,
                                   std::uint64_t key) {
  if (rule.resource.type != kNoType && rule.resource != resource) return false;
  if (rule.attempt && *rule.attempt != act.attempt.number) return false;
  return !rule.ratio || drawn(*rule.ratio, mix(key, rule.purpose));
}

ModelTreatments::ModelTreatments(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ModelTreatments::~ModelTreatments() = default;

std::unique_ptr<ModelTreatments> ModelTreatments::make(const World& world,
                                                       const std::vector<Fault>& faults,
                                                       Diagnostics& diagnostics) {
  auto parts = std::make_unique<Parts>(world, read_fault_rules(world, faults, diagnostics));
  return std::unique_ptr<ModelTreatments>(new ModelTreatments(std::move(parts)));
}

void ModelTreatments::set_pass(RunId run, Key key) {
  if (value(run) >= parts_->runs.size()) parts_->runs.resize(value(run) + 1);
  RunKeys& keys = parts_->runs[value(run)];
  keys.pass_key = mix(mix(key.seed, key.operation), key.pass);
  keys.edges.clear();
}

void ModelTreatments::set_dry(bool dry) {
  parts_->dry = dry;
}

Treatment ModelTreatments::treat(const Act& act) {
  const Row& row = parts_->row(act);
  Treatment treatment;
  if (parts_->dry) {
    if (row.latency != nullptr) treatment.latency = row.latency->median();
    return treatment;
  }
  if (row.latency == nullptr && row.rules_begin == row.rules_end) return treatment;

  const RunKeys& run = parts_->runs[value(act.attempt.run)];
  const Resource resource{act.node().type, act.resource};
  const std::uint64_t key = parts_->attempt_key(row, act);
  if (row.latency != nullptr) {
    static constexpr std::uint64_t kLatency = hash_name("latency");
    treatment.latency = sample(*row.latency, mix(key, kLatency));
  }
  const EdgeRows& edge = *run.edges[value(act.step)];
  bool decided = false;
  for (std::uint32_t i = row.rules_begin; i < row.rules_end; ++i) {
    const FaultRule& rule = parts_->rules[edge.rules[i]];
    const bool slow = rule.kind == Fault::Kind::Slow;
    if (rule.kind == Fault::Kind::Appear) continue;
    if ((decided && !slow) || !parts_->means(rule, act, resource, key)) continue;
    switch (rule.kind) {
      case Fault::Kind::Slow:
        treatment.latency = times(treatment.latency, rule.factor);
        continue;
      case Fault::Kind::FailBefore:
        treatment.kind = Treatment::Kind::FailBefore;
        break;
      case Fault::Kind::FailAfter:
        treatment.kind = Treatment::Kind::FailAfter;
        break;
      case Fault::Kind::Hang:
        treatment.kind = Treatment::Kind::Hang;
        break;
      case Fault::Kind::LoseAnswer:
        treatment.kind = Treatment::Kind::LoseAnswer;
        break;
      case Fault::Kind::AnswerTwice:
        treatment.kind = Treatment::Kind::AnswerTwice;
        break;
      case Fault::Kind::Throw:
        treatment.kind = Treatment::Kind::Throw;
        break;
      case Fault::Kind::Veto:
        treatment.kind = Treatment::Kind::Veto;
        break;
      case Fault::Kind::Skip:
        treatment.kind = Treatment::Kind::Skip;
        break;
      case Fault::Kind::Appear:
        break;
    }
    decided = true;
  }
  return treatment;
}

std::vector<Resource> ModelTreatments::appearing(const Act& act) {
  std::vector<Resource> resources;
  const Row& row = parts_->row(act);
  if (parts_->dry || row.rules_begin == row.rules_end) return resources;
  const Resource resource{act.node().type, act.resource};
  const std::uint64_t key = parts_->attempt_key(row, act);
  const EdgeRows& edge = *parts_->runs[value(act.attempt.run)].edges[value(act.step)];
  for (std::uint32_t i = row.rules_begin; i < row.rules_end; ++i) {
    const FaultRule& rule = parts_->rules[edge.rules[i]];
    if (rule.kind != Fault::Kind::Appear || !Parts::means(rule, act, resource, key)) continue;
    resources.push_back(rule.appears);
  }
  return resources;
}

}  // namespace cascade::sim
