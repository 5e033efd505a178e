// SPDX-License-Identifier: Apache-2.0
// Operations at the same time. Each of them has runs of its own, one per pass, planned when the
// pass begins; all of them share the world, one executor and one queue of virtual time. This
// arbiter stands between them:
//
// * Acts of different operations that conflict (engine/plan.h, Touch; an act writes its own
//   resource) are never in flight together. Who was ready first goes first; of those that became
//   ready at the same instant, the lower operation. So nothing is decided before the instant is
//   over: every act waits for a round, which is queued behind all that is due now.
// * An act that waits holds no slot. Limits and workers count per operation.
// * When an act may go, its resource is looked at once more. If another operation changed it since
//   this pass was planned and the reaction is not permitted any more, the act ends
//   `skipped (by operation N)` and does nothing. In a cleanup pass that is so for each resource
//   whose life another operation ended: a cleanup purges what its own operation deleted.
// * Nothing waits for ever: an act waits for acts in flight, which time out, and for acts that were
//   ready before it. An effect that comes after its timeout excludes nobody.
//
// It learns what happens from the events and from the changes of the world, so that a replay
// decides as the run did.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/arbiter.h"
#include "engine/event.h"
#include "engine/executor.h"
#include "engine/plan.h"
#include "engine/runner.h"
#include "sim/world/world.h"

namespace cascade::sim {

class WatchedRunner;

/// Thread: the executor's. The world must not be changed by other threads.
class OverlapArbiter final : public Arbiter, private WorldWatcher {
 public:
  /// Hears of each act that is skipped, right before its event. `by`: the operation, from 0.
  using SkipHook = std::function<void(RunId run, ActId act, std::uint32_t by)>;
  /// The world must outlive it.
  OverlapArbiter(World& world, SkipHook on_skip);
  ~OverlapArbiter() override;

  /// The runner around `runner` that the executor must use, so that it is known who changes what.
  Runner& watch(Runner& runner);
  /// Before the first run. `executor` must outlive it, and not step after its end.
  void decide_for(Executor& executor) { executor_ = &executor; }

  /// Other operations are to go on together now; what those before had changed is past.
  void begin_group();
  /// Before the run's first act. `operation`: from 0.
  void add_run(RunId run, std::uint32_t operation);
  /// The same for a run that is nested in one of them.
  void add_nested(RunId run, RunId under);
  /// Every event of those runs.
  void on_event(const Event& event);

  Decision decide(const Act& act, Instant now) override;
  void withdrawn(RunId run) override;

 private:
  struct Run {
    std::uint32_t operation = 0;
    std::uint64_t planned_at = 0;  ///< What was changed later has a higher number.
  };
  /// The order in which acts go.
  struct Key {
    Instant ready{};
    std::uint32_t operation = 0;
    std::uint64_t number = 0;  ///< Of asking.
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Use {
    Resource resource;
    Access access = Access::Read;
  };
  enum class Stage : std::uint8_t {
    Idle,     ///< It was allowed to go, but had no slot: it asks again.
    Waiting,  ///< For a round that lets it go.
    Allowed,  ///< Right now.
    InFlight,
  };
  struct Request {
    RunId run{};
    ActId act = kNoAct;
    Key key;
    Stage stage = Stage::Idle;
    std::vector<Use> uses;  ///< One per resource.
  };
  using RequestId = std::pair<RunId, ActId>;
  using Requests = std::map<RequestId, Request>;
  /// What one operation wants of a resource and has of it, by Access.
  struct Party {
    std::array<std::set<Key>, 3> waiting;
    std::array<std::uint32_t, 3> in_flight{};
    [[nodiscard]] bool idle() const;
  };
  using Place = std::map<std::uint32_t, Party>;  ///< By operation.
  /// What became of a resource in this group of operations.
  struct Deed {
    std::optional<std::uint32_t> ended_by;  ///< The operation that ended its life, from 0.
    std::uint32_t changed_by = 0;           ///< The operation that changed it last.
    std::uint64_t changed_at = 0;           ///< Number of that change; 0: none.
  };
  struct ResourceHash {
    std::size_t operator()(const Resource& resource) const;
  };

  void on_change(Resource resource, WorldChange change, Life next) override;

  Request& request_of(const Act& act, Instant now);
  void wait(Request& request);
  void stop_waiting(Request& request);
  void start(Request& request);
  void forget(Requests::iterator found);
  void forget_unstarted(RunId run);
  Party& party(const Request& request, const Use& use);
  void leave(const Request& request, const Use& use);
  void queue_round();
  void decide_round();
  [[nodiscard]] bool may_go(const Request& request) const;
  void end_flight(Requests::iterator found);
  [[nodiscard]] std::optional<std::uint32_t> overtaken_by(const Act& act) const;

  World& world_;
  SkipHook on_skip_;
  Executor* executor_ = nullptr;
  std::unique_ptr<WatchedRunner> runner_;
  std::optional<RunId> performing_;  // whose act changes the world now
  std::map<RunId, Run> runs_;
  Requests requests_;               // of acts that have asked and not ended
  std::map<Key, RequestId> queue_;  // those that wait
  std::set<Key> news_;              // those for which something has changed
  bool round_is_queued_ = false;
  std::uint64_t asked_ = 0;
  std::uint64_t changes_ = 0;
  // Looked up, never walked. Places are there while somebody wants or has them.
  std::unordered_map<Resource, Place, ResourceHash> places_;
  std::unordered_map<Resource, Deed, ResourceHash> deeds_;
};

}  // namespace cascade::sim
