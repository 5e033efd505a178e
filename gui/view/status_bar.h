// SPDX-License-Identifier: Apache-2.0
// The bottom line: where the run stands, and what works in the background, with a button to stop
// it.
#pragma once

namespace cascade::gui {

struct PanelContext;

void draw_status_bar(PanelContext& context);

}  // namespace cascade::gui
