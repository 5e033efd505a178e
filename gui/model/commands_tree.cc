// SPDX-License-Identifier: Apache-2.0
// The menu Tree: what of the cascade tree is shown.
#include "gui/model/command_tables.h"
#include "gui/model/pane_source.h"
#include "gui/model/tree_pane.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

/// As it is now. Errors: there is none yet.
Result<TreePane*> pane_of(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return tl::unexpected(checked.error());
  TreePane& pane = workbench.tree();
  pane.update(workbench.source());
  if (pane.outline() == nullptr) return input_error("the tree is not there yet");
  return &pane;
}

Result<void> toggle_branch(Workbench& workbench, Arguments arguments) {
  const auto pane = pane_of(workbench, arguments);
  if (!pane) return tl::unexpected(pane.error());
  const auto place = (*pane)->selected();
  if (!place) return input_error("no node of the tree is selected");
  (*pane)->toggle(*place);
  return {};
}

template <void (TreePane::*act)()>
Result<void> all(Workbench& workbench, Arguments arguments) {
  const auto pane = pane_of(workbench, arguments);
  if (!pane) return tl::unexpected(pane.error());
  (*pane->*act)();
  return {};
}

Result<void> idle(Workbench& workbench, Arguments arguments) {
  const auto pane = pane_of(workbench, arguments);
  if (!pane) return tl::unexpected(pane.error());
  (*pane)->set_fold_idle(!(*pane)->folds_idle());
  return {};
}

}  // namespace

std::vector<Command> tree_commands() {
  constexpr MenuRow kRow{"Tree"};
  return {
      kRow("tree.toggle", "Collapse or expand", "Hides or shows what is below the selected node.",
           {{'C'}}, has_snapshot, toggle_branch, "", "collapse"),
      kRow("tree.collapse_all", "Collapse all", "Hides everything below the first level.", {},
           has_snapshot, all<&TreePane::collapse_all>, "", "collapse all"),
      kRow("tree.expand_all", "Expand all", "Shows every node.", {}, has_snapshot,
           all<&TreePane::expand_all>, "", "expand all"),
      kRow("tree.idle", "Steps with nothing to do", "Shows them, or folds them away.", {},
           has_snapshot, idle),
  };
}

}  // namespace cascade::gui
