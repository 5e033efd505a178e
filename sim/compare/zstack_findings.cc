// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/zstack_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <tuple>

namespace cascade::sim {
namespace {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

/// "Account/L2Network/L3Network"
std::string path_text(const TypeGraph& graph, const std::vector<TypeId>& path) {
  std::string text;
  for (const TypeId type : path) text += (text.empty() ? "" : "/") + graph.name(type);
  return text;
}

class FlawFinder {
 public:
  FlawFinder(const PassRun& pass, const ZstackPlan& plan, const std::vector<ZstackAct>& acts,
             const World& world)
      : pass_(pass), engine_(*pass.plan), plan_(plan), acts_(acts), world_(world) {
    for (std::size_t i = 0; i < acts.size(); ++i) {
      Theirs& theirs = theirs_[acts[i].resource];
      if (acts[i].ended) theirs.ended = i;
      if (acts[i].outcome != Outcome::Done) continue;
      theirs.first_done = std::min(theirs.first_done, i);
      ++done_[{acts[i].resource, acts[i].reaction}].theirs;
    }
  }

  std::vector<ZstackFinding> find() {
    count_own();
    for (const auto& [key, done] : done_) {
      // Done for another parent counts: what that leaves undone shows in the worlds.
      if (done.own > 0 && done.theirs == 0)
        add(ZstackFinding::Kind::Lost, key, why_lost(key.first));
      if (done.theirs > done.own && done.theirs > 1) {
        add(ZstackFinding::Kind::Twice, key, why_twice(key));
      }
    }
    find_wrong_order();
    std::vector<ZstackFinding> findings;
    for (auto& [key, finding] : findings_) findings.push_back(std::move(finding));
    return findings;
  }

 private:
  using Key = std::pair<Resource, std::string>;  ///< And the reaction's name.
  struct Theirs {
    std::size_t first_done = kNever;
    std::size_t ended = kNever;
  };
  struct Done {
    std::uint64_t own = 0;
    std::uint64_t theirs = 0;
  };

  void count_own() {
    for (const Step& step : engine_.steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        const Reaction& reaction = engine_.reaction(step, ActId{act});
        if (reaction.nothing || pass_.summary->outcomes()[act] != Outcome::Done) continue;
        ++done_[{Resource{step.type, engine_.resources()[act]}, reaction.name}].own;
      }
    }
  }

  void add(ZstackFinding::Kind kind, const Key& key, std::string why) {
    const std::string& type = world_.model().type(key.first.type).name;
    ZstackFinding& finding = findings_[{kind, type, key.second, why}];
    if (finding.acts++ > 0) return;
    finding.kind = kind;
    finding.type = type;
    finding.reaction = key.second;
    finding.why = std::move(why);
    finding.example = world_.name(key.first);
  }

  /// A dropped context that held it; or where its type was cut off.
  std::string why_lost(Resource resource) const {
    const TypeGraph& graph = engine_.graph();
    for (const ZstackPlan::Dropped& dropped : plan_.dropped) {
      if (dropped.step.edge.child != resource.type) continue;
      const auto& found = dropped.step.found;
      if (!std::binary_search(found.begin(), found.end(), resource.index)) continue;
      return fmt::format("W1: the context of {} was dropped, {} had come first",
                         path_text(graph, dropped.step.path),
                         path_text(graph, plan_.steps[dropped.kept].path));
    }
    for (const LevelTree::Cut& cut : plan_.tree.cuts) {
      if (graph.component(cut.again) != graph.component(resource.type)) continue;
      return fmt::format("W5: paths were cut where a type came again, as {} at {}",
                         graph.name(cut.again), path_text(graph, cut.path));
    }
    if (!plan_.tree.cuts.empty()) return "W5: it hangs on resources that were cut off";
    return "W1: it hangs on resources of dropped contexts";
  }

  std::string why_twice(const Key& key) const {
    std::string steps;
    for (const ZstackAct& act : acts_) {
      if (act.resource != key.first || act.reaction != key.second) continue;
      if (act.outcome != Outcome::Done) continue;
      const Edge& edge = plan_.steps[act.step].edge;
      steps += fmt::format("{}{}->{}", steps.empty() ? "" : " and ",
                           engine_.graph().name(edge.parent), engine_.graph().name(edge.child));
    }
    const bool merged = !plan_.tree.cuts.empty();
    return fmt::format("{}in the steps {}", merged ? "W5: " : "", steps);
  }

  /// Along this engine's links: the parent had ended before the child's turn came.
  void find_wrong_order() {
    std::map<Key, std::string> late;
    for (std::uint32_t i = 0; i < engine_.steps().size(); ++i) {
      const Step& step = engine_.step(StepId{i});
      if (step.type == step.parent_type) continue;
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        if (pass_.summary->outcomes()[act] != Outcome::Done) continue;
        const Resource child{step.type, engine_.resources()[act]};
        const auto theirs = theirs_.find(child);
        if (theirs == theirs_.end() || theirs->second.first_done == kNever) continue;
        for (const LinkParent link : engine_.links(step, ActId{act})) {
          const TypeId above = link.is_root() ? engine_.request().root_type : step.parent_type;
          check_order({above, link.index()}, child, theirs->second.first_done,
                      engine_.reaction(step, ActId{act}), late);
        }
      }
    }
    for (const auto& [key, why] : late) add(ZstackFinding::Kind::WrongOrder, key, why);
  }

  void check_order(Resource parent, Resource child, std::size_t child_done,
                   const Reaction& reaction, std::map<Key, std::string>& late) const {
    const auto above = theirs_.find(parent);
    if (above == theirs_.end() || above->second.ended == kNever) return;
    if (reaction.nothing || above->second.ended >= child_done) return;
    const Edge& edge = plan_.steps[acts_[above->second.ended].step].edge;
    late.emplace(Key{child, reaction.name},
                 fmt::format("{}{} that it hangs on had ended in {}->{}",
                             plan_.tree.cuts.empty() ? "the " : "W5: the ",
                             engine_.graph().name(parent.type), engine_.graph().name(edge.parent),
                             engine_.graph().name(edge.child)));
  }

  const PassRun& pass_;
  const Plan& engine_;
  const ZstackPlan& plan_;
  const std::vector<ZstackAct>& acts_;
  const World& world_;
  std::map<Resource, Theirs> theirs_;
  std::map<Key, Done> done_;
  std::map<std::tuple<ZstackFinding::Kind, std::string, std::string, std::string>, ZstackFinding>
      findings_;
};

}  // namespace

std::vector<ZstackFinding> find_flaws(const PassRun& pass, const ZstackPlan& plan,
                                      const std::vector<ZstackAct>& acts, const World& world) {
  return FlawFinder(pass, plan, acts, world).find();
}

}  // namespace cascade::sim
