// SPDX-License-Identifier: Apache-2.0
// The audit after a run: what is wrong with the world now, whatever the outcomes say. Every finding
// names the resource, what it hangs on, and the act that made it so. Looks only at worlds, plans
// and summaries; a world that is as its model allows gives none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/ids.h"
#include "engine/outcome.h"
#include "sim/run/simulation.h"
#include "sim/world/world.h"

namespace cascade::sim {

enum class AuditKind : std::uint8_t {
  Dangling,       ///< Live, but a relation that must lead somewhere ends at what is not live.
  Leftover,       ///< Was to go with its owner; the owner went, it did not.
  NotPurged,      ///< Deleted in this run and still stored, though its operation cleaned up.
  OwnerFirst,     ///< Went, but later than what it hung on.
  Contradiction,  ///< Two acts whose order matters and that nothing orders: both were done.
  Undone,         ///< Was to be stopped, detached, ... with its owner; the owner went, it was not.
};
inline constexpr std::size_t kAuditKindCount = 6;
std::string_view to_string(AuditKind kind);

/// An act of one pass.
struct AuditSite {
  std::uint32_t pass = 0;  ///< Index into Simulation::passes().
  ActId act = kNoAct;
  friend auto operator<=>(const AuditSite&, const AuditSite&) = default;
};

struct AuditFinding {
  AuditKind kind = AuditKind::Dangling;
  Resource resource;
  /// Dangling: the relation's end. Leftover, OwnerFirst, Undone: the owner. Contradiction: the
  /// other act's.
  Resource other;
  RelationId relation{};           ///< Dangling only.
  std::optional<AuditSite> cause;  ///< The act that made it so; nothing: none of this run.
  /// The worst outcome among this run's acts on `resource`; nothing: none was planned.
  std::optional<Outcome> own;
  bool before = false;  ///< It was so before the run.
};

struct Audit {
  /// By kind, then resource; of each kind at most kKept.
  std::vector<AuditFinding> findings;
  std::array<std::uint64_t, kAuditKindCount> counts{};  ///< All of them, by kind.
  static constexpr std::size_t kKept = 20'000;

  [[nodiscard]] std::uint64_t total() const;
};

/// What has to be known of the world before the run. One byte per resource.
class AuditBaseline {
 public:
  explicit AuditBaseline(const World& world);
  [[nodiscard]] bool was_live(Resource resource) const;
  struct Reference {
    Resource resource;
    RelationId relation{};
    friend auto operator<=>(const Reference&, const Reference&) = default;
  };
  [[nodiscard]] bool dangled(const Reference& reference) const;

 private:
  std::vector<std::vector<Life>> lives_;  // by type, by resource
  std::vector<Reference> dangling_;       // sorted
};

/// `passes`: of the run that made `world` of what it was. Costs a walk over the world and, per
/// pass, over the plan.
Audit audit_run(const World& world, const AuditBaseline& before,
                std::span<const std::unique_ptr<PassRun>> passes);

}  // namespace cascade::sim
