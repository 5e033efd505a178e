// SPDX-License-Identifier: Apache-2.0
// `?`: all keys on one sheet, made from the table of commands, and what the mouse does.
#pragma once

#include <string>

namespace cascade::gui {

struct PanelContext;

/// Thread: the UI's.
class HelpSheet {
 public:
  void open();
  [[nodiscard]] bool is_open() const { return open_; }
  void draw(PanelContext& context);

 private:
  bool open_ = false;
  bool just_opened_ = false;
  std::string filter_;
};

}  // namespace cascade::gui
