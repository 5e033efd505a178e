// SPDX-License-Identifier: Apache-2.0
// How the benchmarks measure: the CPU time of the calling thread, page faults included, waiting for
// a busy core not. Everything measured runs on one thread and in memory, so on a quiet machine this
// is the elapsed time, and on a shared one still nearly that.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

namespace cascade::bench {

inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// How long `work` takes, in seconds.
template <class Work>
double seconds(Work&& work) {
  const double start = thread_seconds();
  work();
  return thread_seconds() - start;
}

/// Samples of one quantity, of which only the median counts. Not empty when asked.
class Samples {
 public:
  void add(double sample) { samples_.push_back(sample); }
  [[nodiscard]] double median() const {
    std::vector<double> sorted = samples_;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
  /// Half of the middle half's width, as a part of the median: how noisy the machine was.
  [[nodiscard]] double spread() const {
    std::vector<double> sorted = samples_;
    std::sort(sorted.begin(), sorted.end());
    const double width = sorted[sorted.size() * 3 / 4] - sorted[sorted.size() / 4];
    return width / 2 / median();
  }

 private:
  std::vector<double> samples_;
};

}  // namespace cascade::bench
