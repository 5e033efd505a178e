// SPDX-License-Identifier: Apache-2.0
// The frame around the panels: menu, toolbar, status bar, and what lies above them. All that it
// offers comes from the table of commands.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gui/model/view_state.h"
#include "gui/view/command_palette.h"
#include "gui/view/file_dialog.h"
#include "gui/view/help_sheet.h"
#include "gui/view/panel.h"
#include "gui/view/panel_area.h"
#include "gui/view/text_dialog.h"
#include "gui/view/unsaved_dialog.h"

namespace cascade::gui {

/// Thread: the UI's.
class Shell {
 public:
  explicit Shell(std::vector<std::unique_ptr<Panel>> panels);

  [[nodiscard]] std::vector<std::string_view> panel_ids() const { return area_.ids(); }
  /// One frame: keys, then everything that is seen.
  void draw(PanelContext& context);
  /// A further frame is wanted without input.
  [[nodiscard]] bool animating() const { return waiting_ != nullptr || area_.animating(); }
  /// A later frame, without input, will show more than the last one did.
  [[nodiscard]] bool unfinished() const { return area_.unfinished(); }

 private:
  void draw_bars_and_panels(PanelContext& context);
  void draw_overlays(PanelContext& context);
  void open_overlay(const ViewState& view);

  PanelArea area_;
  CommandPalette palette_;
  HelpSheet help_;
  FileDialog file_dialog_;
  TextDialog text_dialog_;
  UnsavedDialog unsaved_dialog_;
  Overlay shown_ = Overlay::None;
  const Command* waiting_ = nullptr;  ///< Runs with the next frame.
};

}  // namespace cascade::gui
