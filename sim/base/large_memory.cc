// SPDX-License-Identifier: Apache-2.0
// Linux: madvise.
#include "sim/base/large_memory.h"

#include <sys/mman.h>

#include <cstdint>

namespace cascade::sim {

void prefer_large_pages(void* begin, std::size_t bytes) {
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20U;
  const auto address = reinterpret_cast<std::uintptr_t>(begin);
  const std::uintptr_t first = (address + kLargePage - 1) / kLargePage * kLargePage;
  const std::uintptr_t end = (address + bytes) / kLargePage * kLargePage;
  // Advice only: whether it is taken makes no difference to anything but speed.
  if (first < end)
    (void)madvise(static_cast<char*>(begin) + (first - address), end - first, MADV_HUGEPAGE);
}

}  // namespace cascade::sim
