// SPDX-License-Identifier: Apache-2.0
// The tree's panel: passes and search on top, the canvas below. Hands what the user does to the
// pane.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "gui/model/tree_pane.h"
#include "gui/view/canvas_view.h"
#include "gui/view/pane_look.h"

namespace cascade::gui {

/// Thread: the UI's.
class TreeWidget {
 public:
  /// Fills the rest of the current window. The pane has been updated.
  void draw(TreePane& pane, const PaneSource& source, const PaneLook& look);
  [[nodiscard]] bool animating() const { return canvas_.animating(); }
  /// Where the canvas was drawn last: for tests.
  [[nodiscard]] ImVec2 canvas_origin() const { return canvas_.origin(); }

 private:
  void draw_header(TreePane& pane, const PaneSource& source, const PaneLook& look);
  void draw_passes(const PaneSource& source, const TreePane& pane, const PaneLook& look);
  void draw_search(TreePane& pane, Selection& selection, const PaneLook& look);
  void draw_canvas(TreePane& pane, const PaneSource& source, const PaneLook& look);
  void take_requests(TreePane& pane, const PaneSource& source, const PaneLook& look);
  void react(TreePane& pane, Selection& selection, const CanvasActs& acts);
  void menu(TreePane& pane, Selection& selection, const PaneLook& look);
  void paint_breakpoints(const TreePane& pane, const PaneLook& look) const;
  static void tell_node(TreePane& pane, std::uint32_t place, const PaneLook& look);
  static void tell_edge(const TreePane& pane, std::uint32_t place);

  CanvasView canvas_;
  std::array<char, 256> query_{};
  bool to_search_ = false;  ///< The keyboard goes there.
};

}  // namespace cascade::gui
