// SPDX-License-Identifier: Apache-2.0
// The audit of the run as a pane of the window: what is wrong with the world after it, and the act
// that made it so.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "gui/model/arranged_pane.h"
#include "gui/model/history.h"
#include "gui/model/latest_worker.h"
#include "gui/model/pane_source.h"
#include "gui/model/run_times.h"

namespace cascade::gui {

/// Findings as rows: finding, resource, what it hangs on, cause. A click leads to where the cause
/// had happened. `index` has all events of the history. Any thread.
DataTable audit_table(const sim::Audit& audit, const History& history, const RunIndex& index,
                      const std::vector<std::shared_ptr<const PassIndex>>& passes);

/// Thread: the UI's.
class AuditPane final : public ArrangedPane {
 public:
  explicit AuditPane(std::function<void()> wake) : worker_(std::move(wake)) {}

  /// Before every frame. `times` is of the source's history; null: no run.
  void update(const PaneSource& source, const RunTimes* times);
  [[nodiscard]] bool busy() const { return worker_.busy(); }
  void wait() { worker_.wait(); }

  /// "3 dangling references, 1 leftover", or why there are none to tell.
  [[nodiscard]] const std::string& status() const { return status_; }

  /// Selects what the finding is about and goes to where its cause has just happened.
  void go_to(const DataRow& row, Selection& selection);
  std::optional<std::uint64_t> take_wanted_position() {
    return std::exchange(wanted_position_, std::nullopt);
  }

 private:
  LatestWorker<std::shared_ptr<const DataTable>> worker_;
  std::shared_ptr<const History> history_;
  bool asked_ = false;
  std::string status_;
  std::optional<std::uint64_t> wanted_position_;
};

}  // namespace cascade::gui
