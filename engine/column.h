// SPDX-License-Identifier: Apache-2.0
// A vector of plain values that may become very large. On a cloud of a million VMs, half of phase 1
// with std::vector is page faults and copies one by one: large columns ask the system for huge
// pages, are copied as memory and are not cleared when they are resized for overwriting.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>

namespace cascade {

/// Memory for a column, aligned for any plain type. Throws std::bad_alloc.
void* allocate_column(std::size_t bytes);
void free_column(void* memory, std::size_t bytes) noexcept;

/// Members mean what they mean in std::vector.
template <class T>
class Column {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;

  Column() = default;
  Column(const Column& other) { append(other); }
  Column(Column&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Column& operator=(Column other) noexcept {
    swap(other);
    return *this;
  }
  ~Column() { free_column(data_, capacity_ * sizeof(T)); }

  void swap(Column& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T* data() { return data_; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] T& operator[](std::size_t index) { return data_[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const { return data_[index]; }
  [[nodiscard]] T& back() { return data_[size_ - 1]; }
  [[nodiscard]] const T& back() const { return data_[size_ - 1]; }
  [[nodiscard]] T* begin() { return data_; }
  [[nodiscard]] T* end() { return data_ + size_; }
  [[nodiscard]] const T* begin() const { return data_; }
  [[nodiscard]] const T* end() const { return data_ + size_; }

  void push_back(T item) {
    if (size_ == capacity_) grow(size_ + 1);
    data_[size_++] = item;
  }
  void append(std::span<const T> items) {
    if (items.empty()) return;
    if (items.size() > capacity_ - size_) grow(size_ + items.size());
    std::memcpy(data_ + size_, items.data(), items.size() * sizeof(T));
    size_ += items.size();
  }
  void clear() { size_ = 0; }
  /// Keeps the first `size` items; there are at least that many.
  void truncate(std::size_t size) { size_ = size; }
  /// What lies behind the old size is for the caller to write.
  void resize_for_overwrite(std::size_t size) {
    if (size > capacity_) grow(size);
    size_ = size;
  }
  void reserve(std::size_t capacity) {
    if (capacity > capacity_) reallocate(capacity);
  }
  /// Gives back what is worth the copy.
  void shrink_to_fit() {
    if (capacity_ - size_ > size_ / 16) reallocate(size_);
  }

 private:
  void grow(std::size_t needed) { reallocate(std::max({needed, 2 * capacity_, kFirst})); }
  void reallocate(std::size_t capacity) {
    T* grown = nullptr;
    if (capacity != 0) grown = static_cast<T*>(allocate_column(capacity * sizeof(T)));
    if (size_ != 0) std::memcpy(grown, data_, size_ * sizeof(T));
    free_column(data_, capacity_ * sizeof(T));
    data_ = grown;
    capacity_ = capacity;
  }

  static constexpr std::size_t kFirst = 8;
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace cascade
