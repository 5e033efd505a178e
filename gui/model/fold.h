// SPDX-License-Identifier: Apache-2.0
// The state of a run after some of its events: events and world changes are folded in one after
// the other. Copies are cheap, see CowColumn.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "engine/event.h"
#include "gui/model/history.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Thread: one at a time.
class Fold {
 public:
  /// Before the first event.
  explicit Fold(const History& history);

  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// Folds in what lies between position() and `end`, which is not before it and published.
  /// `history` is the one that it was made for.
  void advance(const History& history, std::uint64_t end);

  /// An equal one with a life of its own; both share what neither changes.
  [[nodiscard]] Fold freeze();
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot();

 private:
  static constexpr std::uint32_t kNoPass = std::numeric_limits<std::uint32_t>::max();

  struct Pass {
    PassState state;
    StepId step_hint{};                       ///< The last act's step: mostly the next one's too.
    std::shared_ptr<const PassState> frozen;  ///< Equal to `state`; null: none made since.
  };

  void apply(const History& history, const Event& event);
  void begin_pass(const History& history, const Event& event);
  static void apply(Pass& pass, const Event& event);
  static void start_act(Pass& pass, const Event& event);
  static void end_act(Pass& pass, const Event& event);
  static void end_attempt(Pass& pass, const Event& event);
  static StepState& step_of(Pass& pass, ActId act);
  static const std::shared_ptr<const PassState>& frozen(Pass& pass);

  std::uint64_t position_ = 0;
  std::uint64_t changed_until_ = 0;  ///< Position up to which the world's changes are in.
  Instant now_{};
  std::vector<Pass> passes_;
  std::vector<std::uint32_t> pass_of_run_;  ///< By RunId; kNoPass: a nested run.
  std::vector<TypeState> types_;
};

}  // namespace cascade::gui
