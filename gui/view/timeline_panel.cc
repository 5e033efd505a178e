// SPDX-License-Identifier: Apache-2.0
#include "gui/view/timeline_panel.h"

#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {

void TimelinePanel::draw(PanelContext& context) {
  Workbench& workbench = context.workbench;
  TimelinePane& pane = workbench.timeline();
  const PaneSource source{workbench.history(), workbench.snapshot(), workbench.selection()};
  pane.update(source, workbench.times());
  for (const ViewRequest request : workbench.view().take_requests(id())) {
    pane.handle(request, workbench.selection());
  }
  view_.draw(workbench, source, context.theme, context.scale, context.bold);
  if (const auto position = pane.take_wanted_position()) workbench.player().seek(*position);
}

}  // namespace cascade::gui
