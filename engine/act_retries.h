// SPDX-License-Identifier: Apache-2.0
// The acts of one run that are tried again: which attempt, and whether it is under way. A side
// table, since most acts never fail: those that do not cost nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "engine/ids.h"
#include "engine/outcome.h"

namespace cascade {

/// Thread: the executor's.
class ActRetries {
 public:
  enum class Stage : std::uint8_t {
    Waiting,   ///< For its timer.
    Ready,     ///< For a slot.
    InFlight,  ///< An attempt is under way.
  };
  struct Entry {
    Stage stage = Stage::Waiting;
    Outcome outcome = Outcome::Failed;  ///< Of the last attempt that ended.
    std::uint32_t attempt = 1;          ///< The last that started.
    std::string message;                ///< Of the last that ended.
  };
  using Table = std::map<ActId, Entry>;

  [[nodiscard]] bool empty() const { return acts_.empty(); }
  /// Acts between two attempts, waiting or ready.
  [[nodiscard]] std::size_t resting() const { return resting_; }
  /// Null: it is not tried again, or has ended.
  [[nodiscard]] const Entry* find(ActId act) const;
  /// Whether `attempt` of an act in the table is the one that is under way.
  [[nodiscard]] bool awaits(ActId act, std::uint32_t attempt) const;
  [[nodiscard]] bool any_in(ActId first, std::uint32_t count) const;
  /// The first in plan order that is between two attempts, or kNoAct.
  [[nodiscard]] ActId first_resting() const;

  /// `attempt` of `act` has ended so: it waits.
  void rest(ActId act, std::uint32_t attempt, Outcome outcome, std::string message);
  /// False: the act does not wait.
  bool make_ready(ActId act);
  /// The next attempt of a ready act starts; returns its number.
  std::uint32_t start(ActId act);
  /// The act has ended. Returns what was known of it.
  Entry end(ActId act);

 private:
  Table acts_;
  std::size_t resting_ = 0;
};

}  // namespace cascade
