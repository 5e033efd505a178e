// SPDX-License-Identifier: Apache-2.0
// Doing effects. Ends of a path are collected before the first of them is changed, so that an
// effect does not see itself. Nothing is written that is so already: watchers hear of changes.
#include "sim/extension/model_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace cascade::sim {
namespace {

using EffectKind = Effect::Kind;

Life wanted_life(ActionSpec::Select select) {
  return select == ActionSpec::Select::Live ? Life::Live : Life::Deleted;
}

/// What Delete, Remove and Purge make of a life.
Life next_life(EffectKind kind, Life life) {
  if (kind == EffectKind::Delete) return life == Life::Live ? Life::Deleted : life;
  if (kind == EffectKind::Purge) return life == Life::Deleted ? Life::Gone : life;
  return Life::Gone;
}

/// Effects on one view: a World, or an overlay above one.
template <class View>
class EffectRun {
 public:
  EffectRun(View& view, const Question& question, ResourceIndex own, const Act* act)
      : view_(view), question_(question), own_(own), act_(act) {}

  /// Until an effect says that the act fails.
  void run(const std::vector<EffectProgram>& effects) {
    for (const EffectProgram& effect : effects) {
      if (failure_) return;
      if (effect.path.empty()) {
        const Resource own{effect.type, own_};
        if (!effect.where || effect.where->holds(view_, question_, own_)) change(effect, own);
      } else {
        run_on_ends(effect);
      }
    }
  }

  /// Why the act failed; nothing: it did not.
  [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }

 private:
  void run_on_ends(const EffectProgram& effect) {
    std::vector<ResourceIndex>& ends = scratch();
    ends.clear();
    any_end(view_, effect.path, own_, Life::Deleted, [&](ResourceIndex end) {
      if (!effect.where || effect.where->holds(view_, question_, end)) ends.push_back(end);
      return false;
    });
    if (effect.kind == EffectKind::Count) {
      // An end that is reached twice counts once.
      std::sort(ends.begin(), ends.end());
      ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    }
    for (const ResourceIndex end : ends) change(effect, {effect.path.end, end});
  }

  void change(const EffectProgram& effect, Resource resource) {
    switch (effect.kind) {
      case EffectKind::SetState:
        if (view_.life(resource) == Life::Live && view_.state(resource) != effect.state) {
          view_.set_state(resource, effect.state);
        }
        break;
      case EffectKind::SetAttribute:
        if (view_.life(resource) == Life::Live &&
            view_.attribute(resource, effect.attribute) != effect.state) {
          view_.set_attribute(resource, effect.attribute, effect.state);
        }
        break;
      case EffectKind::Delete:
      case EffectKind::Remove:
      case EffectKind::Purge: {
        const Life life = view_.life(resource);
        const Life next = next_life(effect.kind, life);
        if (next != life) view_.set_life(resource, next);
        break;
      }
      case EffectKind::Clear:
        clear(resource, effect.relation);
        break;
      case EffectKind::Unlink:
        unlink(effect, resource);
        break;
      case EffectKind::Link:
        link(effect, resource);
        break;
      case EffectKind::Count:
        view_.add_to_counter(resource, effect.counter, effect.amount);
        break;
      case EffectKind::Call:
        call(effect);
        break;
      case EffectKind::Fail:
        failure_ = effect.message;
        break;
    }
  }

  const Relation& spec(Resource resource, RelationId relation) const {
    return view_.model().type(resource.type).relations[value(relation)];
  }

  void clear(Resource resource, RelationId relation) {
    const Relation& cleared = spec(resource, relation);
    if (cleared.kind == Relation::Kind::Many) {
      view_.clear_targets(resource, relation);
    } else if (cleared.kind != Relation::Kind::Inverse) {
      if (view_.target(resource, relation) != kNoResource) {
        view_.set_target(resource, relation, kNoResource);
      }
    } else {
      // No list is needed: taking one source out does not disturb the others.
      view_.any_target(resource, relation, Life::Gone, [&](ResourceIndex source) {
        drop({cleared.target, source}, cleared.inverse_of, resource.index);
        return false;
      });
    }
  }

  void drop(Resource resource, RelationId relation, ResourceIndex end) {
    if (spec(resource, relation).kind == Relation::Kind::Many) {
      view_.remove_target(resource, relation, end);
    } else {
      view_.set_target(resource, relation, kNoResource);
    }
  }

  void unlink(const EffectProgram& effect, Resource resource) {
    const TypeId type = spec(resource, effect.relation).target;
    view_.any_target(resource, effect.relation, Life::Gone, [&](ResourceIndex end) {
      if (question_.contains(effect.from, type, end)) drop(resource, effect.relation, end);
      return false;
    });
  }

  /// Done on a world only, as calls are: what it adds depends on the operation alone.
  void link(const EffectProgram& effect, Resource resource) {
    if constexpr (std::is_same_v<View, World>) {
      const Relation& relation = spec(resource, effect.relation);
      const ResourceIndex end = question_.argument.index;
      failure_ = why_not_linked(relation);
      if (failure_) return;
      if (relation.kind == Relation::Kind::Many) {
        view_.add_target(resource, effect.relation, end);
      } else if (view_.target(resource, effect.relation) != end) {
        view_.set_target(resource, effect.relation, end);
      }
    }
  }

  /// Model files are checked for it, but who starts a pass need not go through an operation.
  [[nodiscard]] std::optional<std::string> why_not_linked(const Relation& relation) const {
    const Resource argument = question_.argument;
    const std::string& wanted = view_.model().type(relation.target).name;
    if (argument.type == kNoType || argument.index == kNoResource) {
      return fmt::format("'{}' is linked to a {}, and none was given", relation.name, wanted);
    }
    if (argument.type != relation.target) {
      return fmt::format("'{}' is linked to a {}, not to {}", relation.name, wanted,
                         view_.name(argument));
    }
    if (view_.life(argument) == Life::Live) return std::nullopt;
    return fmt::format("'{}' cannot be linked to {}, which is not there any more", relation.name,
                       view_.name(argument));
  }

  void call(const EffectProgram& effect) {
    if constexpr (std::is_same_v<View, World>) {
      if (!effect.function->apply(view_, *act_)) run(effect.otherwise);
    }
  }

  /// Effects do not nest between collecting ends and changing them, so one per thread will do.
  static std::vector<ResourceIndex>& scratch() {
    thread_local std::vector<ResourceIndex> ends;
    return ends;
  }

  View& view_;
  const Question& question_;
  ResourceIndex own_;
  const Act* act_;
  std::optional<std::string> failure_;
};

}  // namespace

EffectProgram::EffectProgram(const Model& model, TypeId own_type, const Effect& effect)
    : kind(effect.kind),
      type(own_type),
      state(effect.state),
      attribute(effect.attribute),
      from(effect.from),
      counter(effect.counter),
      amount(effect.amount),
      message(effect.message) {
  RelationPath to_changed = effect.path;
  if (kind == EffectKind::Clear || kind == EffectKind::Unlink || kind == EffectKind::Link) {
    relation = to_changed.hops.back();
    to_changed.hops.pop_back();
  }
  path = PathProgram(model, own_type, to_changed);
  if (kind == EffectKind::Clear) {
    const Relation& cleared = model.type(path.end).relations[value(relation)];
    clears_inverse = cleared.kind == Relation::Kind::Inverse;
  }
  if (effect.where) where.emplace(model, path.end, *effect.where);
  if (kind == EffectKind::Call) function = find_model_function(effect.function);
  for (const Effect& other : effect.otherwise) otherwise.emplace_back(model, own_type, other);
}

namespace {

bool starts_with(const EffectProgram& effect, RelationId relation) {
  return (!effect.path.empty() && effect.path.hops[0].relation == relation) ||
         std::any_of(effect.otherwise.begin(), effect.otherwise.end(),
                     [&](const EffectProgram& other) { return starts_with(other, relation); });
}

}  // namespace

ReactionProgram::ReactionProgram(const Model& model, TypeId type, const ReactionSpec& spec,
                                 ActionSpec::Select select, bool rehearsal)
    : type_(type), wanted_(wanted_life(select)), rehearsal_(rehearsal), name_(spec.name) {
  if (spec.permitted) permitted_.emplace(model, type, *spec.permitted);
  if (spec.veto) veto_.emplace(model, type, *spec.veto);
  for (const Effect& effect : spec.effects) effects_.emplace_back(model, type, effect);
  if (!rehearsal && !permitted_ && effects_.size() == 1 && effects_[0].path.empty() &&
      !effects_[0].where) {
    const EffectKind kind = effects_[0].kind;
    if (kind == EffectKind::Delete || kind == EffectKind::Remove || kind == EffectKind::Purge) {
      only_end_ = next_life(kind, wanted_);
    }
  }
  for (const ReactionSpec& any : model.type(type).reactions) {
    for (const Effect& effect : any.effects) {
      if (effect.kind != EffectKind::Call) continue;
      const ModelFunction* function = find_model_function(effect.function);
      if (function->places == nullptr) continue;
      const auto placed = function->places(model, type);
      // Candidates matter only to what goes through the relation.
      const bool follows =
          placed && std::any_of(effects_.begin(), effects_.end(), [&](const EffectProgram& own) {
            return starts_with(own, *placed);
          });
      if (!follows) continue;
      placing_ = function;
      placed_ = placed;
    }
  }
}

namespace {

Question question_of(const Act& act) {
  const CascadeAction action = act.action();
  return {action.root, action.argument, action.parent.type, act.links()};
}

}  // namespace

template <class View>
bool ReactionProgram::permitted(const View& view, const Question& question,
                                ResourceIndex index) const {
  return view.life({type_, index}) == wanted_ &&
         (!permitted_ || permitted_->holds(view, question, index));
}

bool ReactionProgram::permits(const World& world, const Act& act) const {
  return permitted(world, question_of(act), act.resource);
}

ActResult ReactionProgram::perform(World& world, const Act& act) const {
  const Resource own{type_, act.resource};
  if (only_end_) {
    if (world.life(own) != wanted_) return ActResult::skipped({});
    world.set_life(own, *only_end_);
    return ActResult::done();
  }
  const Question question = question_of(act);
  if (!permitted(world, question, act.resource)) return ActResult::skipped({});
  if (rehearsal_) {
    if (!veto_ || !veto_->holds(world, question, act.resource)) return ActResult::done();
    return ActResult::vetoed(
        fmt::format("{} does not allow '{}' in its present state", world.name(own), name_));
  }
  EffectRun<World> run(world, question, act.resource, &act);
  run.run(effects_);
  return run.failure() ? ActResult::failed(*run.failure()) : ActResult::done();
}

void ReactionProgram::try_on(WorldOverlay& overlay, const AssumedSets& assumed,
                             ResourceIndex index) const {
  Question question;
  question.assumed = &assumed;
  if (rehearsal_ || !permitted(overlay, question, index)) return;
  EffectRun<WorldOverlay>(overlay, question, index, nullptr).run(effects_);
}

bool ReactionProgram::asks_parents() const {
  return std::any_of(effects_.begin(), effects_.end(), [](const EffectProgram& effect) {
    return (effect.where && effect.where->asks_parents()) ||
           (effect.kind == EffectKind::Unlink && effect.from == Condition::Target::Parents);
  });
}

bool ReactionProgram::asks_shared() const {
  return (permitted_ && permitted_->asks_shared()) ||
         std::any_of(effects_.begin(), effects_.end(), [](const EffectProgram& effect) {
           return (effect.where && effect.where->asks_shared()) ||
                  (effect.kind == EffectKind::Unlink && effect.from != Condition::Target::Parents);
         });
}

bool ReactionProgram::cannot_be_tried() const {
  return std::any_of(effects_.begin(), effects_.end(), [](const EffectProgram& effect) {
    return effect.kind == EffectKind::Call || effect.kind == EffectKind::Link;
  });
}

}  // namespace cascade::sim
