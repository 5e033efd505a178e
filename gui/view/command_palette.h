// SPDX-License-Identifier: Apache-2.0
// Ctrl+Shift+P: every command by a few letters of its title, with its keys. A whole line of a
// script
// ("run.step 10") works as well.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gui/model/command.h"
#include "gui/model/fuzzy_match.h"

namespace cascade::gui {

struct PanelContext;

/// Thread: the UI's.
class CommandPalette {
 public:
  void open();
  [[nodiscard]] bool is_open() const { return open_; }
  void draw(PanelContext& context);

 private:
  struct Row {
    const Command* command = nullptr;
    std::string title;     ///< With the argument, if there is one.
    std::string argument;  ///< One of the command's choices; empty: none.
    FuzzyMatch match;
    bool enabled = true;
  };
  void find(const Workbench& workbench);
  void find_choices(const Workbench& workbench, const Command& command, bool enabled);
  void move();
  void draw_rows(PanelContext& context);
  void draw_row(PanelContext& context, std::size_t index);
  void choose(Workbench& workbench);
  void close();

  bool open_ = false;
  bool just_opened_ = false;
  bool scroll_ = false;
  std::string query_;
  std::vector<Row> rows_;
  std::size_t selected_ = 0;
};

}  // namespace cascade::gui
