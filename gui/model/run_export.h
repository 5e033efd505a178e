// SPDX-License-Identifier: Apache-2.0
// What a run is taken away as: pictures of its trees, its recording, a Chrome trace. What jobs do;
// any thread. A stop request ends them soon, with nothing written; Graphviz alone goes on to its
// end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/result.h"
#include "gui/model/history.h"
#include "gui/model/progress.h"
#include "sim/report/draw_dot.h"

namespace cascade::gui {

/// A tree at one position of its run. At the end of it the same as `cascade tree` draws of the
/// recording.
struct TreeToExport {
  std::shared_ptr<const History> history;
  std::shared_ptr<const PassInfo> pass;  ///< With a plan.
  std::uint64_t position = 0;            ///< A pass that has not begun there is drawn as planned.
  bool fold = true;                      ///< Steps with nothing to do.
  /// Nodes as TreeOutline numbers them, ascending; nothing: all of them.
  std::optional<std::vector<std::uint32_t>> part;
};

/// The whole file. Errors: see sim::draw().
Result<std::string> draw_tree(const TreeToExport& tree, sim::Picture picture, Progress& progress,
                              const std::stop_token& stop);

/// Everything that has happened so far.
Result<void> write_trace(const History& history, const std::string& file, Progress& progress,
                         const std::stop_token& stop);

/// Everything that has happened so far, with the worlds between passes: the engine runs again over
/// it. Errors: the file; the engine goes another way.
Result<void> write_recording(const History& history, const std::string& file, Progress& progress,
                             const std::stop_token& stop);

}  // namespace cascade::gui
