// SPDX-License-Identifier: Apache-2.0
// One function per kind of finding; causes are looked up for what was found, by binary search.
#include "sim/run/audit.h"

#include <algorithm>
#include <bitset>
#include <numeric>
#include <set>
#include <utility>

#include "engine/assert.h"
#include "sim/extension/model_extension.h"

namespace cascade::sim {
namespace {

/// Calls `visit(Reference, target)` for every live resource's Single relation that ends at what is
/// not live.
template <class Visit>
void for_each_dangling(const World& world, Visit&& visit) {
  const std::vector<TypeSpec>& types = world.model().types;
  for (std::size_t t = 0; t < types.size(); ++t) {
    const auto lives = world.life_column(type_id(t));
    for (std::size_t r = 0; r < types[t].relations.size(); ++r) {
      const Relation& relation = types[t].relations[r];
      if (relation.kind != Relation::Kind::Single) continue;
      const auto targets = world.target_column(type_id(t), RelationId(r));
      const auto target_lives = world.life_column(relation.target);
      for (ResourceIndex i = 0; i < lives.size(); ++i) {
        if (lives[i] != Life::Live) continue;
        const ResourceIndex target = targets[i];
        if (target != kNoResource && target_lives[target] == Life::Live) continue;
        visit(AuditBaseline::Reference{{type_id(t), i}, RelationId(r)},
              Resource{relation.target, target});
      }
    }
  }
}

/// Which rows of a step's extension end the life of their own resource; which are rehearsals.
struct StepRows {
  explicit StepRows(const Step& step) {
    const std::size_t count = step.extension->reactions().size();
    for (std::size_t i = 0; i < count; ++i) {
      const ReactionRow* row = declared_row(*step.extension, ReactionId(i));
      if (row == nullptr) continue;
      rehearsal[i] = row->rehearsal;
      purges[i] = row->select == ActionSpec::Select::Deleted;
      const std::vector<Effect>& effects =
          declared_reaction(*step.extension, ReactionId(i)).effects;
      ends[i] = std::any_of(effects.begin(), effects.end(), [](const Effect& effect) {
        const bool kills = effect.kind == Effect::Kind::Delete ||
                           effect.kind == Effect::Kind::Remove ||
                           effect.kind == Effect::Kind::Purge;
        return kills && effect.path.hops.empty();
      });
    }
  }
  std::bitset<256> ends;
  std::bitset<256> rehearsal;
  std::bitset<256> purges;
};

/// One pass, as the auditor reads it.
class AuditedPass {
 public:
  AuditedPass(const PassRun& pass, std::uint32_t index) : pass_(pass), index_(index) {
    for (const Step& step : plan().steps()) rows_.emplace_back(step);
  }
  [[nodiscard]] const PassRun& run() const { return pass_; }
  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] const Plan& plan() const { return *pass_.plan; }
  [[nodiscard]] Outcome outcome(std::uint32_t act) const { return pass_.summary->outcomes()[act]; }
  /// Ends the life of its own resource, if it is done.
  [[nodiscard]] bool ends(std::size_t step, std::uint32_t act) const {
    return rows_[step].ends[row(act)];
  }
  [[nodiscard]] bool has_ended(std::size_t step, std::uint32_t act) const {
    return (outcome(act) == Outcome::Done || was_done_before(act)) && ends(step, act);
  }
  /// Skipped when its pass was resumed, having failed or timed out before: then its effect had
  /// come all the same.
  [[nodiscard]] bool was_done_before(std::uint32_t act) const {
    if (pass_.resumed == nullptr || outcome(act) != Outcome::Skipped) return false;
    const Outcome earlier = pass_.resumed->outcomes[act];
    return earlier == Outcome::Failed || earlier == Outcome::TimedOut;
  }
  /// Not a rehearsal, and not a reaction that does nothing.
  [[nodiscard]] bool acts(std::size_t step, std::uint32_t act) const {
    return !rows_[step].rehearsal[row(act)] &&
           !plan().reaction(plan().steps()[step], ActId{act}).nothing;
  }
  /// Of its reaction.
  [[nodiscard]] std::string_view name(std::size_t step, std::uint32_t act) const {
    return plan().reaction(plan().steps()[step], ActId{act}).name;
  }
  [[nodiscard]] Resource resource(std::size_t step, std::uint32_t act) const {
    return {plan().steps()[step].type, plan().resources()[act]};
  }
  [[nodiscard]] Resource owner(std::size_t step, LinkParent link) const {
    return {link.is_root() ? plan().request().root_type : plan().steps()[step].parent_type,
            link.index()};
  }
  /// A cleanup pass.
  [[nodiscard]] bool purges() const {
    const Step& root = plan().step(plan().root_step());
    return root.act_count() == 0 || rows_[value(plan().root_step())].purges[row(root.acts_begin)];
  }
  /// Calls `visit(step, act)` for every act, in plan order.
  template <class Visit>
  void for_each_act(Visit&& visit) const {
    for (std::size_t step = 0; step < plan().steps().size(); ++step) {
      const Step& node = plan().steps()[step];
      for (std::uint32_t act = node.acts_begin; act < node.acts_end; ++act) visit(step, act);
    }
  }
  /// The same for the acts on one resource.
  template <class Visit>
  void for_each_act_on(Resource resource, Visit&& visit) const {
    cascade::for_each_act_on(plan(), resource, [&](StepId step, ActId act) {
      visit(static_cast<std::size_t>(value(step)), value(act));
    });
  }

 private:
  [[nodiscard]] std::size_t row(std::uint32_t act) const { return value(plan().reactions()[act]); }

  const PassRun& pass_;
  std::uint32_t index_;
  std::vector<StepRows> rows_;  // by step
};

/// When each resource's life ended in a pass, by type and index; a type without any is empty.
using EndTimes = std::vector<std::vector<Instant>>;

class Auditor {
 public:
  Auditor(const World& world, const AuditBaseline& before,
          std::span<const std::unique_ptr<PassRun>> passes)
      : world_(world), before_(before) {
    for (std::uint32_t i = 0; i < passes.size(); ++i) {
      if (passes[i]->summary) passes_.emplace_back(*passes[i], i);
    }
  }

  Audit run() {
    for (const AuditedPass& pass : passes_) find_leftovers(pass);
    find_dangling();
    for (const AuditedPass& pass : passes_) find_undone(pass);
    find_not_purged();
    for (const AuditedPass& pass : passes_) {
      find_owner_first(pass);
      find_contradictions(pass);
    }
    std::stable_sort(audit_.findings.begin(), audit_.findings.end(),
                     [](const AuditFinding& a, const AuditFinding& b) {
                       return std::pair(a.kind, a.resource) < std::pair(b.kind, b.resource);
                     });
    return std::move(audit_);
  }

 private:
  [[nodiscard]] bool live(Resource resource) const { return world_.life(resource) == Life::Live; }

  /// True if there is still room to keep it.
  bool count(AuditKind kind) {
    return ++audit_.counts[static_cast<std::size_t>(kind)] <= Audit::kKept;
  }

  /// The last act that ended the resource's life.
  [[nodiscard]] std::optional<AuditSite> ender_of(Resource resource) const {
    std::optional<AuditSite> ender;
    if (resource.index == kNoResource) return ender;
    for (const AuditedPass& pass : passes_) {
      pass.for_each_act_on(resource, [&](std::size_t step, std::uint32_t act) {
        if (pass.has_ended(step, act)) ender = AuditSite{pass.index(), ActId{act}};
      });
    }
    return ender;
  }

  /// The worst outcome of what was to be done to it, in passes from `first` on.
  [[nodiscard]] std::optional<Outcome> worst_of(Resource resource, std::uint32_t first = 0) const {
    std::optional<Outcome> worst;
    for (const AuditedPass& pass : passes_) {
      if (pass.index() < first) continue;
      pass.for_each_act_on(resource, [&](std::size_t step, std::uint32_t act) {
        if (!pass.acts(step, act)) return;
        worst = std::min(worst.value_or(pass.outcome(act)), pass.outcome(act));
      });
    }
    return worst;
  }

  void find_leftovers(const AuditedPass& pass) {
    pass.for_each_act([&](std::size_t step, std::uint32_t act) {
      const Outcome outcome = pass.outcome(act);
      if (outcome == Outcome::Done || outcome == Outcome::Skipped) return;
      const Resource resource = pass.resource(step, act);
      if (!pass.ends(step, act) || !live(resource)) return;
      for (const LinkParent link : pass.plan().links(pass.plan().steps()[step], ActId{act})) {
        const Resource owner = pass.owner(step, link);
        if (owner == resource || live(owner) || !before_.was_live(owner)) continue;
        if (!leftovers_.emplace(resource, owner).second || !count(AuditKind::Leftover)) continue;
        add({AuditKind::Leftover, resource, owner, {}, ender_of(owner), worst_of(resource)});
      }
    });
  }

  void find_dangling() {
    for_each_dangling(world_, [&](const AuditBaseline::Reference& reference, Resource target) {
      if (leftovers_.contains({reference.resource, target})) return;
      dangling_.emplace(reference.resource, target);
      if (!count(AuditKind::Dangling)) return;
      const bool before = before_.dangled(reference);
      add({AuditKind::Dangling, reference.resource, target, reference.relation,
           before ? std::nullopt : ender_of(target), worst_of(reference.resource), before});
    });
  }

  /// What is told already, as left over or dangling, is not told again.
  void find_undone(const AuditedPass& pass) {
    pass.for_each_act([&](std::size_t step, std::uint32_t act) {
      const Outcome outcome = pass.outcome(act);
      if (outcome == Outcome::Done || outcome == Outcome::Skipped) return;
      const Resource resource = pass.resource(step, act);
      if (pass.ends(step, act) || !pass.acts(step, act) || !live(resource)) return;
      for (const LinkParent link : pass.plan().links(pass.plan().steps()[step], ActId{act})) {
        const Resource owner = pass.owner(step, link);
        if (owner == resource || live(owner) || !before_.was_live(owner)) continue;
        const bool told = leftovers_.contains({resource, owner}) ||
                          dangling_.contains({resource, owner}) ||
                          undone_.contains({resource, owner});
        if (told || has_done(resource, pass.name(step, act))) {
          continue;
        }
        undone_.emplace(resource, owner);
        if (!count(AuditKind::Undone)) continue;
        add({AuditKind::Undone, resource, owner, {}, ender_of(owner), worst_of(resource)});
      }
    });
  }

  /// Through another parent, or later.
  [[nodiscard]] bool has_done(Resource resource, std::string_view reaction) const {
    bool done = false;
    for (const AuditedPass& pass : passes_) {
      pass.for_each_act_on(resource, [&](std::size_t step, std::uint32_t act) {
        done = done || (pass.outcome(act) == Outcome::Done && pass.name(step, act) == reaction);
      });
    }
    return done;
  }

  /// Whether the operation of that pass went on to its cleanup.
  [[nodiscard]] bool cleaned_up(std::uint32_t index) const {
    const auto pass = std::find_if(passes_.begin(), passes_.end(),
                                   [&](const AuditedPass& p) { return p.index() == index; });
    return std::any_of(pass, passes_.end(), [&](const AuditedPass& other) {
      return other.run().operation == pass->run().operation && other.run().end && other.purges();
    });
  }

  void find_not_purged() {
    for (std::size_t t = 0; t < world_.model().types.size(); ++t) {
      const auto lives = world_.life_column(type_id(t));
      for (ResourceIndex i = 0; i < lives.size(); ++i) {
        const Resource resource{type_id(t), i};
        if (lives[i] == Life::Deleted && before_.was_live(resource)) check_purged(resource);
      }
    }
  }

  void check_purged(Resource resource) {
    const std::optional<AuditSite> ender = ender_of(resource);
    if (!ender || !cleaned_up(ender->pass)) return;
    // What cleanup came to and left, because it is still used, is as the model says.
    const std::optional<Outcome> purge = worst_of(resource, ender->pass + 1);
    if (purge == Outcome::Skipped || !count(AuditKind::NotPurged)) return;
    add({AuditKind::NotPurged, resource, {}, {}, ender, purge});
  }

  void find_owner_first(const AuditedPass& pass) {
    const RunSummary& summary = *pass.run().summary;
    if (!summary.has_act_times()) return;
    EndTimes ended(pass.plan().graph().type_count());
    pass.for_each_act([&](std::size_t step, std::uint32_t act) {
      if (!pass.has_ended(step, act)) return;
      const Resource resource = pass.resource(step, act);
      auto& column = ended[value(resource.type)];
      if (column.empty()) column.resize(world_.count(resource.type), Instant::max());
      column[resource.index] = std::min(column[resource.index], summary.end_of(ActId{act}));
    });
    for (std::size_t t = 0; t < ended.size(); ++t) {
      if (!ended[t].empty()) check_owners(pass, type_id(t), ended);
    }
  }

  /// Owners are what the type's edges lead to in one step, by a relation that each child has one
  /// of; whether the plan has a link for it or lost it.
  void check_owners(const AuditedPass& pass, TypeId type, const EndTimes& ended) {
    const Model& model = world_.model();
    for (const EdgeSpec& edge : model.type(type).edges) {
      const auto& owners = ended[value(edge.parent)];
      if (edge.parent == type || owners.empty() || !reacts(pass, type, edge)) continue;
      for (const RelationPath& path : edge.through) {
        if (path.hops.size() != 1) continue;
        const Relation& relation = model.type(type).relations[value(path.hops[0])];
        if (relation.kind != Relation::Kind::Single && relation.kind != Relation::Kind::Optional) {
          continue;
        }
        const auto targets = world_.target_column(type, path.hops[0]);
        for (ResourceIndex i = 0; i < targets.size(); ++i) {
          const Instant own = ended[value(type)][i];
          if (own == Instant::max() || targets[i] == kNoResource || owners[targets[i]] >= own) {
            continue;
          }
          const Resource resource{type, i};
          const Resource owner{edge.parent, targets[i]};
          if (!count(AuditKind::OwnerFirst)) continue;
          add({AuditKind::OwnerFirst, resource, owner, {}, ender_of(owner), worst_of(resource)});
        }
      }
    }
  }

  [[nodiscard]] bool reacts(const AuditedPass& pass, TypeId type, const EdgeSpec& edge) const {
    const std::vector<ActionSpec>& actions = world_.model().actions;
    const auto found = std::find_if(actions.begin(), actions.end(), [&](const ActionSpec& action) {
      return action.code == pass.run().action_code;
    });
    return found != actions.end() &&
           !effective_rules(world_.model(), type, edge, ActionId(found - actions.begin())).empty();
  }

  void find_contradictions(const AuditedPass& pass) {
    const auto resource_of = [&](ActId act) {
      return pass.resource(value(pass.plan().step_of(act)), value(act));
    };
    for (const Contradiction& pair : pass.plan().contradictions()) {
      if (pair.first == pair.second) continue;
      if (pass.outcome(value(pair.first)) != Outcome::Done) continue;
      if (pass.outcome(value(pair.second)) != Outcome::Done) continue;
      if (!count(AuditKind::Contradiction)) continue;
      add({AuditKind::Contradiction,
           resource_of(pair.first),
           resource_of(pair.second),
           {},
           AuditSite{pass.index(), pair.second},
           Outcome::Done});
    }
  }

  void add(AuditFinding finding) { audit_.findings.push_back(finding); }

  const World& world_;
  const AuditBaseline& before_;
  std::vector<AuditedPass> passes_;
  std::set<std::pair<Resource, Resource>> leftovers_;
  std::set<std::pair<Resource, Resource>> dangling_;
  std::set<std::pair<Resource, Resource>> undone_;
  Audit audit_;
};

}  // namespace

std::string_view to_string(AuditKind kind) {
  switch (kind) {
    case AuditKind::Dangling:
      return "dangling reference";
    case AuditKind::Leftover:
      return "leftover";
    case AuditKind::NotPurged:
      return "not purged";
    case AuditKind::OwnerFirst:
      return "owner went first";
    case AuditKind::Contradiction:
      return "contradiction";
    case AuditKind::Undone:
      return "left undone";
  }
  CASCADE_ASSERT(false, "a kind of finding outside its enumeration");
  return {};
}

std::uint64_t Audit::total() const {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

AuditBaseline::AuditBaseline(const World& world) {
  for (std::size_t t = 0; t < world.model().types.size(); ++t) {
    const auto lives = world.life_column(type_id(t));
    lives_.emplace_back(lives.begin(), lives.end());
  }
  for_each_dangling(world,
                    [&](const Reference& reference, Resource) { dangling_.push_back(reference); });
  std::sort(dangling_.begin(), dangling_.end());
}

bool AuditBaseline::was_live(Resource resource) const {
  const auto& column = lives_[value(resource.type)];
  return resource.index < column.size() && column[resource.index] == Life::Live;
}

bool AuditBaseline::dangled(const Reference& reference) const {
  return std::binary_search(dangling_.begin(), dangling_.end(), reference);
}

Audit audit_run(const World& world, const AuditBaseline& before,
                std::span<const std::unique_ptr<PassRun>> passes) {
  return Auditor(world, before, passes).run();
}

}  // namespace cascade::sim
