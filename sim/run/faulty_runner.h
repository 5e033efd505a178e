// SPDX-License-Identifier: Apache-2.0
// Faults on real threads: stands between the executor and a runner that knows of none. Acts that
// fail before their effect are not performed; what is answered is decided when the answer arrives.
// Time is real there, so `slow` means nothing and a hanging or lost answer times out at once:
// nobody waits a virtual hour on a real clock.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>

#include "engine/runner.h"
#include "engine/virtual_runner.h"

namespace cascade::sim {

/// Thread: like every runner, all members but `post` on the executor's.
class FaultyRunner final : public Runner {
 public:
  /// Both must outlive it.
  FaultyRunner(Runner& inner, TreatmentSource& treatments)
      : inner_(inner), treatments_(treatments) {}

  [[nodiscard]] Instant now() const override { return inner_.now(); }
  void start(const Act& act, Performer& performer) override;
  void set_timer(Instant at, std::uint64_t token) override { inner_.set_timer(at, token); }
  void post(std::function<void()> call) override { inner_.post(std::move(call)); }
  bool next(Arrival& arrival) override;

 private:
  /// Answers without doing anything.
  class Idle final : public Performer {
   public:
    void perform(const Act& act, Completion done) override;
  };
  struct AttemptHash {
    std::size_t operator()(const Attempt& attempt) const;
  };

  Runner& inner_;
  TreatmentSource& treatments_;
  Idle idle_;
  std::unordered_map<Attempt, Treatment::Kind, AttemptHash> meant_;  // looked up, never walked
  std::deque<Arrival> again_;                                        // second answers
};

}  // namespace cascade::sim
