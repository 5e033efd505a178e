// SPDX-License-Identifier: Apache-2.0
// Which acts wait for an act by a link, and which act comes next on its resource. The plan holds
// the links from below upwards, which is the direction in which ends travel, so next to nothing is
// stored: a waiter is found where its resource stands in its step.
//
// Where several steps of one type show their children (`union`, `first_wins`), all acts that show a
// resource wait for what is linked below it. It is enough to let the first of them wait: acts on
// one resource run in plan order anyway. The root's acts are no part of the graph: they wait for
// everything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/row_table.h"

namespace cascade {

/// A dense numbering of the resources of one type that have acts.
class ResourceRanks {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  /// Of the acts in `steps`, which are of one type.
  ResourceRanks(const Plan& plan, const std::vector<StepId>& steps);
  ResourceRanks() = default;

  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// kNone for a resource without an act; with dense indices also some number below size().
  [[nodiscard]] std::uint32_t rank(ResourceIndex resource) const;
  [[nodiscard]] std::size_t bytes() const { return sorted_.capacity() * sizeof(ResourceIndex); }

 private:
  ResourceIndex first_ = 0;
  std::uint32_t size_ = 0;
  std::vector<ResourceIndex> sorted_;  // only where the indices lie far apart
};

class WaitGraph {
 public:
  /// Both must outlive the graph.
  WaitGraph(const Plan& plan, const RowTable& rows);

  /// Calls `tell(ActId)` for every act that waits for `act` (of `step`) by a link, once per link.
  template <class Tell>
  void for_each_link_waiter(const Step& step, ActId act, Tell&& tell) const {
    const Waiters waiters = waiters_of(step);
    if (waiters.kind == Waiters::Kind::None) return;
    for (const LinkParent parent : plan_.links(step, act)) {
      if (parent.is_root()) continue;
      const ActId waiter = waiters.kind == Waiters::Kind::InStep
                               ? find_act(plan_, *waiters.step, parent.index())
                               : first_visible(waiters.type, parent.index());
      if (waiter != kNoAct) tell(waiter);
    }
  }

  /// The act that follows `act` on its resource in plan order, or kNoAct.
  [[nodiscard]] ActId next_on_resource(ActId act) const {
    return next_.empty() ? kNoAct : next_[value(act)];
  }

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Waiters {
    enum class Kind : std::uint8_t { None, InStep, InType } kind = Kind::None;
    const Step* step = nullptr;
    TypeId type = kNoType;
  };
  /// The acts that show their children, of all steps of one type but the root's.
  struct TypeActs {
    StepId only_step = kNoStep;  ///< Set where a single step shows any.
    ResourceRanks ranks;
    std::vector<ActId> first_visible;  ///< By rank, where several steps do.
  };

  [[nodiscard]] Waiters waiters_of(const Step& step) const;
  [[nodiscard]] ActId first_visible(TypeId type, ResourceIndex resource) const;
  [[nodiscard]] bool shows_children(StepId step, ActId act) const;
  void chain(const std::vector<StepId>& steps, const ResourceRanks& ranks);
  void index_visible(const std::vector<StepId>& steps, TypeActs& acts) const;

  const Plan& plan_;
  const RowTable& rows_;
  std::vector<ActId> next_;      // empty where every resource has one act
  std::vector<TypeActs> types_;  // empty under per_path
};

}  // namespace cascade
