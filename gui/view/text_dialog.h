// SPDX-License-Identifier: Apache-2.0
// Asks for a few words that a command needs: a time, a name, a number.
#pragma once

#include <optional>
#include <string>

#include "gui/model/view_state.h"

namespace cascade::gui {

struct PanelContext;

/// Thread: the UI's.
class TextDialog {
 public:
  void ask(const TextQuestion& question);
  [[nodiscard]] bool is_open() const { return open_; }
  /// The answer, once there is one.
  std::optional<std::string> draw(PanelContext& context);

 private:
  TextQuestion question_;
  std::string words_;
  bool open_ = false;
  bool just_opened_ = false;
};

}  // namespace cascade::gui
