// SPDX-License-Identifier: Apache-2.0
#include "gui/model/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "gui/model/command_tables.h"
#include "gui/model/document.h"
#include "gui/model/workbench.h"
#include "sim/base/text.h"

namespace cascade::gui {
namespace {

/// In the order of Chord::Named.
constexpr std::array<std::string_view, 26> kNamedKeys{
    "Escape", "Enter", "Space", "Tab",  "Backspace", "Delete", "Left", "Right", "Up",
    "Down",   "Home",  "End",   "PgUp", "PgDn",      "F1",     "F2",   "F3",    "F4",
    "F5",     "F6",    "F7",    "F8",   "F9",        "F10",    "F11",  "F12"};

std::vector<Command> make_table() {
  std::vector<Command> table;
  for (auto* const part :
       {file_commands, scenario_commands, run_commands, decide_commands, step_commands,
        break_commands, select_commands, table_commands, compare_commands, export_commands,
        tree_commands, timeline_commands, view_commands}) {
    std::vector<Command> rows = part();
    std::move(rows.begin(), rows.end(), std::back_inserter(table));
  }
  return table;
}

}  // namespace

std::string to_text(const Chord& chord) {
  if (chord.key == Chord::None) return {};
  std::string text;
  if (chord.ctrl) text += "Ctrl+";
  if (chord.alt) text += "Alt+";
  if (chord.shift) text += "Shift+";
  if (chord.key < Chord::Escape) return text + static_cast<char>(chord.key);
  return text.append(kNamedKeys[chord.key - Chord::Escape]);
}

std::span<const Command> commands() {
  static const std::vector<Command> kTable = make_table();
  return kTable;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands()) {
    if (!name.empty() && (command.id == name || command.word == name)) return &command;
  }
  return nullptr;
}

const Command* find_command(const Chord& chord, std::string_view panel) {
  const Command* anywhere = nullptr;
  for (const Command& command : commands()) {
    const auto& chords = command.chords;
    if (std::find(chords.begin(), chords.end(), chord) == chords.end()) continue;
    if (command.panel.empty()) {
      anywhere = &command;
    } else if (command.panel == panel) {
      return &command;
    }
  }
  return anywhere;
}

Result<void> execute(Workbench& workbench, const Command& command, Arguments arguments) {
  Result<void> done = input_error("this is not possible now");
  if (command.enabled == nullptr || command.enabled(workbench)) {
    done = command.run(workbench, arguments);
  }
  workbench.tell_command(command, done);
  return done;
}

Command MenuRow::operator()(std::string_view id, std::string_view title, std::string_view about,
                            std::vector<Chord> chords, bool (*enabled)(const Workbench&),
                            Result<void> (*run)(Workbench&, Arguments), std::string_view argument,
                            std::string_view word) const {
  return {.id = id,
          .word = word,
          .title = title,
          .menu = menu,
          .about = about,
          .argument = argument,
          .chords = std::move(chords),
          .enabled = enabled,
          .run = run};
}

bool has_scenario(const Workbench& workbench) {
  return workbench.document().scenario() != nullptr;
}

bool has_run(const Workbench& workbench) {
  return workbench.history() != nullptr;
}

bool has_snapshot(const Workbench& workbench) {
  return has_run(workbench) && workbench.snapshot() != nullptr;
}

namespace {

std::string grouped_limit(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? "-" + sim::grouped(0 - bits) : sim::grouped(bits);
}

}  // namespace

Result<void> check_count(Arguments arguments, std::size_t max) {
  if (arguments.size() <= max) return {};
  return input_error(fmt::format("too much was given: '{}'", arguments[max]));
}

Result<std::int64_t> read_number(const std::string& text, std::string_view what, std::int64_t min,
                                 std::int64_t max) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, code] = std::from_chars(text.data(), end, number);
  if (code == std::errc() && last == end && number >= min && number <= max) return number;
  return input_error(fmt::format("{} is to be a whole number from {} to {}, not '{}'", what,
                                 grouped_limit(min), grouped_limit(max), text));
}

}  // namespace cascade::gui
