// SPDX-License-Identifier: Apache-2.0
// Latencies and faults as pure functions. What does not depend on the resource is hashed once per
// (edge, reaction); an act without latency and without a fault that could mean it costs two loads.
#include "sim/fault.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "engine/act.h"
#include "engine/assert.h"
#include "sim/scenario_words.h"

namespace cascade::sim {
namespace {

__extension__ using Wide = unsigned __int128;

/// How the model extensions call the rows of a rehearsal.
constexpr std::string_view kRehearsal = "check";

/// A fault with its words resolved.
struct FaultRule {
  Fault::Kind kind = Fault::Kind::FailBefore;
  TypeId type = kNoType;  ///< kNoType: any.
  TypeId parent = kNoType;
  std::string action;
  Resource resource;  ///< kNoType: any.
  std::optional<Ratio> ratio;
  std::optional<std::uint32_t> attempt;
  std::uint32_t factor = 1;
  std::uint64_t purpose = 0;
};

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
  const Wide product = static_cast<Wide>(latency.count()) * factor;
  constexpr auto kMax = static_cast<Wide>(std::numeric_limits<std::int64_t>::max() / 4);
  return Duration{static_cast<std::int64_t>(std::min(product, kMax))};
}

bool drawn(Ratio ratio, std::uint64_t draw) {
  return static_cast<std::uint64_t>((static_cast<Wide>(draw) * ratio.denominator) >> 64U) <
         ratio.numerator;
}

/// What a fault's draws belong to. Neither its place among the others nor its ratio: adding a
/// fault leaves the others' victims alone, and a larger ratio keeps those of the smaller one.
std::uint64_t purpose_of(const Fault& fault) {
  std::uint64_t key = mix(hash_name("fault"), static_cast<std::uint64_t>(fault.kind));
  for (const std::string* word : {&fault.type, &fault.resource, &fault.step, &fault.action}) {
    key = mix(key, hash_name(*word));
  }
  return key;
}

class RuleReader {
 public:
  RuleReader(const World& world, Diagnostics& diagnostics)
      : world_(world), diagnostics_(diagnostics) {}

  std::vector<FaultRule> read(const std::vector<Fault>& faults) {
    std::vector<FaultRule> rules;
    rules.reserve(faults.size());
    for (const Fault& fault : faults) {
      FaultRule rule = resolve(fault);
      // Two faults of the same words draw separately.
      for (const FaultRule& other : rules) {
        if (other.purpose == rule.purpose) rule.purpose = mix(rule.purpose);
      }
      rules.push_back(std::move(rule));
    }
    return rules;
  }

 private:
  FaultRule resolve(const Fault& fault) {
    FaultRule rule;
    rule.kind = fault.kind;
    rule.action = fault.action;
    rule.ratio = fault.ratio;
    rule.attempt = fault.attempt;
    rule.factor = fault.factor;
    rule.purpose = purpose_of(fault);
    if (!fault.type.empty()) rule.type = type(fault.type, fault.position);
    if (!fault.step.empty()) resolve_step(fault, rule);
    if (!fault.resource.empty()) resolve_resource(fault, rule);
    if (!fault.action.empty()) check_action(fault, rule.type);
    return rule;
  }

  TypeId type(std::string_view name, Position position) {
    if (const auto found = world_.model().find_type(name)) return *found;
    std::vector<std::string_view> known;
    for (const TypeSpec& spec : world_.model().types) known.push_back(spec.name);
    complain(position, "the model has no type", name, known);
    return kNoType;
  }

  void resolve_step(const Fault& fault, FaultRule& rule) {
    constexpr std::string_view kArrow = "->";
    const std::size_t arrow = fault.step.find(kArrow);
    if (arrow == std::string::npos) {
      diagnostics_.error(fault.position, "step '" + fault.step +
                                             "' is not of the form Parent->Child "
                                             "(the root's own step is Type->Type)");
      return;
    }
    const std::string_view words = fault.step;
    const TypeId parent = type(words.substr(0, arrow), fault.position);
    const TypeId child = type(words.substr(arrow + kArrow.size()), fault.position);
    if (parent == kNoType || child == kNoType) return;
    const auto& edges = world_.model().type(child).edges;
    const bool exists =
        parent == child ? !edges.empty()
                        : std::any_of(edges.begin(), edges.end(),
                                      [&](const EdgeSpec& edge) { return edge.parent == parent; });
    if (!exists) {
      diagnostics_.error(fault.position, "the model has no edge '" + fault.step + "'");
    }
    rule.parent = parent;
    agree(fault, rule, child);
  }

  void resolve_resource(const Fault& fault, FaultRule& rule) {
    const auto found = world_.find(fault.resource);
    if (!found) {
      diagnostics_.error(fault.position, "the world has no resource '" + fault.resource +
                                             "' (written as Type/name)");
      return;
    }
    rule.resource = *found;
    agree(fault, rule, found->type);
  }

  void agree(const Fault& fault, FaultRule& rule, TypeId type) {
    if (rule.type != kNoType && rule.type != type) {
      diagnostics_.error(fault.position,
                         "this fault means both '" + world_.model().type(rule.type).name +
                             "' and '" + world_.model().type(type).name + "': no act can be meant");
    }
    rule.type = type;
  }

  void check_action(const Fault& fault, TypeId of) {
    std::vector<std::string_view> known{kRehearsal};
    for (std::size_t i = 0; i < world_.model().types.size(); ++i) {
      if (of != kNoType && i != value(of)) continue;
      for (const ReactionSpec& reaction : world_.model().types[i].reactions) {
        known.push_back(reaction.name);
      }
    }
    if (std::find(known.begin(), known.end(), fault.action) != known.end()) return;
    complain(fault.position,
             of == kNoType ? std::string("no type has a reaction")
                           : "type '" + world_.model().type(of).name + "' has no reaction",
             fault.action, known);
  }

  void complain(Position position, const std::string& what, std::string_view name,
                const std::vector<std::string_view>& known) {
    diagnostics_.error(position, what + " '" + std::string(name) + "'" + did_you_mean(name, known));
  }

  const World& world_;
  Diagnostics& diagnostics_;
};

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
  const auto rise = static_cast<Wide>((high - low).count()) * (position - begin) / width;
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
    const bool rehearsal = !declared && name == kRehearsal;
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
  auto parts = std::make_unique<Parts>(world, RuleReader(world, diagnostics).read(faults));
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
  const std::uint64_t key =
      mix(mix(mix(run.pass_key, row.key), parts_->resource_key(resource)), act.attempt.number);
  if (row.latency != nullptr) {
    static constexpr std::uint64_t kLatency = hash_name("latency");
    treatment.latency = sample(*row.latency, mix(key, kLatency));
  }
  const EdgeRows& edge = *run.edges[value(act.step)];
  bool decided = false;
  for (std::uint32_t i = row.rules_begin; i < row.rules_end; ++i) {
    const FaultRule& rule = parts_->rules[edge.rules[i]];
    const bool slow = rule.kind == Fault::Kind::Slow;
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
    }
    decided = true;
  }
  return treatment;
}

}  // namespace cascade::sim
