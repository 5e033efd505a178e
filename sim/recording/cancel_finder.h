// SPDX-License-Identifier: Apache-2.0
// Cancelling is no event: where a recorded run was cancelled follows from what it still began and
// what it did not begin any more. Inner part of sim/recording/replay.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <vector>

#include "engine/event.h"
#include "engine/ids.h"

namespace cascade::sim {

class CancelFinder {
 public:
  static constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
  /// Must outlive it.
  explicit CancelFinder(const std::vector<Event>& events);

  /// Before which event everything was cancelled: behind the last one that decides to start
  /// something, if later ones say that acts were cancelled, behind the end of each pass that was
  /// not, and behind the last answer of one that went on all the same, because other operations
  /// held its acts back. kNever: it was not.
  [[nodiscard]] std::size_t find();  ///< Once.

 private:
  /// What is known of a cancelled run while its events are gone through.
  struct CancelledRun {
    std::vector<bool> started;  ///< By act.
    std::set<std::uint32_t> in_flight;
  };

  [[nodiscard]] bool ends_uncancelled(const Event& event);
  [[nodiscard]] static bool decides(CancelledRun& run, const Event& event);
  [[nodiscard]] bool goes_on_idle(CancelledRun& run, std::size_t position) const;
  [[nodiscard]] bool finishes(std::size_t next, RunId run) const;

  const std::vector<Event>& events_;
  std::map<RunId, CancelledRun> cancelled_;  // runs that were; several, of operations at once
  std::set<RunId> nested_;                   // they may begin later
};

}  // namespace cascade::sim
