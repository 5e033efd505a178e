// SPDX-License-Identifier: Apache-2.0
// A panel of the window. It reads the workbench, paints, and asks for commands; what it owns is how
// it looks (scroll, zoom). Anything that is computed lives in gui/model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

struct ImFont;

namespace cascade::gui {

class Workbench;
struct Theme;

/// Valid during one draw call.
struct PanelContext {
  Workbench& workbench;
  const Theme& theme;
  float scale = 1;  ///< Of the monitor times the user's zoom; sizes in pixels are multiplied by it.
  // For ImGui::PushFont(), which takes null for the font of the window.
  ImFont* bold = nullptr;
  ImFont* mono = nullptr;
};

/// Thread: the UI's.
class Panel {
 public:
  Panel() = default;
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
  virtual ~Panel() = default;
  [[nodiscard]] virtual std::string_view id() const = 0;     ///< "tree": in settings and commands.
  [[nodiscard]] virtual std::string_view title() const = 0;  ///< On the tab.
  /// Inside an ImGui child window that fills the panel's place.
  virtual void draw(PanelContext& context) = 0;
  /// Still moving: a further frame is wanted without input.
  [[nodiscard]] virtual bool animating() const { return false; }
  /// What it drew last lacks something that is still being computed.
  [[nodiscard]] virtual bool unfinished() const { return false; }
};

}  // namespace cascade::gui
