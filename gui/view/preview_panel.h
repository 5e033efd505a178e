// SPDX-License-Identifier: Apache-2.0
// The panel on what would happen, before anything does, with the button that lets it happen.
#pragma once

#include "gui/view/panel.h"

namespace cascade::gui {

class PreviewPane;

/// Thread: the UI's. The preview is made when the panel is first looked at.
class PreviewPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "preview"; }
  [[nodiscard]] std::string_view title() const override { return "Preview"; }
  [[nodiscard]] bool animating() const override { return searching_; }
  void draw(PanelContext& context) override;

 private:
  void draw_instances(PanelContext& context, PreviewPane& pane);

  bool searching_ = false;  ///< The list is not complete yet.
};

}  // namespace cascade::gui
