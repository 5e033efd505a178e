// SPDX-License-Identifier: Apache-2.0
// The menus View and Help: theme, scale, cameras of panels, palette, help.
#include <fmt/format.h>

#include <string>

#include "gui/model/command_tables.h"
#include "gui/model/view_state.h"
#include "gui/model/workbench.h"

namespace cascade::gui {
namespace {

Result<void> theme(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  ViewState& view = workbench.view();
  if (arguments.empty()) {
    view.set_theme(view.dark() ? ThemeChoice::Light : ThemeChoice::Dark);
  } else if (arguments[0] == "dark") {
    view.set_theme(ThemeChoice::Dark);
  } else if (arguments[0] == "light") {
    view.set_theme(ThemeChoice::Light);
  } else if (arguments[0] == "system") {
    view.set_theme(ThemeChoice::System);
  } else {
    return input_error("THEME is dark, light or system, not '" + arguments[0] + "'");
  }
  return {};
}

Result<void> zoom_in(Workbench& workbench, Arguments /*arguments*/) {
  workbench.view().zoom_in();
  return {};
}

Result<void> zoom_out(Workbench& workbench, Arguments /*arguments*/) {
  workbench.view().zoom_out();
  return {};
}

Result<void> zoom_reset(Workbench& workbench, Arguments /*arguments*/) {
  workbench.view().set_zoom(100);
  return {};
}

Result<void> show_panel(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 1); !checked) return checked;
  const std::string panels = fmt::format("{}", fmt::join(workbench.view().panels(), ", "));
  if (arguments.empty()) {
    workbench.view().ask(
        TextQuestion{.command = "view.show", .title = "Show a panel", .hint = panels});
    return {};
  }
  if (workbench.view().show(arguments[0])) return {};
  return input_error(fmt::format("there is no panel '{}'; there are {}", arguments[0], panels));
}

std::vector<std::string> panel_choices(const Workbench& workbench) {
  return workbench.view().panels();
}

std::vector<std::string> theme_choices(const Workbench& /*workbench*/) {
  return {"dark", "light", "system"};
}

Result<void> reset_layout(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  ViewState& view = workbench.view();
  const std::vector<std::string_view> panels(view.panels().begin(), view.panels().end());
  view.set_layout(PanelLayout::standard(panels));
  return {};
}

Command with_choices(Command command, std::vector<std::string> (*choices)(const Workbench&)) {
  command.choices = choices;
  return command;
}

template <Overlay overlay>
Result<void> open_overlay(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.view().open(overlay);
  return {};
}

/// To the panel that was clicked last; before that, to the tree.
template <ViewRequest request>
Result<void> ask_panel(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  const std::string& focused = workbench.view().focused();
  workbench.view().request(focused.empty() ? "tree" : focused, request);
  return {};
}

Command row(std::string_view id, std::string_view word, std::string_view title,
            std::string_view menu, std::string_view about, std::string_view argument,
            std::vector<Chord> chords, Result<void> (*run)(Workbench&, Arguments),
            bool while_typing = false) {
  return {.id = id,
          .word = word,
          .title = title,
          .menu = menu,
          .about = about,
          .argument = argument,
          .chords = std::move(chords),
          .run = run,
          .while_typing = while_typing};
}

/// Moves the selection along the tree, while that has the focus.
Command walk(std::string_view id, std::string_view title, std::string_view about, Chord chord,
             Result<void> (*run)(Workbench&, Arguments)) {
  Command command = row(id, "", title, "View", about, "", {chord}, run);
  command.panel = "tree";
  return command;
}

template <ViewRequest request>
Result<void> ask_tree(Workbench& workbench, Arguments arguments) {
  if (auto checked = check_count(arguments, 0); !checked) return checked;
  workbench.view().request("tree", request);
  return {};
}

}  // namespace

std::vector<Command> view_commands() {
  return {
      row("view.fit", "fit", "Fit", "View", "All of the panel's picture in view.", "",
          {{Chord::Home}}, ask_panel<ViewRequest::Fit>),
      row("view.focus", "focus", "Focus on the selection", "View",
          "Only what is above and below the selected node; again: everything.", "", {{'F'}},
          ask_panel<ViewRequest::Focus>),
      row("view.find", "", "Find…", "View", "Searches in the panel.", "", {ctrl('F')},
          ask_panel<ViewRequest::Find>),
      row("view.back", "", "Back", "View", "To the view before.", "", {alt(Chord::Left)},
          ask_panel<ViewRequest::Back>),
      row("view.forward", "", "Forward", "View", "To the view that was left.", "",
          {alt(Chord::Right)}, ask_panel<ViewRequest::Forward>),
      walk("tree.up", "To the parent", "In the tree, to the node above.", {'['},
           ask_tree<ViewRequest::WalkUp>),
      walk("tree.down", "To the first child", "In the tree, to the first node below.", {']'},
           ask_tree<ViewRequest::WalkDown>),
      walk("tree.before", "To the sibling before", "In the tree, to the node before.", {','},
           ask_tree<ViewRequest::WalkBefore>),
      walk("tree.behind", "To the next sibling", "In the tree, to the node behind.", {'.'},
           ask_tree<ViewRequest::WalkBehind>),
      with_choices(row("view.show", "show", "Show a panel", "View", "Brings a panel to the front.",
                       "PANEL", {}, show_panel),
                   panel_choices),
      row("view.reset_layout", "", "Usual places of the panels", "View",
          "Puts every panel where a new user sees it.", "", {}, reset_layout),
      with_choices(row("view.theme", "theme", "Dark or light", "View",
                       "Switches between dark and light; also as the system has it.",
                       "[dark|light|system]", {ctrl('T')}, theme),
                   theme_choices),
      row("view.zoom_in", "", "Larger", "View", "Everything larger.", "", {ctrl('+'), ctrl('=')},
          zoom_in, true),
      row("view.zoom_out", "", "Smaller", "View", "Everything smaller.", "", {ctrl('-')}, zoom_out,
          true),
      row("view.zoom_reset", "", "Usual size", "View", "As large as the monitor asks for.", "",
          {ctrl('0')}, zoom_reset, true),
      row("help.palette", "", "All commands…", "Help", "Finds a command by a few letters.", "",
          {ctrl_shift('P')}, open_overlay<Overlay::Palette>, true),
      row("help.keys", "", "Keys and mouse", "Help", "What keys and mouse do.", "",
          {{'?'}, {Chord::F1}}, open_overlay<Overlay::Help>),
  };
}

}  // namespace cascade::gui
