// SPDX-License-Identifier: Apache-2.0
#include "engine/conflict_groups.h"

#include <algorithm>
#include <tuple>

#include "engine/assert.h"

namespace cascade {

ConflictGroups::ConflictGroups(const Plan& plan, const RowTable& rows) {
  const std::vector<Entry> entries = entries_of(plan, rows);
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    while (end < entries.size() && entries[end].resource == entries[begin].resource) ++end;
    add_resource(&entries[begin], &entries[begin] + (end - begin));
    begin = end;
  }
  groups_.push_back({static_cast<std::uint32_t>(members_.size()), 0, true});
  std::sort(memberships_.begin(), memberships_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.act, a.group) < std::tie(b.act, b.group);
  });
}

// Everything that is known of touched resources, by resource, then in plan order; one access per
// act and resource.
std::vector<ConflictGroups::Entry> ConflictGroups::entries_of(const Plan& plan,
                                                              const RowTable& rows) {
  std::vector<Entry> entries;
  std::vector<Resource> touched;
  StepId step{};
  for (const Touch& touch : plan.touches()) {
    if (!(plan.step(step).acts_begin <= value(touch.act) &&
          value(touch.act) < plan.step(step).acts_end)) {
      step = plan.step_of(touch.act);
    }
    if (rows.row(step, plan.reactions()[value(touch.act)]).nothing) continue;
    entries.push_back({touch.resource, touch.act, touch.access});
    touched.push_back(touch.resource);
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  add_own_acts(plan, rows, touched, entries);
  unite_accesses(entries);
  return entries;
}

void ConflictGroups::add_own_acts(const Plan& plan, const RowTable& rows,
                                  const std::vector<Resource>& touched,
                                  std::vector<Entry>& entries) {
  for (std::size_t i = 0; i < plan.steps().size(); ++i) {
    const Step& step = plan.steps()[i];
    // Both the step's resources and the touched ones ascend.
    auto resource = std::lower_bound(touched.begin(), touched.end(), Resource{step.type, 0});
    for (std::uint32_t act = step.acts_begin; act < step.acts_end; ++act) {
      const ResourceIndex own = plan.resources()[act];
      while (resource != touched.end() && *resource < Resource{step.type, own}) ++resource;
      if (resource == touched.end() || resource->type != step.type) break;
      if (resource->index != own) continue;
      const StepId id{static_cast<std::uint32_t>(i)};
      if (rows.row(id, plan.reactions()[act]).nothing) continue;
      entries.push_back({*resource, ActId{act}, Access::Write});
    }
  }
}

// An act that touches a resource in two ways excludes everybody: who commutes with one of them does
// not commute with the other.
void ConflictGroups::unite_accesses(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.resource, a.act, a.access) < std::tie(b.resource, b.act, b.access);
  });
  std::size_t kept = 0;
  for (const Entry& entry : entries) {
    Entry* last = kept == 0 ? nullptr : &entries[kept - 1];
    if (last == nullptr || last->resource != entry.resource || last->act != entry.act) {
      entries[kept++] = entry;
    } else if (last->access != entry.access) {
      last->access = Access::Write;
    }
  }
  entries.resize(kept);
}

void ConflictGroups::add_resource(const Entry* begin, const Entry* end) {
  const bool one_group = std::all_of(begin, end, [&](const Entry& entry) {
    return entry.access == begin->access && entry.access != Access::Write;
  });
  if (one_group || end - begin < 2) return;  // orders nothing
  for (const Entry* entry = begin; entry != end; ++entry) {
    const bool joins =
        entry != begin && entry->access != Access::Write && entry->access == (entry - 1)->access;
    if (!joins) {
      groups_.push_back({static_cast<std::uint32_t>(members_.size()), 0, entry == begin});
    }
    ++groups_.back().remaining;
    members_.push_back(entry->act);
    memberships_.push_back({entry->act, static_cast<std::uint32_t>(groups_.size() - 1)});
  }
}

std::size_t ConflictGroups::first_membership(ActId act) const {
  const auto found = std::lower_bound(
      memberships_.begin(), memberships_.end(), act,
      [](const Membership& membership, ActId wanted) { return membership.act < wanted; });
  return static_cast<std::size_t>(found - memberships_.begin());
}

std::size_t ConflictGroups::bytes() const {
  return groups_.capacity() * sizeof(Group) + members_.capacity() * sizeof(ActId) +
         memberships_.capacity() * sizeof(Membership);
}

}  // namespace cascade
