// SPDX-License-Identifier: Apache-2.0
// The menu Timeline: along the flow of acts, ranges and marks. What it shares with all other views
// (fit, focus, zoom) are commands about views.
#include "gui/model/command_tables.h"
#include "gui/model/timeline_pane.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

bool has_times(const Workbench& workbench) {
  return workbench.times() != nullptr && !workbench.timeline().timeline().empty();
}

bool has_range(const Workbench& workbench) {
  return has_times(workbench) &&
         workbench.timeline().selected_range(workbench.selection()).has_value();
}

bool has_act(const Workbench& workbench) {
  return has_times(workbench) &&
         workbench.timeline().selected_act(workbench.selection()).has_value();
}

template <void (*act)(Workbench&)>
Result<void> simply(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  act(workbench);
  return {};
}

template <bool forward>
Result<void> follow_flow(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  if (workbench.timeline().follow_flow(forward, workbench.selection())) return {};
  return input_error(forward ? "nothing began when the selected act had ended"
                             : "nothing had to end before the selected act began");
}

void squeeze(Workbench& workbench) {
  Timeline& timeline = workbench.timeline().timeline();
  timeline.set_squeezed(!timeline.squeezed());
}

void pick_range(Workbench& workbench) {
  workbench.timeline().pick_range(workbench.selection());
}

template <bool keep>
void mark(Workbench& workbench) {
  workbench.timeline().mark(workbench.selection(), keep);
}

void clear_ranges(Workbench& workbench) {
  workbench.timeline().clear_ranges();
}

}  // namespace

std::vector<Command> timeline_commands() {
  constexpr MenuRow kRow{"Timeline"};
  return {
      kRow("timeline.flow_back", "To what let it begin",
           "Selects the act whose end let the selected act begin.", {{'['}}, has_act,
           follow_flow<false>),
      kRow("timeline.flow_on", "To what it let begin",
           "Selects an act that began when the selected one had ended, on the critical path if "
           "there "
           "is one.",
           {{']'}}, has_act, follow_flow<true>),
      kRow("timeline.range", "Pick the time of the selection",
           "Makes the time of the selected act or step the picked range.", {{'R'}}, has_range,
           simply<pick_range>),
      kRow("timeline.mark", "Mark the selection",
           "Marks the time of what is selected, instead of what was marked.", {{'M'}}, has_range,
           simply<mark<false>>),
      kRow("timeline.mark_more", "Mark the selection as well",
           "Marks the time of what is selected beside what is marked already.", {shift('M')},
           has_range, simply<mark<true>>),
      kRow("timeline.clear", "Clear range and marks", "Nothing is picked or marked any more.", {},
           has_times, simply<clear_ranges>),
      kRow("timeline.squeeze", "Squeeze idle gaps",
           "Gives long stretches in which nothing happens little room, or all of it again.",
           {shift('G')}, has_times, simply<squeeze>),
  };
}

}  // namespace cascade::gui
