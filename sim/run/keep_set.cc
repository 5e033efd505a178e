// SPDX-License-Identifier: Apache-2.0
#include "sim/run/keep_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "sim/base/text.h"
#include "sim/run/protection.h"

namespace cascade::sim {
namespace {

class Closure {
 public:
  Closure(const Plan& plan, const World& world) : plan_(plan), world_(world) {
    for (const Touch& touch : plan.touches()) {
      if (touch.access == Access::Write) writes_.emplace_back(touch.resource, touch.act);
    }
    std::sort(writes_.begin(), writes_.end());
  }

  KeepSet close(const std::vector<Resource>& keep) {
    for (const Resource resource : keep) {
      if (!stays_.insert(resource).second) continue;
      const bool concerned = is_changed(resource);
      if (concerned) set_.kept.push_back(resource);
      follow_writes(resource);
      waiting_.push_back(resource);
    }
    while (!waiting_.empty()) {
      const Resource resource = waiting_.front();
      waiting_.pop_front();
      follow_links(resource);
      follow_relations(resource);
    }
    drop_ends_untouched();
    // What the plan leaves alone needs nothing of it either, unless something is needed for it.
    if (set_.kept.empty() && set_.needs.empty()) return std::move(set_);
    count();
    return std::move(set_);
  }

 private:
  /// Calls `visit(step, act)` for each act that does something to the resource.
  template <class Visit>
  void for_each_change(Resource resource, Visit&& visit) const {
    for_each_act_on(plan_, resource, [&](StepId id, ActId act) {
      const Step& step = plan_.step(id);
      if (!plan_.reaction(step, act).nothing) visit(step, act);
    });
  }

  [[nodiscard]] bool has_act(Resource resource) const {
    bool any = false;
    for_each_change(resource, [&](const Step&, ActId) { any = true; });
    return any;
  }

  [[nodiscard]] auto first_write(Resource resource) const {
    return std::lower_bound(writes_.begin(), writes_.end(), std::pair(resource, ActId{0}));
  }

  [[nodiscard]] bool is_changed(Resource resource) const {
    const auto write = first_write(resource);
    return has_act(resource) || (write != writes_.end() && write->first == resource);
  }

  void need(Resource resource, Resource by, const std::string& relation) {
    if (!stays_.insert(resource).second) return;
    waiting_.push_back(resource);
    set_.needs.push_back({resource, by, relation});
  }

  /// Of what the plan leaves alone only what leads on to something else is worth a line.
  void drop_ends_untouched() {
    std::set<Resource> leads;
    std::vector<KeepSet::Need> kept;
    // Who needs something stands before it.
    for (auto need = set_.needs.rbegin(); need != set_.needs.rend(); ++need) {
      if (!leads.contains(need->resource) && !is_changed(need->resource)) continue;
      leads.insert(need->by);
      kept.push_back(std::move(*need));
    }
    set_.needs.assign(std::make_move_iterator(kept.rbegin()), std::make_move_iterator(kept.rend()));
  }

  /// Whoever changes a kept resource on the way must not act.
  void follow_writes(Resource resource) {
    for (auto at = first_write(resource); at != writes_.end() && at->first == resource; ++at) {
      const Step& step = plan_.step(plan_.step_of(at->second));
      need({step.type, plan_.resources()[value(at->second)]}, resource, "");
    }
  }

  void follow_links(Resource resource) {
    for_each_change(resource, [&](const Step& step, ActId act) {
      for (const LinkParent link : plan_.links(step, act)) {
        const TypeId type = link.is_root() ? plan_.request().root_type : step.parent_type;
        need({type, link.index()}, resource, "");
      }
    });
  }

  void follow_relations(Resource resource) {
    const TypeSpec& type = world_.model().type(resource.type);
    for (std::size_t i = 0; i < type.relations.size(); ++i) {
      const Relation& relation = type.relations[i];
      if (relation.kind != Relation::Kind::Single && relation.kind != Relation::Kind::Optional) {
        continue;
      }
      const ResourceIndex target = world_.target(resource, RelationId(i));
      if (target == kNoResource) continue;
      if (world_.life({relation.target, target}) != Life::Live) continue;
      need({relation.target, target}, resource, relation.name);
    }
  }

  void count() {
    std::map<std::pair<std::string, std::string>, std::uint64_t> impossible;
    for (const Step& step : plan_.steps()) {
      for (std::uint32_t i = step.acts_begin; i < step.acts_end; ++i) {
        const Reaction& reaction = plan_.reaction(step, ActId{i});
        if (reaction.nothing) continue;
        if (!stays_.contains({step.type, plan_.resources()[i]})) {
          ++set_.possible_acts;
          continue;
        }
        ++set_.impossible_acts;
        ++impossible[{plan_.graph().name(step.type), reaction.name}];
        set_.roots = set_.roots || step.tree_parent == kNoStep;
      }
    }
    for (const auto& [key, acts] : impossible) {
      set_.impossible.push_back({key.first, key.second, acts});
    }
  }

  const Plan& plan_;
  const World& world_;
  std::vector<std::pair<Resource, ActId>> writes_;
  std::set<Resource> stays_;
  std::deque<Resource> waiting_;
  KeepSet set_;
};

std::string kept_text(const KeepSet& set, const World& world, std::size_t named) {
  std::string text;
  for (std::size_t i = 0; i < set.kept.size() && i < named; ++i) {
    text += (i == 0 ? "" : ", ") + printable(world.name(set.kept[i]));
  }
  if (set.kept.size() > named) text += fmt::format(" and {} more", set.kept.size() - named);
  return text;
}

std::string sums_text(const KeepSet& set) {
  return fmt::format("{} of {} impossible, {}", grouped(set.impossible_acts),
                     counted(set.impossible_acts + set.possible_acts, "act"),
                     set.roots ? "the root's too" : "not the root's");
}

}  // namespace

std::vector<Resource> resolve_kept(const Scenario& scenario, const World& world,
                                   Diagnostics& diagnostics) {
  return resolve_named(scenario.keep, world, "keep", diagnostics);
}

KeepSet close_keep_set(const Plan& plan, const World& world, const std::vector<Resource>& keep) {
  return keep.empty() ? KeepSet{} : Closure(plan, world).close(keep);
}

std::vector<std::string> keep_lines(const KeepSet& set, const World& world, std::size_t lines_max) {
  std::vector<std::string> lines;
  constexpr std::size_t kNamed = 5;
  lines.push_back("kept: " + kept_text(set, world, kNamed));
  for (std::size_t i = 0; i < set.needs.size() && i < lines_max; ++i) {
    const KeepSet::Need& need = set.needs[i];
    const std::string why = need.relation.empty() ? "through which the cascade reaches it"
                                                  : "its " + printable(need.relation);
    lines.push_back(fmt::format("{} needs {}, {}", printable(world.name(need.by)),
                                printable(world.name(need.resource)), why));
  }
  if (set.needs.size() > lines_max) {
    lines.push_back(
        fmt::format("… and {} more that have to stay", grouped(set.needs.size() - lines_max)));
  }
  for (const KeepSet::Impossible& part : set.impossible) {
    lines.push_back(fmt::format("impossible: {} {} {}", printable(part.reaction),
                                grouped(part.acts), printable(part.type)));
  }
  lines.push_back("that makes " + sums_text(set));
  return lines;
}

Error keep_error(const KeepSet& set, const World& world) {
  constexpr std::size_t kNamed = 3;
  std::string text = "to keep " + kept_text(set, world, kNamed);
  if (!set.needs.empty()) {
    text += fmt::format(", {} {} to stay as well", counted(set.needs.size(), "resource"),
                        set.needs.size() == 1 ? "has" : "have");
  }
  return {ErrorKind::Refused, text + ": " + sums_text(set)};
}

}  // namespace cascade::sim
