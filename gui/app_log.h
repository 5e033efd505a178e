// SPDX-License-Identifier: Apache-2.0
// What the program does, written down while it does it: so that a test that moves a real mouse
// knows where to click, and when to look. Lines of words:
//   done step.event           a command was run; "failed step.event: why"
//   at 40 12 24 20 button step.event      left, top, width, height: a thing was drawn there
//   gone button step.event    it is not drawn any more
//   working opening a.yaml    a frame was drawn while that job went on
//   rest 7 of 340             nothing moves any more; position and events of the run
// "at" and "gone" come before the "rest" that they belong to, where they differ from those before.
#pragma once

#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "engine/result.h"
#include "gui/model/panel_layout.h"

namespace cascade::gui {

class ViewState;
class Workbench;
struct Command;

/// Without a file it does nothing. Thread: the UI's.
class AppLog {
 public:
  /// Errors: the file cannot be written.
  [[nodiscard]] Result<void> open(const std::string& file, ViewState& view);
  void command(const Command& command, const Result<void>& done);
  /// After each frame. `settled`: nothing moves any more. A further frame follows after a command.
  void frame(Workbench& workbench, bool settled);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void line(const std::string& text);

  std::unique_ptr<std::FILE, Close> file_;
  std::map<std::string, Box> places_;
  bool told_ = false;  ///< Since the last frame.
  bool at_rest_ = false;
};

}  // namespace cascade::gui
