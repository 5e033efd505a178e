// SPDX-License-Identifier: Apache-2.0
// What the panes of tree, graph and map look at: one run at one position, and what is selected in
// the window. Handed in before every frame.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/history.h"
#include "gui/model/selection.h"
#include "gui/model/snapshot.h"

namespace cascade::gui {

/// Valid during one call. History and snapshot belong together.
struct PaneSource {
  std::shared_ptr<const History> history;    ///< Null: no run.
  std::shared_ptr<const Snapshot> snapshot;  ///< Null: no run.
  Selection& selection;

  [[nodiscard]] Instant now() const { return snapshot ? snapshot->now : Instant{}; }
};

/// One pass in the row above the tree.
struct PassChip {
  std::uint32_t index = 0;  ///< Of PassInfo.
  std::string label;        ///< "delete", "1: delete" where there are several operations.
  bool begun = false;       ///< At this position.
  bool going_on = false;
  bool refused = false;
  std::optional<Outcome> outcome;  ///< When it has ended.
};
std::vector<PassChip> pass_chips(const PaneSource& source);

/// Nothing is done in it, only vetoes are asked.
bool is_rehearsal(const sim::Model& model, const PassInfo& pass);

/// The pass worth looking at: the selected one, otherwise of the operation that is going on the
/// first that does something. Null: none has been planned yet.
std::shared_ptr<const PassInfo> shown_pass(const PaneSource& source);

/// How that pass stands; null: it has not begun at this position.
std::shared_ptr<const PassState> state_of_pass(const Snapshot* snapshot, const PassInfo& pass);

}  // namespace cascade::gui
