// SPDX-License-Identifier: Apache-2.0
// The panels that show a run: cascade tree, type graph, cloud map and timeline. Each binds a pane
// of gui/model to the widget that draws it and to the workbench.
#pragma once

#include <memory>
#include <vector>

#include "gui/model/graph_layout.h"
#include "gui/model/graph_outline.h"
#include "gui/view/map_widget.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// What panels need of the program around the view.
struct PanelServices {
  PlaceGraph place;            ///< Lays graphs out; called on workers.
  UploadPixels upload;         ///< Thread: the UI's.
  std::function<void()> wake;  ///< There is something new to draw; any thread.
};

/// In the order in which a new user sees them.
std::vector<std::unique_ptr<Panel>> make_canvas_panels(const PanelServices& services);

}  // namespace cascade::gui
