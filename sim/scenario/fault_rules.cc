// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/fault_rules.h"

#include <algorithm>
#include <utility>

#include "sim/base/random.h"
#include "sim/model/model_rows.h"

namespace cascade::sim {
namespace {

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
    if (fault.kind == Fault::Kind::Appear) resolve_appearing(fault, rule);
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

  void resolve_appearing(const Fault& fault, FaultRule& rule) {
    const auto found = world_.find(fault.appears);
    if (found) {
      rule.appears = *found;
      return;
    }
    diagnostics_.error(fault.position, "the world has no resource '" + fault.appears +
                                           "' that could appear (written as Type/name)");
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
    std::vector<std::string_view> known{kRehearsalName};
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

std::vector<FaultRule> read_fault_rules(const World& world, const std::vector<Fault>& faults,
                                        Diagnostics& diagnostics) {
  return RuleReader(world, diagnostics).read(faults);
}

}  // namespace cascade::sim
