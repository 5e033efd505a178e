// SPDX-License-Identifier: Apache-2.0
// The part of the window that panels share: tabs, splitters that can be dragged, tabs that can be
// dragged to other places.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/panel_layout.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class PanelArea {
 public:
  explicit PanelArea(std::vector<std::unique_ptr<Panel>> panels);

  [[nodiscard]] std::vector<std::string_view> ids() const;
  /// In `box`, in pixels of the window.
  void draw(PanelContext& context, PanelLayout& layout, const Box& box);
  [[nodiscard]] bool animating() const;
  /// Of the panels that are to be seen: see Panel.
  [[nodiscard]] bool unfinished() const;

 private:
  struct Move {
    std::string panel;
    std::string target;
    PanelSide side = PanelSide::Tabs;
  };
  void draw_place(PanelContext& context, PanelPlace& place, const Box& box);
  float draw_tabs(PanelContext& context, PanelPlace& place, const Box& box);
  void draw_tab(PanelContext& context, PanelPlace& place, std::size_t index, const Box& box);
  void draw_tab_menu(PanelPlace& place, std::size_t index);
  void draw_panel(PanelContext& context, Panel& panel, const Box& box);
  void accept_drop(PanelContext& context, const PanelPlace& place, const Box& box);
  void draw_splitter(PanelContext& context, const PanelLayout::Splitter& splitter);
  [[nodiscard]] Panel* find(std::string_view id) const;

  std::vector<std::unique_ptr<Panel>> panels_;
  std::vector<const Panel*> drawn_;  ///< In the last frame.
  // Asked for while places are drawn, done after.
  std::optional<Move> move_;
  std::optional<std::string> hide_;
};

}  // namespace cascade::gui
