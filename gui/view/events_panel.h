// SPDX-License-Identifier: Apache-2.0
// The log of events: filters above, the lines that fit below. What has not happened yet at the
// window's position is faint; a click goes there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/events_pane.h"
#include "gui/model/row_scroll.h"
#include "gui/view/panel.h"

namespace cascade::gui {

/// Thread: the UI's.
class EventsPanel final : public Panel {
 public:
  [[nodiscard]] std::string_view id() const override { return "events"; }
  [[nodiscard]] std::string_view title() const override { return "Events"; }
  void draw(PanelContext& context) override;

 private:
  void take_requests(PanelContext& context);
  void draw_filters(PanelContext& context);
  void draw_chips(PanelContext& context);
  void draw_lines(PanelContext& context);
  void follow(const EventsPane& pane);
  bool begin_table(float room, std::uint64_t events);
  void draw_line(PanelContext& context, const EventLine& line, bool current);
  void draw_menu(PanelContext& context, const EventLine& line);

  RowScroll scroll_;
  std::string words_;  ///< In the field.
  bool to_field_ = false;
  bool narrow_ = false;                    ///< Subject and detail share a column.
  std::optional<std::uint64_t> followed_;  ///< The current line that was followed last.
};

}  // namespace cascade::gui
