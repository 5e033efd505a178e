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

void LinkColumns::append(const LinkColumns& more) {
  parents.append(more.parents);
  children.append(more.children);
  reactions.append(more.reactions);
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
