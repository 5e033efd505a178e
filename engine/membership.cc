// SPDX-License-Identifier: Apache-2.0
#include "engine/membership.h"

#include <algorithm>

namespace cascade {

void Membership::begin(std::span<const ResourceIndex> context, std::size_t questions) {
  context_ = context;
  is_range_ = !context.empty() && context.back() - context.front() == context.size() - 1;
  uses_bits_ = !context.empty() && !is_range_ && questions > context.size() / 16;
  if (!uses_bits_) return;
  const std::size_t words = context.back() / 64 + std::size_t{1};
  if (bits_.size() < words) bits_.resize(words);
  for (const ResourceIndex index : context) bits_[index / 64] |= std::uint64_t{1} << index % 64;
}

void Membership::end() {
  if (uses_bits_) {
    for (const ResourceIndex index : context_) bits_[index / 64] = 0;
  }
  context_ = {};
  is_range_ = uses_bits_ = false;
}

bool Membership::contains(ResourceIndex index) const {
  if (context_.empty() || index < context_.front() || index > context_.back()) return false;
  if (is_range_) return true;
  if (uses_bits_) return (bits_[index / 64] >> index % 64 & 1) != 0;
  return std::binary_search(context_.begin(), context_.end(), index);
}

}  // namespace cascade
