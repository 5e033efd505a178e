// SPDX-License-Identifier: Apache-2.0
#include "gui/view/audit_panel.h"

#include <imgui.h>

#include "gui/model/audit_pane.h"
#include "gui/model/player.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"
#include "gui/view/widgets.h"

namespace cascade::gui {

void AuditPanel::draw(PanelContext& context) {
  Workbench& workbench = context.workbench;
  AuditPane& audit = workbench.audit();
  field_.take_requests(context, id());
  const DataTable* const table = audit.arranged().table();
  if (table == nullptr) {
    empty_state(context.theme, "Audit", audit.status());
    return;
  }
  ImGui::PushTextWrapPos(0);
  text(audit.status());
  ImGui::PopTextWrapPos();
  const Selection& selection = workbench.selection();
  const DataTableInput input = field_.draw(
      context, id(), audit.arranged(),
      [&selection](const DataRow& row) { return row.link->resource == selection.resource; });
  if (input.clicked != nullptr) audit.go_to(*input.clicked, workbench.selection());
  if (const auto position = audit.take_wanted_position()) workbench.player().seek(*position);
}

}  // namespace cascade::gui
