// SPDX-License-Identifier: Apache-2.0
#include "engine/column.h"

#include <sys/mman.h>

#include <new>

namespace cascade {
namespace {

constexpr std::size_t kHugePage = std::size_t{1} << 21;
// Below that, aligning would waste more than faults cost.
constexpr std::size_t kLarge = 2 * kHugePage;

}  // namespace

void* allocate_column(std::size_t bytes) {
  if (bytes < kLarge) return ::operator new(bytes);
  void* memory = ::operator new (bytes, std::align_val_t{kHugePage});
  ::madvise(memory, bytes, MADV_HUGEPAGE);  // Without them it is only slower.
  return memory;
}

void free_column(void* memory, std::size_t bytes) noexcept {
  if (memory == nullptr) return;
  if (bytes < kLarge) {
    ::operator delete(memory);
  } else {
    ::operator delete (memory, std::align_val_t{kHugePage});
  }
}

}  // namespace cascade
