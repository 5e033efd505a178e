// SPDX-License-Identifier: Apache-2.0
// A column of small values of which copies are cheap: chunks that copies share until one of them is
// written. Snapshots, keyframes and the working state of a cursor hold the same chunks as long
// as nothing in them changes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace cascade::gui {

/// `T` is trivially copyable. A copy may be read by any thread while the original is written by its
/// own: a chunk is written only by the column that made it since its last freeze().
template <class T>
class CowColumn {
 public:
  static_assert(std::is_trivially_copyable_v<T>);
  static constexpr std::size_t kChunkSize = 4096;

  CowColumn() = default;
  CowColumn(std::size_t size, T value) : size_(size) {
    const std::size_t count = (size + kChunkSize - 1) / kChunkSize;
    if (count == 0) return;
    auto chunk = std::make_shared<Chunk>();
    chunk->fill(value);
    chunks_.assign(count, std::move(chunk));
    owned_.assign(count, false);
  }

  explicit CowColumn(std::span<const T> values) : size_(values.size()) {
    for (std::size_t begin = 0; begin < size_; begin += kChunkSize) {
      const auto part = values.subspan(begin, std::min(kChunkSize, size_ - begin));
      auto chunk = std::make_shared<Chunk>();
      std::copy(part.begin(), part.end(), chunk->begin());
      chunks_.push_back(std::move(chunk));
      owned_.push_back(false);
    }
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T operator[](std::size_t index) const {
    return (*chunks_[index / kChunkSize])[index % kChunkSize];
  }

  /// Copies the chunk first where a frozen copy may share it.
  void set(std::size_t index, T value) {
    const std::size_t nth = index / kChunkSize;
    if (!owned_[nth]) {
      chunks_[nth] = std::make_shared<Chunk>(*chunks_[nth]);
      owned_[nth] = true;
    }
    (*chunks_[nth])[index % kChunkSize] = value;
  }

  /// What to hand out: shares every chunk; later set() calls on this column do not change it.
  CowColumn freeze() {
    std::fill(owned_.begin(), owned_.end(), false);
    return *this;
  }

  /// Calls `visit(first index, values, count)` chunk by chunk.
  template <class Visit>
  void for_each_chunk(Visit&& visit) const {
    for (std::size_t nth = 0; nth < chunks_.size(); ++nth) {
      const std::size_t begin = nth * kChunkSize;
      visit(begin, chunks_[nth]->data(), std::min(kChunkSize, size_ - begin));
    }
  }

 private:
  using Chunk = std::array<T, kChunkSize>;
  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::vector<bool> owned_;  ///< Made by this column since the last freeze().
  std::size_t size_ = 0;
};

}  // namespace cascade::gui
