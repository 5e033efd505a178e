// SPDX-License-Identifier: Apache-2.0
// Questions about whole columns, answered without stopping half way, so that the compiler can look
// at many items at once. A cascade over a million VMs asks them of seven million links.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

#include "engine/ids.h"

namespace cascade {

/// Whether each is greater than the one before.
bool strictly_ascending(std::span<const ResourceIndex> column);
/// Whether all are `first` or greater and `last` or less.
bool all_within(std::span<const LinkParent> column, LinkParent first, LinkParent last);
/// Whether all are less than `limit`.
bool all_below(std::span<const ResourceIndex> column, ResourceIndex limit);
/// Whether all bytes are the same; so they are when there is none.
template <class Byte>
bool all_equal(std::span<const Byte> column) {
  static_assert(sizeof(Byte) == 1);
  // Compares the column with itself, moved by one.
  return column.size() < 2 || std::memcmp(column.data(), column.data() + 1, column.size() - 1) == 0;
}

}  // namespace cascade
