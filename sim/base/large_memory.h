// SPDX-License-Identifier: Apache-2.0
// Memory for many values that will all be written soon: in large pages, where the system has them
// for those who ask. Every page costs a fault, and a hundred million bytes are many pages.
#pragma once

#include <cstddef>
#include <vector>

namespace cascade::sim {

/// Asks for large pages under these bytes, which must be allocated and may be unwritten. Does
/// nothing where there are none or too few bytes.
void prefer_large_pages(void* begin, std::size_t bytes);

/// values.reserve(count), with large pages under what is new.
template <class T>
void reserve_large(std::vector<T>& values, std::size_t count) {
  values.reserve(count);
  prefer_large_pages(values.data(), values.capacity() * sizeof(T));
}

}  // namespace cascade::sim
