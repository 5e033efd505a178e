// SPDX-License-Identifier: Apache-2.0
#include "engine/column_scans.h"

#include <cstddef>

namespace cascade {
namespace {

/// Between two looks at the answer so far.
constexpr std::size_t kBlock = 4096;

/// Whether `fails(i)`, which says 0 or 1, says 0 for every i from `begin` to `end`.
template <class Fails>
bool none_fails(std::size_t begin, std::size_t end, Fails fails) {
  while (begin < end) {
    const std::size_t block_end = end - begin < kBlock ? end : begin + kBlock;
    std::uint32_t failed = 0;
    for (std::size_t i = begin; i < block_end; ++i) failed |= fails(i);
    if (failed != 0) return false;
    begin = block_end;
  }
  return true;
}

}  // namespace

bool strictly_ascending(std::span<const ResourceIndex> column) {
  const ResourceIndex* const at = column.data();
  return none_fails(1, column.size(),
                    [at](std::size_t i) { return static_cast<std::uint32_t>(at[i - 1] >= at[i]); });
}

bool all_within(std::span<const LinkParent> column, LinkParent first, LinkParent last) {
  const LinkParent* const at = column.data();
  return none_fails(0, column.size(), [at, first, last](std::size_t i) {
    return static_cast<std::uint32_t>(at[i] < first) | static_cast<std::uint32_t>(last < at[i]);
  });
}

bool all_below(std::span<const ResourceIndex> column, ResourceIndex limit) {
  const ResourceIndex* const at = column.data();
  return none_fails(0, column.size(), [at, limit](std::size_t i) {
    return static_cast<std::uint32_t>(at[i] >= limit);
  });
}

}  // namespace cascade
