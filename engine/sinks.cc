// SPDX-License-Identifier: Apache-2.0
#include "engine/sinks.h"

#include <algorithm>

namespace cascade {

void LinkColumns::reserve(std::size_t links) {
  parents.reserve(links);
  children.reserve(links);
  reactions.reserve(links);
}

void LinkColumns::clear() {
  resize(0);
}

void LinkColumns::resize(std::size_t links) {
  parents.resize(links);
  children.resize(links);
  reactions.resize(links);
}

void LinkColumns::append(const LinkColumns& more) {
  parents.insert(parents.end(), more.parents.begin(), more.parents.end());
  children.insert(children.end(), more.children.begin(), more.children.end());
  reactions.insert(reactions.end(), more.reactions.begin(), more.reactions.end());
}

void LinkSink::reserve(std::size_t links) {
  links_.reserve(std::min(links, capacity_));
}

void LinkSink::clear(std::size_t capacity) {
  capacity_ = capacity;
  overflowed_ = false;
  index_bits_ = 0;
  links_.clear();
}

}  // namespace cascade
