// SPDX-License-Identifier: Apache-2.0
// The inspector as a pane of the window: what is known of what is selected, wherever it was
// selected, at the position of the window. Cards are made on a worker's thread; the one before
// stays until then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/arranged_pane.h"
#include "gui/model/inspector_card.h"
#include "gui/model/latest_worker.h"
#include "gui/model/pane_source.h"
#include "gui/model/run_times.h"

namespace cascade::gui {

/// Thread: the UI's.
class Inspector final : public ArrangedPane {
 public:
  explicit Inspector(std::function<void()> wake) : worker_(std::move(wake)) {}

  /// Before every frame. `times` is of the source's history; null: no run.
  void update(const PaneSource& source, const RunTimes* times);
  /// Something is being made that a script waits for.
  [[nodiscard]] bool busy() const { return worker_.busy(); }
  void wait() { worker_.wait(); }

  /// Null: there is no run, or its first card is still being made.
  [[nodiscard]] const InspectorCard* card() const { return card_.get(); }
  [[nodiscard]] std::size_t table_index() const { return table_; }
  void show_table(std::size_t index);

  // What the user does.
  /// Selects what it leads to; where one was before can be gone back to.
  void follow(const Selection& link, Selection& selection);
  [[nodiscard]] bool can_go_back() const { return !before_.empty(); }
  void go_back(Selection& selection);
  /// Goes to where the row happened, if it is known.
  void go_to(const DataRow& row);
  std::optional<std::uint64_t> take_wanted_position() {
    return std::exchange(wanted_position_, std::nullopt);
  }

 private:
  static constexpr std::size_t kBeforeKept = 100;

  void take(std::shared_ptr<const InspectorCard> card);
  /// What the shown table's filter is to look for beyond its rows.
  [[nodiscard]] InspectorSource::Filter wanted_filter() const;
  /// The table at table_ of the card.
  void arrange(bool keep_order);

  LatestWorker<std::shared_ptr<const InspectorCard>> worker_;
  InspectorSource source_;  ///< Of the card that was asked for last.
  std::shared_ptr<const InspectorCard> card_;
  std::size_t table_ = 0;
  std::vector<Selection> before_;
  std::optional<std::uint64_t> wanted_position_;
};

}  // namespace cascade::gui
