// SPDX-License-Identifier: Apache-2.0
// Stands between the executor and its runner, for those who must know which act is being performed
// when the world changes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "engine/runner.h"

namespace cascade::sim {

/// Thread: as the inner runner's. `around` is called on the thread that performs the act.
class WatchedRunner final : public Runner {
 public:
  /// In the place of `performer.perform(act, done)`, which it has to call.
  using Around = std::function<void(Performer& performer, const Act& act, Completion done)>;
  /// `inner` must outlive it.
  WatchedRunner(Runner& inner, Around around);
  ~WatchedRunner() override;

  [[nodiscard]] Instant now() const override { return inner_.now(); }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override { inner_.set_timer(at, token); }
  void post(std::function<void()> call) override { inner_.post(std::move(call)); }
  bool next(Arrival& arrival) override { return inner_.next(arrival); }

 private:
  class Watched;

  Runner& inner_;
  Around around_;
  std::vector<std::unique_ptr<Watched>> performers_;  // by RunId
};

}  // namespace cascade::sim
