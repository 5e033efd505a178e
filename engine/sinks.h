// SPDX-License-Identifier: Apache-2.0
// What extensions fill in phase 1: links and accesses. Plain columns, written inline, since a
// cascade over a million VMs writes seven million links.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/column.h"
#include "engine/extension.h"
#include "engine/ids.h"

namespace cascade {

/// Links as columns of equal length.
struct LinkColumns {
  Column<LinkParent> parents;
  Column<ResourceIndex> children;
  Column<ReactionId> reactions;

  [[nodiscard]] std::size_t size() const { return children.size(); }
  void reserve(std::size_t links);
  void truncate(std::size_t links);
  void resize_for_overwrite(std::size_t links);
  /// The same, with room for more of that kind.
  void grow_for_overwrite(std::size_t links);
  /// Behind the own links.
  void append(const LinkColumns& more);
};

/// Takes the links of one query. Used by the planner's thread only.
class LinkSink {
 public:
  /// `capacity`: how many links may still be found before the plan is refused.
  explicit LinkSink(std::size_t capacity) : capacity_(capacity) {}

  /// `child` of the asked extension's type is affected because of `parent`, and `reaction` (a row
  /// of the extension's table) is what would be done to it. In any order, but ascending children
  /// are the fastest; telling a link twice is the same as telling it once.
  void link(ResourceIndex parent, ResourceIndex child, ReactionId reaction) {
    push(parent, LinkParent::parent(parent), child, reaction);
  }
  /// The same where the relation goes to a resource of the root context. Ignored when the query
  /// did not ask for root links.
  void root_link(ResourceIndex root, ResourceIndex child, ReactionId reaction) {
    push(root, LinkParent::root(root), child, reaction);
  }

  /// The same as link() for the children first_child, first_child + 1, ...: one for each of
  /// `parents`. Copies columns as columns.
  void link_range(std::span<const ResourceIndex> parents, ResourceIndex first_child,
                  ReactionId reaction);

  /// True when the limit is reached; what is told after that is counted but not kept, and the
  /// plan will be refused. A long query may look at it and stop.
  [[nodiscard]] bool full() const { return links_.size() >= capacity_; }

  [[nodiscard]] std::size_t size() const { return links_.size(); }
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  /// Whether every index told so far is below 2^31.
  [[nodiscard]] bool in_range() const { return (index_bits_ >> 31) == 0; }
  /// Makes room; never for more than the capacity.
  void reserve(std::size_t links);
  void clear(std::size_t capacity);

  [[nodiscard]] const LinkColumns& links() const { return links_; }
  /// For the planner, which drops links that close a cycle.
  [[nodiscard]] LinkColumns& links() { return links_; }

 private:
  void push(ResourceIndex parent, LinkParent link_parent, ResourceIndex child,
            ReactionId reaction) {
    if (full()) {
      overflowed_ = true;
      return;
    }
    index_bits_ |= parent | child;
    links_.parents.push_back(link_parent);
    links_.children.push_back(child);
    links_.reactions.push_back(reaction);
  }

  std::size_t capacity_;
  bool overflowed_ = false;
  ResourceIndex index_bits_ = 0;  // all indices told so far, or-ed
  LinkColumns links_;
};

/// Takes the footprint of one act.
class AccessSink {
 public:
  struct Entry {
    Resource resource;
    Access access;
  };
  /// `resource` may be of any type of the graph, also of one that does not join the cascade.
  void touch(Resource resource, Access access) { entries_.push_back({resource, access}); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  void clear() { entries_.clear(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace cascade
