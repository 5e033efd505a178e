// SPDX-License-Identifier: Apache-2.0
// The order among acts that touch one resource: an act is a write on its own resource, and may
// read, write or add to others. Accesses that do not conflict form a group (readers, or adders);
// groups of one resource run one after the other in plan order. Counting a group's members keeps
// this linear where pairs would be quadratic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/ids.h"
#include "engine/plan.h"
#include "engine/row_table.h"

namespace cascade {

class ConflictGroups {
 public:
  /// Acts whose row does `nothing` conflict with nobody. Both are used during construction only.
  ConflictGroups(const Plan& plan, const RowTable& rows);

  /// Calls `tell(ActId)` for every act that waits for a group, once per group it waits for.
  template <class Tell>
  void for_each_waiting(Tell&& tell) const {
    for (std::size_t group = 0; group + 1 < groups_.size(); ++group) {
      if (!groups_[group].first_of_resource) tell_members(group, tell);
    }
  }

  /// `act` has ended: calls `tell(ActId)` for every act that waits for one group less.
  template <class Tell>
  void end(ActId act, Tell&& tell) {
    for (std::size_t i = first_membership(act); i < memberships_.size(); ++i) {
      if (memberships_[i].act != act) return;
      const std::size_t group = memberships_[i].group;
      if (--groups_[group].remaining > 0) continue;
      if (!groups_[group + 1].first_of_resource) tell_members(group + 1, tell);
    }
  }

  [[nodiscard]] bool empty() const { return memberships_.empty(); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    Resource resource;
    ActId act;
    Access access;
  };
  struct Group {
    std::uint32_t members_begin;
    std::uint32_t remaining;
    bool first_of_resource;
  };
  struct Membership {
    ActId act;
    std::uint32_t group;
  };

  static std::vector<Entry> entries_of(const Plan& plan, const RowTable& rows);
  static void add_own_acts(const Plan& plan, const RowTable& rows,
                           const std::vector<Resource>& touched, std::vector<Entry>& entries);
  static void unite_accesses(std::vector<Entry>& entries);
  void add_resource(const Entry* begin, const Entry* end);
  [[nodiscard]] std::size_t first_membership(ActId act) const;

  template <class Tell>
  void tell_members(std::size_t group, Tell& tell) const {
    const std::uint32_t end = groups_[group + 1].members_begin;
    for (std::uint32_t i = groups_[group].members_begin; i < end; ++i) tell(members_[i]);
  }

  std::vector<Group> groups_;            // of one resource together, in plan order; then an end
  std::vector<ActId> members_;           // by group
  std::vector<Membership> memberships_;  // by act
};

}  // namespace cascade
