// SPDX-License-Identifier: Apache-2.0
// How far a job is: numbers that its thread writes and the window reads whenever it draws.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

namespace cascade::gui {

/// Thread: written by the job's, read by any.
class Progress {
 public:
  /// `what` is a literal: "planning". Starts counting anew.
  void begin(const char* what, std::uint64_t total = 0) {
    done_.store(0, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
    what_.store(what, std::memory_order_release);
  }
  void set(std::uint64_t done, std::uint64_t total) {
    done_.store(done, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
  }

  [[nodiscard]] std::string_view what() const { return what_.load(std::memory_order_acquire); }
  [[nodiscard]] std::uint64_t done() const { return done_.load(std::memory_order_relaxed); }
  /// 0: not known.
  [[nodiscard]] std::uint64_t total() const { return total_.load(std::memory_order_relaxed); }

 private:
  std::atomic<const char*> what_{""};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
};

}  // namespace cascade::gui
