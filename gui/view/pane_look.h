// SPDX-License-Identifier: Apache-2.0
// What widgets of panes are drawn with, beside what they show.
#pragma once

#include <imgui.h>

#include <span>

#include "gui/model/view_state.h"
#include "gui/view/theme.h"

namespace cascade::gui {

class Workbench;

/// Valid during one draw call.
struct PaneLook {
  const Theme& theme;
  float scale = 1;
  ImFont* bold = nullptr;  ///< Null: the font of the window.
  Workbench& workbench;    ///< For context menus and marks of breakpoints.
  /// What commands asked of this pane since the last frame.
  std::span<const ViewRequest> requests;
};

}  // namespace cascade::gui
