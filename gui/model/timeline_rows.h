// SPDX-License-Identifier: Apache-2.0
// The rows of the timeline: for every pass a head, its steps in the order of the tree, and the
// limits that held its acts back. Changes only with what is folded and when a pass is added;
// what a row shows at a place is timeline_picture.h.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/ids.h"
#include "gui/model/pass_index.h"
#include "sim/report/tree_view.h"

namespace cascade::gui {

/// One pass as the timeline lists it. Immutable.
struct TimelinePass {
  std::shared_ptr<const PassIndex> index;
  std::shared_ptr<const sim::TreeView> tree;  ///< Of its plan, folded.
  std::string title;
};

struct TimelineRow {
  enum class Kind : std::uint8_t { Pass, Step, Limits, Limit };
  Kind kind = Kind::Pass;
  std::uint32_t pass = 0;   ///< Place among the timeline's passes.
  std::uint32_t node = 0;   ///< Step: of the pass's tree.
  std::uint32_t limit = 0;  ///< Limit: of the pass's index.
  std::uint32_t depth = 0;
  bool foldable = false;    ///< Something below it can be hidden.
  bool folded = false;      ///< It is.
  std::uint32_t lanes = 0;  ///< Step: drawn act by act on so many lanes; 0: as an area, or one bar.
  int top = 0;              ///< At 100 %.
  int height = 0;
  friend bool operator==(const TimelineRow&, const TimelineRow&) = default;
};

/// Thread: the UI's.
class TimelineRows {
 public:
  // At 100 %.
  static constexpr int kPassHeight = 22;
  static constexpr int kStepHeight = 21;
  static constexpr int kLaneHeight = 14;
  static constexpr int kLimitHeight = 28;

  /// Keeps what was folded for passes of the same index and step.
  void set_passes(std::vector<TimelinePass> passes);
  [[nodiscard]] const std::vector<TimelinePass>& passes() const { return passes_; }
  [[nodiscard]] const std::vector<TimelineRow>& rows() const { return rows_; }
  /// Of all rows, at 100 %.
  [[nodiscard]] int height() const;
  /// The row at a height from the top; rows().size(): below all.
  [[nodiscard]] std::size_t row_at(int y) const;
  /// The row of a step, or of the nearest one above it that is shown; rows().size(): none.
  [[nodiscard]] std::size_t row_of(std::uint32_t pass, StepId step) const;
  [[nodiscard]] StepId step_of(const TimelineRow& row) const {
    return passes_[row.pass].tree->nodes[row.node].step;
  }

  /// Hides or shows what is below a row.
  void toggle_fold(const TimelineRow& row);
  void fold_all(bool folded);
  /// Between lanes for every act and the short form. Steps only.
  void toggle_lanes(const TimelineRow& row);
  /// Opens what hides the step.
  void reveal(std::uint32_t pass, StepId step);
  /// The number of lanes of steps may have grown.
  void refresh() { build(); }

 private:
  // A pass's index, and the node in its tree; the last two numbers stand for the pass and limits.
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  static constexpr std::uint32_t kPassKey = 0xFFFFFFFFU;
  static constexpr std::uint32_t kLimitsKey = 0xFFFFFFFEU;

  void build();
  void add_steps(std::uint32_t pass);
  void add_limits(std::uint32_t pass);
  void add(TimelineRow row);
  [[nodiscard]] Key key_of(const TimelineRow& row) const;

  std::vector<TimelinePass> passes_;
  std::vector<TimelineRow> rows_;
  std::set<Key> folded_;
  std::set<Key> in_lanes_;
};

}  // namespace cascade::gui
