// SPDX-License-Identifier: Apache-2.0
#include "engine/sinks.h"

#include <algorithm>

namespace cascade {

void LinkColumns::reserve(std::size_t links) {
  parents.reserve(links);
  children.reserve(links);
  reactions.reserve(links);
}

void LinkColumns::truncate(std::size_t links) {
  parents.truncate(links);
  children.truncate(links);
  reactions.truncate(links);
}

void LinkColumns::resize_for_overwrite(std::size_t links) {
  parents.resize_for_overwrite(links);
  children.resize_for_overwrite(links);
  reactions.resize_for_overwrite(links);
}

void LinkColumns::grow_for_overwrite(std::size_t links) {
  if (links > children.capacity()) reserve(std::max(links, 2 * children.capacity()));
  resize_for_overwrite(links);
}

void LinkColumns::append(const LinkColumns& more) {
  parents.append(more.parents);
  children.append(more.children);
  reactions.append(more.reactions);
}

void LinkSink::link_range(std::span<const ResourceIndex> parents, ResourceIndex first_child,
                          ReactionId reaction) {
  const std::size_t begin = links_.size();
  const std::size_t count = std::min(parents.size(), capacity_ - begin);
  if (count < parents.size()) overflowed_ = true;
  if (count == 0) return;
  links_.grow_for_overwrite(begin + count);
  LinkParent* const parents_to = links_.parents.begin() + begin;
  ResourceIndex* const children_to = links_.children.begin() + begin;
  ResourceIndex bits = first_child | (first_child + static_cast<ResourceIndex>(count - 1));
  for (std::size_t i = 0; i < count; ++i) {
    bits |= parents[i];
    parents_to[i] = LinkParent::parent(parents[i]);
    children_to[i] = first_child + static_cast<ResourceIndex>(i);
  }
  std::fill_n(links_.reactions.begin() + begin, count, reaction);
  index_bits_ |= bits;
}

void LinkSink::reserve(std::size_t links) {
  links_.reserve(std::min(links, capacity_));
}

void LinkSink::clear(std::size_t capacity) {
  capacity_ = capacity;
  overflowed_ = false;
  index_bits_ = 0;
  links_.truncate(0);
}

}  // namespace cascade
