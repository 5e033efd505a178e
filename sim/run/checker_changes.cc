// SPDX-License-Identifier: Apache-2.0
#include "sim/run/checker_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/random.h"
#include "sim/run/checker_overlap.h"

namespace cascade::sim {
namespace {

constexpr std::size_t kFindingsMax = 1000;  // of one call of take()

std::string_view word(WorldChange what) {
  switch (what) {
    case WorldChange::Life:
      return "life";
    case WorldChange::State:
      return "state";
    case WorldChange::Attribute:
      return "an attribute";
    case WorldChange::Counter:
      return "a counter";
    case WorldChange::Relation:
      return "a relation";
  }
  return "";
}

void print_relation(const World& world, TypeId type, std::size_t relation,
                    std::vector<std::uint64_t>& prints) {
  const RelationId id{static_cast<std::uint8_t>(relation)};
  switch (world.model().type(type).relations[relation].kind) {
    case Relation::Kind::Inverse:
      return;
    case Relation::Kind::Many:
      for (ResourceIndex i = 0; i < prints.size(); ++i) {
        std::uint64_t sum = 0;  // the order of targets means nothing
        for (const ResourceIndex target : world.targets({type, i}, id)) {
          if (target != kNoResource) sum += mix(target);
        }
        prints[i] = mix(prints[i] + sum);
      }
      return;
    case Relation::Kind::Single:
    case Relation::Kind::Optional: {
      const auto column = world.target_column(type, id);
      for (std::size_t i = 0; i < prints.size(); ++i) prints[i] = mix(prints[i] + column[i]);
      return;
    }
  }
}

/// One number per resource: everything that can change about it.
std::vector<std::uint64_t> print_type(const World& world, TypeId type) {
  const TypeSpec& spec = world.model().type(type);
  std::vector<std::uint64_t> prints(world.count(type), 0);
  const auto lives = world.life_column(type);
  const auto states = world.state_column(type);
  for (ResourceIndex i = 0; i < prints.size(); ++i) {
    prints[i] = mix(static_cast<std::uint64_t>(lives[i]) << 8U | states[i]);
    const Resource resource{type, i};
    for (std::size_t a = 0; a < spec.attributes.size(); ++a) {
      const AttributeId id{static_cast<std::uint8_t>(a)};
      prints[i] = mix(prints[i] + world.attribute(resource, id));
    }
    for (std::size_t c = 0; c < spec.counters.size(); ++c) {
      const CounterId id{static_cast<std::uint8_t>(c)};
      prints[i] = mix(prints[i] + static_cast<std::uint64_t>(world.counter(resource, id)));
    }
  }
  for (std::size_t r = 0; r < spec.relations.size(); ++r) print_relation(world, type, r, prints);
  return prints;
}

}  // namespace

thread_local const ChangeRules::Performing* ChangeRules::current_ = nullptr;

ChangeRules::ChangeRules(World& world, OverlapRules& overlap) : world_(world), overlap_(overlap) {
  world_.add_watcher(*this);
}

ChangeRules::~ChangeRules() {
  world_.remove_watcher(*this);
}

ChangeRules::Performing::Performing(ChangeRules& rules, const Act& act)
    : rules_(rules), act_(act), outer_(std::exchange(current_, this)) {
  const std::size_t run = value(act.attempt.run);
  if (run >= rules.runs_.size() || !rules.runs_[run]) return;
  Deeds& deeds = rules.runs_[run]->deeds[value(act.id())];
  const auto attempt = static_cast<std::uint8_t>(act.attempt.number);
  if (deeds.performed == attempt) {
    rules.find(Invariant::Twice, act.attempt.run,
               rules.describe(*act.plan, act.id()) + " is performed twice");
  }
  deeds.performed = attempt;
}

ChangeRules::Performing::~Performing() {
  current_ = outer_;
}

template <class Visit>
void ChangeRules::for_each_changeable(const Plan& plan, ActId act, Visit&& visit) {
  visit(Resource{plan.step(plan.step_of(act)).type, plan.resources()[value(act)]}, Access::Write);
  for (const Touch& touch : plan.touches(act)) {
    if (touch.access != Access::Read) visit(touch.resource, touch.access);
  }
}

ChangeRules::PerResource<std::uint64_t> ChangeRules::prints() const {
  PerResource<std::uint64_t> result;
  for (std::size_t i = 0; i < world_.model().types.size(); ++i) {
    result.push_back(print_type(world_, type_id(i)));
  }
  return result;
}

void ChangeRules::run_began(RunId run, std::shared_ptr<const Plan> plan) {
  if (value(run) >= runs_.size()) runs_.resize(value(run) + std::size_t{1});
  runs_[value(run)] = std::make_unique<Run>();
  runs_[value(run)]->deeds.resize(plan->act_count());
  runs_[value(run)]->plan = std::move(plan);
  if (active_++ > 0) return;
  all_vetoed_ = true;
  before_ = prints();
  allowed_.clear();
  for (const auto& column : before_) allowed_.emplace_back(column.size(), false);
  for (const Resource& resource : late_) allowed_[value(resource.type)][resource.index] = true;
}

void ChangeRules::act_started(RunId run, ActId act) {
  for_each_changeable(*runs_[value(run)]->plan, act, [&](Resource resource, Access) {
    allowed_[value(resource.type)][resource.index] = true;
  });
}

void ChangeRules::attempt_failed(RunId run, ActId act, Outcome outcome) {
  if (outcome != Outcome::TimedOut) return;
  for_each_changeable(*runs_[value(run)]->plan, act,
                      [&](Resource resource, Access) { late_.push_back(resource); });
}

void ChangeRules::act_ended(RunId run, ActId act, std::uint32_t attempt, Outcome outcome) {
  const Run& of = *runs_[value(run)];
  attempt_failed(run, act, outcome);
  // Only what this attempt did: one before may have had its effect and failed all the same.
  const bool changed =
      attempt != 0 && of.deeds[value(act)].changed_by == static_cast<std::uint8_t>(attempt);
  if ((outcome == Outcome::Skipped || outcome == Outcome::Vetoed) && changed) {
    find(Invariant::Untouched, run,
         fmt::format("{} ended {} but changed the world", describe(*of.plan, act),
                     to_string(outcome)));
  }
}

void ChangeRules::run_ended(RunId run, Outcome outcome) {
  Run& of = *runs_[value(run)];
  if (std::exchange(of.ended, true)) return;
  const bool vetoed = outcome == Outcome::Vetoed;
  if (vetoed && of.changes > 0) {
    find(Invariant::Untouched, run,
         fmt::format("the pass ended vetoed but made {} changes", of.changes.load()));
  }
  all_vetoed_ = all_vetoed_ && vetoed;
  if (--active_ == 0) compare(run, all_vetoed_);
}

void ChangeRules::compare(RunId run, bool nothing_allowed) {
  const PerResource<std::uint64_t> after = prints();
  for (std::size_t type = 0; type < after.size(); ++type) {
    if (after[type].size() != before_[type].size()) {
      find(Invariant::Foreign, run,
           "resources of type " + world_.model().types[type].name + " appeared");
      continue;
    }
    for (ResourceIndex i = 0; i < after[type].size(); ++i) {
      if (after[type][i] == before_[type][i]) continue;
      if (!nothing_allowed && allowed_[type][i]) continue;
      if (may_appear({type_id(type), i})) continue;
      find(nothing_allowed ? Invariant::Untouched : Invariant::Foreign, run,
           fmt::format("{} is not as it was before, though no act {}",
                       world_.name({type_id(type), i}),
                       nothing_allowed ? "of a vetoed pass may change anything" : "may change it"));
    }
  }
}

bool ChangeRules::may_appear(Resource resource) const {
  return std::find(appearing_.begin(), appearing_.end(), resource) != appearing_.end();
}

void ChangeRules::on_change(Resource resource, WorldChange what, Life next) {
  if (what == WorldChange::Life && next == Life::Live && may_appear(resource)) return;
  const Performing* performing = current_;
  if (performing != nullptr && &performing->rules_ != this) performing = nullptr;
  if (performing == nullptr && active_ == 0) return;  // between runs the world is its owner's
  if (what == WorldChange::Life) check_life(performing, resource, next);
  if (performing == nullptr) {
    find(Invariant::Foreign, RunId{0},
         fmt::format("{} of {} changes while no act is being performed", word(what),
                     world_.name(resource)));
    return;
  }
  check_access(performing->act_, resource, what);
  check_purge(performing->act_, resource, next);
}

void ChangeRules::check_purge(const Act& act, Resource resource, Life next) {
  const auto deleter = overlap_.change(act, resource, world_.life(resource), next);
  if (!deleter) return;
  find(Invariant::Overlap, act.attempt.run,
       fmt::format("{} purges {}, which operation {} deleted", describe(*act.plan, act.id()),
                   world_.name(resource), *deleter + 1));
}

void ChangeRules::check_access(const Act& act, Resource resource, WorldChange what) {
  const std::size_t run = value(act.attempt.run);
  if (run >= runs_.size() || !runs_[run]) return;  // not announced
  runs_[run]->deeds[value(act.id())].changed_by = static_cast<std::uint8_t>(act.attempt.number);
  runs_[run]->changes.fetch_add(1, std::memory_order_relaxed);
  if (resource == Resource{act.node().type, act.resource}) return;
  bool may = false;
  for_each_changeable(*act.plan, act.id(), [&](Resource touched, Access access) {
    may = may || (touched == resource && (access == Access::Write || what == WorldChange::Counter));
  });
  if (may) return;
  find(Invariant::Foreign, act.attempt.run,
       fmt::format("{} changes {} of {}, which it did not declare", describe(*act.plan, act.id()),
                   word(what), world_.name(resource)));
}

void ChangeRules::check_life(const Performing* performing, Resource resource, Life next) {
  const Life life = world_.life(resource);
  if (life < next) return;
  const RunId run = performing == nullptr ? RunId{0} : performing->act_.attempt.run;
  find(Invariant::Twice, run,
       fmt::format("{} {}", world_.name(resource),
                   life == next ? "gets the life that it has: an effect was applied twice"
                                : "comes back to life"));
}

void ChangeRules::find(Invariant invariant, RunId run, std::string what) {
  const std::lock_guard lock(mutex_);
  if (findings_.size() < kFindingsMax) findings_.push_back({invariant, run, std::move(what)});
  any_ = true;
}

std::vector<ChangeRules::Finding> ChangeRules::take() {
  if (!any_.load(std::memory_order_relaxed)) return {};
  const std::lock_guard lock(mutex_);
  any_ = false;
  return std::exchange(findings_, {});
}

std::string ChangeRules::describe(const Plan& plan, ActId act) const {
  const Step& step = plan.step(plan.step_of(act));
  return fmt::format("act {} ({} {})", value(act), plan.reaction(step, act).name,
                     world_.name({step.type, plan.resources()[value(act)]}));
}

}  // namespace cascade::sim
