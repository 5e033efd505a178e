// SPDX-License-Identifier: Apache-2.0
#include "sim/run/checker_order.h"

#include <algorithm>
#include <utility>

namespace cascade::sim {
namespace {

bool per_path(const Plan& plan) {
  return plan.merge() == Merge::PerPath;
}

}  // namespace

OrderRules::OrderRules(const Plan& plan, const RunOptions& options)
    : plan_(plan),
      options_(options),
      ended_(plan.act_count(), false),
      counted_(plan.act_count(), false) {
  number_resources();
  count_below();
  list_own_acts();
  list_touches();
  const std::size_t steps = plan.steps().size();
  children_begin_.resize(steps + 1, 0);
  for (const Step& step : plan.steps()) {
    step_remaining_.push_back(step.act_count());
    if (step.tree_parent != kNoStep) ++children_begin_[value(step.tree_parent) + 1];
  }
  for (std::size_t i = 0; i < steps; ++i) children_begin_[i + 1] += children_begin_[i];
  children_.resize(children_begin_.back());
  std::vector<std::uint32_t> next(children_begin_.begin(), children_begin_.end() - 1);
  for (std::size_t i = 0; i < steps; ++i) {
    const StepId above = plan.steps()[i].tree_parent;
    if (above != kNoStep) {
      children_[next[value(above)]++] = StepId{static_cast<std::uint32_t>(i)};
    }
  }
  remaining_ = static_cast<std::uint32_t>(plan.act_count()) - plan.steps().back().act_count();
  while (first_open_step_ < steps && step_remaining_[first_open_step_] == 0) ++first_open_step_;
}

void OrderRules::number_resources() {
  std::vector<std::uint32_t> counts(plan_.graph().type_count(), 0);
  const auto see = [&](TypeId type, ResourceIndex index) {
    counts[value(type)] = std::max(counts[value(type)], index + 1);
  };
  for (std::size_t i = 0; i < plan_.steps().size(); ++i) {
    const Step& step = plan_.steps()[i];
    if (step.act_count() > 0) see(step.type, plan_.resources()[step.acts_end - 1]);
    const auto parents = plan_.parent_context(StepId{static_cast<std::uint32_t>(i)});
    if (!parents.empty()) see(step.parent_type, parents.back());
  }
  for (const Touch& touch : plan_.touches()) see(touch.resource.type, touch.resource.index);
  for (const std::uint32_t count : counts) {
    bases_.push_back(slots_);
    slots_ += count;
  }
}

std::uint32_t OrderRules::slot(Resource resource) const {
  return bases_[value(resource.type)] + resource.index;
}

ActId OrderRules::find_act(const Step& step, ResourceIndex resource) const {
  const auto first = plan_.resources().begin() + step.acts_begin;
  const auto last = plan_.resources().begin() + step.acts_end;
  const auto found = std::lower_bound(first, last, resource);
  if (found == last || *found != resource) return kNoAct;
  return ActId{static_cast<std::uint32_t>(found - plan_.resources().begin())};
}

std::uint32_t OrderRules::below_slot(const Step& step, LinkParent parent) const {
  if (parent.is_root() || step.tree_parent == kNoStep) return kNoSlot;
  if (per_path(plan_)) return value(find_act(plan_.step(step.tree_parent), parent.index()));
  return slot({step.parent_type, parent.index()});
}

std::uint32_t OrderRules::waiting_slot(const Step& step, ActId act) const {
  if (!plan_.reaction(step, act).shows_children) return kNoSlot;
  if (per_path(plan_)) return value(act);
  return slot({step.type, plan_.resources()[value(act)]});
}

void OrderRules::count_below() {
  const std::size_t size = per_path(plan_) ? plan_.act_count() : slots_;
  below_.resize(size, 0);
  failed_below_.resize(size, false);
  for (const Step& step : plan_.steps()) {
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      for (const LinkParent parent : plan_.links(step, ActId{act})) {
        const std::uint32_t at = below_slot(step, parent);
        if (at != kNoSlot) ++below_[at];
      }
    }
  }
}

void OrderRules::list_own_acts() {
  own_offsets_.resize(slots_ + std::size_t{1}, 0);
  own_failed_.resize(slots_, false);
  const auto each = [&](auto&& visit) {
    for (const Step& step : plan_.steps()) {
      for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
        visit(slot({step.type, plan_.resources()[act]}), ActId{act});
      }
    }
  };
  each([&](std::uint32_t at, ActId) { ++own_offsets_[at + 1]; });
  for (std::size_t i = 0; i < slots_; ++i) own_offsets_[i + 1] += own_offsets_[i];
  own_next_.assign(own_offsets_.begin(), own_offsets_.end() - 1);
  own_acts_.resize(plan_.act_count());
  std::vector<std::uint32_t> next = own_next_;
  each([&](std::uint32_t at, ActId act) { own_acts_[next[at]++] = act; });
}

void OrderRules::list_touches() {
  touched_.resize(slots_, false);
  if (plan_.touches().empty()) return;
  for (const Touch& touch : plan_.touches()) {
    const auto kind = static_cast<Kind>(touch.access);
    entries_.push_back({touch.resource, kind, touch.act});
    touched_[slot(touch.resource)] = true;
  }
  for (const Step& step : plan_.steps()) {
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const Resource own{step.type, plan_.resources()[act]};
      // Acts that do nothing touch nothing.
      if (!touched_[slot(own)] || plan_.reaction(step, ActId{act}).nothing) continue;
      entries_.push_back({own, Kind::Own, ActId{act}});
    }
  }
  std::sort(entries_.begin(), entries_.end());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const bool same = i > 0 && entries_[i].resource == entries_[i - 1].resource &&
                      entries_[i].kind == entries_[i - 1].kind;
    if (!same) groups_.push_back({i, i, i});
    groups_.back().end = i + 1;
  }
}

std::optional<OrderRules::Objection> OrderRules::object(ActId act) {
  const StepId id = plan_.step_of(act);
  const Step& step = plan_.step(id);
  if (auto found = object_root(id)) return found;
  if (auto found = object_below(step, act)) return found;
  if (auto found = object_resource(step, act)) return found;
  if (auto found = object_conflict(step, act)) return found;
  return object_schedule(id);
}

std::optional<OrderRules::Objection> OrderRules::object_root(StepId id) const {
  if (id != plan_.root_step()) return std::nullopt;
  if (remaining_ > 0) return Objection{Invariant::Root};
  if (any_counted_ && options_.failure != FailurePolicy::Force) {
    return Objection{Invariant::Failure};
  }
  return std::nullopt;
}

std::optional<OrderRules::Objection> OrderRules::object_below(const Step& step, ActId act) const {
  const std::uint32_t at = waiting_slot(step, act);
  if (at == kNoSlot) return std::nullopt;
  if (below_[at] > 0) return Objection{Invariant::Below, kNoAct, at};
  if (failed_below_[at] && options_.failure != FailurePolicy::Force) {
    return Objection{Invariant::Failure, kNoAct, at};
  }
  return std::nullopt;
}

std::optional<OrderRules::Objection> OrderRules::object_resource(const Step& step,
                                                                 ActId act) const {
  const std::uint32_t at = slot({step.type, plan_.resources()[value(act)]});
  const std::uint32_t next = own_next_[at];
  if (next < own_offsets_[at + 1] && own_acts_[next] < act) {
    return Objection{Invariant::Resource, own_acts_[next]};
  }
  if (own_failed_[at] && options_.failure != FailurePolicy::Force) {
    const auto first = own_acts_.begin() + own_offsets_[at];
    const auto last = own_acts_.begin() + own_offsets_[at + 1];
    const auto failed =
        std::find_if(first, last, [&](ActId other) { return counted_[value(other)]; });
    return Objection{Invariant::Failure, *failed};
  }
  return std::nullopt;
}

OrderRules::Group* OrderRules::find_group(Resource resource, Kind kind) {
  const Entry key{resource, kind, ActId{0}};
  const auto found = std::lower_bound(
      groups_.begin(), groups_.end(), key, [&](const Group& group, const Entry& k) {
        const Entry& entry = entries_[group.begin];
        return std::pair(entry.resource, entry.kind) < std::pair(k.resource, k.kind);
      });
  if (found == groups_.end()) return nullptr;
  const Entry& entry = entries_[found->begin];
  return entry.resource == resource && entry.kind == kind ? &*found : nullptr;
}

std::optional<OrderRules::Objection> OrderRules::object_kinds(Resource resource, Kind of,
                                                              ActId act) {
  for (const Kind other : {Kind::Read, Kind::Write, Kind::Add, Kind::Own}) {
    // Readers and adders do not disturb their like; own acts are object_resource's matter.
    if (other == of && of != Kind::Write) continue;
    Group* group = find_group(resource, other);
    if (group == nullptr) continue;
    while (group->first < group->end && ended_[value(entries_[group->first].act)]) {
      ++group->first;
    }
    if (group->first < group->end && entries_[group->first].act < act) {
      return Objection{Invariant::Conflict, entries_[group->first].act};
    }
  }
  return std::nullopt;
}

std::optional<OrderRules::Objection> OrderRules::object_conflict(const Step& step, ActId act) {
  if (entries_.empty() || plan_.reaction(step, act).nothing) return std::nullopt;
  const Resource own{step.type, plan_.resources()[value(act)]};
  if (touched_[slot(own)]) {
    if (auto found = object_kinds(own, Kind::Own, act)) return found;
  }
  for (const Touch& touch : plan_.touches(act)) {
    auto found = object_kinds(touch.resource, static_cast<Kind>(touch.access), act);
    if (found) return found;
  }
  return std::nullopt;
}

std::optional<OrderRules::Objection> OrderRules::object_schedule(StepId id) const {
  const bool sequential = options_.schedule == Schedule::Sequential;
  if (options_.failure == FailurePolicy::Stop && failed_step_ != kNoStep &&
      !(sequential && id == failed_step_)) {
    return Objection{Invariant::Failure};
  }
  if (sequential && first_open_step_ < value(id)) return Objection{Invariant::Schedule};
  if (options_.schedule != Schedule::ByStep || !per_path(plan_)) return std::nullopt;
  for (std::uint32_t i = children_begin_[value(id)]; i < children_begin_[value(id) + 1]; ++i) {
    if (step_remaining_[value(children_[i])] > 0) return Objection{Invariant::Schedule};
  }
  return std::nullopt;
}

void OrderRules::end(ActId act, Outcome outcome) {
  const StepId id = plan_.step_of(act);
  const Step& step = plan_.step(id);
  const bool failed = (outcome == Outcome::Failed || outcome == Outcome::TimedOut) &&
                      !plan_.reaction(step, act).failure_ignored;
  const bool counts = failed || outcome == Outcome::Blocked;
  ended_[value(act)] = true;
  counted_[value(act)] = counts;
  if (failed && failed_step_ == kNoStep) failed_step_ = id;

  // Roots wait for all others, not for one another.
  if (id != plan_.root_step()) {
    any_counted_ = any_counted_ || counts;
    --remaining_;
  }
  --step_remaining_[value(id)];
  while (first_open_step_ < step_remaining_.size() && step_remaining_[first_open_step_] == 0) {
    ++first_open_step_;
  }
  for (const LinkParent parent : plan_.links(step, act)) {
    const std::uint32_t at = below_slot(step, parent);
    if (at == kNoSlot) continue;
    --below_[at];
    if (counts) failed_below_[at] = true;
  }
  const std::uint32_t at = slot({step.type, plan_.resources()[value(act)]});
  if (counts) own_failed_[at] = true;
  std::uint32_t& next = own_next_[at];
  while (next < own_offsets_[at + 1] && ended_[value(own_acts_[next])]) ++next;
}

ActId OrderRules::culprit(const Objection& objection) const {
  if (objection.other != kNoAct || objection.below == kNoSlot) return objection.other;
  for (const Step& step : plan_.steps()) {
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const bool matters = objection.invariant == Invariant::Failure ? counted_[act] : !ended_[act];
      if (!matters) continue;
      for (const LinkParent parent : plan_.links(step, ActId{act})) {
        if (below_slot(step, parent) == objection.below) return ActId{act};
      }
    }
  }
  return kNoAct;
}

}  // namespace cascade::sim
