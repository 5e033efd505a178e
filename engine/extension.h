// SPDX-License-Identifier: Apache-2.0
// The extension point: all that a resource type implements to join the cascade. Four things: its
// name, its edges (parents), how to find the affected resources, and what to do to one of them.
//
// After ZStack's CascadeExtensionPoint, with two differences: finding answers in links, so that
// "why" can be asked later, and acting is per resource, so that limits, order and failures are
// the engine's matter and not every extension's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/cascade_action.h"
#include "engine/completion.h"
#include "engine/ids.h"
#include "engine/time.h"

namespace cascade {

struct Act;
class LinkSink;
class AccessSink;

inline constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();

/// How often and when an act is tried again whose attempt failed or timed out.
struct Retry {
  std::uint32_t limit = 0;   ///< Further attempts after the first; 0: none.
  Duration backoff{};        ///< Between the first attempt's end and the second's start; >= 0.
  std::uint32_t factor = 1;  ///< Each further wait is so many times the one before; at least 1.

  /// The wait between the end of `attempt` (from 1) and the next one. Far too large ones are held
  /// at about a hundred years.
  [[nodiscard]] Duration wait_after(std::uint32_t attempt) const;
  friend bool operator==(const Retry&, const Retry&) = default;
};

/// One row of an extension's table: something it may do to a resource. Several rows may share a
/// name (the same reaction with another meaning of failure); then their `in_flight_max` is equal,
/// since a limit counts one type's acts of one reaction name in the whole run.
struct Reaction {
  std::string name;                          ///< "stop", "destroy", ...
  std::uint32_t in_flight_max = kUnlimited;  ///< At least 1.
  Duration timeout = std::chrono::hours{1};  ///< No answer by then: timed out. Positive.
  bool failure_ignored = false;  ///< A failure is recorded but blocks and stops nothing.
  bool shows_children =
      false;                   ///< Children see the resources; false ends the branch (as for stop).
  bool nothing = false;        ///< Nobody needs to act: the act is done at once, by no runner.
  bool has_footprint = false;  ///< `footprint` must be asked; false: touches only its resource.
  Retry retry = {};            ///< An act that waits for its next attempt holds no slot.
};

/// How an act touches a resource that is not its own.
enum class Access : std::uint8_t { Read, Write, Add };

/// What is known of two acts on one resource: do their two orders give different worlds?
enum class Commutation : std::uint8_t { Commutes, Contradicts, Unknown };

/// Thread: everything but `cascade` is called by the thread that plans; `cascade` on the thread
/// that the runner chooses, for different acts possibly at the same time.
class Extension {
 public:
  Extension() = default;
  Extension(const Extension&) = delete;
  Extension& operator=(const Extension&) = delete;
  virtual ~Extension() = default;

  /// The type that this extension stands for. Constant.
  [[nodiscard]] virtual const std::string& resource_type() const = 0;
  /// The edge names: types whose cascade concerns this one. Constant.
  [[nodiscard]] virtual const std::vector<std::string>& parents() const = 0;
  /// The table of reactions, at most 255 rows. Constant.
  [[nodiscard]] virtual const std::vector<Reaction>& reactions() const = 0;

  /// Phase 1. Tells the sink every affected resource, as links from members of `action.parent`
  /// (or of `action.root`, when `with_root_links` is set and the relation goes to the root).
  /// At the root itself (parent type == own type) each root resource is linked to itself.
  ///
  /// Contract: changes nothing; the answer for a set of parents is the union of the answers for
  /// its members; the reaction of a resource depends on the action's code, issuers, root context,
  /// argument and the resource, never on which parent led to it.
  virtual void find(const CascadeAction& action, LinkSink& sink) const = 0;

  /// Whether the children of the edge that `action` came through are visited even when it shows
  /// them nothing (ZStack's full traversal).
  [[nodiscard]] virtual bool descends_always(const CascadeAction& /*action*/) const {
    return false;
  }

  /// What the query of `find` costs in simulated time. Real extensions leave it at zero and let
  /// the planner measure.
  [[nodiscard]] virtual Duration query_time(const CascadeAction& /*action*/,
                                            std::size_t /*links_found*/) const {
    return Duration::zero();
  }

  /// For reactions with `has_footprint`: which other resources one act touches. Phase 1.
  virtual void footprint(const CascadeAction& /*action*/, ResourceIndex /*resource*/,
                         ReactionId /*reaction*/, AccessSink& /*sink*/) const {}

  /// What is known of `first` and `second`, both planned for `resource` (one of them by this
  /// extension; the rows may be the same one: doing it twice). Phase 1; must be cheap.
  [[nodiscard]] virtual Commutation commutation(ResourceIndex /*resource*/,
                                                const Reaction& /*first*/,
                                                const Reaction& /*second*/) const {
    return Commutation::Unknown;
  }

  /// Phase 2. Does `act`'s reaction to its one resource and calls `done`, see engine/completion.h.
  /// `act` is valid during the call only. Throwing counts as a failure.
  virtual void cascade(const Act& act, Completion done) = 0;
};

/// For extensions that answer at once.
class SyncExtension : public Extension {
 public:
  void cascade(const Act& act, Completion done) final { done(cascade_now(act)); }

 protected:
  virtual ActResult cascade_now(const Act& act) = 0;
};

/// A third party's replacement of a type's phase 2 for some actions. All that take a step run one
/// after the other, in order of registration, instead of the extension; the first failure fails
/// the act. Phase 1 stays the extension's.
class BranchExtension {
 public:
  BranchExtension() = default;
  BranchExtension(const BranchExtension&) = delete;
  BranchExtension& operator=(const BranchExtension&) = delete;
  virtual ~BranchExtension() = default;

  [[nodiscard]] virtual const std::string& resource_type() const = 0;
  /// Asked once per step, before its first act.
  [[nodiscard]] virtual bool takes(const CascadeAction& action) const = 0;
  virtual void cascade(const Act& act, Completion done) = 0;
};

}  // namespace cascade
