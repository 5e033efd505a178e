// SPDX-License-Identifier: Apache-2.0
// The panel of the type graph: the same canvas as the tree, a node per type.
#pragma once

#include <optional>

#include "gui/model/level_of_detail.h"
#include "gui/model/type_pane.h"
#include "gui/view/canvas_view.h"
#include "gui/view/graph_paint.h"
#include "gui/view/pane_look.h"

namespace cascade::gui {

/// Thread: the UI's.
class TypeWidget {
 public:
  /// Fills the rest of the current window. The pane has been updated.
  void draw(TypePane& pane, const PaneSource& source, const PaneLook& look);
  [[nodiscard]] bool animating() const { return canvas_.animating(); }

 private:
  void menu(TypePane& pane, Selection& selection, const PaneLook& look);
  void paint_edges(TypePane& pane, const PaneLook& look, std::optional<std::uint32_t> hovered);
  void paint_flows(TypePane& pane, const PaneLook& look, std::optional<std::uint32_t> around);
  void paint_node(TypePane& pane, const PaneLook& look, std::uint32_t node, bool hovered);
  void paint_words(const TypePane& pane, const PaneLook& look, std::uint32_t node, ImVec2 from,
                   ImVec2 to);
  static void tell(const TypeFace& face, const PaneLook& look);

  CanvasView canvas_;
};

}  // namespace cascade::gui
