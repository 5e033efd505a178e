// SPDX-License-Identifier: Apache-2.0
// The menu Select: the one selection of the window, by name.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/inspector.h"
#include "gui/model/pane_source.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

bool has_selection(const Workbench& workbench) {
  return !workbench.selection().empty();
}

bool can_go_back(const Workbench& workbench) {
  return workbench.inspector().can_go_back();
}

/// The first step of that path: of the pass that is shown, otherwise of any.
std::optional<Selection> find_step(Workbench& workbench, const std::string& path) {
  auto passes = workbench.history()->passes();
  const PaneSource source{workbench.history(), workbench.snapshot(), workbench.selection()};
  if (const auto shown = shown_pass(source)) passes.insert(passes.begin(), shown);
  for (const auto& pass : passes) {
    if (!pass->plan) continue;
    for (std::uint32_t i = 0; i < pass->plan->steps().size(); ++i) {
      if (pass->plan->path(StepId{i}) != path) continue;
      Selection found;
      found.pass = pass->index;
      found.step = StepId{i};
      found.type = pass->plan->step(StepId{i}).type;
      return found;
    }
  }
  return std::nullopt;
}

std::optional<Selection> find(Workbench& workbench, const std::string& name) {
  Selection found;
  if (const auto resource = workbench.history()->world().find(name)) {
    found.type = resource->type;
    found.resource = resource;
    return found;
  }
  if (const auto type = workbench.history()->model().find_type(name)) {
    found.type = type;
    return found;
  }
  return find_step(workbench, name);
}

Result<void> select(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 2); !checked) return checked;
  if (arguments.empty()) {
    workbench.view().ask(TextQuestion{.command = "select.name",
                                      .title = "Select",
                                      .hint = "a resource: VmInstance/7; a type: VmInstance; "
                                              "a step: Zone/Cluster/Host"});
    return {};
  }
  std::optional<Selection> found = find(workbench, arguments[0]);
  if (!found) {
    return input_error("there is no resource, type or step '" + arguments[0] +
                       "'; they are written VmInstance/7, VmInstance, Zone/Cluster/Host");
  }
  if (arguments.size() == 2) {
    if (arguments[1] != "edge") {
      return input_error("behind the NAME can stand 'edge', not '" + arguments[1] + "'");
    }
    if (!found->step) return input_error("'" + arguments[0] + "' is no step: no edge leads to it");
    found->edge = true;
  }
  workbench.inspector().follow(*found, workbench.selection());
  return {};
}

Result<void> select_nothing(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.selection() = {};
  return {};
}

Result<void> back(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.inspector().go_back(workbench.selection());
  return {};
}

}  // namespace

std::vector<Command> select_commands() {
  return {
      {.id = "select.name",
       .word = "select",
       .title = "Select by name…",
       .menu = "Select",
       .about = "Selects a resource, a type or a step; with 'edge' the edge that leads to a step.",
       .argument = "NAME [edge]",
       .chords = {ctrl('G')},
       .enabled = has_snapshot,
       .run = select},
      {.id = "select.back",
       .title = "What was selected before",
       .menu = "Select",
       .about = "Back along the links that were followed.",
       .chords = {{Chord::Backspace}},
       .enabled = can_go_back,
       .run = back},
      {.id = "select.none",
       .title = "Nothing",
       .menu = "Select",
       .about = "Nothing is selected any more; the inspector shows the run.",
       .chords = {{Chord::Escape}},
       .enabled = has_selection,
       .run = select_nothing},
  };
}

}  // namespace cascade::gui
