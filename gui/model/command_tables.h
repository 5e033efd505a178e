// SPDX-License-Identifier: Apache-2.0
// The rows of the command table by menu, and what their functions share. Inner part of
// gui/model/command.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "gui/model/command.h"

namespace cascade::gui {

std::vector<Command> break_commands();     // commands_break.cc
std::vector<Command> compare_commands();   // commands_compare.cc
std::vector<Command> decide_commands();    // commands_decide.cc
std::vector<Command> export_commands();    // commands_export.cc
std::vector<Command> file_commands();      // commands_file.cc
std::vector<Command> run_commands();       // commands_run.cc
std::vector<Command> scenario_commands();  // commands_scenario.cc
std::vector<Command> select_commands();    // commands_select.cc
std::vector<Command> step_commands();      // commands_step.cc
std::vector<Command> table_commands();     // commands_table.cc
std::vector<Command> tree_commands();      // commands_tree.cc
std::vector<Command> timeline_commands();  // commands_timeline.cc
std::vector<Command> view_commands();      // commands_view.cc

/// A command of one menu; what is not told keeps the defaults of Command.
struct MenuRow {
  std::string_view menu;
  Command operator()(std::string_view id, std::string_view title, std::string_view about,
                     std::vector<Chord> chords, bool (*enabled)(const Workbench&),
                     Result<void> (*run)(Workbench&, Arguments), std::string_view argument = {},
                     std::string_view word = {}) const;
};

/// Conditions of commands.
bool has_scenario(const Workbench& workbench);
bool has_run(const Workbench& workbench);
bool has_snapshot(const Workbench& workbench);  ///< Of a run, at its cursor.

/// True: changes of the scenario would be lost, and the user is asked; the command comes again when
/// that is decided. Scripts that run unattended are not asked.
bool asks_about_changes(Workbench& workbench, std::string_view command, Arguments arguments);

/// An error unless there are at most `max` arguments.
Result<void> check_count(Arguments arguments, std::size_t max);
/// A whole number, `min` .. `max`. `what` for messages: "COUNT".
Result<std::int64_t> read_number(const std::string& text, std::string_view what, std::int64_t min,
                                 std::int64_t max);

}  // namespace cascade::gui
