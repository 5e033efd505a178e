// SPDX-License-Identifier: Apache-2.0
// Everything that panels know of the times of one run: its index, which follows the history as it
// grows, the trees of its passes for the rows of timelines, and, when the run has ended, critical
// paths with slacks. All of it is computed on a thread of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/ids.h"
#include "engine/time.h"
#include "gui/model/critical_path.h"
#include "gui/model/history.h"
#include "gui/model/latest_worker.h"
#include "gui/model/run_index.h"
#include "gui/model/timeline_rows.h"

namespace cascade::gui {

/// An event that may have happened.
struct WantedEvent {
  RunId run{};
  EventKind kind = EventKind::ActEnded;
  ActId act = kNoAct;
};
/// How many events have happened when it has; nothing: it has not. Costs a look at the events of
/// that moment. Any thread.
std::optional<std::uint64_t> event_position(const History& history, const RunIndex& index,
                                            std::optional<Moment> moment,
                                            const WantedEvent& wanted);

/// Thread: the UI's. One per history, shared by all panels.
class RunTimes {
 public:
  /// `wake`: there is something new; any thread.
  RunTimes(std::shared_ptr<const History> history, std::function<void()> wake);

  /// Before every frame: takes over what was computed and has more of it computed. True: there is
  /// something new.
  bool update();
  /// Something is being computed that a script waits for.
  [[nodiscard]] bool busy() const;
  void wait();  ///< Until everything is computed of a history that does not grow.

  [[nodiscard]] const History& history() const { return *history_; }
  [[nodiscard]] const std::shared_ptr<const RunIndex>& index() const { return index_; }
  /// Passes with a plan that have begun, in order.
  [[nodiscard]] const std::vector<TimelinePass>& passes() const { return passes_; }
  /// By place in passes(); null: not known yet. `slack` is filled a while after the path.
  [[nodiscard]] const std::vector<std::shared_ptr<const CriticalPath>>& critical() const {
    return critical_;
  }
  /// Of PassInfo::index; null: not begun, or refused.
  [[nodiscard]] const PassIndex* pass(std::uint32_t index) const;

  /// How many events have happened when everything at an instant has.
  [[nodiscard]] std::uint64_t position_behind(Instant at) const;
  /// How many have when the act has started, or ended; nothing: it has not. Costs a look at the
  /// events of that moment.
  [[nodiscard]] std::optional<std::uint64_t> position_of_start(const PassIndex& pass,
                                                               ActId act) const;
  [[nodiscard]] std::optional<std::uint64_t> position_of_end(const PassIndex& pass,
                                                             ActId act) const;

 private:
  struct Made {
    std::vector<TimelinePass> passes;
    std::vector<std::shared_ptr<const CriticalPath>> critical;
    bool complete = false;  ///< Of the run's end, slacks too.
  };
  class Maker;

  std::shared_ptr<const History> history_;
  std::shared_ptr<const RunIndex> index_;
  std::shared_ptr<Maker> maker_;  // the worker's, while it works
  std::vector<TimelinePass> passes_;
  std::vector<std::shared_ptr<const CriticalPath>> critical_;
  bool complete_ = false;
  LatestWorker<Made> worker_;
};

}  // namespace cascade::gui
