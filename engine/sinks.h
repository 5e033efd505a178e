// SPDX-License-Identifier: Apache-2.0
// What extensions fill in phase 1: links and accesses. Plain columns, written inline, since a
// cascade over a million VMs writes seven million links.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/extension.h"
#include "engine/ids.h"

namespace cascade {

/// Takes the links of one query. Used by the planner's thread only.
class LinkSink {
 public:
  /// `capacity`: how many links may still be found before the plan is refused.
  explicit LinkSink(std::size_t capacity) : capacity_(capacity) {}

  /// `child` of the asked extension's type is affected because of `parent`, and `reaction` (a row
  /// of the extension's table) is what would be done to it.
  void link(ResourceIndex parent, ResourceIndex child, ReactionId reaction) {
    push(LinkParent::parent(parent), child, reaction);
  }
  /// The same where the relation goes to a resource of the root context.
  void root_link(ResourceIndex root, ResourceIndex child, ReactionId reaction) {
    push(LinkParent::root(root), child, reaction);
  }

  /// True when the limit is reached; what is told after that is counted but not kept, and the
  /// plan will be refused. A long query may look at it and stop.
  [[nodiscard]] bool full() const { return children_.size() >= capacity_; }

  [[nodiscard]] std::size_t size() const { return children_.size(); }
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  void reserve(std::size_t links);
  void clear(std::size_t capacity);

  [[nodiscard]] const std::vector<LinkParent>& parents() const { return parents_; }
  [[nodiscard]] const std::vector<ResourceIndex>& children() const { return children_; }
  [[nodiscard]] const std::vector<ReactionId>& reactions() const { return reactions_; }

 private:
  void push(LinkParent parent, ResourceIndex child, ReactionId reaction) {
    if (full()) {
      overflowed_ = true;
      return;
    }
    parents_.push_back(parent);
    children_.push_back(child);
    reactions_.push_back(reaction);
  }

  std::size_t capacity_;
  bool overflowed_ = false;
  std::vector<LinkParent> parents_;
  std::vector<ResourceIndex> children_;
  std::vector<ReactionId> reactions_;
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
