// SPDX-License-Identifier: Apache-2.0
// What a reaction may touch beside its own resource, found by walking the paths of its effects and
// conditions in phase 1. Filters are not asked: they may answer otherwise in phase 2.
#include <algorithm>
#include <vector>

#include "sim/extension/model_effects.h"

namespace cascade::sim {
namespace {

using EffectKind = Effect::Kind;

bool touches_others(const std::vector<EffectProgram>& effects) {
  return std::any_of(effects.begin(), effects.end(), [](const EffectProgram& effect) {
    return !effect.path.empty() || effect.clears_inverse || effect.kind == EffectKind::Call ||
           (effect.where && effect.where->reads_others()) || touches_others(effect.otherwise);
  });
}

/// Collects the footprint of one act.
class FootprintWalk {
 public:
  FootprintWalk(const World& world, Resource own) : world_(world), own_(own) {}

  /// `relation` of the own resource may lead to any of what `function` touches.
  void set_placement(RelationId relation, const ModelFunction& function) {
    AccessSink candidates;
    function.footprint(world_, own_, candidates);
    const TypeId type = world_.model().type(own_.type).relations[value(relation)].target;
    placed_ = relation;
    for (const AccessSink::Entry& entry : candidates.entries()) {
      if (entry.resource.type == type) candidates_.push_back(entry.resource.index);
    }
  }

  void read_condition(const ConditionProgram& condition, ResourceIndex index) {
    condition.for_each_read(world_, index, [&](Resource read) { add(read, Access::Read); });
  }

  void walk(const std::vector<EffectProgram>& effects) {
    for (const EffectProgram& effect : effects) {
      if (effect.kind == EffectKind::Call) {
        AccessSink touched;
        effect.function->footprint(world_, own_, touched);
        for (const AccessSink::Entry& entry : touched.entries()) add(entry.resource, entry.access);
        walk(effect.otherwise);
      }
      if (effect.path.empty()) {
        if (effect.where) read_condition(*effect.where, own_.index);
        change(effect, own_);
      } else {
        walk_path(effect);
      }
    }
  }

  /// Each resource once per kind of access; a write says all.
  void tell(AccessSink& sink) {
    const auto order = [](const AccessSink::Entry& entry) {
      // Writes first within a resource.
      return std::pair(entry.resource, entry.access == Access::Write ? 0 : 1 + int(entry.access));
    };
    std::sort(entries_.begin(), entries_.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    const AccessSink::Entry* last = nullptr;
    for (const AccessSink::Entry& entry : entries_) {
      const bool same = last != nullptr && last->resource == entry.resource;
      if (same && (last->access == Access::Write || last->access == entry.access)) continue;
      sink.touch(entry.resource, entry.access);
      last = &entry;
    }
  }

 private:
  void add(Resource resource, Access access) {
    if (resource != own_) entries_.push_back({resource, access});
  }

  void walk_path(const EffectProgram& effect) {
    const PathProgram& path = effect.path;
    const auto step = [&](ResourceIndex first) {
      if (path.hops.size() == 1) {
        end(effect, first);
        return;
      }
      const auto read = [&](Resource between) { add(between, Access::Read); };
      read({path.hops[0].to, first});
      for_each_between(world_, path, first, read, 1);
      const auto visit = [&](ResourceIndex index) {
        end(effect, index);
        return false;
      };
      any_end(world_, path, first, Life::Deleted, visit, 1);
    };
    world_.for_each_target(own_, path.hops[0].relation, step);
    if (placed_ == path.hops[0].relation) {
      for (const ResourceIndex candidate : candidates_) step(candidate);
    }
  }

  void end(const EffectProgram& effect, ResourceIndex index) {
    if (effect.where) {
      read_condition(*effect.where, index);
      if (effect.kind == EffectKind::Count) add({effect.path.end, index}, Access::Read);
    }
    change(effect, {effect.path.end, index});
  }

  void change(const EffectProgram& effect, Resource resource) {
    if (!effect.clears_inverse) {
      add(resource, effect.kind == EffectKind::Count ? Access::Add : Access::Write);
      return;
    }
    add(resource, Access::Read);
    const Relation& relation = world_.model().type(resource.type).relations[value(effect.relation)];
    world_.for_each_target(resource, effect.relation, [&](ResourceIndex source) {
      add({relation.target, source}, Access::Write);
    });
  }

  const World& world_;
  Resource own_;
  std::optional<RelationId> placed_;
  std::vector<ResourceIndex> candidates_;
  std::vector<AccessSink::Entry> entries_;
};

}  // namespace

bool ReactionProgram::has_footprint() const {
  return !rehearsal_ && (touches_others(effects_) || (permitted_ && permitted_->reads_others()));
}

void ReactionProgram::footprint(const World& world, ResourceIndex index, AccessSink& sink) const {
  FootprintWalk walk(world, {type_, index});
  if (placed_) walk.set_placement(*placed_, *placing_);
  if (permitted_) walk.read_condition(*permitted_, index);
  walk.walk(effects_);
  walk.tell(sink);
}

}  // namespace cascade::sim
