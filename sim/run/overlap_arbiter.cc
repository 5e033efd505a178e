// SPDX-License-Identifier: Apache-2.0
#include "sim/run/overlap_arbiter.h"

#include <algorithm>

#include "engine/assert.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/extension/model_extension.h"
#include "sim/run/watched_runner.h"

namespace cascade::sim {
namespace {

bool conflict(Access one, Access other) {
  return one != other || one == Access::Write;
}

std::size_t index(Access access) {
  return static_cast<std::size_t>(access);
}

}  // namespace

std::size_t OverlapArbiter::ResourceHash::operator()(const Resource& resource) const {
  return static_cast<std::size_t>(mix(value(resource.type), resource.index));
}

OverlapArbiter::OverlapArbiter(World& world, SkipHook on_skip)
    : world_(world), on_skip_(std::move(on_skip)) {
  world_.add_watcher(*this);
}

Runner& OverlapArbiter::watch(Runner& runner) {
  runner_ = std::make_unique<WatchedRunner>(
      runner, [this](Performer& performer, const Act& act, Completion done) {
        const auto outer = std::exchange(performing_, act.attempt.run);
        performer.perform(act, std::move(done));
        performing_ = outer;
      });
  return *runner_;
}

OverlapArbiter::~OverlapArbiter() {
  world_.remove_watcher(*this);
}

void OverlapArbiter::begin_group() {
  runs_.clear();
  deeds_.clear();
}

void OverlapArbiter::add_run(RunId run, std::uint32_t operation) {
  runs_[run] = {operation, changes_};
}

void OverlapArbiter::add_nested(RunId run, RunId under) {
  if (const auto known = runs_.find(under); known != runs_.end()) runs_[run] = known->second;
}

OverlapArbiter::Request& OverlapArbiter::request_of(const Act& act, Instant now) {
  const RunId run = act.attempt.run;
  const auto [found, added] = requests_.try_emplace({run, act.id()});
  Request& request = found->second;
  if (!added) return request;
  request.run = run;
  request.act = act.id();
  request.key = {now, runs_.at(run).operation, asked_++};
  request.uses.push_back({{act.node().type, act.resource}, Access::Write});
  for (const Touch& touch : act.plan->touches(act.id())) {
    const auto same = std::find_if(request.uses.begin(), request.uses.end(),
                                   [&](const Use& use) { return use.resource == touch.resource; });
    if (same == request.uses.end()) {
      request.uses.push_back({touch.resource, touch.access});
    } else if (same->access != touch.access) {
      same->access = Access::Write;  // excludes everybody
    }
  }
  return request;
}

Arbiter::Decision OverlapArbiter::decide(const Act& act, Instant now) {
  Request& request = request_of(act, now);
  if (request.stage != Stage::Allowed) {
    wait(request);
    return {Verdict::Wait, {}};
  }
  if (const auto by = overtaken_by(act)) {
    forget(requests_.find({request.run, request.act}));
    on_skip_(act.attempt.run, act.id(), *by);
    return {Verdict::Skip, by_operation(*by)};
  }
  start(request);
  return {};
}

/// The operation that left this act nothing to do.
std::optional<std::uint32_t> OverlapArbiter::overtaken_by(const Act& act) const {
  const Run& run = runs_.at(act.attempt.run);
  const auto found = deeds_.find({act.node().type, act.resource});
  if (found == deeds_.end()) return std::nullopt;
  const Deed& deed = found->second;
  if (deed.ended_by) {
    if (*deed.ended_by != run.operation) return deed.ended_by;
    return std::nullopt;
  }
  const bool changed = deed.changed_at > run.planned_at && deed.changed_by != run.operation;
  if (!changed || permits(world_, act)) return std::nullopt;
  return deed.changed_by;
}

void OverlapArbiter::wait(Request& request) {
  CASCADE_ASSERT(request.stage == Stage::Idle, "an act asks that waits or is under way");
  request.stage = Stage::Waiting;
  queue_.emplace(request.key, RequestId{request.run, request.act});
  for (const Use& use : request.uses) {
    party(request, use).waiting[index(use.access)].insert(request.key);
  }
  news_.insert(request.key);
  queue_round();
}

void OverlapArbiter::stop_waiting(Request& request) {
  queue_.erase(request.key);
  for (const Use& use : request.uses) {
    party(request, use).waiting[index(use.access)].erase(request.key);
    leave(request, use);
  }
}

OverlapArbiter::Party& OverlapArbiter::party(const Request& request, const Use& use) {
  return places_[use.resource][request.key.operation];
}

/// It wants or has that no more: those whom it excluded have got nearer.
void OverlapArbiter::leave(const Request& request, const Use& use) {
  const auto place = places_.find(use.resource);
  const auto own = place->second.find(request.key.operation);
  for (const auto& [operation, party] : place->second) {
    if (operation == own->first) continue;
    for (std::size_t i = 0; i < party.waiting.size(); ++i) {
      if (!conflict(Access(i), use.access) || party.waiting[i].empty()) continue;
      news_.insert(party.waiting[i].begin(), party.waiting[i].end());
      queue_round();
    }
  }
  if (own->second.idle()) place->second.erase(own);
  if (place->second.empty()) places_.erase(place);
}

bool OverlapArbiter::Party::idle() const {
  return std::all_of(waiting.begin(), waiting.end(),
                     [](const auto& keys) { return keys.empty(); }) &&
         std::all_of(in_flight.begin(), in_flight.end(),
                     [](std::uint32_t acts) { return acts == 0; });
}

/// Behind everything that is due at this instant, as far as it is known.
void OverlapArbiter::queue_round() {
  if (std::exchange(round_is_queued_, true)) return;
  executor_->runner().post([this] { decide_round(); });
}

void OverlapArbiter::decide_round() {
  round_is_queued_ = false;
  const std::set<Key> keys = std::exchange(news_, {});
  for (const Key& key : keys) {
    const auto waits = queue_.find(key);
    if (waits == queue_.end()) continue;
    const RequestId id = waits->second;
    Request& request = requests_.at(id);
    if (!may_go(request)) continue;
    stop_waiting(request);
    request.stage = Stage::Allowed;
    executor_->ask_again(id.first, id.second);
    const auto after = requests_.find(id);
    if (after != requests_.end() && after->second.stage == Stage::Allowed) {
      after->second.stage = Stage::Idle;
    }
  }
}

bool OverlapArbiter::may_go(const Request& request) const {
  for (const Use& use : request.uses) {
    for (const auto& [operation, party] : places_.at(use.resource)) {
      if (operation == request.key.operation) continue;
      for (std::size_t i = 0; i < party.waiting.size(); ++i) {
        if (!conflict(Access(i), use.access)) continue;
        if (party.in_flight[i] > 0) return false;
        const std::set<Key>& waiting = party.waiting[i];
        if (!waiting.empty() && *waiting.begin() < request.key) return false;
      }
    }
  }
  return true;
}

void OverlapArbiter::start(Request& request) {
  request.stage = Stage::InFlight;
  for (const Use& use : request.uses) {
    ++party(request, use).in_flight[index(use.access)];
  }
}

void OverlapArbiter::on_event(const Event& event) {
  if (event.kind == EventKind::RunEnded) forget_unstarted(event.run);
  if (event.kind != EventKind::ActEnded && event.kind != EventKind::AttemptFailed) return;
  const auto found = requests_.find({event.run, ActId{event.subject}});
  if (found == requests_.end()) return;
  if (found->second.stage == Stage::InFlight) {
    end_flight(found);
  } else {
    forget(found);
  }
}

void OverlapArbiter::end_flight(Requests::iterator found) {
  const Request& request = found->second;
  for (const Use& use : request.uses) {
    --party(request, use).in_flight[index(use.access)];
    leave(request, use);
  }
  requests_.erase(found);
}

/// Counters are added to by several at a time; nobody is named for them.
void OverlapArbiter::on_change(Resource resource, WorldChange change, Life /*next*/) {
  if (!performing_ || change == WorldChange::Counter) return;
  const auto run = runs_.find(*performing_);
  if (run == runs_.end()) return;
  Deed& deed = deeds_[resource];
  deed.changed_by = run->second.operation;
  deed.changed_at = ++changes_;
  if (change == WorldChange::Life) deed.ended_by = run->second.operation;
}

void OverlapArbiter::forget(Requests::iterator found) {
  if (found->second.stage == Stage::Waiting) stop_waiting(found->second);
  requests_.erase(found);
}

void OverlapArbiter::forget_unstarted(RunId run) {
  auto next = requests_.lower_bound({run, ActId{0}});
  while (next != requests_.end() && next->first.first == run) {
    const auto found = next++;
    if (found->second.stage != Stage::InFlight) forget(found);
  }
}

void OverlapArbiter::withdrawn(RunId run) {
  forget_unstarted(run);
}

}  // namespace cascade::sim
