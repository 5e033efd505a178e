// SPDX-License-Identifier: Apache-2.0
// A runner on real threads and real time: a pool performs acts, and completions may come from any
// thread, in any order, even before the extension's call returns.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/runner.h"

namespace cascade {

struct ThreadRunnerOptions {
  unsigned threads = 2;          ///< At least 1.
  const Clock* clock = nullptr;  ///< Null: the real clock. Not owned.
};

/// Its destructor waits for the pool. A completion that an extension still keeps may be called or
/// dropped at any later time.
class ThreadRunner final : public Runner {
 public:
  explicit ThreadRunner(const ThreadRunnerOptions& options);
  ~ThreadRunner() override;

  [[nodiscard]] Instant now() const override;
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override;
  void post(std::function<void()> call) override;
  bool next(Arrival& arrival) override;

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace cascade
