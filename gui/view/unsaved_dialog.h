// SPDX-License-Identifier: Apache-2.0
// Asks what becomes of changes of the scenario before something is done that would lose them.
#pragma once

#include "gui/model/view_state.h"

namespace cascade::gui {

struct PanelContext;

/// Thread: the UI's.
class UnsavedDialog {
 public:
  void ask(const UnsavedQuestion& question);
  [[nodiscard]] bool is_open() const { return open_; }
  /// Saves or gives up the changes, as the user decides, and runs the command that had to wait.
  void draw(PanelContext& context);

 private:
  UnsavedQuestion question_;
  bool open_ = false;
};

}  // namespace cascade::gui
