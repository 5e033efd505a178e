// SPDX-License-Identifier: Apache-2.0
#include "sim/run/watched_runner.h"

#include <cstddef>

namespace cascade::sim {

class WatchedRunner::Watched final : public Performer {
 public:
  Watched(Performer& inner, const Around& around) : inner_(inner), around_(around) {}
  void perform(const Act& act, Completion done) override { around_(inner_, act, std::move(done)); }

 private:
  Performer& inner_;
  const Around& around_;
};

WatchedRunner::WatchedRunner(Runner& inner, Around around)
    : inner_(inner), around_(std::move(around)) {}
WatchedRunner::~WatchedRunner() = default;

void WatchedRunner::start(const Act& act, Performer& performer) {
  const std::size_t run = value(act.attempt.run);
  if (run >= performers_.size()) performers_.resize(run + 1);
  if (!performers_[run]) performers_[run] = std::make_unique<Watched>(performer, around_);
  inner_.start(act, *performers_[run]);
}

}  // namespace cascade::sim
