// SPDX-License-Identifier: Apache-2.0
// Asks for a file: to open one, or where to write. Works with the keyboard alone: type to filter,
// arrows and Enter to choose, Backspace to go up.
#pragma once

#include <optional>
#include <string>

#include "gui/model/file_browser.h"
#include "gui/model/view_state.h"

namespace cascade::gui {

struct PanelContext;

/// Thread: the UI's.
class FileDialog {
 public:
  /// Starts in the folder of the last answer.
  void ask(const FileQuestion& question);
  [[nodiscard]] bool is_open() const { return browser_.has_value(); }
  /// The answer, once there is one; the dialog closes itself and the overlay with it.
  std::optional<std::string> draw(PanelContext& context);

 private:
  void draw_path(PanelContext& context);
  void draw_field();
  void draw_list(PanelContext& context, float height);
  void draw_row(PanelContext& context, std::size_t index);
  void draw_buttons(PanelContext& context);
  void handle_keys();
  void choose_selected();
  void choose(const std::string& path);
  [[nodiscard]] bool replaces() const;

  FileQuestion question_;
  std::optional<FileBrowser> browser_;
  std::string folder_;    ///< Of the last answer.
  std::string words_;     ///< Opening: the filter, or a path. Saving: the name.
  std::string replaced_;  ///< A file that is there already and was chosen once.
  std::optional<std::string> answer_;
  bool just_opened_ = false;
  bool scroll_ = false;
  bool cancelled_ = false;
};

}  // namespace cascade::gui
